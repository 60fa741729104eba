/** Stations and questions about them, for property tests. */
import fc from 'fast-check';
import { facilityBits, type StationFilter } from '../../../src/domain/stations/filter.ts';
import { openingOf } from '../../../src/domain/stations/opening-hours.ts';
import { facilityCount, type StationRecord } from '../../../src/domain/stations/record.ts';
import { dayNumber, startOfDay, type Calendar } from '../../../src/domain/time/calendar.ts';
import { daysAfter } from '../../../src/domain/time/dates.ts';
import { codesOf, facilities, stationKinds } from '../../../src/schemas/vocabulary.ts';
import { anyHours, chineseText, dayOf2026 } from './arbitraries.ts';

const codes = codesOf(facilities);

/** A calendar with a holiday and a make-up day. */
export const calendar: Calendar = {
  years: [2026],
  off: [[dayNumber('2026-10-01'), dayNumber('2026-10-07')]],
  makeUp: [dayNumber('2026-10-10')],
};

/** Degrees on the grid of a metre on which stations are kept. */
const degrees = (from: number, to: number) =>
  fc.integer({ min: from * 100_000, max: to * 100_000 }).map((each) => each / 100_000);
/** A place in two degrees of latitude and longitude, WGS-84. */
export const place = fc.record({ lng: degrees(103, 105), lat: degrees(28, 30) }, { noNullPrototype: true });
const bits = fc.integer({ min: 0, max: 2 ** facilityCount - 1 });
const text = chineseText({ minLength: 1, maxLength: 6 });
/** A length or height of trucks, in metres. */
export const metres = fc.constantFrom(4.2, 6.8, 9.6, 13, 17.5);
/** An object with the key, or without it. */
const optional = <Key extends string, Value>(key: Key, value: fc.Arbitrary<Value>) =>
  fc.option(value).map((each) => (each === null ? {} : { [key]: each }) as Partial<Record<Key, Value>>);
const town = fc.constantFrom('玉津镇', '清溪镇', '罗城镇');

/** A station without a slug. */
export const record: fc.Arbitrary<StationRecord> = fc
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
/** Stations, each with a slug of its own. */
export const records = (maxLength: number) =>
  fc
    .array(record, { maxLength, size: 'max' })
    .map((list) => list.map((each, index) => ({ ...each, slug: `zhan-${String(index)}` })));

/** A filter that asks something or nothing of each thing. */
export const filter: fc.Arbitrary<StationFilter> = fc
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
/** A moment of 2026 on a whole minute, milliseconds since 1970. */
export const moment = fc
  .tuple(dayOf2026, fc.nat(1_439))
  .map(([day, minutes]) => startOfDay(dayNumber(day)) + minutes * 60_000);

/** A station with its hours ready to be computed with. */
export const searched = (station: StationRecord) => ({
  ...station,
  opening: openingOf(station.hours, station.closures),
});
