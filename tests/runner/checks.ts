/** The table of checks: what each finds, what it costs, what it needs, how it runs. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeManyOrders } from '../many-orders.ts';
import { towns, writeManyStations } from '../many-stations.ts';
import { projectDirectory } from '../places.ts';
import {
  extremesSite,
  largeCountySite,
  manyOrders,
  manyStations,
  portalSite,
  rootSite,
  type TestSite,
} from '../sites.ts';
import { runBrowserTests } from './browser-tests.ts';
import { runNodeTests } from './node-tests.ts';
import { commandCounts, type Counts } from './outcome.ts';
import { keptText, type Output } from './output.ts';
import { runScript } from './run-command.ts';

/** What was asked for besides the names of checks. */
export interface CheckOptions {
  /** Part of the names of the tests to run. */
  name?: string | undefined;
  /** Whether the pictures that pages are compared with are stored anew. */
  updateReferences?: boolean;
  /** Whether nothing else was asked for: both cores are free. */
  isAlone?: boolean;
}

/** One check of `npm test`. */
export interface Check {
  /** As `--only` calls it. */
  name: string;
  /** What goes wrong that this check alone would tell. */
  finds: string;
  /** How many cores it keeps busy beside others. */
  cores: 1 | 2;
  /** How many when it runs alone, if that differs. */
  coresAlone?: 2;
  /** Whether it builds: builds of one checkout wait for each other, and would keep a core idle. */
  takesBuildLock?: boolean;
  /** The sites that it reads or opens, which are built before. */
  sites?: readonly TestSite[];
  /** The checks that it waits for when they run too. */
  after?: readonly string[];
  /** Its files of tests, where it has tests that a part of their names can choose. */
  files?: string;
  run: (output: Output, options: CheckOptions) => Promise<Counts>;
}

/** The names of the sites as test files import them. */
const importNames: readonly (readonly [string, TestSite])[] = [
  ['rootSite', rootSite],
  ['portalSite', portalSite],
  ['extremesSite', extremesSite],
  ['largeCountySite', largeCountySite],
];

/** The sites that some test files read: those that they name. */
export function sitesNamedIn(pattern: string): TestSite[] {
  const texts = globSync(pattern, { cwd: projectDirectory }).map((file) =>
    readFileSync(join(projectDirectory, file), 'utf8'),
  );
  return importNames.filter(([name]) => texts.some((text) => text.includes(name))).map(([, site]) => site);
}

/** The name of the check that builds a site. */
export const buildOf = (site: TestSite): string => (site === rootSite ? 'build' : `build-${site.name}`);

async function build(site: TestSite, output: Output): Promise<Counts> {
  if (site === largeCountySite) {
    const content = site.environment['CONTENT_DIR'] ?? '';
    await writeManyStations(content, manyStations);
    await writeManyOrders(content, { ...manyOrders, towns: towns.map(({ name }) => name) });
  }
  return commandCounts(await runScript('src/commands/build.ts', [], output, site.environment), keptText(output));
}

const buildCheck = (site: TestSite, finds: string): Check => ({
  name: buildOf(site),
  finds,
  cores: 1,
  takesBuildLock: true,
  run: (output) => build(site, output),
});

const command =
  (script: string, ...parameters: string[]): Check['run'] =>
  async (output) =>
    commandCounts(await runScript(join('node_modules', script), parameters, output), keptText(output));

/** A check of files of `node:test`. With one core its files run one after the other. */
const nodeTests = (
  check: Pick<Check, 'name' | 'finds' | 'cores' | 'coresAlone' | 'takesBuildLock' | 'after'>,
  pattern: string,
): Check => ({
  ...check,
  sites: sitesNamedIn(pattern),
  files: pattern,
  run: (output, { name, isAlone = false }) =>
    runNodeTests(pattern, output, { concurrency: (isAlone ? check.coresAlone : undefined) ?? check.cores, name }),
});

const browserTests = (
  check: Pick<Check, 'name' | 'finds' | 'cores' | 'takesBuildLock'>,
  pattern: string,
  projects: readonly string[],
): Check => {
  // Every page is tested at the root: its server is started for all browser tests.
  const sites = projects.includes('studio') ? [] : [...new Set([rootSite, ...sitesNamedIn(pattern)])];
  return {
    ...check,
    sites,
    files: pattern,
    run: (output, { name, updateReferences = false }) =>
      runBrowserTests(output, {
        projects,
        sites,
        updateReferences,
        ...(name !== undefined && { grep: new RegExp(RegExp.escape(name)) }),
      }),
  };
};

/**
 * In the order in which they start; those of one core run beside each other. What builds comes first: these checks wait for
 * each other and keep one core busy, while the others share the other core. What keeps both cores busy comes last.
 */
export const checks: readonly Check[] = [
  {
    name: 'types',
    finds: 'code whose parts do not fit each other, in TypeScript and in components',
    cores: 1,
    run: command('astro/bin/astro.mjs', 'check'),
  },
  {
    name: 'browser-types',
    finds: 'built-ins in scripts of pages that the oldest browsers do not have',
    cores: 1,
    // The types of the content, which the scripts import from the vocabulary, are written by the check of types.
    after: ['types'],
    run: command('typescript/bin/tsc', '-p', 'tsconfig.browser.json', '--noEmit'),
  },
  buildCheck(rootSite, 'that the project’s own content builds, at the root of a domain'),
  buildCheck(portalSite, 'that it builds as a column of a portal, under a path'),
  buildCheck(extremesSite, 'that names, stories and honours of every length build'),
  buildCheck(largeCountySite, 'that a county of 400 stations and 1,600 orders builds'),
  nodeTests(
    {
      name: 'builds',
      finds:
        'builds that leave no site or half of one when they are killed, break each other, fail without a sentence, or publish what no one may see',
      // Its tests build, time builds, and look whether a build has left anything: its files run one after the other.
      cores: 1,
      takesBuildLock: true,
    },
    'tests/builds/*.test.ts',
  ),
  nodeTests(
    {
      name: 'content-store',
      finds:
        'saves that are lost, torn, half done or overwritten unseen when disks fail, processes are killed or power fails',
      cores: 1,
    },
    'tests/content-store/*.test.ts',
  ),
  nodeTests(
    {
      name: 'sharing',
      finds:
        'what one office wrote and another one’s merge loses, shows again or leaves dangling, on a network that comes and goes',
      cores: 1,
    },
    'tests/sharing/*.test.ts',
  ),
  browserTests(
    {
      name: 'studio',
      finds: 'forms that lose or change what an editor writes, English on the screen, requests to other hosts',
      // One page after the other: it is one editor's working day.
      cores: 1,
      takesBuildLock: true,
    },
    'tests/studio/*.spec.ts',
    ['studio'],
  ),
  {
    name: 'format',
    finds: 'files that Prettier would write otherwise',
    cores: 1,
    run: command('prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'),
  },
  {
    name: 'lint',
    finds: 'code that is likely to be wrong: promises nobody waits for, conditions that are always true',
    cores: 1,
    // The types of the content, which it reads, are written by the check of types.
    after: ['types'],
    run: command('eslint/bin/eslint.js', '.'),
  },
  {
    name: 'styles',
    finds: 'style rules that are likely to be wrong, in style sheets and in components',
    cores: 1,
    run: command('stylelint/bin/stylelint.mjs', 'src/**/*.{css,astro}'),
  },
  {
    name: 'unused',
    finds: 'files, exports and dependencies that nothing uses, and dependencies that are not declared',
    cores: 1,
    run: command('knip/bin/knip.js'),
  },
  nodeTests(
    {
      name: 'architecture',
      finds: 'imports against the rules of who may import whom, and circles',
      cores: 1,
    },
    'tests/architecture/*.test.ts',
  ),
  nodeTests(
    {
      name: 'unit-exhaustive',
      finds: 'rare wrong answers: 6,000 queries among 200,000 stations and 24,000 hours against independent programs',
      cores: 1,
    },
    'tests/exhaustive/*.test.ts',
  ),
  nodeTests(
    {
      name: 'commands',
      finds: 'commands that start without the heartbeat, print something else or end with a wrong status',
      cores: 1,
    },
    'tests/commands/*.test.ts',
  ),
  nodeTests(
    {
      name: 'import',
      finds: 'imports that are written by half, change what they should leave, or would not build',
      cores: 1,
    },
    'tests/import/*.test.ts',
  ),
  nodeTests(
    {
      name: 'share-images',
      finds: 'share images on which a long or rare text leaves its box, and old images where something changed',
      cores: 1,
    },
    'tests/share-images/*.test.ts',
  ),
  nodeTests(
    {
      name: 'content',
      finds: 'mistakes in the project’s content, published figures that changed, refusals that say the wrong thing',
      cores: 1,
    },
    'tests/content/*.test.ts',
  ),
  nodeTests(
    {
      name: 'weight',
      finds: 'pages, scripts and searches that grew beyond their budget of bytes',
      cores: 1,
    },
    'tests/weight/*.test.ts',
  ),
  nodeTests(
    {
      // Waits for browsers most of the time: it runs beside the checks that build one after the other.
      name: 'engines',
      finds: 'pages that are laid out otherwise, or ways that end, in Firefox and in WebKit',
      cores: 1,
    },
    'tests/engines/*.test.ts',
  ),
  nodeTests(
    {
      name: 'built-files',
      finds: 'what is wrong in built files and in the preview: dead links, head elements, feeds, data, words not found',
      cores: 1,
    },
    'tests/site/*.test.ts',
  ),
  nodeTests(
    {
      name: 'old-browsers',
      finds: 'pages that are laid out otherwise, or ways that end, in Chromium 88 and 92',
      cores: 1,
    },
    'tests/old-browsers/*.test.ts',
  ),
  nodeTests(
    {
      name: 'unit',
      finds: 'rules that give a wrong answer: dates, hours, figures, distances, imports, captions, privacy, wording',
      cores: 1,
      // A developer waits for it.
      coresAlone: 2,
    },
    'tests/unit/**/*.test.ts',
  ),
  nodeTests(
    {
      name: 'media',
      finds:
        'clips and photos that come out turned, long, loud or with a position, or are lost when a command is killed',
      cores: 2,
    },
    'tests/media/*.test.ts',
  ),
  browserTests(
    {
      name: 'browser',
      finds:
        'pages that do not work for a visitor, on a phone, on a desk, offline, without script; anything that moves while loading',
      cores: 2,
    },
    'tests/site/*.spec.ts',
    ['phone', 'desk'],
  ),
  browserTests(
    {
      name: 'access',
      finds:
        'what axe finds on every page; in dark, in high contrast and with large text on pages that show every element',
      cores: 2,
    },
    'tests/access/*.spec.ts',
    ['access'],
  ),
  browserTests(
    {
      name: 'looks',
      finds: 'pages that look otherwise than approved, in three widths, light and dark',
      cores: 2,
    },
    'tests/visual/*.spec.ts',
    ['visual'],
  ),
];

/** The checks of some names, the builds that they need included. Throws an `UnknownCheck` for a name that is none. */
export function checksNamed(names: readonly string[]): Check[] {
  const unknown = names.filter((name) => !checks.some((check) => check.name === name));
  if (unknown.length > 0) throw new UnknownCheck(unknown);
  const asked = checks.filter(({ name }) => names.includes(name));
  const builds = asked.flatMap(({ sites = [] }) => sites.map(buildOf));
  return checks.filter((check) => asked.includes(check) || builds.includes(check.name));
}

/** A name that no check has. */
export class UnknownCheck extends Error {
  constructor(names: readonly string[]) {
    super(
      `No check is called ${names.map((name) => `“${name}”`).join(' or ')}. There are: ${checks.map(({ name }) => name).join(', ')}.`,
    );
  }
}
