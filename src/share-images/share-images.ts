/** Share pictures, finished: from the cache, or drawn by worker threads and then in the cache. */
import { readFile, utimes } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Tinypool } from 'tinypool';
import { cacheKeyOf, shareImageCacheDirectory } from './cache-key.ts';
import type { ShareImageFormat } from './layout.ts';
import { reportShareImage } from './usage.ts';
import type { ShareImageData } from './image-data.ts';
import type { Task } from './worker.ts';

let pool: Tinypool | undefined;

/** Threads start with the first picture and end a little after the last, so that a command can end. */
function drawInThread(task: Task): Promise<void> {
  pool ??= new Tinypool({
    // Named from the project's folder: pages are bundled, and this file's own place with them.
    filename: pathToFileURL(resolve('src/share-images/worker.ts')).href,
    minThreads: 0,
    maxThreads: availableParallelism(),
    idleTimeout: 3000,
  });
  return pool.run(task) as Promise<void>;
}

interface Finished {
  file: string;
  isNew: boolean;
}

async function finish(data: ShareImageData, format: ShareImageFormat, key: string): Promise<Finished> {
  const file = join(shareImageCacheDirectory, `${key}.jpg`);
  const now = new Date();
  const isKept = await utimes(file, now, now).then(
    () => true,
    () => false,
  );
  if (!isKept) await drawInThread({ data, format, file });
  return { file, isNew: !isKept };
}

const finished = new Map<string, Promise<Finished>>();

async function finishOnce(data: ShareImageData, format: ShareImageFormat): Promise<Finished> {
  const key = await cacheKeyOf(data, format);
  const known = finished.get(key);
  if (known) return known;
  const work = finish(data, format, key);
  finished.set(key, work);
  // A failure is told to whoever asks for this picture; the next to ask tries again.
  work.catch(() => finished.delete(key));
  return work;
}

/** Starts making pictures that will be asked for, so that all processors have work while pages are made. */
export function prepareShareImages(images: readonly ShareImageData[], format: ShareImageFormat): void {
  for (const data of images) finishOnce(data, format).catch(() => undefined);
}

/** The bytes of a picture, a JPEG. Throws when its photograph cannot be read. */
export async function shareImage(data: ShareImageData, format: ShareImageFormat): Promise<Buffer> {
  const { file, isNew } = await finishOnce(data, format);
  reportShareImage(isNew);
  return readFile(file);
}
