/** The cache key of a share image: everything that goes into it, its photograph and the code that draws included. */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { cacheKeyOf } from '../storage/content-cache.ts';
import { digestOfModules } from '../storage/hash.ts';
import type { ShareImageFormat } from './layout.ts';
import type { ShareImageData } from './image-data.ts';

/** What draws: packages whose next version may draw otherwise. The version of the fonts is written in `fonts.ts`. */
const drawnWith = ['@resvg/resvg-js', 'qrcode', 'satori', 'sharp'];

let template: string | undefined;

/**
 * Changes with the code that draws, whatever folder it lies in, and with the packages that it draws with: nobody has to
 * remember to raise a number.
 */
function templateVersion(): string {
  if (template === undefined) {
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      dependencies: Record<string, string>;
    };
    const versions = drawnWith.map((name) => `${name} ${dependencies[name] ?? ''}`);
    // Named from the project's folder: pages are bundled, and this file's own place with them.
    template = cacheKeyOf(digestOfModules('src/share-images/worker.ts'), ...versions);
  }
  return template;
}

/** The key of a picture. Reads its photograph: the same file in another place gives the same key. */
export async function shareImageKey(
  data: ShareImageData,
  format: ShareImageFormat,
  version = templateVersion(),
): Promise<string> {
  const { visual, ...rest } = data;
  const seen = visual.kind === 'photo' ? { ...visual, file: cacheKeyOf(await readFile(visual.file)) } : visual;
  return cacheKeyOf(JSON.stringify([version, format, Object.entries({ ...rest, visual: seen }).sort()]));
}
