/** Stores of renditions: a folder, or a bucket of object storage. Each name is written once and never changed. */
import { copyFile, link, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256OfFile } from '../../storage/hash.ts';
import { discard, flush, replaceFile } from '../../storage/replace-file.ts';

/** What a store reports about a file without reading it. */
export interface Stored {
  file: string;
  bytes: number;
}

/** A store of renditions. Names are flat: no folders. */
export interface Store {
  /** The store's name in messages, e.g. a path or `s3://bucket/prefix`. */
  name: string;
  /** A folder on the same disk, in which files are made before they are stored; none when the store is elsewhere. */
  nearby?: string;
  /** The whole file under that name, if there is one. */
  has(file: string): Promise<Stored | undefined>;
  /**
   * Stores a finished file under its name, whole or not at all. An existing file is replaced: the caller checks
   * first, and replaces only a damaged file.
   */
  put(file: string, from: string): Promise<void>;
  /** Copies a file out of the store. Throws when it is not there. */
  get(file: string, to: string): Promise<void>;
  /** The SHA-256 of an existing file. */
  fingerprint(file: string): Promise<string>;
  /** Everything in the store, by name. */
  list(): Promise<Stored[]>;
}

/** A folder. It is made when the first file is stored. */
export function folderStore(directory: string): Store {
  const path = (file: string) => join(directory, file);
  const has = async (file: string) => {
    const found = await stat(path(file)).catch(() => undefined);
    return found?.isFile() === true ? { file, bytes: found.size } : undefined;
  };
  return {
    name: directory,
    nearby: join(directory, '.work'),
    has,
    async put(file, from) {
      await replaceFile(path(file), async (part) => {
        await discard(part);
        // A hard link costs nothing; not every file system supports them.
        await link(from, part).catch(() => copyFile(from, part));
      });
      // Where the two were the same file already, the rename has left both names.
      await discard(path(`.${file}.part`));
      await flush(directory);
    },
    async get(file, to) {
      // `to` may be another name of the very same file.
      await discard(to);
      await copyFile(path(file), to);
    },
    fingerprint: (file) => sha256OfFile(path(file)),
    async list() {
      const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
      const names = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.')).map(({ name }) => name);
      return (await Promise.all(names.sort().map(has))).filter((stored) => stored !== undefined);
    },
  };
}
