/**
 * Files that are costly to make, stored under a name made from everything that goes into them: a file is made again
 * exactly when one of them changes, for every content tree and checkout.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dayLength } from '../domain/time/units.ts';
import { environment } from '../environment.ts';
import { isRunning } from './is-running.ts';
import { replaceFile, type NewContent } from './replace-file.ts';

/** The folders of the cache. */
export const contentCaches = {
  /** Pictures in every size and format that pages use, and their placeholders. */
  pictures: join(environment.cacheDirectory, 'pictures'),
  /** Share posters and cards. */
  shareImages: join(environment.cacheDirectory, 'share-images'),
  /** Small pictures of the studio's lists. */
  thumbnails: join(environment.cacheDirectory, 'thumbnails'),
  /** What was found of pictures in the content. */
  pictureInspections: join(environment.cacheDirectory, 'picture-inspections'),
} as const;

/** The key of the parts, in their order: 40 hexadecimal digits. */
export function cacheKeyOf(...parts: (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(String(part.length)).update(':').update(part);
  return hash.digest('hex').slice(0, 40);
}

/** Marks a cached file as used, so that it is not evicted. Resolves to whether it exists. */
async function touch(file: string): Promise<boolean> {
  const now = new Date();
  return utimes(file, now, now).then(
    () => true,
    (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
      throw error;
    },
  );
}

/**
 * Makes sure that a file is in the cache. A file gets its name only when it is complete, also when two builds make it
 * at once.
 * @param make writes the file at the path that is passed, or returns its bytes
 */
export async function ensureCached(
  directory: string,
  name: string,
  make: (path: string) => Promise<Uint8Array | undefined>,
): Promise<{ file: string; isNew: boolean }> {
  const file = join(directory, name);
  if (await touch(file)) return { file, isNew: false };
  const content: NewContent = async (path) => {
    const bytes = await make(path);
    if (bytes !== undefined) await writeFile(path, bytes);
  };
  await replaceFile(file, content, { isShared: true, isDurable: false });
  return { file, isNew: true };
}

/** The bytes of a cached file, which is made first if it is missing. */
export async function cachedFile(
  directory: string,
  name: string,
  make: () => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const { file } = await ensureCached(directory, name, make);
  return readFile(file);
}

/** How old an unfinished file is before it is removed: for as long its writer may be in another container, unseen. */
const unfinishedFor = 60_000;

/** Whether whoever was writing an unfinished file is running; its name has the number of the process (`replaceFile`). */
function isBeingWritten(file: string): boolean {
  const [, pid] = /\.(\d+)-\d+-\d+\.part$/.exec(file) ?? [];
  return pid === undefined || isRunning(Number(pid));
}

/**
 * Removes files that no build has used for three months, and the temporary files of killed builds: after a minute where their
 * process is gone, else after a day.
 */
export function evictUnused(directory: string, now: number): void {
  if (!existsSync(directory)) return;
  for (const file of readdirSync(directory)) {
    const path = join(directory, file);
    const isUnfinished = !/^[0-9a-f]+\.\w+$/.test(file);
    const limit = !isUnfinished ? 90 * dayLength : isBeingWritten(file) ? dayLength : unfinishedFor;
    // Another build may have removed it meanwhile.
    const changed = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? now;
    if (now - changed > limit) rmSync(path, { force: true });
  }
}
