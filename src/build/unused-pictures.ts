/**
 * Removes pictures that no page uses. Astro writes the original of every picture that any entry names; the original of
 * a draft or of a withdrawn entry must not lie on the public server, nor may one that still says where it was taken.
 */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { extname, join } from 'node:path';

const pictures = new Set(['.jpg', '.jpeg', '.png', '.webp', '.avif', '.gif', '.tiff', '.svg']);
const texts = new Set(['.html', '.css', '.js', '.json', '.xml', '.geojson', '.csv']);

/** Removes every picture under `_astro/` whose name stands in no page, style sheet, script or data file. */
export function removeUnusedPictures(site: string): string[] {
  const files = readdirSync(site, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => ({ name: file.name, path: join(file.parentPath, file.name) }));
  const assets = files.filter(
    ({ name, path }) => path.startsWith(join(site, '_astro')) && pictures.has(extname(name).toLowerCase()),
  );
  const unused = new Set(assets.map(({ name }) => name));
  for (const { name, path } of files) {
    if (!texts.has(extname(name).toLowerCase())) continue;
    const text = readFileSync(path, 'utf8');
    // Names stand in addresses, where a space or a Chinese character is percent-encoded.
    for (const asset of unused) if (text.includes(asset) || text.includes(encodeURI(asset))) unused.delete(asset);
  }
  for (const { name, path } of assets) if (unused.has(name)) rmSync(path);
  return [...unused];
}
