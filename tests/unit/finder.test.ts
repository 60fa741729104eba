/** The finder's results, from a list in the page and from a tree, and the data of a station's page. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import { dayNumber, type Calendar } from '../../src/domain/time/calendar.ts';
import { Finder, type FinderQuery } from '../../src/domain/stations/finder.ts';
import { syllablesOf } from '../../src/domain/text/pinyin.ts';
import { readingsOf } from '../../src/domain/places/place-search.ts';
import { leafName } from '../../src/domain/places/quadtree.ts';
import { onSketch, placesOf, scaleBar, sketchOf, smoothPath } from '../../src/domain/places/schematic-map.ts';
import { bitOf, packStations, textsOf, type StationRecord } from '../../src/domain/stations/record.ts';
import { stationSchemaOrg } from '../../src/domain/stations/schema-org.ts';
import { StationList } from '../../src/domain/stations/search.ts';
import { shardsOf } from '../../src/domain/stations/shards.ts';
import { StationTree } from '../../src/domain/stations/tree.ts';
import { verificationWarning } from '../../src/domain/stations/verification.ts';
import { province } from '../province.ts';

const calendar: Calendar = { years: [2026], off: [[dayNumber('2026-10-01'), dayNumber('2026-10-07')]], makeUp: [] };
const morning = Date.parse('2026-11-25T10:00:00+08:00');
const day: StationRecord['hours'] = {
  kind: 'weekly',
  holidays: 'as-week',
  weekly: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((each) => [each, ['08:00-18:00']])),
};

const station = (slug: string, given: Partial<StationRecord> = {}): StationRecord => ({
  slug,
  name: `${slug}站`,
  kind: 'outdoor',
  town: '玉津镇',
  address: '正街',
  lng: 103.95,
  lat: 29.2,
  onMap: { lng: 103.952, lat: 29.197 },
  has: 0,
  lacks: 0,
  hours: day,
  closures: [],
  isSample: true,
  ...given,
});
const stations = [
  station('a', { landmark: '客运站旁', has: bitOf('shower') }),
  station('b', { lng: 103.951, hours: { kind: 'unknown', holidays: 'unknown' } }),
  station('c', { lng: 103.96, lacks: bitOf('shower') }),
  station('d', { lng: 103.97, town: '清溪镇', hours: { ...day, weekly: { wed: ['20:00-26:00'] } } }),
];
const finderOf = (list: readonly StationRecord[]) => {
  const { syllables } = readingsOf(list.flatMap(textsOf), syllablesOf);
  return new Finder(calendar, new StationList(packStations(list), { syllables }));
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
  const { characters, syllables } = readingsOf(list.flatMap(textsOf), syllablesOf);
  const ofTree = new Finder(
    calendar,
    new StationTree(
      tree,
      towns,
      (leaf) => Promise.resolve(files.get(leafName(leaf)) ?? packStations([])),
      () => Promise.resolve({ characters, syllables }),
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

test('a sketch keeps both directions to one scale', () => {
  const sketch = sketchOf([103.7, 29, 104.2, 29.48]);
  assert.deepEqual(onSketch(sketch, { lng: 103.7, lat: 29.48 }), [0, 0]);
  assert.deepEqual(onSketch(sketch, { lng: 104.2, lat: 29 }), [sketch.width, sketch.height]);
  const { kilometres, units } = scaleBar(sketch);
  // 0.48° of latitude is 53.4 km.
  assert.ok(Math.abs(units / kilometres - sketch.height / 53.37) < 0.1, `${units} units for ${kilometres} km`);
});

test('a river passes every point of its course', () => {
  const points = placesOf('103.86,29.36 103.9,29.3 103.95,29.21');
  assert.deepEqual(points[1], { lng: 103.9, lat: 29.3 });
  assert.match(
    smoothPath([
      [0, 0],
      [10, 10],
      [20, 0],
    ]),
    /^M0 0C[\d ]+ 10 10C[\d ]+ 20 0$/,
  );
});

test('schema.org says hours, closures and facilities, and claims nothing that is unknown', () => {
  const said = stationSchemaOrg(
    {
      ...station('a', {
        hours: { kind: 'weekly', holidays: 'as-week', weekly: { fri: ['20:00-26:00'], sat: ['06:00-24:00'] } },
      }),
      county: '犍为县',
      point: { lng: 103.95, lat: 29.2 },
      closures: [{ from: '2026-12-01', to: '2026-12-15', reason: '检修' }],
      facilities: [
        { facility: 'water', availability: 'yes' },
        { facility: 'bed', availability: 'no' },
        { facility: 'shower', availability: 'unknown' },
      ],
    },
    'https://www.example.gov.cn/stations/a/',
  );
  assert.equal(said['name'], 'a站（示例）');
  assert.deepEqual(said['openingHoursSpecification'], [
    { '@type': 'OpeningHoursSpecification', dayOfWeek: ['Friday'], opens: '20:00', closes: '02:00' },
    { '@type': 'OpeningHoursSpecification', dayOfWeek: ['Saturday'], opens: '06:00', closes: '23:59' },
  ]);
  assert.equal((said['amenityFeature'] as unknown[]).length, 2);
  assert.equal((said['specialOpeningHoursSpecification'] as { validThrough: string }[])[0]?.validThrough, '2026-12-15');
});

test('a check is trusted for 90 days', () => {
  assert.equal(verificationWarning('2026-07-16', '2026-10-14'), undefined);
  assert.match(verificationWarning('2026-07-16', '2026-10-15') ?? '', /91 天前/);
  assert.match(verificationWarning(undefined, '2026-10-15') ?? '', /没有核实的记录/);
});
