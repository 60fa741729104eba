/** The worker thread: draws one image into a file. Run by Node as it stands, never bundled. */
import { writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import { draw } from './draw.ts';
import type { ShareImageData } from './image-data.ts';
import type { ShareImageFormat } from './layout.ts';

/** What is to be drawn, and where it goes. */
export interface Task {
  data: ShareImageData;
  format: ShareImageFormat;
  /** Absolute path of the file; whoever asks for it puts it in its place. */
  file: string;
}

// There are as many workers as processors.
sharp.concurrency(1);

/** Draws an image and writes it. */
export default async function work({ data, format, file }: Task): Promise<void> {
  await writeFile(file, await draw(data, format));
}
