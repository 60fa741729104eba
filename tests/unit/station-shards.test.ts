/** The tree of stations: what the build says about its leaves and calls them, and which of them a question fetches. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import type { StationFilter } from '../../src/domain/stations/filter.ts';
import { bitOf, packStations, type StationRecord } from '../../src/domain/stations/record.ts';
import { shardsOf } from '../../src/domain/stations/shards.ts';
import { StationTree } from '../../src/domain/stations/tree.ts';
import { stationOf } from '../stations.ts';

const sha = (text: string) => createHash('sha256').update(text).digest('base64url');
/** The middle, where the box is divided first, is 104° east. */
const box = [102, 27, 106, 31] as const;
const group = (length: number, name: string, given: Partial<StationRecord>) =>
  Array.from({ length }, (_, index) => stationOf(`${name}-${String(1_000 - index)}`, given));
const west = group(300, 'west', { lng: 103, town: '玉津镇', has: bitOf('shower'), lacks: bitOf('bed') });
const east = group(40, 'east', { lng: 105, town: '清溪镇', truck: { bays: 2 } });

test('the tree says how full each leaf is and what all of its stations offer together', () => {
  const { tree } = shardsOf([...east, ...west, stationOf('west-tea', { lng: 103, has: bitOf('water') })], box, sha);
  assert.equal(tree.shape, '+oo');
  // 2⁸ ≤ 301 < 2⁹ and 2⁵ ≤ 40 < 2⁶.
  assert.equal(tree.sizes, '85');
  assert.equal(tree.offers[0], bitOf('shower') | bitOf('water'));
  assert.notEqual(tree.offers[1], 0, 'bays for trucks');
});

test('a leaf is written in the order of slugs, with the towns of its stations and without what they lack', () => {
  const { shards } = shardsOf([...east, ...west], box, sha);
  assert.deepEqual(
    shards.map(({ path, towns, stations: { slug, lacks } }) => [path, towns, slug.at(0), slug.at(-1), new Set(lacks)]),
    [
      ['0', ['玉津镇'], 'west-1000', 'west-999', new Set([0])],
      ['1', ['清溪镇'], 'east-1000', 'east-999', new Set([0])],
    ],
  );
});

test('a leaf has a new name when a station of its region changes, and keeps it when one elsewhere does', () => {
  const before = shardsOf([...east, ...west], box, sha);
  const after = shardsOf([...east.slice(1), stationOf('east-1000', { lng: 105, address: '北街' }), ...west], box, sha);
  const hashes = (built: typeof before) => built.shards.map(({ hash }) => hash);
  assert.equal(hashes(before)[0], hashes(after)[0]);
  assert.notEqual(hashes(before)[1], hashes(after)[1]);
  for (const built of [before, after]) {
    assert.equal(built.tree.hashes, hashes(built).join(''));
    assert.ok(hashes(built).every((hash) => /^[\w-]{4}$/.test(hash)));
  }
});

test('the next leaf is fetched along with the first where a narrower question will probably need it', async () => {
  // Two leaves of 11.1 by 9.6 km with eight stations each. Four lie within 4,127 m, or 5,837 m when half of them pass.
  const shower = bitOf('shower');
  const open = Array.from({ length: 8 }, (_, index) =>
    stationOf(`s-${String(index)}`, {
      lng: 104.048,
      lat: 30.05,
      has: shower,
      hours: { kind: 'always', holidays: 'as-week' },
    }),
  );
  const fetched = async (filter: StationFilter) => {
    const loads: string[] = [];
    const source = new StationTree(
      {
        box: [104e6, 30e6, 104.2e6, 30.1e6],
        shape: '+oo',
        sizes: '33',
        offers: [shower, shower],
        hashes: 'aaaabbbb',
      },
      [],
      ({ path }) => {
        loads.push(path);
        return Promise.resolve(packStations(path === '0' ? open : []));
      },
      () => Promise.reject(new Error('nothing is typed here')),
    );
    // The second leaf begins 5,001 m to the east.
    const from = { lng: 104.048, lat: 30.05 };
    const calendar = { years: [2026], off: [], makeUp: [] };
    await source.nearest({ from, filter, calendar, moment: Date.parse('2026-11-25T10:00:00+08:00'), limit: 4 });
    return loads;
  };
  assert.deepEqual(await fetched({}), ['0']);
  assert.deepEqual(await fetched({ isOpenNow: false }), ['0']);
  assert.deepEqual(await fetched({ facilities: shower }), ['0', '1']);
  assert.deepEqual(await fetched({ isOpenNow: true }), ['0', '1']);
  assert.deepEqual(await fetched({ isOpenNow: true, facilities: shower }), ['0', '1']);
});
