/** What pages of earlier builds ask for stays served for two days, and nothing that says something of somebody. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test, { after } from 'node:test';
import { carriedTime, carryOver, readCarriedFiles, type CarriedFiles } from '../../src/build/carry-over.ts';
import { filesBelow } from '../../src/build/file-operations.ts';

const workshop = mkdtempSync(join(tmpdir(), 'hongxin-carry-over-'));
after(() => {
  rmSync(workshop, { recursive: true, force: true });
});

let builds = 0;
/** A built site of these files. */
function build(...files: readonly string[]): string {
  const site = join(workshop, String((builds += 1)));
  for (const file of files) {
    mkdirSync(dirname(join(site, file)), { recursive: true });
    writeFileSync(join(site, file), `${file} of ${String(builds)}`);
  }
  return site;
}

const start = Date.UTC(2026, 3, 30, 16);
const hour = 3_600_000;
const pages = ['index.html', 'people/index.html', 'search/names.json'];

test('scripts, styles and leaves of the finder stay for two days, with their compressed copies, whatever is built meanwhile', () => {
  const old = ['_astro/page.aaaa.js', '_astro/page.aaaa.js.br', '_astro/page.aaaa.js.gz', '_astro/style.aaaa.css', 'data/stations/leaf-aaaa.json', 'search/dialog.0123456789ab.js']; // prettier-ignore
  let shown = build(...pages, ...old);
  let known: CarriedFiles = {};
  for (const [number, time] of [0, 1, 2, 47].entries()) {
    const site = build(...pages, `_astro/page.b${String(number)}.js`);
    known = carryOver(site, shown, known, start + time * hour);
    for (const file of old) assert.ok(existsSync(join(site, file)), `${file} after ${String(time)} h`);
    assert.equal(readFileSync(join(site, '_astro/page.aaaa.js'), 'utf8'), '_astro/page.aaaa.js of 1');
    shown = site;
  }
  const last = build(...pages);
  known = carryOver(last, shown, known, start + carriedTime);
  for (const file of old) assert.ok(!existsSync(join(last, file)), `${file} is gone`);
  // Those of the builds between stay for two days of their own.
  assert.deepEqual(
    Object.keys(known),
    [0, 1, 2, 3].map((number) => `_astro/page.b${String(number)}.js`),
  );
});

test('what a build has again is its own, and leaves the list', () => {
  const shown = build(...pages, '_astro/page.aaaa.js');
  const between = build(...pages);
  const known = carryOver(between, shown, {}, start);
  assert.deepEqual(Object.keys(known), ['_astro/page.aaaa.js']);
  const again = build(...pages, '_astro/page.aaaa.js');
  assert.deepEqual(carryOver(again, between, known, start + hour), {});
  assert.match(readFileSync(join(again, '_astro/page.aaaa.js'), 'utf8'), new RegExp(`of ${String(builds)}$`));
});

test('pictures, films, texts and names of what is gone go with it', () => {
  const told = ['_astro/portrait.aaaa.avif', 'media/film-aaaa.mp4', 'pagefind/fragment/zh-cn_aaaa.pf_fragment', 'pagefind/index/zh-cn_aaaa.pf_index', 'search/names.0123456789ab.json', 'people/an-tu/index.html']; // prettier-ignore
  const shown = build(...pages, ...told);
  const site = build(...pages);
  assert.deepEqual(carryOver(site, shown, {}, start), {});
  assert.deepEqual(filesBelow(site), [...pages].sort());
});

test('without a site before, and with a list that cannot be read, there is nothing to carry over', () => {
  const site = build(...pages);
  assert.deepEqual(carryOver(site, join(workshop, 'none'), {}, start), {});
  const list = join(workshop, 'list.json');
  assert.deepEqual(readCarriedFiles(list), {});
  writeFileSync(list, '{"_astro/x.js": ');
  assert.deepEqual(readCarriedFiles(list), {});
});
