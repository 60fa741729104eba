/** With what files are served, by examples: the addresses of a built site, and their neighbours that must not be mistaken for them. */
import assert from 'node:assert/strict';
import test from 'node:test';
import {
  cacheControlOf,
  isCompressible,
  isNamedByContent,
  typeOf,
  uncompressed,
} from '../../src/domain/serving/response-headers.ts';

const forEver = [
  '_astro/page.DHcURCnJ.js',
  'media/film.3f2a.mp4',
  'large-print/8c5babda95ee.css',
  'data/stations/readings-QJHyZdZN.json',
  'search/dialog.82552173db46.js',
  'search/names.0a1b2c3d4e5f.json',
  'pagefind/fragment/zh-cn_5f846c299fe1b.pf_fragment',
  'pagefind/index/zh-cn_1.pf_index',
  'pagefind/filter/zh-cn_2bced29.pf_filter',
  'pagefind/pagefind.zh-cn_5f846c299fe1b.pf_meta',
];
const asked = [
  'index.html',
  'people/index.html',
  'people/media/index.html',
  'stations/sw.js',
  'data/stations.json',
  'data/finder.json',
  'search/names.json',
  'search/index.html',
  'search/names.0a1b.json.html',
  'a/search/names.0a1b.json',
  'pagefind/pagefind.js',
  'pagefind/pagefind-entry.json',
  'pagefind/wasm.unknown.pagefind',
  'feed.xml',
];

for (const path of forEver)
  test(`${path} is named by its content, and is used for ever`, () => {
    assert.ok(isNamedByContent(path));
    assert.equal(cacheControlOf(path), 'public, max-age=31536000, immutable');
  });

for (const path of asked)
  test(`${path} is asked for each time`, () => {
    assert.ok(!isNamedByContent(path));
    assert.equal(cacheControlOf(path), 'no-cache');
  });

// https://www.iana.org/assignments/media-types/; RFC 8081, 4180, 7946, 5545; W3C WebVTT.
for (const [path, type] of [
  ['index.html', 'text/html; charset=utf-8'],
  ['_astro/a.css', 'text/css; charset=utf-8'],
  ['stations/sw.js', 'text/javascript; charset=utf-8'],
  ['data/people.json', 'application/json'],
  ['data/stations.geojson', 'application/geo+json'],
  ['feed.xml', 'application/xml'],
  ['robots.txt', 'text/plain; charset=utf-8'],
  ['data/redirects.conf', 'text/plain; charset=utf-8'],
  ['data/redirects.caddy', 'text/plain; charset=utf-8'],
  ['data/orders.csv', 'text/csv; charset=utf-8'],
  ['videos/a/captions.vtt', 'text/vtt; charset=utf-8'],
  ['features/a/event.ics', 'text/calendar; charset=utf-8'],
  ['favicon.svg', 'image/svg+xml'],
  ['a/poster.jpg', 'image/jpeg'],
  ['a.jpeg', 'image/jpeg'],
  ['a.png', 'image/png'],
  ['a.webp', 'image/webp'],
  ['a.avif', 'image/avif'],
  ['a.gif', 'image/gif'],
  ['media/a.mp4', 'video/mp4'],
  ['media/a.m4s', 'video/iso.segment'],
  ['media/a.mpd', 'application/dash+xml'],
  ['pagefind/wasm.unknown.pagefind', 'application/octet-stream'],
  ['pagefind/a.pf_meta', 'application/octet-stream'],
  ['pagefind/index/a.pf_index', 'application/octet-stream'],
  ['pagefind/fragment/a.pf_fragment', 'application/octet-stream'],
  ['pagefind/filter/a.pf_filter', 'application/octet-stream'],
  ['a.html.exe', undefined],
  ['html', undefined],
  ['LICENSE', undefined],
] as const)
  test(`${path} is ${type ?? 'of no type of the site'}`, () => {
    assert.equal(typeOf(path), type);
  });

test('texts are compressed; pictures, films and the pieces of the search are so already', () => {
  for (const path of [
    'a.html',
    'a.css',
    'a.js',
    'a.json',
    'a.geojson',
    'a.xml',
    'a.txt',
    'a.csv',
    'a.vtt',
    'a.ics',
    'a.svg',
    'a.mpd',
  ])
    assert.ok(isCompressible(path), path);
  for (const path of ['a.jpg', 'a.avif', 'a.mp4', 'a.pf_index', 'a.html.br', 'a.js.map', 'html', 'a.htmlx'])
    assert.ok(!isCompressible(path), path);
});

test('a compressed copy is told from a file', () => {
  assert.equal(uncompressed('index.html.br'), 'index.html');
  assert.equal(uncompressed('index.html.gz'), 'index.html');
  assert.equal(uncompressed('index.html'), 'index.html');
  assert.equal(uncompressed('a.br/index.html'), 'a.br/index.html');
});
