/** The cache key of a share image: a hash of everything that determines it, including its photograph and the drawing code. */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { cacheKeyOf } from '../storage/content-cache.ts';
import { digestOfModules } from '../storage/hash.ts';
import type { ShareImageFormat } from './layout.ts';
import type { ShareImageData } from './image-data.ts';

/** The packages that draw: their next version may draw differently. The version of the fonts is in `fonts.ts`. */
const drawingPackages = ['@resvg/resvg-js', 'qrcode', 'satori', 'sharp'];

let template: string | undefined;

/**
 * Changes with the drawing code, in whatever folder it is, and with the packages that it uses: nobody has to
 * remember to raise a number.
 */
function templateVersion(): string {
  if (template === undefined) {
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      dependencies: Record<string, string>;
    };
    const versions = drawingPackages.map((name) => `${name} ${dependencies[name] ?? ''}`);
    // Relative to the project's folder: pages are bundled, so that this file's own path is not available.
    template = cacheKeyOf(digestOfModules('src/share-images/worker.ts'), ...versions);
  }
  return template;
}

/** The cache key of a picture. Reads its photograph: the same file in another place gives the same key. */
export async function shareImageKey(
  data: ShareImageData,
  format: ShareImageFormat,
  version = templateVersion(),
): Promise<string> {
  const { visual, ...rest } = data;
  const seen = visual.kind === 'photo' ? { ...visual, file: cacheKeyOf(await readFile(visual.file)) } : visual;
  return cacheKeyOf(JSON.stringify([version, format, Object.entries({ ...rest, visual: seen }).sort()]));
}
