/** The files of a repository as `isomorphic-git` asks for them, on a disk of the store: whole, flushed, or not there. */
import { posix } from 'node:path';
import type { PromiseFsClient } from 'isomorphic-git';
import type { Disk, FileStatus } from './disk.ts';

/** An error with the code that the library looks for. */
function systemError(code: string, path: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: ${path}`), { code, path });
}

/** The figures of a file that Git's index records, with those that no disk of the store tells. */
function statsOf({ kind, size, modified, changed, inode }: FileStatus) {
  return {
    type: kind === 'folder' ? 'dir' : kind,
    mode: kind === 'folder' ? 0o040000 : 0o100644,
    size,
    mtimeMs: modified,
    ctimeMs: changed,
    ino: inode,
    dev: 0,
    uid: 0,
    gid: 0,
    isFile: () => kind === 'file',
    isDirectory: () => kind === 'folder',
    isSymbolicLink: () => kind === 'other',
  };
}

let written = 0;

/**
 * Writes a file whole: under another name beside it first. Its content is flushed, its name is not. A kill leaves that
 * other name, which begins as Git's own temporary files do and is removed by `git gc` like them.
 */
export async function writeWhole(disk: Disk, path: string, bytes: Uint8Array): Promise<void> {
  const folder = posix.dirname(path);
  const temporary = `${folder}/tmp_obj_${String(process.pid)}_${String(++written)}`;
  await disk.write(temporary, bytes);
  try {
    await disk.flushFile(temporary);
    await disk.rename(temporary, path);
  } catch (error) {
    await disk.remove(temporary).catch(() => undefined);
    throw error;
  }
}

/** The file system that is handed to `isomorphic-git`. Links are neither read nor made: the content has none. */
export function gitFileSystem(disk: Disk): PromiseFsClient {
  const status = async (path: string) => {
    const found = await disk.status(path);
    if (found === undefined) throw systemError('ENOENT', path);
    return statsOf(found);
  };
  const noLinks = (path: string) => Promise.reject(systemError('EINVAL', path));
  return {
    promises: {
      async readFile(path: string, options?: string | { encoding?: string }) {
        const bytes = await disk.read(path);
        if (bytes === undefined) throw systemError('ENOENT', path);
        const encoding = typeof options === 'string' ? options : options?.encoding;
        return encoding === undefined ? bytes : Buffer.from(bytes).toString('utf8');
      },
      writeFile: (path: string, content: string | Uint8Array) =>
        writeWhole(disk, path, typeof content === 'string' ? Buffer.from(content) : content),
      async mkdir(path: string) {
        if ((await disk.status(path)) !== undefined) throw systemError('EEXIST', path);
        await disk.makeFolder(path);
      },
      async readdir(path: string) {
        return (await disk.list(path)).map(({ name }) => name);
      },
      unlink: (path: string) => disk.remove(path),
      async rmdir(path: string) {
        if (!(await disk.removeEmptyFolder(path))) throw systemError('ENOTEMPTY', path);
      },
      stat: status,
      lstat: status,
      readlink: noLinks,
      symlink: (_target: string, path: string) => noLinks(path),
      chmod: () => Promise.resolve(),
    },
  };
}
