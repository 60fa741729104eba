/**
 * Decodes HEIC, the format of iPhones' photos, which sharp's own decoder cannot for reasons of patents. libheif turns the picture
 * upright by itself; the colour profile, which says that 255 red is the red of a P3 screen, is handed on.
 */
import { crc32, deflateSync } from 'node:zlib';
import type startHeif from 'libheif-js/libheif-wasm/libheif-bundle.mjs';
import sharp, { type Sharp } from 'sharp';
import { mostPixels } from './inspect-picture.ts';
import { everyBox, parseMp4Boxes } from '../metadata/mp4-boxes.ts';

/** The colour profile of a HEIC file, where it has one (ISO/IEC 14496-12, 12.1.5: `colr` of the type `prof` or `rICC`). */
function profileOf(bytes: Uint8Array): Buffer | undefined {
  for (const { type, body } of everyBox(parseMp4Boxes(Buffer.from(bytes))))
    if (type === 'colr' && ['prof', 'rICC'].includes(body.toString('latin1', 0, 4))) return body.subarray(4);
  return undefined;
}

/** A chunk of PNG (ISO/IEC 15948, 5.3). */
function chunk(type: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(data.length, 0);
  head.write(type, 4, 'latin1');
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(Buffer.concat([head.subarray(4), data])), 0);
  return Buffer.concat([head, data, check]);
}

/** The bytes of a PNG before its first chunk that may follow a profile: the signature and IHDR. */
const pngHead = 8 + 25;

/** A PNG with a colour profile: sharp takes one of raw pixels from nowhere else. */
const withProfile = (png: Buffer, profile: Buffer): Buffer =>
  Buffer.concat([
    png.subarray(0, pngHead),
    chunk('iCCP', Buffer.concat([Buffer.from('icc\0\0', 'latin1'), deflateSync(profile)])),
    png.subarray(pngHead),
  ]);

let libheif: ReturnType<typeof startHeif> | undefined;

/** The main picture of a HEIC file. Rejects where it cannot be decoded. */
export async function decodeHeic(bytes: Uint8Array): Promise<Sharp> {
  // Loaded by the first photo that needs it: 3.4 MB.
  const { default: start } = await import('libheif-js/libheif-wasm/libheif-bundle.mjs');
  libheif ??= start();
  const images = new libheif.HeifDecoder().decode(bytes);
  try {
    const image = images.find((each) => each.is_primary()) ?? images[0];
    if (image === undefined) throw new Error('no picture');
    const [width, height] = [image.get_width(), image.get_height()];
    if (width * height > mostPixels) throw new Error('the picture has too many pixels');
    const data = new Uint8ClampedArray(width * height * 4);
    await new Promise<void>((resolve, reject) => {
      image.display({ data, width, height }, (result) => {
        if (result === null || result === undefined) reject(new Error('the picture cannot be decoded'));
        else resolve();
      });
    });
    const pixels = sharp(data, { raw: { width, height, channels: 4 } }).removeAlpha();
    const profile = profileOf(bytes);
    if (profile === undefined) return sharp(await pixels.png({ compressionLevel: 0 }).toBuffer());
    return sharp(withProfile(await pixels.png({ compressionLevel: 0 }).toBuffer(), profile));
  } finally {
    for (const image of images) image.free();
  }
}
