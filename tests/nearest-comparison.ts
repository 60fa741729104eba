/** Compares the search in the tree with a search through all stations. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { dayNumber, type Calendar } from '../src/domain/time/calendar.ts';
import { distance } from '../src/domain/places/distance.ts';
import { byDistance, type Found } from '../src/domain/places/by-distance.ts';
import { openStatusAt } from '../src/domain/stations/opening-hours.ts';
import { leafName, type Leaf } from '../src/domain/places/quadtree.ts';
import { fits, type StationFilter } from '../src/domain/stations/filter.ts';
import { bitOf, packHours, packStations, unpackStations, type SearchedStation } from '../src/domain/stations/record.ts';
import { shardsOf } from '../src/domain/stations/shards.ts';
import { StationTree } from '../src/domain/stations/tree.ts';
import { facilities, stationKinds, type Facility, type StationKind } from '../src/schemas/vocabulary.ts';
import { country, hoursInUse, province, somewhere } from './province.ts';
import { oneOf, random } from './random.ts';

/** The holidays that apply to these stations. */
export const calendar: Calendar = {
  years: [2026],
  off: [[dayNumber('2026-10-01'), dayNumber('2026-10-07')]],
  makeUp: [dayNumber('2026-10-10')],
};

/** Names leaves by their bytes. */
export const sha = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** No query of these stations contains words. */
export const noReadings = (): Promise<never> => Promise.reject(new Error('No readings.'));

/** A random filter of a visitor. */
export function someFilter(next: () => number): StationFilter {
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

/** How many stations and queries, and the fewest results with which the comparison is meaningful. */
export interface NearestComparison {
  stations: number;
  queries: number;
  leastAnswers: number;
  leastTies: number;
  leastLeaves: number;
}

/**
 * Runs random queries on a tree of random stations, and compares each result with a search through all stations by
 * another formula. Fails on the first difference, ties included.
 */
export async function compareNearestWithBruteForce({
  stations,
  queries,
  leastAnswers,
  leastTies,
  leastLeaves,
}: NearestComparison): Promise<void> {
  const records = province(stations);
  const { tree, shards } = shardsOf(records, country, sha);
  const files = new Map(shards.map((shard) => [leafName(shard), shard.stations]));
  /** The fetched leaves; the tree caches them, so this counts what a visitor would fetch over all queries. */
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

  // Brute force compares every station by the angle between two unit vectors.
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
  const limit = 10;
  let ties = 0;
  let answers = 0;
  for (let query = 0; query < queries; query++) {
    // From towns, from doorsteps, and from where there is nothing for hundreds of kilometres.
    const drawn = next();
    const from =
      drawn < 0.8 ? somewhere(next) : drawn < 0.9 ? oneOf(all, next) : { lng: 73 + next() * 62, lat: 18 + next() * 35 };
    const filter = someFilter(next);
    const moment = Date.parse('2026-09-20T00:00:00+08:00') + Math.floor(next() * 150 * 1_440) * 60_000;
    const question = { from, filter, calendar, moment, limit };
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
        nearest.sort((a, b) => b - a).length = limit;
        threshold = nearest[limit - 1] ?? -2;
        candidates = candidates.filter((each) => each.closeness >= threshold - 1e-12);
      }
    }
    const truth = candidates
      .flatMap(({ index }): Found<SearchedStation>[] => {
        const item = all[index];
        return item === undefined ? [] : [{ item, metres: distance(from, item) }];
      })
      .sort(byDistance)
      .slice(0, limit);
    answers += truth.length;
    ties += truth.filter(({ metres }, at) => metres === truth[at - 1]?.metres).length;
    assert.deepEqual(
      found.map(({ item, metres }) => [item.slug, metres]),
      truth.map(({ item, metres }) => [item.slug, metres]),
      JSON.stringify(question),
    );
  }
  assert.ok(answers > leastAnswers && ties > leastTies, `${String(answers)} answers, ${String(ties)} ties`);
  assert.ok(loads > leastLeaves && loads <= shards.length, `${String(loads)} leaves`);
}
