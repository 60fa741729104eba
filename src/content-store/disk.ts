/** The file operations that the store needs. The real disk is `nodeDisk`; tests bring one that fails and forgets. */
import { lstat, open, readdir, readFile, rename, rmdir, unlink, writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { makeFolder } from '../storage/make-folder.ts';

/** What a name stands for. `other` is a link, a pipe or the like. */
type FileKind = 'file' | 'folder' | 'other';

/** What the disk says of a file without reading it. Whoever changes a file changes one of these figures. */
export interface FileStatus {
  kind: FileKind;
  /** In bytes. */
  size: number;
  /** Moment of the last change of the content, in milliseconds since 1970, with fractions. */
  modified: number;
  /** Moment of the last change of content or name, likewise. */
  changed: number;
  /** The number of the file in its file system; a file that was replaced has another. */
  inode: number;
}

/** A name in a folder. */
export interface FolderItem {
  name: string;
  kind: FileKind;
}

/**
 * A disk. Paths are absolute. Every operation rejects with the system's error (`code`: ENOSPC, EACCES, EBUSY …); what is
 * not there is an answer and no error.
 */
export interface Disk {
  /** The bytes of a file; `undefined` where there is none. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** Writes a file. Its content is not on the disk before `flushFile`, its name not before `flushFolder`. */
  write(path: string, bytes: Uint8Array): Promise<void>;
  /** Writes a file that must not be there yet. Resolves to whether it was not. */
  create(path: string, bytes: Uint8Array): Promise<boolean>;
  /** Moves a file over another one: afterwards the name stands for the new content, at no moment for a part of it. */
  rename(from: string, to: string): Promise<void>;
  /** Removes a file; does nothing where there is none. */
  remove(path: string): Promise<void>;
  /** Makes a folder and those it is in. */
  makeFolder(path: string): Promise<void>;
  /** Removes a folder if it is empty. Resolves to whether it was removed. */
  removeEmptyFolder(path: string): Promise<boolean>;
  /** What is in a folder, in no order; empty where there is no folder. */
  list(path: string): Promise<FolderItem[]>;
  /** The status of a name, not of what a link leads to; `undefined` where there is none. */
  status(path: string): Promise<FileStatus | undefined>;
  /** Puts the content of a file on the disk, so that it survives a failure of power. */
  flushFile(path: string): Promise<void>;
  /** Puts the names in a folder on the disk; does nothing where there is no folder. */
  flushFolder(path: string): Promise<void>;
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? '';

/** Codes that say that a path leads nowhere: its last name is missing, or a folder on the way is none. */
const missing = new Set(['ENOENT', 'ENOTDIR']);

/** What an operation resolves to, or another value where one of these codes says why there is none. */
async function unless<Result, Otherwise>(
  codes: ReadonlySet<string>,
  otherwise: Otherwise,
  operation: Promise<Result>,
): Promise<Result | Otherwise> {
  try {
    return await operation;
  } catch (error) {
    if (codes.has(codeOf(error))) return otherwise;
    throw error;
  }
}

const kindOf = (entry: { isFile: () => boolean; isDirectory: () => boolean }): FileKind => {
  if (entry.isFile()) return 'file';
  return entry.isDirectory() ? 'folder' : 'other';
};

async function flush(path: string, flags: string): Promise<void> {
  const handle = await open(path, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Codes of systems and file systems that cannot flush a folder: Windows cannot even open one. */
const cannotFlush = new Set([...missing, 'EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'ENOTSUP', 'EBADF']);
const notEmpty = new Set(['ENOTEMPTY', 'EEXIST', 'EPERM', 'EBUSY', ...missing]);

/** Codes that Windows gives while another program, often a virus scanner, has a file open for a moment. */
const busyOnWindows = new Set(['EBUSY', 'EPERM', 'EACCES']);

/** Renames, trying again for a second on Windows while somebody looks at what was just written. */
async function renamePatiently(from: string, to: string): Promise<void> {
  for (let pause = 10; ; pause *= 2) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      if (process.platform !== 'win32' || !busyOnWindows.has(codeOf(error)) || pause > 640) throw error;
      await wait(pause);
    }
  }
}

/** The disk of this machine. */
export const nodeDisk: Disk = {
  read: (path) => unless(new Set([...missing, 'EISDIR']), undefined, readFile(path)),
  write: (path, bytes) => writeFile(path, bytes),
  create: (path, bytes) =>
    unless(
      new Set(['EEXIST']),
      false,
      writeFile(path, bytes, { flag: 'wx' }).then(() => true),
    ),
  rename: renamePatiently,
  remove: (path) => unless(missing, undefined, unlink(path)),
  makeFolder: (path) =>
    // Reports a read-only disk as one.
    Promise.resolve().then(() => {
      makeFolder(path);
    }),
  removeEmptyFolder: (path) =>
    unless(
      notEmpty,
      false,
      rmdir(path).then(() => true),
    ),
  async list(path) {
    const items = await unless(missing, [], readdir(path, { withFileTypes: true }));
    return items.map((item) => ({ name: item.name, kind: kindOf(item) }));
  },
  async status(path) {
    const found = await unless(missing, undefined, lstat(path));
    if (found === undefined) return undefined;
    const { size, mtimeMs, ctimeMs, ino } = found;
    return { kind: kindOf(found), size, modified: mtimeMs, changed: ctimeMs, inode: ino };
  },
  flushFile: (path) => flush(path, 'r+'),
  flushFolder: (path) => unless(cannotFlush, undefined, flush(path, 'r')),
};
