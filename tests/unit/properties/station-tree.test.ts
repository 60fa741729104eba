/** The tree of stations and its leaves, for any stations. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import fc from 'fast-check';
import type { Place } from '../../../src/domain/places/distance.ts';
import { leafName, leavesOf } from '../../../src/domain/places/quadtree.ts';
import { packStations, unpackStations, type StationRecord } from '../../../src/domain/stations/record.ts';
import { nearestInList } from '../../../src/domain/stations/search.ts';
import { shardsOf } from '../../../src/domain/stations/shards.ts';
import { StationTree } from '../../../src/domain/stations/tree.ts';
import { calendar, filter, moment, place, records, searched } from './station-arbitraries.ts';

const sha = (words: string) => createHash('sha256').update(words).digest('base64url');
const box = [102, 27, 106, 31] as const;

test('a tree holds every station once, and finds the nearest that a list finds', async () => {
  // A leaf holds 320 stations, so that the same few have to stand in many places.
  const many = fc
    .tuple(records(12), fc.array(place, { minLength: 400, maxLength: 700, size: 'max' }))
    .map(([few, places]) =>
      few.length === 0
        ? []
        : places.map((at: Place, index): StationRecord => ({
            ...(few[index % few.length] as StationRecord),
            ...at,
            slug: `zhan-${String(index)}`,
            lacks: 0,
          })),
    );
  const question = fc.record({ from: place, filter, moment, limit: fc.integer({ min: 1, max: 12 }) });
  await fc.assert(
    fc.asyncProperty(many, fc.array(question, { minLength: 5, maxLength: 8 }), async (stations, questions) => {
      const { tree, shards } = shardsOf(stations, box, sha);
      assert.deepEqual(leavesOf(tree).map(leafName), shards.map(leafName));
      assert.deepEqual(shards.flatMap((shard) => shard.stations.slug).sort(), stations.map(({ slug }) => slug).sort());
      for (const { stations: held, towns } of shards) {
        assert.deepEqual(held.slug, held.slug.toSorted());
        assert.deepEqual([...towns].sort(), [...new Set(unpackStations(held).map((each) => each.town))].sort());
      }
      const files = new Map(shards.map((shard) => [leafName(shard), shard.stations]));
      const loads: string[] = [];
      const source = new StationTree(
        tree,
        [],
        (leaf) => {
          loads.push(leafName(leaf));
          return Promise.resolve(files.get(leafName(leaf)) ?? packStations([]));
        },
        () => Promise.reject(new Error('nothing is typed here')),
      );
      const all = stations.map(searched);
      for (const each of questions) {
        const asked = { ...each, calendar };
        assert.deepEqual(
          (await source.nearest(asked)).map(({ item, metres: away }) => [item.slug, away]),
          nearestInList(all, asked).map(({ item, metres: away }) => [item.slug, away]),
        );
      }
      assert.equal(new Set(loads).size, loads.length, 'a leaf is fetched once');
    }),
    { numRuns: 12 },
  );
});
