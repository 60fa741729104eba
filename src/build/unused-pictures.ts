/**
 * Removes pictures that no page uses. Astro writes the original of every picture that any entry names; the original of
 * a draft or of a withdrawn entry must not lie on the public server, nor may one that still tells where it was taken.
 */
import { readdir, readFile, rm } from 'node:fs/promises';
import { extname, join } from 'node:path';

const pictures = new Set(['.jpg', '.jpeg', '.png', '.webp', '.avif', '.gif', '.tiff', '.svg']);
const texts = new Set(['.html', '.css', '.js', '.json', '.xml', '.geojson', '.csv']);

/** Removes every picture under `_astro/` whose name stands in no page, style sheet, script or data file. */
export async function removeUnusedPictures(site: string): Promise<string[]> {
  const files = (await readdir(site, { recursive: true, withFileTypes: true }))
    .filter((file) => file.isFile())
    .map((file) => ({ name: file.name, path: join(file.parentPath, file.name) }));
  const assets = files.filter(
    ({ name, path }) => path.startsWith(join(site, '_astro')) && pictures.has(extname(name).toLowerCase()),
  );
  const unused = new Set(assets.map(({ name }) => name));
  for (const { name, path } of files) {
    if (!texts.has(extname(name).toLowerCase())) continue;
    const text = await readFile(path, 'utf8');
    // Names stand in addresses, where a space or a Chinese character is percent-encoded.
    for (const asset of unused) if (text.includes(asset) || text.includes(encodeURI(asset))) unused.delete(asset);
  }
  await Promise.all(assets.filter(({ name }) => unused.has(name)).map(({ path }) => rm(path)));
  return [...unused];
}
