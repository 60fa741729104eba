/**
 * Keeps scripts, styles and the stations of the finder that the last builds had: a page that somebody opened yesterday asks for them
 * by names that the new build has no more. They stand in the new site as well, and a list beside it says which they are.
 *
 * Pictures and texts are not kept: what was withdrawn is gone with the build that withdraws it. A search in an open page begins anew
 * when its pieces are gone.
 */
import { copyFileSync, existsSync, linkSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isNamedByContent, uncompressed } from '../domain/serving/response-headers.ts';
import { dayLength } from '../domain/time/units.ts';
import { filesBelow } from './file-operations.ts';
import { makeFolder } from '../storage/make-folder.ts';

/** Milliseconds that a file stays after the last build that had it. */
export const carriedTime = 2 * dayLength;

/** Files that no build has any more, and when the last one that had them was replaced: ISO times by paths from the site. */
export type CarriedFiles = Readonly<Record<string, string>>;

/** Whether a file is kept: it never changes, and says nothing of anybody. */
const isKept = (path: string): boolean =>
  isNamedByContent(path) && (/\.(?:js|css)$/.test(path) || path.startsWith('data/stations/'));

/** The list that a build left; empty where there is none that can be read. */
export function readCarriedFiles(list: string): CarriedFiles {
  try {
    const known = JSON.parse(readFileSync(list, 'utf8')) as unknown;
    return typeof known === 'object' && known !== null ? (known as CarriedFiles) : {};
  } catch {
    return {};
  }
}

/** Where a file lies in two places it is one, if the disk allows it. */
function share(from: string, to: string): void {
  makeFolder(dirname(to));
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}

/**
 * Puts what pages of earlier builds ask for into a site that is about to be shown.
 * @param site the folder of the new site
 * @param shown the folder of the site that it replaces
 * @param known the list of the last build
 * @param now milliseconds since 1970
 * @returns the list of this build
 */
export function carryOver(site: string, shown: string, known: CarriedFiles, now: number): CarriedFiles {
  if (!existsSync(shown)) return {};
  const carried: Record<string, string> = {};
  for (const file of filesBelow(shown)) {
    const original = uncompressed(file);
    if (!isKept(original) || existsSync(join(site, file)) || existsSync(join(site, original))) continue;
    const since = known[original] ?? new Date(now).toISOString();
    if (!(now - Date.parse(since) < carriedTime)) continue;
    carried[original] = since;
  }
  for (const original of Object.keys(carried))
    for (const file of [original, `${original}.br`, `${original}.gz`])
      if (existsSync(join(shown, file))) share(join(shown, file), join(site, file));
  return carried;
}
