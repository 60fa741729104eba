/**
 * A photo as it comes from a phone, made into one that may be kept: upright, of a size that pages need, in sRGB, with nothing in it
 * but the picture. What it was called and what it says of itself do not count; its bytes do.
 */
import sharp, { type Sharp } from 'sharp';
import { decodeHeic } from './heic.ts';
import { inspectPicture, mostPixels, otherFormat } from './inspect-picture.ts';

/** The longest side of a photo that is kept, in pixels: twice what the widest page shows. */
export const longestKeptSide = 2400;

/** A shorter side below which a photo looks blurred on a page, in pixels. */
const smallSide = 600;

/** The shortest side that a long picture may shrink to, in pixels: below it nothing can be read. */
const shortestKeptSide = 300;

/** The largest file that is taken, in bytes: a phone's largest photo has a quarter of it. */
const largestPhoto = 100_000_000;

/**
 * The sharpness below which a photo is called blurred: the standard deviation of its Laplacian (sharp's `stats`), at 800 pixels.
 * Photos of phones, shrunk so, have 1.3 to 6, drawings 0.6; blurred by three pixels all have less than 0.3.
 */
const blurredBelow = 0.4;
const sharpnessSide = 800;

/** The endings that photos are kept with. */
export type KeptExtension = 'jpg' | 'png' | 'webp' | 'avif';

/** What became of a photo. */
export type SafePhoto =
  | {
      bytes: Uint8Array;
      extension: KeptExtension;
      width: number;
      height: number;
      /** What an editor should know of it, in sentences. */
      remarks: string[];
    }
  /** Why it cannot be taken, in a sentence. */
  | { refused: string };

const again = '请在手机或电脑里重新传一次';

/** Formats that are no photos, or that nothing here reads, with what to do. */
const remedies: Readonly<Record<string, string>> = {
  SVG: '这是矢量图，不是照片：另存为 PNG 再放进来',
  PDF: '这是 PDF 文件：打开后截图，或者另存为 JPEG',
};

/** The photo decoded, where sharp reads it or a decoder of its own does; or why it cannot be. */
async function opened(bytes: Uint8Array): Promise<Sharp | { refused: string }> {
  const name = otherFormat(bytes);
  if (name === 'HEIC') {
    try {
      return await decodeHeic(bytes);
    } catch {
      return { refused: `这张 HEIC 照片解不开，文件可能不完整：${again}，或者在手机上另存为 JPEG` };
    }
  }
  const remedy =
    name === undefined || name === 'TIFF' || name === 'GIF'
      ? undefined
      : (remedies[name] ?? `这是 ${name} 文件，用不了：打开后另存为 JPEG`);
  if (remedy !== undefined) return { refused: remedy };
  const image = () => sharp(bytes, { failOn: 'error', limitInputPixels: mostPixels });
  const found = await image()
    .metadata()
    .catch(() => undefined);
  if (found === undefined) return { refused: `打不开，文件坏了或者不是照片：${again}` };
  if (name !== 'TIFF' && found.format !== 'heif' && (found.pages ?? 1) > 1)
    return { refused: '这是动图：选一张不动的照片；要动的内容做成短片' };
  return image();
}

/** A photo that may be kept as it is; `undefined` where something has to be done to it. */
async function asItIs(
  bytes: Uint8Array,
): Promise<{ extension: KeptExtension; width: number; height: number } | undefined> {
  const inspection = await inspectPicture(bytes);
  if ('defect' in inspection || inspection.facts.reveals.length > 0) return undefined;
  const { format, width, height } = inspection.facts;
  const { orientation = 1, space, icc } = await sharp(bytes).metadata();
  if (orientation !== 1 || Math.max(width, height) > longestKeptSide) return undefined;
  // What a profile calls itself says nothing: “Display P3 Gamut with sRGB Transfer”. Without one a picture is in sRGB.
  if ((space !== 'srgb' && space !== 'b-w') || icc !== undefined) return undefined;
  return { extension: format === 'jpeg' ? 'jpg' : format, width, height };
}

async function encoded(
  image: Sharp,
  extension: KeptExtension,
): Promise<{ data: Buffer; info: { width: number; height: number } }> {
  switch (extension) {
    case 'jpg':
      return image
        .flatten({ background: '#fff' })
        .jpeg({ quality: 86, mozjpeg: true })
        .toBuffer({ resolveWithObject: true });
    case 'png':
      return image.png({ compressionLevel: 9 }).toBuffer({ resolveWithObject: true });
    case 'webp':
      return image.webp({ quality: 88 }).toBuffer({ resolveWithObject: true });
    case 'avif':
      return image.avif({ quality: 70, effort: 2 }).toBuffer({ resolveWithObject: true });
  }
}

async function remarksOn(bytes: Uint8Array, width: number, height: number): Promise<string[]> {
  const remarks: string[] = [];
  if (Math.min(width, height) < smallSide)
    remarks.push(
      `这张照片只有 ${String(width)}×${String(height)} 像素，放大了会糊。手机里有原图就换原图；用微信传的，传的时候勾选“原图”`,
    );
  const { sharpness } = await sharp(
    await sharp(bytes)
      .resize({ width: sharpnessSide, height: sharpnessSide, fit: 'inside', withoutEnlargement: true })
      .png()
      .toBuffer(),
  ).stats();
  if (sharpness < blurredBelow) remarks.push('这张照片看上去是糊的，有清楚的就换一张');
  return remarks;
}

/**
 * Makes a photo safe to be kept. Never rejects for what is in the bytes: what cannot be taken is refused in a sentence.
 * @param wanted the ending that it has to have; otherwise photos become JPEG, and what is transparent PNG or WebP
 */
export async function makeSafePhoto(bytes: Uint8Array, wanted?: KeptExtension): Promise<SafePhoto> {
  if (bytes.length === 0) return { refused: `这个文件是空的：${again}` };
  if (bytes.length > largestPhoto) return { refused: '文件太大，超过了 100 MB：照片在手机上缩小或者裁剪后再放' };
  const kept = await asItIs(bytes);
  if (kept !== undefined && (wanted === undefined || wanted === kept.extension))
    return { ...kept, bytes, remarks: await remarksOn(bytes, kept.width, kept.height) };
  const image = await opened(bytes);
  if ('refused' in image) return image;
  try {
    const { autoOrient, hasAlpha, format } = await image.metadata();
    const scale = Math.min(1, longestKeptSide / Math.max(autoOrient.width, autoOrient.height));
    const [shortest, before] = [
      Math.min(autoOrient.width, autoOrient.height) * scale,
      Math.min(autoOrient.width, autoOrient.height),
    ];
    if (shortest < shortestKeptSide && before >= shortestKeptSide)
      return {
        refused: `这张图太长（${String(autoOrient.width)}×${String(autoOrient.height)} 像素），缩小以后看不清：截成几张再放`,
      };
    const isTransparent = hasAlpha && !(await image.clone().stats()).isOpaque;
    const extension = wanted ?? (isTransparent ? (format === 'webp' ? 'webp' : 'png') : 'jpg');
    const upright = image
      .autoOrient()
      .resize({ width: longestKeptSide, height: longestKeptSide, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb');
    const { data, info } = await encoded(upright, extension);
    return {
      bytes: data,
      extension,
      width: info.width,
      height: info.height,
      remarks: await remarksOn(data, info.width, info.height),
    };
  } catch {
    return { refused: `照片不完整，只解得开一部分：${again}` };
  }
}
