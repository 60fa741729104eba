/** The worker thread: draws one picture and puts it in its place. Run by Node as it stands, never bundled. */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { threadId } from 'node:worker_threads';
import sharp from 'sharp';
import { draw } from './draw.ts';
import type { ShareImageFormat } from './layout.ts';
import type { ShareImageData } from './image-data.ts';

/** What is to be drawn, and where it goes. */
export interface Task {
  data: ShareImageData;
  format: ShareImageFormat;
  /** Absolute path of the finished picture. */
  file: string;
}

// There are as many workers as processors.
sharp.concurrency(1);

/** Draws a picture. It appears under its name when it is whole, also when two builds make it at once. */
export default async function work({ data, format, file }: Task): Promise<void> {
  const bytes = await draw(data, format);
  const unfinished = `${file}.${process.pid}-${threadId}`;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(unfinished, bytes);
  await rename(unfinished, file);
}
