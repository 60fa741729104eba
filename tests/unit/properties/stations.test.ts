/** Stations: packing, bits, filters, the tree, for any stations. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import fc from 'fast-check';
import type { Place } from '../../../src/domain/places/distance.ts';
import { leafName, leavesOf } from '../../../src/domain/places/quadtree.ts';
import {
  askedBits,
  facilityBits,
  fits,
  offeredBy,
  takesTruck,
  type StationFilter,
} from '../../../src/domain/stations/filter.ts';
import { openingOf, openStatusAt } from '../../../src/domain/stations/opening-hours.ts';
import {
  bitOf,
  bitsOf,
  facilitiesOf,
  facilityCount,
  packStations,
  unpackStations,
  type StationRecord,
} from '../../../src/domain/stations/record.ts';
import { nearestInList } from '../../../src/domain/stations/search.ts';
import { shardsOf } from '../../../src/domain/stations/shards.ts';
import { StationTree } from '../../../src/domain/stations/tree.ts';
import { verificationWarning } from '../../../src/domain/stations/verification.ts';
import { dayNumber, startOfDay, type Calendar } from '../../../src/domain/time/calendar.ts';
import { daysAfter } from '../../../src/domain/time/dates.ts';
import { availabilities, codesOf, facilities, stationKinds } from '../../../src/schemas/vocabulary.ts';
import { anyHours, calendarDay, chineseText, dayOf2026 } from './arbitraries.ts';

const codes = codesOf(facilities);
const calendar: Calendar = {
  years: [2026],
  off: [[dayNumber('2026-10-01'), dayNumber('2026-10-07')]],
  makeUp: [dayNumber('2026-10-10')],
};
/** Degrees on the grid of a metre on which stations are kept. */
const degrees = (from: number, to: number) =>
  fc.integer({ min: from * 100_000, max: to * 100_000 }).map((each) => each / 100_000);
const place = fc.record({ lng: degrees(103, 105), lat: degrees(28, 30) }, { noNullPrototype: true });
const bits = fc.integer({ min: 0, max: 2 ** facilityCount - 1 });
const text = chineseText({ minLength: 1, maxLength: 6 });
const metres = fc.constantFrom(4.2, 6.8, 9.6, 13, 17.5);
const optional = <Key extends string, Value>(key: Key, value: fc.Arbitrary<Value>) =>
  fc.option(value).map((each) => (each === null ? {} : { [key]: each }) as Partial<Record<Key, Value>>);
const town = fc.constantFrom('玉津镇', '清溪镇', '罗城镇');

const record: fc.Arbitrary<StationRecord> = fc
  .tuple(
    fc.record({
      town,
      name: text,
      isOfTown: fc.boolean(),
      address: text,
      kind: fc.constantFrom(...codesOf(stationKinds)),
    }),
    fc.record({ at: place, onMap: place, has: bits, lacks: bits, hours: anyHours, isSample: fc.boolean() }),
    optional('landmark', text),
    optional('access', text),
    optional('phone', fc.stringMatching(/^0833-[1-9]\d{6}$/)),
    optional(
      'truck',
      fc
        .tuple(fc.nat(20), optional('maxLength', metres), optional('maxHeight', metres))
        .map(([bays, ...limits]) => ({ bays, ...limits[0], ...limits[1] })),
    ),
    fc.array(
      fc.tuple(dayOf2026, fc.nat(9)).map(([from, days]) => ({ from, to: daysAfter(from, days), reason: '装修' })),
      { maxLength: 2 },
    ),
  )
  .map(([names, { at, ...facts }, landmark, access, phone, truck, closures]) => ({
    slug: '',
    kind: names.kind,
    town: names.town,
    name: names.isOfTown ? `${names.town}${names.name}` : names.name,
    address: names.isOfTown ? names.address : `${names.town}${names.address}`,
    ...at,
    ...facts,
    ...landmark,
    ...access,
    ...phone,
    ...truck,
    closures,
  }));
const records = (maxLength: number) =>
  fc
    .array(record, { maxLength, size: 'max' })
    .map((list) => list.map((each, index) => ({ ...each, slug: `zhan-${String(index)}` })));

/** A filter that asks something or nothing of each thing. */
const filter: fc.Arbitrary<StationFilter> = fc
  .tuple(
    optional('facilities', fc.array(fc.constantFrom(...codes), { maxLength: 2 }).map(facilityBits)),
    optional('kind', fc.constantFrom(...codesOf(stationKinds))),
    optional('town', town),
    optional('isOpenNow', fc.boolean()),
    optional('isAlwaysOpen', fc.boolean()),
    optional(
      'truck',
      fc.record({ length: fc.oneof(fc.constant(0), metres), height: fc.oneof(fc.constant(0), metres) }),
    ),
  )
  .map((parts) => Object.assign({}, ...parts) as StationFilter);
const moment = fc
  .tuple(dayOf2026, fc.nat(1_439))
  .map(([day, minutes]) => startOfDay(dayNumber(day)) + minutes * 60_000);

const searched = (station: StationRecord) => ({ ...station, opening: openingOf(station.hours, station.closures) });

test('stations come out of their columns as they went in, through JSON', () => {
  fc.assert(
    fc.property(records(8), (stations) => {
      const packed = JSON.parse(JSON.stringify(packStations(stations))) as ReturnType<typeof packStations>;
      assert.deepEqual(unpackStations(packed), stations.map(searched));
      assert.equal(packed.weeks.length, new Set(packed.weeks).size, 'each week stands once');
      assert.equal(packed.towns.length, new Set(packed.towns).size, 'each town stands once');
      for (const column of [packed.lng, packed.lat, packed.shiftLng, packed.shiftLat]) {
        if (stations.length > 0) assert.equal(Math.min(...column), 0, 'the smallest of a column is 0');
      }
    }),
  );
});

test('every facility has a bit of its own, and bits say the facilities that were put in', () => {
  fc.assert(
    fc.property(fc.subarray(codes), (some) => {
      assert.deepEqual(facilitiesOf(facilityBits(some)), some);
    }),
  );
  assert.equal(new Set(codes.map(bitOf)).size, facilityCount);
});

test('a facility is in the bits of its availability and in no others', () => {
  const given = fc.array(fc.option(fc.constantFrom(...codesOf(availabilities))), {
    minLength: codes.length,
    maxLength: codes.length,
  });
  fc.assert(
    fc.property(given, (list) => {
      const of = Object.fromEntries(
        codes.flatMap((code, index) => ((list[index] ?? null) === null ? [] : [[code, list[index]]])),
      );
      for (const availability of codesOf(availabilities)) {
        assert.deepEqual(
          facilitiesOf(bitsOf(of, availability)),
          codes.filter((_, index) => list[index] === availability),
        );
      }
    }),
  );
});

test('where a truck fits, every smaller truck fits too', () => {
  fc.assert(
    fc.property(record, metres, metres, metres, metres, ({ truck }, ...[a, b, c, d]) => {
      const large = { length: Math.max(a, b), height: Math.max(c, d) };
      if (!takesTruck(truck, large)) return;
      assert.ok(takesTruck(truck, { length: Math.min(a, b), height: Math.min(c, d) }));
      assert.ok(takesTruck(truck, { length: 0, height: 0 }));
      assert.ok((truck?.maxLength ?? 0) >= large.length && (truck?.maxHeight ?? 0) >= large.height);
    }),
    { numRuns: 500 },
  );
});

test('a station fits a filter when it fits each question of it alone', () => {
  fc.assert(
    fc.property(record, filter, moment, (station, asked, at) => {
      const each = searched(station);
      const expected =
        facilitiesOf(asked.facilities ?? 0).every((code) => facilitiesOf(station.has).includes(code)) &&
        (asked.kind ?? station.kind) === station.kind &&
        (asked.town ?? station.town) === station.town &&
        (asked.isOpenNow !== true || openStatusAt(each.opening, calendar, at) === 'open') &&
        (asked.isAlwaysOpen !== true || (station.hours.kind === 'always' && station.hours.holidays !== 'closed')) &&
        (asked.truck === undefined || takesTruck(station.truck, asked.truck));
      assert.equal(fits(each, asked, calendar, at), expected);
      for (const name of Object.keys(asked) as (keyof StationFilter)[]) {
        if (expected) assert.ok(fits(each, { [name]: asked[name] }, calendar, at), name);
      }
    }),
    { numRuns: 500 },
  );
});

test('a leaf is never passed over for a station in it that fits', () => {
  fc.assert(
    fc.property(record, filter, moment, (station, asked, at) => {
      const each = searched(station);
      const question = askedBits(asked);
      if (fits(each, asked, calendar, at)) assert.equal(offeredBy(each) & question, question);
      // And it is passed over for what no station of it offers.
      if (asked.isAlwaysOpen === true && station.hours.kind !== 'always')
        assert.notEqual(offeredBy(each) & question, question);
      if (asked.truck !== undefined && (station.truck?.bays ?? 0) === 0) {
        assert.notEqual(offeredBy(each) & question, question);
      }
    }),
    { numRuns: 500 },
  );
});

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
  const question = fc.record({ from: place, filter, moment, wanted: fc.integer({ min: 1, max: 12 }) });
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

test('a check of a station is trusted for ninety days and no longer', () => {
  fc.assert(
    fc.property(calendarDay, fc.nat(400), (on, days) => {
      const warning = verificationWarning(on, daysAfter(on, days));
      if (days <= 90) assert.equal(warning, undefined);
      else assert.ok(warning?.includes(` ${String(days)} 天前`));
    }),
  );
});
