/** Small square pictures for lists, from the pictures of the content. */
import sharp from 'sharp';
import { cachedFile, cacheKeyOf, contentCaches } from '../storage/content-cache.ts';

/** The sides of a small picture in pixels: twice what lists show, for sharp screens. */
const side = 112;

/** Where the square begins on an axis of the small picture, so that a point is as near to its middle as can be. */
const startOf = (length: number, hundredths: number): number =>
  Math.round(Math.min(Math.max((length * hundredths) / 100 - side / 2, 0), length - side));

/**
 * A small square picture, WebP.
 * @param focus the point that it must contain, in hundredths of width and height
 * @throws where the bytes are no picture
 */
export async function thumbnailOf(bytes: Uint8Array, focus: { x: number; y: number }): Promise<Uint8Array> {
  const name = `${cacheKeyOf(bytes, JSON.stringify({ focus, side }))}.webp`;
  return cachedFile(contentCaches.thumbnails, name, async () => {
    const {
      autoOrient: { width, height },
    } = await sharp(bytes).metadata();
    // Made small before it is cut: most of a large photo is never decoded.
    const scale = side / Math.min(width, height);
    const scaled = (length: number) => Math.max(side, Math.round(length * scale));
    const [wide, high] = [scaled(width), scaled(height)];
    return sharp(bytes)
      .autoOrient()
      .resize(wide, high, { fit: 'fill' })
      .extract({ left: startOf(wide, focus.x), top: startOf(high, focus.y), width: side, height: side })
      .webp({ quality: 70 })
      .toBuffer();
  });
}
