/**
 * Where a built site lies, and how the next one takes its place. `OUT_DIR` is a symbolic link to a folder in
 * `<OUT_DIR>.releases/`, which is complete before the link leads to it; the link is replaced by one rename. A web server
 * sees the old site or the new one, also when the build is killed between any two steps.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { isRunning } from '../storage/is-running.ts';
import { makeFolder } from '../storage/make-folder.ts';
import { acquireLock, type LockOptions, type ProcessLock } from '../storage/process-lock.ts';
import { codeOf, copyFiles, fileOperations, removeIfPossible, type FileOperations } from './file-operations.ts';
import { removeWaiting, updateInPlace } from './update-in-place.ts';

/** How many releases are kept besides the one that is shown. */
export const keptReleases = 2;

/** Where the site lies, and whether it can be replaced as a whole. */
export type SitePlace =
  | { kind: 'releases'; path: string; releases: string }
  /** The folder itself stays, and its files are replaced one by one. */
  | { kind: 'in place'; path: string; folder: string };

/** `OUT_DIR` is something that cannot be a site. The message is for editors. */
export class UnusableOutputError extends Error {
  override name = 'UnusableOutputError';
}

/** What the system says where this account may not write, and where something cannot be renamed. */
const noRights = new Set(['EACCES', 'EPERM', 'EROFS']);
const fixed = new Set(['EBUSY', 'EXDEV', 'EACCES', 'EPERM']);
/** What it says where there are no symbolic links, or not for this account. */
const noLinks = new Set(['EPERM', 'EACCES', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EINVAL']);

const lockName = '.lock';
const carriedListName = '.carried-over.json';
const releasesOf = (path: string) => `${path}.releases`;
const isInside = (path: string, folder: string) => path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

/** Where a link leads when it is one that a build has made: the name of a release. */
function releaseShown(path: string): string | undefined {
  const target = resolve(dirname(path), readlinkSync(path));
  return dirname(target) === releasesOf(path) ? basename(target) : undefined;
}

/**
 * Looks where the site lies, and makes the folder of releases where one can be made.
 * @param inputs what must not be replaced: the project, the content
 * @throws what the file system says where nothing can be written; `UnusableOutputError` where no site can lie
 */
export function findPlace(path: string, inputs: readonly string[] = [process.cwd()]): SitePlace {
  const replaced = inputs.find((input) => path === input || isInside(input, path));
  if (replaced !== undefined) {
    throw new UnusableOutputError(
      `OUT_DIR 现在是 ${path}，生成网站会换掉这里的 ${replaced}。请换一个专门放网站的文件夹，例如 dist。`,
    );
  }
  const releases = releasesOf(path);
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found?.isSymbolicLink() === true) {
    if (releaseShown(path) !== undefined) {
      makeFolder(releases);
      return { kind: 'releases', path, releases };
    }
    // Somebody's own link: it stays, and so does the folder that it leads to.
    makeFolder(resolve(dirname(path), readlinkSync(path)));
    return { kind: 'in place', path, folder: realpathSync(path) };
  }
  if (found?.isDirectory() === false) {
    throw new UnusableOutputError(
      `OUT_DIR 现在是 ${path}，这是一个文件，不是文件夹。请换一个文件夹，或先移走这个文件。`,
    );
  }
  const inPlace: SitePlace = { kind: 'in place', path, folder: path };
  if (found !== undefined && found.dev !== statSync(dirname(path)).dev) return inPlace;
  try {
    makeFolder(releases);
  } catch (error) {
    if (found !== undefined && noRights.has(codeOf(error))) return inPlace;
    throw error;
  }
  return { kind: 'releases', path, releases };
}

/** Takes the lock of a place: builds of other checkouts may write to the same one. */
export function lockPlace(place: SitePlace, options: LockOptions): Promise<ProcessLock> {
  const file = place.kind === 'releases' ? join(place.releases, lockName) : join(place.folder, '.hongxin-lock');
  return acquireLock(file, options);
}

/** The list of files that are in the site for pages of earlier builds alone. */
export const carriedListOf = (place: SitePlace): string =>
  place.kind === 'releases' ? join(place.releases, carriedListName) : join(place.folder, '.hongxin-carried-over.json');

/** A moment as names of releases have it, so that they sort by it: `20261126T020304123Z`. */
const stamp = (moment: number) => new Date(moment).toISOString().replace(/[-:.]/g, '');

/** A name for a build, by the moment, that no other build has. */
export function newBuildId(now = Date.now()): string {
  return `${stamp(now)}-${randomBytes(3).toString('hex')}`;
}

/** Complete releases, oldest first. What is not complete, or about to be removed, has a name that begins with a dot. */
function releasesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => !name.startsWith('.'))
    .sort();
}

/** Moves a built site among the releases; it has its name there only when it is complete. */
function addRelease(site: string, folder: string, id: string, project: string, operations: FileOperations): void {
  // Elsewhere files are written anew: a folder hands its group, its labels and its access list to what is made in it.
  if (isInside(folder, project)) {
    try {
      operations.rename(site, join(folder, id));
      return;
    } catch (error) {
      if (codeOf(error) !== 'EXDEV') throw error;
    }
  }
  const part = join(folder, `.part-${id}`);
  try {
    copyFiles(site, part, operations);
    operations.rename(part, join(folder, id));
  } catch (error) {
    removeIfPossible(part, operations);
    throw error;
  }
}

/**
 * Makes the link lead to a release. Without links, and when a folder lies at the path, two renames follow each other; a build
 * that is killed between them leaves nothing at the path, and `restoreSite` puts the newest release there.
 * @returns whether it does; not when what lies at the path cannot be renamed
 */
function showRelease(path: string, releases: string, id: string, operations: FileOperations): boolean {
  const release = join(releases, id);
  const link = join(releases, `.link-${id}`);
  let shown = link;
  // A killed build may have made one to the release that is now brought back.
  operations.remove(link);
  try {
    operations.link(join(basename(releases), id), link);
  } catch (error) {
    if (!noLinks.has(codeOf(error))) throw error;
    shown = release;
  }
  const found = lstatSync(path, { throwIfNoEntry: false });
  const before = join(releases, `${stamp(found?.mtimeMs ?? 0)}-${id.slice(-6)}-folder`);
  const isFolder = found?.isDirectory() === true;
  try {
    if (isFolder) {
      try {
        operations.rename(path, before);
      } catch (error) {
        if (!fixed.has(codeOf(error))) throw error;
        operations.remove(link);
        return false;
      }
    }
    operations.rename(shown, path);
    return true;
  } catch (error) {
    if (isFolder && !existsSync(path) && existsSync(before)) operations.rename(before, path);
    removeIfPossible(link, operations);
    throw error;
  }
}

/** What a switch needs to know. */
export interface SwitchOptions {
  /** The name of the build. */
  id: string;
  /** The folder of the project. */
  project?: string;
  operations?: FileOperations;
}

/**
 * Puts a built site in its place. Whoever calls has the lock of the place.
 * @throws when something cannot be written; then the site before is shown as before
 */
export function switchSite(
  site: string,
  place: SitePlace,
  { id, project = process.cwd(), operations = fileOperations }: SwitchOptions,
): void {
  if (place.kind === 'in place') {
    updateInPlace(site, place.folder, id, operations);
    return;
  }
  const { path, releases } = place;
  addRelease(site, releases, id, project, operations);
  const release = join(releases, id);
  try {
    if (showRelease(path, releases, id, operations)) return;
    updateInPlace(release, path, id, operations);
  } catch (error) {
    removeIfPossible(release, operations);
    throw error;
  }
  removeIfPossible(release, operations);
}

/** Removes releases but the one that is shown and the newest of the others. */
export function removeOldReleases(place: SitePlace, operations: FileOperations = fileOperations): void {
  if (place.kind === 'in place') return;
  const shown = lstatSync(place.path).isSymbolicLink() ? releaseShown(place.path) : undefined;
  const others = releasesIn(place.releases).filter((name) => name !== shown);
  for (const name of others.slice(0, -keptReleases)) {
    // Half removed it must not look complete.
    const gone = join(place.releases, `.gone-${name}`);
    operations.rename(join(place.releases, name), gone);
    operations.remove(gone);
  }
}

/** Folders that builds before the releases made beside the site, with the number of their process at the end. */
function foldersOfEarlierBuilds(path: string): { name: string; isLastSite: boolean }[] {
  const pattern = new RegExp(`^${RegExp.escape(basename(path))}\\.(staging|previous)-(\\d+)$`);
  return readdirSync(dirname(path)).flatMap((name) => {
    const [, kind, pid] = pattern.exec(name) ?? [];
    return kind === undefined || isRunning(Number(pid)) ? [] : [{ name, isLastSite: kind === 'previous' }];
  });
}

/**
 * Puts the newest complete release in place where a killed build has left nothing.
 * @returns whether it did
 */
function restore(path: string, operations: FileOperations): boolean {
  if (existsSync(path)) return false;
  const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  if (isLink && releaseShown(path) === undefined) return false;
  const releases = releasesOf(path);
  const newest = existsSync(releases) ? releasesIn(releases).at(-1) : undefined;
  if (newest !== undefined) return showRelease(path, releases, newest, operations);
  const folder = dirname(path);
  const last = existsSync(folder) ? foldersOfEarlierBuilds(path).find(({ isLastSite }) => isLastSite) : undefined;
  if (last === undefined) return false;
  operations.rename(join(folder, last.name), path);
  return true;
}

/**
 * Puts the newest complete release in place where a killed build has left nothing; for whoever serves the site.
 * @returns whether it did
 */
export async function restoreSite(path: string, operations: FileOperations = fileOperations): Promise<boolean> {
  if (existsSync(path)) return false;
  const releases = releasesOf(path);
  if (!existsSync(releases)) return restore(path, operations);
  const { release } = await lockPlace({ kind: 'releases', path, releases }, { what: path });
  try {
    return restore(path, operations);
  } finally {
    release();
  }
}

/**
 * Removes what killed builds have left, and brings the site back where one was killed at the wrong moment. Whoever calls has
 * the lock of the place, so that nothing of it is of a build that is running.
 */
export function clearPlace(place: SitePlace, operations: FileOperations = fileOperations): void {
  if (place.kind === 'in place') {
    removeWaiting(place.folder, operations);
    return;
  }
  restore(place.path, operations);
  const left = readdirSync(place.releases).filter(
    (name) => name.startsWith('.') && !name.startsWith(lockName) && name !== carriedListName,
  );
  for (const name of left) operations.remove(join(place.releases, name));
  for (const { name, isLastSite } of foldersOfEarlierBuilds(place.path)) {
    if (!isLastSite || existsSync(place.path)) operations.remove(join(dirname(place.path), name));
  }
}
