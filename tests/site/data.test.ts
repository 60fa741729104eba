/** The data files, the feed and the sitemap. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { load } from 'cheerio';
import { convert } from '../../src/domain/places/coordinates.ts';
import { distance } from '../../src/domain/places/distance.ts';
import { manyStations, largeCountySite, portalSite, rootSite } from '../sites.ts';
import { filesOf, pagesOf } from './dist.ts';

const read = (file: string) => readFileSync(join(rootSite.directory, file), 'utf8');
const json = (file: string) => JSON.parse(read(file)) as Record<string, unknown>[];

test('people.json and stations.json list every entry with an address that exists', () => {
  const addresses = new Set(pagesOf(rootSite).map(({ address }) => `https://www.example.gov.cn${address}`));
  assert.equal(json('data/people.json').length, 15);
  assert.equal(json('data/stations.json').length, 39);
  for (const { url } of [...json('data/people.json'), ...json('data/stations.json'), ...json('data/indicators.json')]) {
    assert.ok(addresses.has(String(url)), String(url));
  }
});

test('stations.geojson is valid GeoJSON in WGS-84 inside the county', () => {
  const { type, features } = JSON.parse(read('data/stations.geojson')) as {
    type: string;
    features: { type: string; geometry: { type: string; coordinates: [number, number] } }[];
  };
  assert.equal(type, 'FeatureCollection');
  assert.equal(features.length, 39);
  for (const { type: kind, geometry } of features) {
    assert.deepEqual([kind, geometry.type], ['Feature', 'Point']);
    const [lng, lat] = geometry.coordinates;
    assert.ok(lng > 103.7 && lng < 104.2 && lat > 29 && lat < 29.48);
  }
});

test('a point that was copied from a Chinese map is given in WGS-84, some 400 metres from where it was copied', () => {
  const { features } = JSON.parse(read('data/stations.geojson')) as {
    features: { id: string; geometry: { coordinates: [number, number] } }[];
  };
  const [lng = 0, lat = 0] = features.find(({ id }) => id === 'yujin-binjiang')?.geometry.coordinates ?? [];
  // content/stations/yujin-binjiang.yaml: 103.952845, 29.209117 in GCJ-02.
  const away = distance({ lng, lat }, { lng: 103.952845, lat: 29.209117 });
  assert.ok(away > 350 && away < 450, `${away} m`);
  const back = convert({ lng, lat, datum: 'wgs84' }, 'gcj02');
  assert.ok(distance(back, { lng: 103.952845, lat: 29.209117 }) < 0.2);
});

test('the data of a tree are files of their own, and the page of a few stations has only its readings beside it', () => {
  const files = filesOf(rootSite.directory).filter((file) => file.startsWith('data/stations/'));
  assert.equal(files.length, 1);
  assert.match(files[0] ?? '', /^data\/stations\/readings-[\w-]{8}\.json$/);
  const leaves = filesOf(largeCountySite.directory).filter((file) => file.startsWith('data/stations/'));
  assert.ok(leaves.length >= 3, leaves.join());
  const count = leaves
    .filter((file) => !file.includes('readings-'))
    .map(
      (file) =>
        (JSON.parse(readFileSync(join(largeCountySite.directory, file), 'utf8')) as { slug: string[] }).slug.length,
    )
    .reduce((sum, each) => sum + each, 0);
  assert.equal(count, manyStations);
});

test('every station says of each of the sixteen facilities whether it is there, is not, or is unknown', () => {
  for (const { facilities } of json('data/stations.json')) {
    const values = Object.values(facilities as Record<string, string>);
    assert.equal(values.length, 16);
    assert.ok(values.every((value) => ['yes', 'no', 'unknown'].includes(value)));
  }
});

test('the tables begin with a byte-order mark, so that Excel reads their Chinese', () => {
  for (const [file, rows] of [
    ['data/stations.csv', 39],
    ['data/orders.csv', 120],
  ] as const) {
    const text = read(file);
    assert.equal(text.codePointAt(0), 0xfeff);
    assert.equal(text.trim().split('\n').length, rows + 1);
  }
});

test('indicators.json gives all published figures, 余 and source included', () => {
  const indicators = json('data/indicators.json');
  assert.equal(indicators.length, 33);
  const done = indicators.find(({ slug }) => slug === 'dispatch-orders-done');
  assert.deepEqual([done?.['value'], done?.['atLeast'], done?.['unit']], [300, true, '件']);
});

test('the feed says where it is from', () => {
  for (const { directory, basePath } of [rootSite, portalSite]) {
    const $ = load(readFileSync(join(directory, 'feed.xml'), 'utf8'), { xml: true });
    const self = $('channel > atom\\:link');
    assert.equal(self.attr('href'), `https://www.example.gov.cn${basePath}feed.xml`);
    assert.equal(self.attr('rel'), 'self');
  }
});

test('no sample is announced in the feed or the sitemap', () => {
  for (const file of ['feed.xml', 'sitemap-0.xml']) {
    assert.doesNotMatch(
      read(file),
      /\/(people|videos|stations|orders|features)\/(?!(needs|resources|duties)\/)[a-z0-9]/,
      file,
    );
  }
});

test('the sitemap names the lists and every indicator, under the base path', () => {
  const $ = load(readFileSync(join(portalSite.directory, 'sitemap-0.xml'), 'utf8'), { xml: true });
  const addresses = $('loc')
    .toArray()
    .map((element) => $(element).text());
  assert.equal(new Set(addresses).size, addresses.length);
  assert.ok(addresses.includes('https://www.example.gov.cn/ztzl/xjy/people/'));
  assert.equal(addresses.filter((address) => /\/achievements\/./.test(address)).length, 33);
  const index = readFileSync(join(portalSite.directory, 'sitemap-index.xml'), 'utf8');
  assert.match(index, /<loc>https:\/\/www\.example\.gov\.cn\/ztzl\/xjy\/sitemap-0\.xml<\/loc>/);
});
