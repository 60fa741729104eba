/** Share pictures, finished: from the cache, or drawn by worker threads and then in the cache. */
import { readFile, utimes } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Tinypool } from 'tinypool';
import { keyOf, pictureCache } from './cache-key.ts';
import type { Format } from './layout.ts';
import { tellPicture } from './usage.ts';
import type { Subject } from './image-data.ts';
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

async function finish(subject: Subject, format: Format, key: string): Promise<Finished> {
  const file = join(pictureCache, `${key}.jpg`);
  const now = new Date();
  const isKept = await utimes(file, now, now).then(
    () => true,
    () => false,
  );
  if (!isKept) await drawInThread({ subject, format, file });
  return { file, isNew: !isKept };
}

const finished = new Map<string, Promise<Finished>>();

async function finishOnce(subject: Subject, format: Format): Promise<Finished> {
  const key = await keyOf(subject, format);
  const known = finished.get(key);
  if (known) return known;
  const work = finish(subject, format, key);
  finished.set(key, work);
  // A failure is told to whoever asks for this picture; the next to ask tries again.
  work.catch(() => finished.delete(key));
  return work;
}

/** Starts making pictures that will be asked for, so that all processors have work while pages are made. */
export function prepare(subjects: readonly Subject[], format: Format): void {
  for (const subject of subjects) finishOnce(subject, format).catch(() => undefined);
}

/** The bytes of a picture, a JPEG. Throws when its photograph cannot be read. */
export async function picture(subject: Subject, format: Format): Promise<Buffer> {
  const { file, isNew } = await finishOnce(subject, format);
  tellPicture(isNew);
  return readFile(file);
}
