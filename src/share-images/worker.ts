/** The worker thread: draws one image into a file. Run by Node directly, never bundled. */
import { writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import { draw } from './draw.ts';
import type { ShareImageData } from './image-data.ts';
import type { ShareImageFormat } from './layout.ts';

/** The image to draw, and its target file. */
export interface Task {
  data: ShareImageData;
  format: ShareImageFormat;
  /** Absolute path of the file; the caller moves it to its final name. */
  file: string;
}

// There are as many workers as processors.
sharp.concurrency(1);

/** Draws an image and writes it. */
export default async function work({ data, format, file }: Task): Promise<void> {
  await writeFile(file, await draw(data, format));
}
