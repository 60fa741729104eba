/** The tree of stations as the build writes it: what its leaves are called and what it says about them. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import { bitOf, type StationRecord } from '../../src/domain/stations/record.ts';
import { shardsOf } from '../../src/domain/stations/shards.ts';
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
