/**
 * Where finished pictures are kept: under a name made from everything that goes into them, so that a picture is made
 * again exactly when something in it changes. One folder for all content trees, since equal input gives equal pictures.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { environment } from '../environment.ts';
import type { ShareImageFormat } from './layout.ts';
import type { ShareImageData } from './image-data.ts';

/** The folder of finished pictures. */
export const shareImageCacheDirectory = join(environment.cacheDirectory, 'posters');

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');

/** What draws: packages whose next version may draw otherwise. The version of the fonts is written in `fonts.ts`. */
const drawnWith = ['@resvg/resvg-js', 'qrcode', 'satori', 'sharp'];

let template: string | undefined;

/** Changes with the code of this room and with the packages that draw: nobody has to remember to raise a number. */
function templateVersion(): string {
  if (template === undefined) {
    const room = resolve('src/share-images');
    const sources = readdirSync(room)
      .sort()
      .map((file) => `${file} ${sha256(readFileSync(join(room, file)))}`);
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      dependencies: Record<string, string>;
    };
    template = sha256([...sources, ...drawnWith.map((name) => `${name} ${dependencies[name] ?? ''}`)].join('\n'));
  }
  return template;
}

/** The key of a picture. Reads its photograph: the same file in another place gives the same key. */
export async function cacheKeyOf(
  data: ShareImageData,
  format: ShareImageFormat,
  version = templateVersion(),
): Promise<string> {
  const { visual, ...rest } = data;
  const seen = visual.kind === 'photo' ? { ...visual, file: sha256(await readFile(visual.file)) } : visual;
  return sha256(JSON.stringify([version, format, Object.entries({ ...rest, visual: seen }).sort()]));
}
