/** The finder's results, from a list in the page and from a tree, and how long a check is trusted. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import { dayNumber, type Calendar } from '../../src/domain/time/calendar.ts';
import { Finder, type FinderQuery } from '../../src/domain/stations/finder.ts';
import { syllablesOf } from '../../src/domain/text/pinyin.ts';
import { readingsOf } from '../../src/domain/places/place-search.ts';
import { leafName } from '../../src/domain/places/quadtree.ts';
import { bitOf, packStations, textsOf, type StationRecord } from '../../src/domain/stations/record.ts';
import { StationList } from '../../src/domain/stations/search.ts';
import { shardsOf } from '../../src/domain/stations/shards.ts';
import { StationTree } from '../../src/domain/stations/tree.ts';
import { verificationWarning } from '../../src/domain/stations/verification.ts';
import { province } from '../province.ts';
import { openByDay, stationOf } from '../stations.ts';

const calendar: Calendar = { years: [2026], off: [[dayNumber('2026-10-01'), dayNumber('2026-10-07')]], makeUp: [] };
const morning = Date.parse('2026-11-25T10:00:00+08:00');
const stations = [
  stationOf('a', { landmark: '客运站旁', has: bitOf('shower') }),
  stationOf('b', { lng: 103.951, hours: { kind: 'unknown', holidays: 'unknown' } }),
  stationOf('c', { lng: 103.96, lacks: bitOf('shower') }),
  stationOf('d', { lng: 103.97, town: '清溪镇', hours: { ...openByDay, weekly: { wed: ['20:00-26:00'] } } }),
];
const finderOf = (list: readonly StationRecord[]) => {
  const readings = readingsOf(list.flatMap(textsOf), syllablesOf);
  return new Finder(calendar, new StationList(packStations(list), () => Promise.resolve(readings)));
};
const asked: FinderQuery = { words: '', filter: { isOpenNow: true }, moment: morning, limit: 10 };
const here = { lng: 103.9501, lat: 29.2 };
const slugs = (answer: { list: readonly { station: { slug: string } }[] }) =>
  answer.list.map((each) => each.station.slug);

test('from a position the open ones are listed, nearest first, and the unknown ones are counted', async () => {
  const answer = await finderOf(stations).find({ ...asked, from: here });
  assert.deepEqual(slugs(answer), ['a', 'c']);
  assert.equal(answer.unsure, 1);
  assert.ok((answer.list[0]?.metres ?? Infinity) < 15);
});

test('a facility that is denied is not counted as unknown, one that nobody checked is', async () => {
  const answer = await finderOf(stations).find({ ...asked, from: here, filter: { facilities: bitOf('shower') } });
  assert.deepEqual(slugs(answer), ['a']);
  assert.equal(answer.unsure, 2, 'b and d: nobody has said whether there is a shower');
});

test('when none is open, all that fit are listed, and the answer says so', async () => {
  const answer = await finderOf(stations).find({
    ...asked,
    from: here,
    moment: Date.parse('2026-11-25T05:00:00+08:00'),
  });
  assert.deepEqual([answer.isRelaxed, slugs(answer)], [true, ['a', 'b', 'c', 'd']]);
});

test('a town lists its own stations, without distances when nobody knows where one stands', async () => {
  const answer = await finderOf(stations).find({ ...asked, filter: { town: '清溪镇' } });
  assert.deepEqual(
    answer.list.map((each) => [each.station.slug, each.metres]),
    [['d', undefined]],
  );
});

test('a landmark lists its station first and then what lies around it', async () => {
  const answer = await finderOf(stations).find({ ...asked, words: 'kyz', filter: {} });
  assert.deepEqual([answer.around, slugs(answer)], ['a站', ['a', 'b', 'c', 'd']]);
});

test('a list and a tree give one and the same answer, and a tree asks for a town before words', async () => {
  const list = province(2_000).map((each, index) => ({ ...each, town: `${index % 7}镇` }));
  const { tree, shards } = shardsOf(list, [73, 17, 136, 54], (text) =>
    createHash('sha256').update(text).digest('base64url'),
  );
  const files = new Map(shards.map((shard) => [leafName(shard), shard.stations]));
  const towns = Array.from({ length: 7 }, (_, index): [string, number, number[]] => {
    const name = `${index}镇`;
    return [name, 0, shards.flatMap((shard, at) => (shard.towns.includes(name) ? [at] : []))];
  });
  const readings = readingsOf(list.flatMap(textsOf), syllablesOf);
  const ofTree = new Finder(
    calendar,
    new StationTree(
      tree,
      towns,
      (leaf) => Promise.resolve(files.get(leafName(leaf)) ?? packStations([])),
      () => Promise.resolve(readings),
    ),
  );
  const ofList = finderOf(list);
  const bare = (answer: Awaited<ReturnType<Finder['find']>>) =>
    answer.list.map((each) => [each.station.slug, each.metres]).sort();
  for (const question of [
    { ...asked, from: { lng: 104, lat: 30 } },
    { ...asked, from: { lng: 104, lat: 30 }, filter: { town: '3镇' }, limit: 500 },
    { ...asked, from: { lng: 104, lat: 30 }, words: 'rml', filter: { town: '3镇' }, limit: 500 },
  ]) {
    assert.deepEqual(bare(await ofTree.find(question)), bare(await ofList.find(question)));
  }
  assert.equal((await ofTree.find({ ...asked, words: 'rml' })).needsTown, true);
});

test('what cannot be fetched is an error, and is asked for again the next time', async () => {
  const list = province(600);
  const { tree, shards } = shardsOf(list, [73, 17, 136, 54], () => 'aaaa');
  let isDown = true;
  const source = new StationTree(
    tree,
    [],
    (leaf) => {
      const shard = shards.find(({ path }) => path === leaf.path);
      return isDown || shard === undefined ? Promise.reject(new Error('no network')) : Promise.resolve(shard.stations);
    },
    () => Promise.reject(new Error('no network')),
  );
  const finder = new Finder(calendar, source);
  const question = { ...asked, filter: {}, from: { lng: 104, lat: 30 } };
  await assert.rejects(finder.find(question), /no network/);
  isDown = false;
  assert.equal((await finder.find(question)).list.length, 10);
});

test('a check is trusted for 90 days', () => {
  assert.equal(verificationWarning('2026-07-16', '2026-10-14'), undefined);
  assert.match(verificationWarning('2026-07-16', '2026-10-15') ?? '', /91 天前/);
  assert.match(verificationWarning(undefined, '2026-10-15') ?? '', /没有核实的记录/);
});
