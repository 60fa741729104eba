/** Chooses candidate poster frames of a clip, and writes them as pictures. */
import type { Readable } from 'node:stream';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { replaceFile } from '../../storage/replace-file.ts';

/** A frame as it comes from ffmpeg: three bytes a pixel. */
interface Frame {
  atSeconds: number;
  data: Buffer;
  sharpness: number;
}

/** The longer side of a poster, pixels. */
const longestSide = 1280;

/** Cuts a stream into pieces of one size. An incomplete last piece is dropped. */
async function* pieces(stream: Readable, size: number): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    let rest = chunk;
    while (length + rest.length >= size) {
      const needed = size - length;
      yield Buffer.concat([...parts, rest.subarray(0, needed)], size);
      rest = rest.subarray(needed);
      parts = [];
      length = 0;
    }
    if (rest.length > 0) {
      parts.push(rest);
      length += rest.length;
    }
  }
}

/**
 * The score of a frame as a poster: its sharpness (libvips' estimate from the Laplacian), and nearly zero when
 * nothing can be seen in it, because it is dark, white or of one colour.
 */
async function worth(data: Buffer, width: number, height: number): Promise<number> {
  const { channels, sharpness } = await sharp(data, { raw: { width, height, channels: 3 } })
    .greyscale()
    .stats();
  const [grey] = channels;
  const empty = grey === undefined || grey.mean < 24 || grey.mean > 240 || grey.stdev < 10;
  return empty ? sharpness / 1000 : sharpness;
}

/** Reads frames from ffmpeg and keeps the best of the beginning, the middle and the end; the sharpest comes first. */
export class PosterFrameSelector {
  readonly #width: number;
  readonly #height: number;
  readonly #best = new Map<number, Frame>();

  constructor(size: { width: number; height: number }) {
    this.#width = size.width;
    this.#height = size.height;
  }

  /** `framesPerSecond` is the number of frames per second of the clip. */
  async read(stream: Readable, framesPerSecond: number, durationSeconds: number): Promise<void> {
    let index = 0;
    for await (const data of pieces(stream, this.#width * this.#height * 3)) {
      const atSeconds = Math.min(durationSeconds, index / framesPerSecond);
      index += 1;
      const third = Math.min(2, Math.floor((3 * atSeconds) / durationSeconds));
      const sharpness = await worth(data, this.#width, this.#height);
      const best = this.#best.get(third);
      if (best === undefined || sharpness > best.sharpness) this.#best.set(third, { atSeconds, data, sharpness });
    }
  }

  /** The seconds that the frames are taken from, in the order in which they are written. */
  get moments(): number[] {
    return this.#inOrder().map(({ atSeconds }) => Math.round(atSeconds * 100) / 100);
  }

  /** Writes each frame as JPEG and AVIF into a folder. Without colour profile, Exif or any other metadata. */
  async write(folder: string, names: readonly { jpeg: string; avif: string }[]): Promise<void> {
    for (const [index, { data }] of this.#inOrder().entries()) {
      const name = names[index];
      if (name === undefined) return;
      const picture = sharp(data, { raw: { width: this.#width, height: this.#height, channels: 3 } }).resize({
        width: longestSide,
        height: longestSide,
        fit: 'inside',
        withoutEnlargement: true,
      });
      const write = (file: string, format: Sharp) => replaceFile(join(folder, file), (path) => format.toFile(path));
      await write(name.jpeg, picture.clone().jpeg({ quality: 82, mozjpeg: true }));
      await write(name.avif, picture.clone().avif({ quality: 55, effort: 2 }));
    }
  }

  #inOrder(): Frame[] {
    return [...this.#best.values()].sort((a, b) => b.sharpness - a.sharpness);
  }
}
