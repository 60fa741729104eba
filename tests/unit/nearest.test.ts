/** Distances, the tree and its leaves, and that the nearest stations are the nearest, of 200,000. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import { dayNumber, type Calendar } from '../../src/domain/time/calendar.ts';
import {
  distance,
  formatDistance,
  distanceToBox,
  travelMinutes,
  formatTravelTime,
} from '../../src/domain/places/distance.ts';
import { openStatusAt } from '../../src/domain/stations/opening-hours.ts';
import { byDistance, type Found } from '../../src/domain/places/by-distance.ts';
import { leafName, leavesOf, regionOf, type Leaf } from '../../src/domain/places/quadtree.ts';
import { fits, takesTruck, type StationFilter } from '../../src/domain/stations/filter.ts';
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
import { facilities, stationKinds, type Facility, type StationKind } from '../../src/schemas/vocabulary.ts';
import { country, hoursInUse, province, somewhere } from '../province.ts';
import { oneOf, random } from '../random.ts';

const calendar: Calendar = {
  years: [2026],
  off: [[dayNumber('2026-10-01'), dayNumber('2026-10-07')]],
  makeUp: [dayNumber('2026-10-10')],
};
const sha = (text: string) => createHash('sha256').update(text).digest('base64url');

/** These tests type nothing. */
const noReadings = () => Promise.reject(new Error('No readings.'));

test('a distance is that of the great circle', () => {
  // One degree of a meridian on a sphere of 6,371,008.8 m is 111,195.08 m; at 60° north a degree of longitude is half as long.
  assert.ok(Math.abs(distance({ lng: 104, lat: 29 }, { lng: 104, lat: 30 }) - 111_195.08) < 0.01);
  assert.ok(Math.abs(distance({ lng: 0, lat: 60 }, { lng: 0.001, lat: 60 }) - 55.5975) < 0.001);
  // Beijing to Shanghai, between the points of GeoNames (116.39723, 39.9075) and (121.45806, 31.22222): about 1,068 km.
  const metres = distance({ lng: 116.39723, lat: 39.9075 }, { lng: 121.45806, lat: 31.22222 });
  assert.ok(Math.abs(metres - 1_067_900) < 1_500, String(metres));
});

test('distances and minutes are told in words, and minutes never round down', () => {
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

/** What the 6,000 queries ask; the truth is found by looking at every station, with another formula. */
function someFilter(next: () => number): StationFilter {
  const codes = Object.keys(facilities) as Facility[];
  const drawn = next();
  let asked = 0;
  for (let count = Math.floor(next() * 4); count > 0; count--) asked |= bitOf(oneOf(codes, next));
  return {
    facilities: asked,
    ...(drawn < 0.5 && { isOpenNow: true }),
    ...(drawn > 0.9 && { isAlwaysOpen: true }),
    ...(drawn > 0.3 && drawn < 0.4 && { truck: { length: oneOf([0, 9.6, 13], next), height: oneOf([0, 4], next) } }),
    ...(drawn > 0.6 && drawn < 0.7 && { kind: oneOf(Object.keys(stationKinds) as StationKind[], next) }),
  };
}

test('of 200,000 stations the ten nearest equal brute force in 6,000 random queries, ties included', async () => {
  const records = province(200_000);
  const { tree, shards } = shardsOf(records, country, sha);
  const files = new Map(shards.map((shard) => [leafName(shard), shard.stations]));
  /** Which leaves a query asked for; the tree keeps them, so this counts what a visitor would fetch over all queries. */
  let loads = 0;
  const source = new StationTree(
    tree,
    [],
    (leaf: Leaf) => {
      const packed = files.get(leafName(leaf));
      assert.ok(packed);
      loads += 1;
      return Promise.resolve(packed);
    },
    noReadings,
  );

  // Brute force looks at every station by the angle between two unit vectors.
  const all = unpackStations(packStations(records));
  const radians = Math.PI / 180;
  const [x, y, z] = [new Float64Array(all.length), new Float64Array(all.length), new Float64Array(all.length)];
  const vector = ({ lng, lat }: { lng: number; lat: number }) => {
    const level = Math.cos(lat * radians);
    return [level * Math.cos(lng * radians), level * Math.sin(lng * radians), Math.sin(lat * radians)] as const;
  };
  all.forEach((station, index) => {
    [x[index], y[index], z[index]] = vector(station);
  });
  const week = new Map(hoursInUse.map((hours, index) => [packHours(hours), index]));
  const weekOf = Int32Array.from(all, ({ hours }) => week.get(packHours(hours)) ?? -1);
  const has = Int32Array.from(all, (station) => station.has);
  const isSpecial = Uint8Array.from(all, ({ closures }) => (closures.length > 0 ? 1 : 0));
  const examples = hoursInUse.map(
    (_, index) => all[weekOf.findIndex((each, at) => each === index && isSpecial[at] === 0)],
  );

  const next = random(6_000);
  const wanted = 10;
  let ties = 0;
  let answers = 0;
  for (let query = 0; query < 6_000; query++) {
    // From towns, from doorsteps, and from where there is nothing for hundreds of kilometres.
    const drawn = next();
    const from =
      drawn < 0.8 ? somewhere(next) : drawn < 0.9 ? oneOf(all, next) : { lng: 73 + next() * 62, lat: 18 + next() * 35 };
    const filter = someFilter(next);
    const moment = Date.parse('2026-09-20T00:00:00+08:00') + Math.floor(next() * 150 * 1_440) * 60_000;
    const question = { from, filter, calendar, moment, wanted };
    const found = await source.nearest(question);

    const openWeeks = examples.map(
      (each) => each !== undefined && openStatusAt(each.opening, calendar, moment) === 'open',
    );
    const asked = filter.facilities ?? 0;
    const [fx, fy, fz] = vector(from);
    const nearest: number[] = [];
    let threshold = -2;
    let candidates: { index: number; closeness: number }[] = [];
    for (let index = 0; index < all.length; index++) {
      const closeness = fx * (x[index] ?? 0) + fy * (y[index] ?? 0) + fz * (z[index] ?? 0);
      if (closeness < threshold - 1e-12) continue;
      if (((has[index] ?? 0) & asked) !== asked) continue;
      const station = all[index];
      if (station === undefined) continue;
      if (filter.isOpenNow === true && isSpecial[index] === 0 && openWeeks[weekOf[index] ?? -1] !== true) continue;
      if (
        !fits(station, { ...filter, isOpenNow: filter.isOpenNow === true && isSpecial[index] === 1 }, calendar, moment)
      )
        continue;
      candidates.push({ index, closeness });
      nearest.push(closeness);
      if (nearest.length >= 64) {
        nearest.sort((a, b) => b - a).length = wanted;
        threshold = nearest[wanted - 1] ?? -2;
        candidates = candidates.filter((each) => each.closeness >= threshold - 1e-12);
      }
    }
    const truth = candidates
      .flatMap(({ index }): Found<SearchedStation>[] => {
        const item = all[index];
        return item === undefined ? [] : [{ item, metres: distance(from, item) }];
      })
      .sort(byDistance)
      .slice(0, wanted);
    answers += truth.length;
    ties += truth.filter(({ metres }, at) => metres === truth[at - 1]?.metres).length;
    assert.deepEqual(
      found.map(({ item, metres }) => [item.slug, metres]),
      truth.map(({ item, metres }) => [item.slug, metres]),
      JSON.stringify(question),
    );
  }
  assert.ok(answers > 50_000 && ties > 400, `${String(answers)} answers, ${String(ties)} ties`);
  assert.ok(loads > 100 && loads <= shards.length, `${String(loads)} leaves`);
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
      wanted: 10,
    };
    const bare = (found: readonly Found<SearchedStation>[]) => found.map(({ item, metres }) => [item.slug, metres]);
    assert.deepEqual(bare(await source.nearest(question)), bare(nearestInList(all, question)));
  }
});
