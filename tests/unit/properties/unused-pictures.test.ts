/** Which pictures no page uses: one pass over the texts finds what looking for every name in every text would. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { namesInNoText, removeUnusedPictures } from '../../../src/build/unused-pictures.ts';

/** Looks for every name in every text. */
function searchedOneByOne(names: readonly string[], texts: readonly string[]): Set<string> {
  return new Set(names.filter((name) => !texts.some((text) => text.includes(name) || text.includes(encodeURI(name)))));
}

const ending = fc.constantFrom('.jpg', '.jpeg', '.JPG', '.png', '.webp', '.avif', '.gif', '.tiff', '.svg', '.Svg');
/** Names that resemble each other, with what an address, a regular expression or HTML has a meaning for. */
const stem = fc.array(fc.constantFrom('a', 'b', '照', ' ', '.', '.jpg', '(1)', '+', '&', '%', '%20', '_', "'", 'é'), {
  minLength: 1,
  maxLength: 8,
});
const nameOfPicture = fc.tuple(stem, ending).map(([parts, end]) => parts.join('') + end);

/** Texts that have names whole, in addresses, cut short, and running into each other. */
const textOf = (names: readonly string[]) =>
  fc
    .array(
      fc.oneof(
        fc.constantFrom('"', ' ', '/_astro/', '.jpg', '.', 'jpeg', 'a', '照', '&amp;'),
        ...(names.length === 0
          ? []
          : [
              fc.constantFrom(...names),
              fc.constantFrom(...names).map(encodeURI),
              fc.constantFrom(...names).map((name) => name.slice(1)),
              fc.constantFrom(...names).map((name) => name.slice(0, -1)),
            ]),
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join(''));

test('the pictures that no text names are those that a search for each name in each text finds', () => {
  fc.assert(
    fc.property(
      fc
        .array(nameOfPicture, { maxLength: 8 })
        .chain((names) => fc.tuple(fc.constant(names), fc.array(textOf(names.slice(0, 6)), { maxLength: 5 }))),
      ([names, texts]) => {
        assert.deepEqual([...namesInNoText(names, texts)].sort(), [...searchedOneByOne(names, texts)].sort());
      },
    ),
    { numRuns: 2000 },
  );
});

test('in a site only pictures under _astro are removed, and only those that no text file names', () => {
  const site = mkdtempSync(join(tmpdir(), 'hongxin-pictures-'));
  try {
    const write = (file: string, text: string) => {
      mkdirSync(join(site, file, '..'), { recursive: true });
      writeFileSync(join(site, file), text);
    };
    for (const name of ['门 口.AbC.jpg', '草稿.DeF.jpg', 'icon.GhI.svg', 'withdrawn.JkL.webp', 'style.css'])
      write(`_astro/${name}`, '');
    write('poster.png', '');
    write('index.html', `<img src="/_astro/${encodeURI('门 口.AbC.jpg')}">`);
    write('data/places.geojson', '{"icon":"icon.GhI.svg"}');
    // Not a file that visitors' browsers read names from.
    write('notes.txt', 'withdrawn.JkL.webp');
    assert.deepEqual(removeUnusedPictures(site).sort(), ['withdrawn.JkL.webp', '草稿.DeF.jpg']);
    assert.deepEqual(readdirSync(join(site, '_astro')).sort(), ['icon.GhI.svg', 'style.css', '门 口.AbC.jpg']);
    assert.ok(readdirSync(site).includes('poster.png'));
  } finally {
    rmSync(site, { recursive: true });
  }
});

test('ten thousand texts that name none of a thousand pictures are read within seconds', () => {
  const names = Array.from({ length: 1000 }, (_, at) => `zhao-pian-${String(at)}.DrAfT${String(at)}_Z2.jpg`);
  const page = `${'正文'.repeat(500)}${'<img src="/_astro/other.Ab3dE6gH_Z2.jpg">'.repeat(20)}`;
  const started = performance.now();
  assert.equal(namesInNoText(names, Array<string>(10_000).fill(page)).size, 1000);
  // About 0.2 s; looking for each name in each text took 70 s with the texts of real pages.
  assert.ok(performance.now() - started < 5000);
});
