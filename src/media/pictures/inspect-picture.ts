/** Decodes a picture whole and says whether the site can be made from it, and what its metadata reveals. */
import sharp from 'sharp';
import type { Tells } from '../metadata/exif.ts';
import { findMetadata } from '../metadata/find-metadata.ts';

/** Formats that pages are made from. */
const pictureFormats = ['jpeg', 'png', 'webp', 'avif'] as const;

/** The code of a format. */
export type PictureFormat = (typeof pictureFormats)[number];

/** Endings of the names of files in these formats, in lower case. */
export const pictureExtensions: ReadonlySet<string> = new Set(['.jpg', '.jpeg', '.png', '.webp', '.avif']);

/** The longest side that WebP can hold, in pixels (14 bits, RFC 6386 9.1): pages offer every picture as WebP. */
export const longestSide = 16_383;

/** The most pixels of a picture: four times those of the largest phone cameras' usual photos. */
export const mostPixels = 100_000_000;

/** Why a picture cannot be used. */
export type PictureDefect =
  /** Another format, which a browser or the encoders cannot read; named as people know it. */
  | { is: 'format'; name: string }
  /** Not a picture, or its beginning is damaged. */
  | { is: 'unreadable' }
  /** The beginning is right, the rest is missing or damaged. */
  | { is: 'incomplete' }
  | { is: 'animated'; frames: number }
  | { is: 'too-large'; width: number; height: number };

/** A picture that can be used. Sides are in pixels, as it is shown, after turning it upright. */
interface PictureFacts {
  format: PictureFormat;
  width: number;
  height: number;
  /** What its metadata reveals, each kind once. */
  reveals: Tells[];
}

/** What was found of a picture. */
export type PictureInspection = { defect: PictureDefect } | { facts: PictureFacts };

/** Formats that sharp names otherwise than people do, or cannot read at all, by their first bytes. */
const signatures: readonly (readonly [RegExp, string])[] = [
  [/^.{4}ftyp(?:hei[cxms]|hev[cmx]|mif1|msf1)/s, 'HEIC'],
  [/^(?:II\*\0|MM\0\*|II\+\0|MM\0\+)/, 'TIFF'],
  [/^GIF8[79]a/, 'GIF'],
  [/^BM/, 'BMP'],
  [/^(?:\xff\x0a|\0{3}\x0cJXL )/, 'JPEG XL'],
  [/^(?:\0{3}\x0cjP {2}|\xff\x4f\xff\x51)/, 'JPEG 2000'],
  [/^%PDF-/, 'PDF'],
  [/^8BPS/, 'Photoshop'],
  [/^(?:\xef\xbb\xbf)?\s*(?:<\?xml|<!--|<!DOCTYPE svg|<svg)/i, 'SVG'],
];

/** The name of a format that pages are not made from; nothing for others. */
export function otherFormat(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 256)).toString('latin1');
  // An AVIF picture begins with the same box as HEIC, and lists both brands at times: its first brand decides.
  if (/^.{4}ftypavi[fs]/s.test(head)) return undefined;
  return signatures.find(([pattern]) => pattern.test(head))?.[1];
}

const isUsable = (format: string): format is PictureFormat => (pictureFormats as readonly string[]).includes(format);

/** Inspects the bytes of a picture. Never rejects: what cannot be read is a defect. */
export async function inspectPicture(bytes: Uint8Array): Promise<PictureInspection> {
  const name = otherFormat(bytes);
  if (name !== undefined) return { defect: { is: 'format', name } };
  // sharp throws at once where there is nothing.
  if (bytes.length === 0) return { defect: { is: 'unreadable' } };
  const read = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch(() => undefined);
  if (read === undefined) return { defect: { is: 'unreadable' } };
  const format = read.format === 'heif' && read.compression === 'av1' ? 'avif' : read.format;
  if (!isUsable(format)) return { defect: { is: 'format', name: format.toUpperCase() } };
  const frames = read.pages ?? 1;
  // AVIF counts a thumbnail or a gain map as a page; an animation has a brand of its own.
  const isAnimated = format === 'avif' ? Buffer.from(bytes.subarray(8, 12)).toString('latin1') === 'avis' : frames > 1;
  if (isAnimated) return { defect: { is: 'animated', frames } };
  const { width, height } = read.autoOrient;
  if (Math.max(width, height) > longestSide || width * height > mostPixels) {
    return { defect: { is: 'too-large', width, height } };
  }
  try {
    // A small result, for which every byte is decoded all the same. Warnings of a decoder are about data that phones
    // write: the picture is whole.
    await sharp(bytes, { failOn: 'error', limitInputPixels: mostPixels }).resize({ width: 8 }).raw().toBuffer();
  } catch {
    return { defect: { is: 'incomplete' } };
  }
  return {
    facts: { format, width, height, reveals: [...new Set(findMetadata(Buffer.from(bytes)).map(({ tells }) => tells))] },
  };
}
