/** The tree whose leaves are files: how it is cut, what its leaves are called, and which are fetched together. */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { Found } from '../../src/domain/places/by-distance.ts';
import { distance, distanceToBox } from '../../src/domain/places/distance.ts';
import { divide, leafName, nearestInTree, regionOf, type Ranked } from '../../src/domain/places/quadtree.ts';

const item = (lng: number, lat: number) => ({ lng, lat });

test('a leaf holds as many as it may, and what lies on a dividing line belongs to the east or the north', () => {
  const box = [0, 0, 2, 2] as const;
  assert.equal(divide([item(0.5, 0.5), item(1.5, 1.5)], box, 2).shape, 'o');
  const paths = (...items: { lng: number; lat: number }[]) => divide(items, box, 1).leaves.map(({ path }) => path);
  assert.deepEqual(paths(item(0.5, 0.5), item(1, 0.5)), ['0', '1']);
  assert.deepEqual(paths(item(0.5, 0.5), item(0.6, 1)), ['00', '01']);
});

test('the leaves whose way begins with the same seven steps are a region, and a way keeps its zeros in a name', () => {
  assert.equal(regionOf('110100101'), '1101001');
  assert.equal(leafName({ path: '', hash: 'abcd' }), '1-abcd');
  assert.equal(leafName({ path: '001', hash: 'abcd' }), '9-abcd');
  assert.equal(leafName({ path: '100000', hash: 'abcd' }), '2o-abcd');
});

test('a leaf beside a visitor is as far as where the great circle meets its edge at a right angle', () => {
  const radius = distance({ lng: 0, lat: 0 }, { lng: 90, lat: 0 }) / (Math.PI / 2);
  // In a right-angled spherical triangle: sin d = cos 60° · sin 60°. The foot is at 73.9° north.
  const expected = radius * Math.asin(Math.sqrt(3) / 4);
  const bound = distanceToBox({ lng: 0, lat: 60 }, [60, 0, 90, 80]);
  assert.ok(Math.abs(bound - expected) < 0.01, `${String(bound)} m instead of ${String(expected)} m`);
});

/** A leaf of a tenth of a degree, with its bound in metres, how many stations it says it holds, and what is in it. */
type Filled = readonly [bound: number, count: number, items: readonly (readonly [slug: string, metres: number])[]];

/** The nearest of leaves, and which leaves were fetched together. */
async function search(leaves: readonly Filled[], wanted: number): Promise<{ slugs: string[]; batches: number[][] }> {
  const batches: number[][] = [];
  let underWay = 0;
  const ranked = leaves.map(([bound, count], index): Ranked => ({
    bound,
    leaf: { path: String(index), box: [104, 30, 104.1, 30.1], count, offers: 0, hash: '' },
  }));
  const found = await nearestInTree(ranked, wanted, async ({ path }): Promise<Found<{ slug: string }>[]> => {
    if (underWay === 0) batches.push([]);
    underWay += 1;
    batches.at(-1)?.push(Number(path));
    await Promise.resolve();
    underWay -= 1;
    return (leaves[Number(path)]?.[2] ?? []).map(([slug, metres]) => ({ item: { slug }, metres }));
  });
  return { slugs: found.map(({ item: { slug } }) => slug), batches };
}

test('a leaf with four times what is wanted is fetched alone, and the others as far as its answer reaches', async () => {
  const near: Filled = [
    0,
    8,
    [
      ['a', 5],
      ['b', 15],
    ],
  ];
  const leaves: Filled[] = [near, [10, 8, [['c', 12]]], [15, 8, []], [15.1, 8, []]];
  assert.deepEqual(await search(leaves, 2), { slugs: ['a', 'c'], batches: [[0], [1, 2]] });
});

test('a leaf with less is fetched with those within the reach that its filling makes probable', async () => {
  // Two of the seven in 11.1 by 9.6 km, half of which pass, lie within 4,412 m; one lies within 3,120 m.
  const thin = (bound: number, ...items: (readonly [string, number])[]): Filled => [bound, 7, items];
  const far: Filled[] = [thin(4_500), thin(4_525)];
  assert.deepEqual((await search([thin(100, ['a', 4_000], ['b', 4_501]), ...far], 2)).batches, [[0, 1]]);
  assert.deepEqual(
    (await search([thin(100, ['a', 200]), thin(3_300, ['b', 3_400]), thin(6_000), thin(6_500)], 2)).batches,
    [[0, 1]],
  );
  assert.deepEqual((await search([thin(100, ['a', 200]), thin(5_000), thin(8_100), thin(8_140)], 2)).batches, [
    [0],
    [1, 2],
    [3],
  ]);
});

test('a well-filled leaf that is not the first one is fetched with its neighbours, while too little is found', async () => {
  assert.deepEqual(
    (
      await search(
        [
          [0, 7, []],
          [5_000, 800, []],
          [5_010, 8, []],
        ],
        2,
      )
    ).batches,
    [[0], [1, 2]],
  );
});

test('no more than four leaves are fetched at once', async () => {
  const leaves = Array.from({ length: 6 }, (_, index): Filled => [index, 1, []]);
  assert.deepEqual((await search(leaves, 2)).batches, [
    [0, 1, 2, 3],
    [4, 5],
  ]);
});

test('a leaf is fetched as long as something in it can be as near as the last of the wanted', async () => {
  const leaves: Filled[] = [
    [0, 8, [['z', 10]]],
    [10, 8, [['a', 10]]],
    [10.1, 8, []],
  ];
  assert.deepEqual(await search(leaves, 1), { slugs: ['a'], batches: [[0], [1]] });
});
