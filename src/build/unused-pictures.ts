/**
 * Removes pictures that no page uses. Astro writes the original of every picture that any entry names; the original of
 * a draft or of a withdrawn entry must not lie on the public server, nor may one that still says where it was taken.
 */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { extname, join } from 'node:path';

const pictures = new Set(['.jpg', '.jpeg', '.png', '.webp', '.avif', '.gif', '.tiff', '.svg']);
const texts = new Set(['.html', '.css', '.js', '.json', '.xml', '.geojson', '.csv']);

/** Ends of names of pictures, wherever they are in a text. */
const endings = new RegExp([...pictures].map((ending) => `\\${ending}`).join('|'), 'gi');

/** How many characters of its end a name is looked up by: the ending, and of the digest as much as tells names apart. */
const longestTail = 14;

/**
 * The names that stand in none of the texts, as they are or as in addresses, where a space or a Chinese character is
 * percent-encoded. Each text is read once: at every ending of a picture's name the names with the same last characters
 * are compared, which are one or two.
 * @param names each with the ending of a picture
 */
export function namesInNoText(names: Iterable<string>, readTexts: Iterable<string>): Set<string> {
  const unused = new Set(names);
  const forms = [...unused].flatMap((name) => [...new Set([name, encodeURI(name)])].map((form) => ({ form, name })));
  const tail = forms.reduce((shortest, { form }) => Math.min(shortest, form.length), longestTail);
  const byTail = Map.groupBy(forms, ({ form }) => form.slice(-tail));
  for (const text of readTexts) {
    if (unused.size === 0) break;
    for (const { 0: ending, index } of text.matchAll(endings)) {
      const end = index + ending.length;
      for (const { form, name } of byTail.get(text.slice(Math.max(0, end - tail), end)) ?? []) {
        if (text.endsWith(form, end)) unused.delete(name);
      }
    }
  }
  return unused;
}

/** Removes every picture under `_astro/` whose name stands in no page, style sheet, script or data file. */
export function removeUnusedPictures(site: string): string[] {
  const files = readdirSync(site, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => ({ name: file.name, path: join(file.parentPath, file.name) }));
  const assets = files.filter(
    ({ name, path }) => path.startsWith(join(site, '_astro')) && pictures.has(extname(name).toLowerCase()),
  );
  const unused = namesInNoText(
    assets.map(({ name }) => name),
    files
      .values()
      .filter(({ name }) => texts.has(extname(name).toLowerCase()))
      .map(({ path }) => readFileSync(path, 'utf8')),
  );
  for (const { name, path } of assets) if (unused.has(name)) rmSync(path);
  return [...unused];
}
