/** What each kind of page weighs on the wire: HTML, the site's style sheet, and its scripts with their imports, after Brotli. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import test, { after } from 'node:test';
import { brotliCompressSync, constants } from 'node:zlib';
import { load } from 'cheerio';
import { filesOf } from '../site/dist.ts';
import { largeCountySite, pageKinds, rootSite } from '../sites.ts';

/**
 * Budgets in bytes. The home page's is a promise of the project; the others leave room for what is planned there. Some 250
 * bytes of each page are the way into large print; processors compress to sizes that differ by some fifty.
 */
const budgets: Record<keyof typeof pageKinds, number> = {
  home: 25_000,
  people: 20_000,
  person: 15_300,
  'person without portrait': 15_300,
  videos: 20_000,
  video: 15_000,
  stations: 25_400,
  station: 17_000,
  'door poster': 12_000,
  achievements: 40_000,
  indicator: 12_000,
  orders: 60_000,
  'orders of a month': 60_000,
  needs: 60_000,
  resources: 25_000,
  duties: 60_000,
  order: 14_000,
  'order with pictures': 16_000,
  features: 12_000,
  feature: 15_300,
  teams: 12_000,
  search: 33_000, // its script is the dialog, with its style and the answers about stations; other pages fetch it when it is opened
  about: 15_000,
  'not found': 12_000,
};

const weighed: Record<string, Record<string, number>> = {};
const brotli = (bytes: Buffer) =>
  brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  }).length;

/** Scripts with the scripts that they import, by their addresses. */
function withImports(scripts: readonly string[]): Set<string> {
  const found = new Set<string>();
  const add = (address: string) => {
    if (found.has(address)) return;
    found.add(address);
    const text = readFileSync(join(rootSite.directory, address), 'utf8');
    for (const [, file = ''] of text.matchAll(/(?:from|import)\s*["'`](\.[^"'`]+)["'`]/g)) {
      add(posix.join(posix.dirname(address), file));
    }
  };
  for (const address of scripts) add(address);
  return found;
}

after(() => {
  console.table(weighed);
});

/** The page at an address of the root: its bytes, its parsed document, and the values of an attribute of some elements. */
function pageAt(path: string) {
  const html = readFileSync(join(rootSite.directory, path.endsWith('/') ? `${path}index.html` : path));
  const $ = load(html);
  const addresses = (selector: string, attribute: string) =>
    $(selector)
      .toArray()
      .map((element) => $(element).attr(attribute) ?? '');
  return { html, $, addresses };
}

/** Bytes of some files of the root together, each after Brotli. */
const weigh = (files: Iterable<string>) =>
  [...files].reduce((sum, address) => sum + brotli(readFileSync(join(rootSite.directory, address))), 0);

for (const [kind, path] of Object.entries(pageKinds)) {
  test(`${kind} keeps within its budget`, () => {
    const { html, addresses } = pageAt(path);
    const page = brotli(html);
    const styles = weigh(addresses('link[rel=stylesheet]', 'href'));
    const scripts = weigh(withImports(addresses('script[src]', 'src')));
    const total = page + styles + scripts;
    const budget = budgets[kind as keyof typeof pageKinds];
    weighed[kind] = { html: page, css: styles, js: scripts, total, budget };
    assert.ok(total <= budget, `${kind}: ${total} bytes, budget ${budget}`);
  });
}

test('a control that every entry has needs one request: what scripts share is copied into each', () => {
  const scripts = filesOf(rootSite.directory).filter((file) =>
    /^_astro\/(?:CopyLink|CopyText|FilterBar|ReadingAids|ClipFeed)\..*\.js$/.test(file),
  );
  assert.equal(scripts.length, 5);
  for (const script of scripts) assert.deepEqual([...withImports([`/${script}`])], [`/${script}`]);
});

test('the finder needs one request besides the style sheet: data, map and script stand in the page', () => {
  const $ = load(readFileSync(join(rootSite.directory, 'stations/index.html')));
  assert.equal($('link[rel=stylesheet]').length, 1);
  assert.equal($('script[src], img, iframe, source, link[rel=preload], link[rel=modulepreload]').length, 0);
});

for (const { name, directory, basePath } of [rootSite, largeCountySite]) {
  test(`what is kept for when there is no network weighs at most 100 kB: ${name}`, () => {
    const worker = readFileSync(join(directory, 'stations/sw.js'));
    const kept = JSON.parse(/^const kept=(\{.*?\});/.exec(worker.toString())?.[1] ?? '{}') as {
      files: [string, string][];
      leaves: string;
    };
    assert.ok(kept.files.length >= 2);
    const underRoot = (address: string) => address.slice(basePath.length);
    const bytes = kept.files.map(([address]) =>
      brotli(readFileSync(join(directory, underRoot(address.endsWith('/') ? `${address}index.html` : address)))),
    );
    const leaves = globSync(`${underRoot(kept.leaves)}*.json`, { cwd: directory, exclude: ['**/readings-*'] });
    assert.equal(leaves.length > 0, name === largeCountySite.name);
    // Of a tree's leaves eight are kept, each as large as the largest here.
    const leaf = Math.max(0, ...leaves.map((file) => brotli(readFileSync(join(directory, file)))));
    const total = bytes.reduce((sum, each) => sum + each, brotli(worker)) + 8 * leaf;
    console.log(`${name}: ${total} bytes`);
    assert.ok(total <= 100_000, `${total} bytes`);
  });
}

test('no list of orders of a large county weighs more than 60 kB, and its figures no more than 40 kB', () => {
  const { directory } = largeCountySite;
  const lists = globSync(
    ['orders/index.html', 'orders/{needs,duties,resources,20[0-9][0-9]}/**/index.html', 'achievements/**/index.html'],
    {
      cwd: directory,
    },
  ).map((file) => [file, brotli(readFileSync(join(directory, file)))] as const);
  assert.ok(lists.length > 30, String(lists.length));
  assert.deepEqual(
    lists.filter(([file, bytes]) => bytes > (file.startsWith('orders') ? 60_000 : 40_000)),
    [],
  );
});

/** The scripts of each kind of page, by the component they belong to. What helps with reading has three, 1.6 kB in all. */
const readingAids = ['CopyLink', 'ReadingAids', 'text-size'];
const scriptsOfContent = {
  home: [],
  person: readingAids,
  video: ['ClipPlayer', 'CopyLink'],
  station: ['CopyLink', 'CopyText', 'StationNow'],
  achievements: ['Chart'],
  indicator: [],
  order: ['CopyLink'],
  features: [],
  feature: readingAids,
  teams: [],
  about: readingAids,
} as const;

for (const [kind, names] of Object.entries(scriptsOfContent)) {
  test(`${kind} ships the scripts of its aids and no other`, () => {
    const { $, addresses } = pageAt(pageKinds[kind as keyof typeof scriptsOfContent]);
    // Besides, what waits for the search to be opened, and for the switch to large print.
    assert.equal($('script:not([src], [type="application/ld+json"])').length, 1);
    const scripts = addresses('script[src]', 'src');
    assert.deepEqual(scripts.map((address) => address.replace(/^.*\/([\w-]+)\..*$/, '$1')).sort(), names);
    // Whether a station is open takes the rules of hours, holidays and closures.
    const budget = kind === 'station' ? 5000 : 2000;
    assert.ok(weigh(scripts) < budget, `${weigh(scripts)} bytes`);
  });
}
