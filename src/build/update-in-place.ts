/**
 * Brings a folder to a new state file by file, where it cannot be replaced as a whole: a mount point, a link to a folder of
 * somebody else's, a folder in one that this account may not write to.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { isNamedByContent, uncompressed } from '../domain/serving/response-headers.ts';
import { reasonOf } from './build-failure.ts';
import { codeOf, copyFiles, filesBelow, removeIfPossible, type FileOperations } from './file-operations.ts';

/** Renames have begun and did not end: pages of both builds are there. The message is for editors. */
export class HalfUpdatedError extends Error {
  override name = 'HalfUpdatedError';

  constructor(cause: unknown) {
    super(
      `网站换到一半停下了：${reasonOf(cause)} 现在新旧页面都有，都能打开；排除原因后再运行一次 npm run build，就会补齐。`,
      { cause },
    );
  }
}

/** How the folders are called in which new files wait, within the folder itself. */
const waitingPrefix = '.hongxin-new-';

/** What is in the folder and not of the site: hidden files at the top, such as `.well-known`, and what ext4 makes. */
const isForeign = (file: string) => file.startsWith('.') || file === 'lost+found' || file.startsWith('lost+found/');

function isSame(a: string, b: string, file: string): boolean {
  const size = statSync(b).size;
  return statSync(a).size === size && (isNamedByContent(file) || readFileSync(a).equals(readFileSync(b)));
}

/**
 * In which order files appear, so that at every moment whatever a page names exists: first names that are new, which no old
 * page has; then data, then pages; last what lists pages, and the worker that names files by digest.
 */
function rankOf(file: string, isNew: boolean): number {
  const original = uncompressed(file);
  if (original.endsWith('.xml') || original.endsWith('/sw.js')) return 4;
  const isPage = original.endsWith('.html');
  return (isNew ? 0 : 2) + (isPage ? 1 : 0);
}

/** Whether something is a file, a folder (or what looks like one), or nothing. */
function typeOf(path: string): 'file' | 'folder' | undefined {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return undefined;
    throw error;
  }
}

/** Makes a folder within another one, also where a file has its name. */
function makeFolderWithin(root: string, folder: string, operations: FileOperations): void {
  const steps = relative(root, folder).split(sep);
  for (const [at] of steps.entries()) {
    const path = join(root, ...steps.slice(0, at + 1));
    if (typeOf(path) === 'file') operations.remove(path);
  }
  operations.makeFolder(folder);
}

/** The folders that files are in. */
function foldersOf(files: readonly string[]): Set<string> {
  const folders = new Set<string>();
  for (const file of files) {
    for (let folder = dirname(file); folder !== '.'; folder = dirname(folder)) folders.add(folder);
  }
  return folders;
}

/** Removes what is in the folder and not in the site: pages first, then what they named. */
function removeOthers(folder: string, files: readonly string[], operations: FileOperations): void {
  const wanted = new Set([...files, ...foldersOf(files)]);
  const others = readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((file) => !isForeign(file) && !wanted.has(file))
    .sort((a, b) => Number(isNamedByContent(a)) - Number(isNamedByContent(b)) || (a < b ? -1 : 1));
  // A folder goes with what is in it, and stands before it in the list.
  const gone = new Set<string>();
  for (const file of others) {
    const isGone = gone.has(dirname(file));
    gone.add(file);
    if (!isGone) operations.remove(join(folder, file));
  }
}

/**
 * Makes a folder equal to a built site. Everything that needs space is written before the first file of the old site is
 * touched; what follows are renames.
 * @param id the name of this build, which no other has
 * @throws when something cannot be written; then the folder is as it was, unless the error is a `HalfUpdatedError`
 */
export function updateInPlace(site: string, folder: string, id: string, operations: FileOperations): void {
  const waiting = join(folder, waitingPrefix + id);
  const files = filesBelow(site);
  const changed = files
    .map((file) => ({ file, now: typeOf(join(folder, file)) }))
    .filter(({ file, now }) => now !== 'file' || !isSame(join(site, file), join(folder, file), file))
    .map(({ file, now }) => ({ file, now, rank: rankOf(file, now !== 'file') }))
    .sort((a, b) => a.rank - b.rank);
  let isBegun = false;
  try {
    copyFiles(
      site,
      waiting,
      operations,
      changed.map(({ file }) => file),
    );
    isBegun = true;
    for (const { file, now } of changed) {
      const target = join(folder, file);
      makeFolderWithin(folder, dirname(target), operations);
      if (now === 'folder') operations.remove(target);
      try {
        operations.rename(join(waiting, file), target);
      } catch (error) {
        // A folder of the site that is a mount point of its own.
        if (codeOf(error) !== 'EXDEV') throw error;
        const beside = join(dirname(target), `${waitingPrefix}${id}`);
        operations.copy(join(waiting, file), beside);
        operations.rename(beside, target);
      }
    }
    removeOthers(folder, files, operations);
  } catch (error) {
    throw isBegun ? new HalfUpdatedError(error) : error;
  } finally {
    removeIfPossible(waiting, operations);
  }
}

/** Removes what killed builds have left in a folder that is updated in place. */
export function removeWaiting(folder: string, operations: FileOperations): void {
  const left = readdirSync(folder).filter((name) => name.startsWith(waitingPrefix));
  for (const name of left) operations.remove(join(folder, name));
}
