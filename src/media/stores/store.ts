/** Where renditions lie: a folder, or a bucket of object storage. Both are written to once under a name, and never changed. */
import { copyFile, link, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256OfFile } from '../../storage/hash.ts';
import { discard, flush, replaceFile } from '../../storage/replace-file.ts';

/** What a store knows of a file without reading it. */
export interface Stored {
  file: string;
  bytes: number;
}

/** A place for renditions. Names are flat: no folders. */
export interface Store {
  /** How the place is called to a person, e.g. a path or `s3://bucket/prefix`. */
  name: string;
  /** A folder on the same disk, in which files are made before they are put in; none when the store is elsewhere. */
  nearby?: string;
  /** The file under that name, if it is there, whole. */
  has(file: string): Promise<Stored | undefined>;
  /**
   * Puts a finished file in under its name, whole or not at all. What is there under that name is replaced: the caller looks
   * first, and replaces only what is damaged.
   */
  put(file: string, from: string): Promise<void>;
  /** Copies a file out of the store. Throws when it is not there. */
  get(file: string, to: string): Promise<void>;
  /** The SHA-256 of a file that is there. */
  fingerprint(file: string): Promise<string>;
  /** Everything in the store, by name. */
  list(): Promise<Stored[]>;
}

/** A folder. It is made when the first file is put in. */
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
        // A second name costs nothing; not every disk knows them.
        await link(from, part).catch(() => copyFile(from, part));
      });
      // Where the two were one file already, the rename has left both names.
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
