/**
 * Astro's own image service, with a cache and a proof. A picture that was encoded once is not encoded again, in another
 * content tree, after `npm ci`, or on another checkout that shares the `CACHE_DIR` (Astro's cache belongs to one content
 * tree). And no picture is published that was not encoded here: where an encoder fails, Astro's service returns the
 * original, with the place where it was taken, and only warns.
 */
import { globSync, readFileSync, statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import type { LocalImageService } from 'astro';
import sharpService from 'astro/assets/services/sharp';
import { environment } from '../../environment.ts';
import { reportMade } from '../../process/render-count.ts';
import { cachedFile, cacheKeyOf, contentCaches } from '../../storage/content-cache.ts';
import { digestOfModules } from '../../storage/hash.ts';
import { UnsafePictureError } from '../errors.ts';
import { findMetadata } from '../metadata/find-metadata.ts';
import { pictureExtensions } from './inspect-picture.ts';

const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> };
/** The versions of the encoders and of this service: the next may encode or refuse otherwise. */
const encodedWith = [
  ...['astro', 'sharp'].map((name) => `${name} ${dependencies[name] ?? ''}`),
  digestOfModules('src/media/pictures/picture-service.ts'),
].join('\n');

/** Formats by other names under which they are requested and reported; sharp reports AVIF as its container. */
const formatNames: Readonly<Record<string, string>> = { jpg: 'jpeg', heif: 'avif' };

/** The path of the content's file that has these bytes, relative to the content tree; `fallback` when there is none. */
function contentFileOf(bytes: Uint8Array, fallback: string): string {
  const tree = environment.contentDirectory;
  const found = globSync('**/*', { cwd: tree }).find((file) => {
    if (!pictureExtensions.has(extname(file).toLowerCase())) return false;
    const path = join(tree, file);
    return statSync(path).size === bytes.byteLength && readFileSync(path).equals(bytes);
  });
  return found ?? fallback;
}

/**
 * Makes sure that an encoded picture is one: in the requested format, without metadata, and not the original.
 * @throws UnsafePictureError otherwise, with the name of the file
 */
function assertEncoded(
  made: { data: Uint8Array; format: string },
  requested: string,
  original: Uint8Array,
  source: string,
): void {
  const refuse = (found: string): never => {
    const file = contentFileOf(original, basename(source));
    throw new UnsafePictureError(`${file} · 现在：${found} · 应为：换一张图片，或者另存为 JPEG 再放`);
  };
  const inWords = requested.toUpperCase();
  if ((formatNames[made.format] ?? made.format) !== (formatNames[requested] ?? requested)) {
    refuse(`做不成 ${inWords} 图片，编码器没有成功`);
  }
  if (Buffer.from(made.data).equals(original)) refuse(`做 ${inWords} 图片时编码器交回了原图`);
  const left = findMetadata(Buffer.from(made.data));
  if (left.length > 0) refuse(`做成的 ${inWords} 图片里还有 ${left.map(({ where }) => where).join('、')}`);
}

const service: LocalImageService = {
  ...sharpService,
  async transform(input, options, config, logger) {
    reportMade('pictures');
    const { src, format } = options as { src?: unknown; format?: unknown };
    const source = String(src);
    // Every picture of the site states its format: what would be passed through has none.
    if (typeof format !== 'string' || format === 'svg') {
      throw new UnsafePictureError(
        `${contentFileOf(input, basename(source))} · 这张图片没有写要做成什么格式，不能发布`,
      );
    }
    // The path does not determine the picture; all other options do.
    const wanted = Object.entries(options as Record<string, unknown>)
      .filter(([key]) => key !== 'src')
      .sort(([a], [b]) => (a < b ? -1 : 1));
    const key = cacheKeyOf(encodedWith, JSON.stringify([wanted, config.service.config]), input);
    const data = await cachedFile(contentCaches.pictures, `${key}.${format}`, async () => {
      const made = await sharpService.transform(input, options, config, logger);
      assertEncoded(made, format, input, source);
      return made.data;
    });
    return { data, format };
  },
};

export default service;
