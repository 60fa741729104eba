/**
 * Files that are costly to make, kept under a name made from everything that goes into them: a file is made again exactly
 * when something in it changes, whichever content tree or checkout asks for it.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { environment } from '../environment.ts';

/** The folder of encoded pictures. */
export const pictureCacheDirectory = join(environment.cacheDirectory, 'pictures');

/** A name that stands for the parts, in their order: 40 hexadecimal digits. */
export function cacheKeyOf(...parts: (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(String(part.length)).update(':').update(part);
  return hash.digest('hex').slice(0, 40);
}

/**
 * The bytes of a kept file, which are made and kept first where they are not there. A file appears under its name when it
 * is whole, also when two builds make it at once.
 */
export async function cachedFile(
  directory: string,
  name: string,
  make: () => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const file = join(directory, name);
  try {
    const bytes = await readFile(file);
    const now = new Date();
    await utimes(file, now, now);
    return bytes;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const bytes = await make();
  const unfinished = `${file}.${String(process.pid)}-${String(performance.now())}.unfinished`;
  await mkdir(directory, { recursive: true });
  await writeFile(unfinished, bytes);
  await rename(unfinished, file);
  return bytes;
}

const day = 86_400_000;

/** Removes files that no build has used for three months, and after a day what a build left half-made when it was stopped. */
export async function evictUnused(directory: string, now: number): Promise<void> {
  const files = await readdir(directory).catch(() => []);
  for (const file of files) {
    const path = join(directory, file);
    const isUnfinished = !/^[0-9a-f]+\.\w+$/.test(file);
    const age = now - (await stat(path)).mtimeMs;
    if (age > (isUnfinished ? day : 90 * day)) await rm(path, { force: true });
  }
}
