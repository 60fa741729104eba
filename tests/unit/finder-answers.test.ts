/** What the finder answers to each way of asking, from a list in the page and from a tree of leaves. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { Finder, type FinderQuery, type FinderResult } from '../../src/domain/stations/finder.ts';
import { bitOf, packStations, textsOf, type StationRecord } from '../../src/domain/stations/record.ts';
import { StationList } from '../../src/domain/stations/search.ts';
import { shardsOf } from '../../src/domain/stations/shards.ts';
import { StationTree } from '../../src/domain/stations/tree.ts';
import { readingsOf } from '../../src/domain/places/place-search.ts';
import { syllablesOf } from '../../src/domain/text/pinyin.ts';
import { openByDay, stationOf } from '../stations.ts';

const calendar = { years: [2026], off: [], makeUp: [] };
const morning = Date.parse('2026-11-25T10:00:00+08:00');
const beforeDawn = Date.parse('2026-11-25T05:00:00+08:00');

/** From west to east: near, market, coach, bridge; two of them stand beside a coach station (客运站). */
const stations = [
  stationOf('bridge', { lng: 103.99, landmark: '客运站对面', has: bitOf('shower') }),
  stationOf('market', { lng: 103.96, hours: { kind: 'unknown', holidays: 'unknown' } }),
  stationOf('near', { lng: 103.95, town: '清溪镇', lacks: bitOf('shower') }),
  stationOf('coach', { lng: 103.97, landmark: '客运站旁' }),
];
const readings = () => readingsOf(stations.flatMap(textsOf), syllablesOf);
const inPage = new Finder(calendar, new StationList(packStations(stations), () => Promise.resolve(readings())));

function treeOf(list: readonly StationRecord[], loadReadings: () => Promise<ReturnType<typeof readings>>) {
  const { tree, shards } = shardsOf(list, [102, 27, 106, 31], () => 'aaaa');
  const towns = [...new Set(list.map(({ town }) => town))];
  return new Finder(
    calendar,
    new StationTree(
      tree,
      towns.map((town) => [town, 0, shards.flatMap((shard, at) => (shard.towns.includes(town) ? [at] : []))]),
      (leaf) => Promise.resolve(shards.find(({ path }) => path === leaf.path)?.stations ?? packStations([])),
      loadReadings,
    ),
  );
}
const inTree = treeOf(stations, () => Promise.resolve(readings()));

const asked: FinderQuery = { words: '', filter: {}, moment: morning, limit: 10 };
const here = { lng: 103.949, lat: 29.2 };
/** An answer with the slugs in place of the stations. */
const plain = ({ list, ...rest }: FinderResult) => ({ slugs: list.map(({ station }) => station.slug), ...rest });
const hasDistances = ({ list }: FinderResult) => list.every(({ metres }) => metres !== undefined);
const all = ['near', 'market', 'coach', 'bridge'];

test('a page that contains its stations has them all at hand, a tree has none', () => {
  assert.deepEqual(
    inPage.all.map(({ slug }) => slug),
    stations.map(({ slug }) => slug),
  );
  assert.deepEqual(inTree.all, []);
});

test('a list says that there are more stations only when there are', async () => {
  for (const question of [{ ...asked, from: here }, asked]) {
    const cut = async (limit: number) => {
      const { list, hasMore } = await inPage.find({ ...question, limit });
      return [list.length, hasMore];
    };
    assert.deepEqual(
      [await cut(3), await cut(4), await cut(5)],
      [
        [3, true],
        [4, false],
        [4, false],
      ],
    );
  }
});

test('who asks for nothing gets all stations in the order of the page, without distances', async () => {
  const answer = await inPage.find(asked);
  assert.deepEqual(plain(answer), {
    slugs: stations.map(({ slug }) => slug),
    hasMore: false,
    isRelaxed: false,
    unsure: 0,
  });
  assert.ok(answer.list.every((item) => !('metres' in item)));
});

test('around a position the nearest come first; what is not known is counted in a page and not in a tree', async () => {
  const question = { ...asked, from: here, filter: { isOpenNow: true } };
  const answer = await inPage.find(question);
  assert.deepEqual(plain(answer), {
    slugs: ['near', 'coach', 'bridge'],
    hasMore: false,
    isRelaxed: false,
    unsure: 1,
  });
  assert.ok(hasDistances(answer));
  assert.deepEqual(plain(await inTree.find(question)), {
    slugs: ['near', 'coach', 'bridge'],
    hasMore: false,
    isRelaxed: false,
  });
});

test('around a position in a chosen town its stations are sorted by distance, and what is not known is counted', async () => {
  const question = { ...asked, from: here, filter: { town: '玉津镇', isOpenNow: true } };
  for (const finder of [inPage, inTree]) {
    const answer = await finder.find(question);
    assert.deepEqual(plain(answer), { slugs: ['coach', 'bridge'], hasMore: false, isRelaxed: false, unsure: 1 });
    assert.ok(hasDistances(answer));
  }
});

test('a town without a position counts what is not known too', async () => {
  assert.deepEqual(plain(await inPage.find({ ...asked, filter: { town: '玉津镇', isOpenNow: true } })), {
    slugs: ['bridge', 'coach'],
    hasMore: false,
    isRelaxed: false,
    unsure: 1,
  });
});

test('when none is open, what else was asked for still holds', async () => {
  const question = { ...asked, from: here, moment: beforeDawn };
  const shower = await inPage.find({ ...question, filter: { isOpenNow: true, facilities: bitOf('shower') } });
  assert.deepEqual([shower.isRelaxed, plain(shower).slugs], [true, ['bridge']]);
  const town = await inPage.find({ ...question, filter: { isOpenNow: true, town: '清溪镇' } });
  assert.deepEqual([town.isRelaxed, plain(town).slugs], [true, ['near']]);
});

test('when nothing fits at any hour, the answer does not say that something opens later', async () => {
  const answer = await inPage.find({ ...asked, from: here, filter: { isOpenNow: true, kind: 'truckers-home' } });
  assert.deepEqual(plain(answer), { slugs: [], hasMore: false, isRelaxed: false, unsure: 0 });
});

test('stations beside a landmark come first, the nearer before the farther, and then what lies around', async () => {
  const fromHere = await inPage.find({ ...asked, words: 'kyz', from: here });
  assert.deepEqual(plain(fromHere), {
    slugs: ['coach', 'bridge', 'near', 'market'],
    hasMore: false,
    isRelaxed: false,
  });
  assert.ok(hasDistances(fromHere));
  // Without a position the first station beside it is the middle.
  assert.deepEqual(plain(await inPage.find({ ...asked, words: '客运站' })), {
    slugs: ['bridge', 'coach', 'market', 'near'],
    hasMore: false,
    isRelaxed: false,
    around: 'bridge站',
  });
});

test('in a chosen town only its own stations can be the landmark', async () => {
  const list = [
    stationOf('other', { town: '清溪镇', landmark: '菜市场旁', lng: 103.9 }),
    stationOf('own', { landmark: '菜市场旁' }),
    stationOf('beside', { lng: 103.951 }),
  ];
  const finder = new Finder(
    calendar,
    new StationList(packStations(list), () => Promise.reject(new Error('no network'))),
  );
  assert.deepEqual(plain(await finder.find({ ...asked, words: '菜市场', filter: { town: '玉津镇' } })), {
    slugs: ['own', 'beside'],
    hasMore: false,
    isRelaxed: false,
    around: 'own站',
  });
  const nothing = { slugs: [], hasMore: false, isRelaxed: false };
  for (const words of ['清溪', '火车站']) {
    assert.deepEqual(plain(await finder.find({ ...asked, words, filter: { town: '玉津镇' } })), nothing, words);
  }
});

test('words that no station contains find nothing, from anywhere', async () => {
  const nothing = { slugs: [], hasMore: false, isRelaxed: false };
  assert.deepEqual(plain(await inPage.find({ ...asked, words: '火车站' })), nothing);
  assert.deepEqual(plain(await inPage.find({ ...asked, words: '火车站', from: here })), nothing);
});

test('spaces are not words', async () => {
  const words = ' \u3000';
  assert.deepEqual(plain(await inTree.find({ ...asked, words, from: here })).slugs, all);
  const answer = await inPage.find({ ...asked, words, filter: { town: '玉津镇' } });
  assert.deepEqual(plain(answer), {
    slugs: ['bridge', 'market', 'coach'],
    hasMore: false,
    isRelaxed: false,
    unsure: 0,
  });
});

test('a tree is searched for words only within a town, and says that one is needed', async () => {
  const needed = { slugs: [], hasMore: false, isRelaxed: false, needsTown: true };
  for (const filter of [{}, { isOpenNow: true }]) {
    assert.deepEqual(plain(await inTree.find({ ...asked, words: 'kyz', filter })), needed);
    assert.deepEqual(plain(await inTree.find({ ...asked, words: 'kyz', filter, from: here })), needed);
    assert.deepEqual(plain(await inTree.find({ ...asked, filter })), needed);
  }
});

test('readings that could not be fetched are fetched again with the next words, and once they are there not again', async () => {
  let fetches = 0;
  const finder = treeOf([stationOf('coach', { landmark: '客运站旁', hours: openByDay })], () => {
    fetches += 1;
    return fetches === 1 ? Promise.reject(new Error('no network')) : Promise.resolve(readings());
  });
  const question = { ...asked, words: 'kyz', filter: { town: '玉津镇' } };
  await assert.rejects(finder.find(question), /no network/);
  assert.deepEqual(plain(await finder.find(question)).slugs, ['coach']);
  assert.deepEqual(plain(await finder.find(question)).slugs, ['coach']);
  assert.equal(fetches, 2);
});

test('words without letters need no readings', async () => {
  for (const finder of [
    new Finder(calendar, new StationList(packStations(stations), () => Promise.reject(new Error('no network')))),
    treeOf(stations, () => Promise.reject(new Error('no network'))),
  ]) {
    const question = { ...asked, filter: { town: '玉津镇' } };
    assert.deepEqual(plain(await finder.find({ ...question, words: '客运站' })).around, 'bridge站');
    await assert.rejects(finder.find({ ...question, words: 'ｋyz' }), /no network/);
  }
});
