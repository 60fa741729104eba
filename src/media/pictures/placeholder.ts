/** A picture's placeholder until it is loaded: the picture itself, 16 pixels wide, small enough to be inlined. */
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { cachedFile, cacheKeyOf, contentCaches } from '../../storage/content-cache.ts';

const width = 16;
const known = new Map<string, Promise<string>>();

async function make(file: string): Promise<string> {
  const original = await readFile(file);
  const bytes = await cachedFile(
    contentCaches.pictures,
    `${cacheKeyOf(`placeholder ${String(width)}`, original)}.webp`,
    async () =>
      sharp(original).autoOrient().resize({ width }).webp({ quality: 30, effort: 6, smartSubsample: true }).toBuffer(),
  );
  return `data:image/webp;base64,${Buffer.from(bytes).toString('base64')}`;
}

/** The placeholder of the picture in a file, as a `data:` address of about 160 characters. */
export function placeholderOf(file: string): Promise<string> {
  let placeholder = known.get(file);
  if (placeholder === undefined) {
    placeholder = make(file);
    known.set(file, placeholder);
  }
  return placeholder;
}
