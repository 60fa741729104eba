/** The oldest browsers that pages are made for: the one list in `package.json` under `browserslist`, in the words of each tool. */
import browserslist from 'browserslist';
import { browserslistToTargets, type Targets } from 'lightningcss';

/** Names of browsers as Vite knows them, by those of the list. What is missing here has the engine of another one. */
const scriptNames: Readonly<Record<string, string>> = {
  chrome: 'chrome',
  edge: 'edge',
  firefox: 'firefox',
  ios_saf: 'ios',
  safari: 'safari',
};

/** The browsers of the list with their versions, e.g. `chrome 87`. */
const listed = browserslist(undefined, { path: import.meta.dirname });

/** For Lightning CSS. */
export const styleTargets: Targets = browserslistToTargets(listed);

/**
 * Syntax of scripts that V8 knows since version 80 and that tools count from 91 on, for one fault: it evaluates spread
 * arguments of an optional call wrongly, which ESLint forbids here (`eslint.config.js`).
 */
const optionalChainingKnownFrom = 91;

/** The oldest version of each browser, for Vite's `build.target`: `chrome91`, `safari14`. */
export const scriptTargets: string[] = Object.entries(scriptNames).flatMap(([name, known]) => {
  const versions = listed
    .filter((each) => each.startsWith(`${name} `))
    // A range such as `14.0-14.4` begins with its oldest.
    .map((each) => Number(each.slice(name.length + 1).split('-')[0]));
  if (versions.length === 0) return [];
  const oldest = Math.min(...versions);
  const isV8 = name === 'chrome' || name === 'edge';
  return [`${known}${String(isV8 ? Math.max(oldest, optionalChainingKnownFrom) : oldest)}`];
});

/** What holds for the scripts of the site, so that what replaces newer syntax in them is short (oxc, compiler assumptions). */
export const scriptAssumptions = { noDocumentAll: true, pureGetters: true, setPublicClassFields: true } as const;
