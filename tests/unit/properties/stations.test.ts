/** Stations: packing, bits and filters, for any stations. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {
  requiredBits,
  facilityBits,
  fits,
  offeredBy,
  takesTruck,
  type StationFilter,
} from '../../../src/domain/stations/filter.ts';
import { openStatusAt } from '../../../src/domain/stations/opening-hours.ts';
import {
  bitOf,
  bitsOf,
  facilitiesOf,
  facilityCount,
  packStations,
  unpackStations,
} from '../../../src/domain/stations/record.ts';
import { verificationWarning } from '../../../src/domain/stations/verification.ts';
import { daysAfter } from '../../../src/domain/time/dates.ts';
import { availabilities, codesOf, facilities } from '../../../src/schemas/vocabulary.ts';
import { calendarDay } from './arbitraries.ts';
import { calendar, filter, metres, moment, record, records, searched } from './station-arbitraries.ts';

const codes = codesOf(facilities);

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
      const question = requiredBits(asked);
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

test('a check of a station is trusted for ninety days and no longer', () => {
  fc.assert(
    fc.property(calendarDay, fc.nat(400), (on, days) => {
      const warning = verificationWarning(on, daysAfter(on, days));
      if (days <= 90) assert.equal(warning, undefined);
      else assert.ok(warning?.includes(` ${String(days)} 天前`));
    }),
  );
});
