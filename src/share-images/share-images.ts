/** Finished share pictures: from the cache, or drawn by worker threads and then cached. */
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Tinypool } from 'tinypool';
import { contentCaches, ensureCached } from '../storage/content-cache.ts';
import { shareImageKey } from './cache-key.ts';
import type { ShareImageFormat } from './layout.ts';
import { reportShareImage } from './usage.ts';
import type { ShareImageData } from './image-data.ts';
import type { Task } from './worker.ts';

let pool: Tinypool | undefined;

/** Threads start with the first picture and end a little after the last, so that a command can exit. */
function drawInThread(task: Task): Promise<void> {
  pool ??= new Tinypool({
    // Relative to the project's folder: pages are bundled, so that this file's own path is not available.
    filename: pathToFileURL(resolve('src/share-images/worker.ts')).href,
    minThreads: 0,
    maxThreads: availableParallelism(),
    idleTimeout: 3000,
  });
  return pool.run(task) as Promise<void>;
}

type Finished = Awaited<ReturnType<typeof ensureCached>>;

function finish(data: ShareImageData, format: ShareImageFormat, key: string): Promise<Finished> {
  return ensureCached(contentCaches.shareImages, `${key}.jpg`, async (file) => {
    await drawInThread({ data, format, file });
    return undefined;
  });
}

const finished = new Map<string, Promise<Finished>>();

async function finishOnce(data: ShareImageData, format: ShareImageFormat): Promise<Finished> {
  const key = await shareImageKey(data, format);
  const known = finished.get(key);
  if (known) return known;
  const work = finish(data, format, key);
  finished.set(key, work);
  // A failure is thrown to the caller; the next call tries again.
  work.catch(() => finished.delete(key));
  return work;
}

/** Starts drawing pictures that will be needed, so that all processors are busy while pages are rendered. */
export function prepareShareImages(images: readonly ShareImageData[], format: ShareImageFormat): void {
  for (const data of images) finishOnce(data, format).catch(() => undefined);
}

/** The bytes of a picture, a JPEG. Throws when its photograph cannot be read. */
export async function shareImage(data: ShareImageData, format: ShareImageFormat): Promise<Buffer> {
  const { file, isNew } = await finishOnce(data, format);
  reportShareImage(isNew);
  return readFile(file);
}
