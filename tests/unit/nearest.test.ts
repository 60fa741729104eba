/** Distances, the tree and its leaves, and that the nearest stations are the nearest. */
import assert from 'node:assert/strict';
import test from 'node:test';
import {
  distance,
  formatDistance,
  distanceToBox,
  travelMinutes,
  formatTravelTime,
} from '../../src/domain/places/distance.ts';
import { type Found } from '../../src/domain/places/by-distance.ts';
import { leafName, leavesOf, regionOf } from '../../src/domain/places/quadtree.ts';
import { fits, takesTruck } from '../../src/domain/stations/filter.ts';
import {
  bitOf,
  packHours,
  packStations,
  unpackHours,
  unpackStations,
  type SearchedStation,
} from '../../src/domain/stations/record.ts';
import { nearestInList } from '../../src/domain/stations/search.ts';
import { shardsOf } from '../../src/domain/stations/shards.ts';
import { leafCapacity, StationTree } from '../../src/domain/stations/tree.ts';
import type { Hours } from '../../src/schemas/station.ts';
import { country, hoursInUse, province, somewhere } from '../province.ts';
import { calendar, compareNearestWithBruteForce, noReadings, sha, someFilter } from '../nearest-comparison.ts';
import { random } from '../random.ts';

test('a distance is that of the great circle', () => {
  // One degree of a meridian on a sphere of 6,371,008.8 m is 111,195.08 m; at 60° north a degree of longitude is half
  // as long.
  assert.ok(Math.abs(distance({ lng: 104, lat: 29 }, { lng: 104, lat: 30 }) - 111_195.08) < 0.01);
  assert.ok(Math.abs(distance({ lng: 0, lat: 60 }, { lng: 0.001, lat: 60 }) - 55.5975) < 0.001);
  // Beijing to Shanghai, between the points of GeoNames (116.39723, 39.9075) and (121.45806, 31.22222): about 1,068 km.
  const metres = distance({ lng: 116.39723, lat: 39.9075 }, { lng: 121.45806, lat: 31.22222 });
  assert.ok(Math.abs(metres - 1_067_900) < 1_500, String(metres));
});

test('distances and minutes are written in words, and minutes never round down', () => {
  assert.deepEqual([4, 348, 996, 2_449, 18_400].map(formatDistance), [
    '10 米',
    '350 米',
    '1.0 公里',
    '2.4 公里',
    '18 公里',
  ]);
  assert.equal(travelMinutes(76, 'walk'), 2);
  assert.equal(formatTravelTime(600), '步行 8 分钟，骑车 3 分钟');
  assert.equal(formatTravelTime(5_000), '骑车 20 分钟');
});

test('no place in a box is nearer than its bound, and the bound is nearly reached', () => {
  const next = random(7);
  for (let round = 0; round < 4_000; round++) {
    const west = -170 + next() * 300;
    const south = -80 + next() * 150;
    const box = [west, south, west + next() ** 3 * 30, Math.min(88, south + next() ** 3 * 30)] as const;
    const from = { lng: -179 + next() * 358, lat: -85 + next() * 170 };
    const bound = distanceToBox(from, box);
    let nearest = Infinity;
    for (let step = 0; step <= 40; step++) {
      for (const [x, y] of [
        [step / 40, 0],
        [step / 40, 1],
        [0, step / 40],
        [1, step / 40],
        [next(), next()],
      ] as const) {
        const place = { lng: box[0] + x * (box[2] - box[0]), lat: box[1] + y * (box[3] - box[1]) };
        const metres = distance(from, place);
        assert.ok(metres >= bound, `${JSON.stringify({ from, box, place })}: ${String(metres)} < ${String(bound)}`);
        nearest = Math.min(nearest, metres);
      }
    }
    const isInside = from.lng >= box[0] && from.lng <= box[2] && from.lat >= box[1] && from.lat <= box[3];
    if (isInside) assert.equal(bound, 0);
    else assert.ok(nearest - bound < 100_000, `${String(nearest)} is far above ${String(bound)}`);
  }
});

test('hours survive being written in one line', () => {
  for (const hours of hoursInUse) assert.deepEqual(packHours(unpackHours(packHours(hours))), packHours(hours));
  const hours: Hours = {
    kind: 'weekly',
    holidays: 'closed',
    weekly: { mon: ['08:00-12:00', '14:00-18:00'], tue: ['08:00-12:00', '14:00-18:00'], fri: ['20:00-26:00'] },
  };
  assert.equal(packHours(hours), 'weekly/closed/08:00-12:00,14:00-18:00//-//20:00-26:00/-/');
  assert.deepEqual(unpackHours(packHours(hours)).weekly?.fri, ['20:00-26:00']);
  assert.deepEqual(unpackHours(packHours(hours)).weekly?.sun, []);
});

test('stations survive being packed', () => {
  const stations = province(500);
  const again = unpackStations(JSON.parse(JSON.stringify(packStations(stations))) as ReturnType<typeof packStations>);
  const bare = again.map(({ opening: _, hours, ...rest }) => ({ ...rest, hours: packHours(hours) }));
  const metre = (degrees: number) => Math.round(degrees * 1e5) / 1e5;
  const expected = stations.map((station) => ({
    ...station,
    onMap: { lng: metre(station.onMap.lng), lat: metre(station.onMap.lat) },
    hours: packHours(station.hours),
  }));
  assert.deepEqual(bare, expected);
});

test('a truck fits only where its size is known to fit', () => {
  assert.ok(takesTruck({ bays: 3, maxLength: 9.6, maxHeight: 4.2 }, { length: 9.6, height: 4 }));
  assert.ok(!takesTruck({ bays: 3, maxLength: 9.6 }, { length: 9.6, height: 4 }), 'the height is not known');
  assert.ok(!takesTruck({ bays: 3, maxLength: 9.6, maxHeight: 4.2 }, { length: 13, height: 0 }));
  assert.ok(!takesTruck({ bays: 0 }, { length: 0, height: 0 }), 'there is no bay');
  assert.ok(takesTruck({ bays: 3 }, { length: 0, height: 0 }));
});

test('a facility that is unknown is not there', () => {
  const [station] = unpackStations(packStations(province(1)));
  assert.ok(station);
  const asks = { facilities: bitOf('shower') };
  assert.ok(!fits({ ...station, has: 0, lacks: 0 }, asks, calendar, 0));
  assert.ok(fits({ ...station, has: bitOf('shower'), lacks: 0 }, asks, calendar, 0));
});

test('adding a station changes one leaf, and renames those of its region alone', () => {
  const stations = province(20_000);
  const before = shardsOf(stations, country, sha).shards;
  const [first] = stations;
  assert.ok(first);
  const after = new Map(
    shardsOf([...stations, { ...first, slug: 'new' }], country, sha).shards.map((shard) => [leafName(shard), shard]),
  );
  const renamed = before.filter((shard) => !after.has(leafName(shard)));
  assert.ok(before.length > 80 && renamed.length < before.length / 5, `${renamed.length} of ${before.length}`);
  assert.equal(new Set(renamed.map(({ path }) => regionOf(path))).size, 1);
  const held = new Set([...after.values()].map(({ stations: inLeaf }) => JSON.stringify(inLeaf)));
  assert.equal(before.filter(({ stations: inLeaf }) => !held.has(JSON.stringify(inLeaf))).length, 1);
});

test('no leaf holds more than it may, and every station is in one', () => {
  const { tree, shards } = shardsOf(province(20_000), country, sha);
  const leaves = leavesOf(tree);
  assert.deepEqual(leaves.map(leafName), shards.map(leafName));
  leaves.forEach(({ count }, at) => {
    const held = shards[at]?.stations.slug.length ?? 0;
    assert.ok(count <= held && held < count * 2);
  });
  assert.ok(shards.every(({ stations }) => stations.slug.length <= leafCapacity));
  assert.equal(
    shards.reduce((sum, { stations }) => sum + stations.slug.length, 0),
    20_000,
  );
});

test('of 20,000 stations the ten nearest equal brute force in 1,000 random queries, ties included', async () => {
  // tests/exhaustive/ runs 6,000 queries among 200,000.
  await compareNearestWithBruteForce({
    stations: 20_000,
    queries: 1_000,
    leastAnswers: 8_000,
    leastTies: 5,
    leastLeaves: 50,
  });
});

test('a list inside the page and a tree of leaves give the same answer', async () => {
  const records = province(3_000);
  const { tree, shards } = shardsOf(records, country, sha);
  const files = new Map(shards.map((shard) => [leafName(shard), shard.stations]));
  const source = new StationTree(
    tree,
    [],
    (leaf) => {
      const packed = files.get(leafName(leaf));
      assert.ok(packed);
      return Promise.resolve(packed);
    },
    noReadings,
  );
  const all = unpackStations(packStations(records));
  const next = random(3);
  for (let query = 0; query < 200; query++) {
    const question = {
      from: somewhere(next),
      filter: someFilter(next),
      calendar,
      moment: Date.parse('2026-11-25T10:00:00+08:00'),
      limit: 10,
    };
    const bare = (found: readonly Found<SearchedStation>[]) => found.map(({ item, metres }) => [item.slug, metres]);
    assert.deepEqual(bare(await source.nearest(question)), bare(nearestInList(all, question)));
  }
});
