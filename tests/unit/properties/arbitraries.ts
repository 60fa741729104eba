/** What the property tests draw from, where several subjects need the same. */
import fc from 'fast-check';
import type { LedgerOrder } from '../../../src/domain/orders/figures.ts';
import { dateOfDay } from '../../../src/domain/time/calendar.ts';
import type { IsoDate } from '../../../src/schemas/field.ts';
import type { Hours } from '../../../src/schemas/station.ts';
import { codesOf, holidayHours, weekdays } from '../../../src/schemas/vocabulary.ts';

/** A calendar day from 1970 to 2099. */
export const calendarDay: fc.Arbitrary<IsoDate> = fc.integer({ min: 0, max: 47_481 }).map(dateOfDay);

/** A calendar day of 2026. */
export const dayOf2026: fc.Arbitrary<IsoDate> = fc.integer({ min: 20_454, max: 20_818 }).map(dateOfDay);

/** A common Chinese character. */
const chineseCharacter = fc.constantFrom(
  ...Array.from('玉津镇滨江社区户外劳动者服务站路灯步道入口旁重庆车慢行绿化街银行职工之家单小雨李师傅欧阳叶舟长乐曾'),
);

/** A piece of Chinese text without spaces and punctuation. */
export const chineseText = (lengths: { minLength: number; maxLength: number }) =>
  fc.array(chineseCharacter, lengths).map((characters) => characters.join(''));

const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** The spans of a day: up to three that do not overlap, the last perhaps over midnight. */
export const spansOfDay: fc.Arbitrary<string[]> = fc
  .uniqueArray(fc.integer({ min: 0, max: 143 }), { maxLength: 5 })
  .chain((edges) =>
    fc.integer({ min: 1, max: 143 }).map((night) => {
      const sorted = edges.map((edge) => edge * 10).sort((a, b) => a - b);
      // An opening without an end is open into the night.
      if (sorted.length % 2 === 1) sorted.push(1_440 + Math.min(night * 10, sorted[0] ?? 0));
      return Array.from(
        { length: sorted.length / 2 },
        (_, index) => `${clock(sorted[index * 2] ?? 0)}-${clock(sorted[index * 2 + 1] ?? 0)}`,
      );
    }),
  );

const holidays = fc.constantFrom(...codesOf(holidayHours));

/** Hours by the week: the usual ones on most days, others on some. */
export const weeklyHours: fc.Arbitrary<Hours> = fc
  .record({
    holidays,
    usual: spansOfDay,
    week: fc.array(fc.option(spansOfDay, { freq: 4 }), { minLength: 7, maxLength: 7 }),
  })
  .map(({ holidays: onHolidays, usual, week }) => ({
    kind: 'weekly',
    holidays: onHolidays,
    weekly: Object.fromEntries(codesOf(weekdays).map((day, index) => [day, week[index] ?? usual])),
  }));

/** Hours of any kind. */
export const anyHours: fc.Arbitrary<Hours> = fc.oneof(
  { weight: 6, arbitrary: weeklyHours },
  { weight: 1, arbitrary: holidays.map((each): Hours => ({ kind: 'always', holidays: each })) },
  { weight: 1, arbitrary: holidays.map((each): Hours => ({ kind: 'unknown', holidays: each })) },
);

/** The dates and the rating of an order, as the schema of orders lets them be: no step before the one before it. */
export const ledgerOrder: fc.Arbitrary<LedgerOrder> = fc
  .record({
    raised: fc.integer({ min: 20_000, max: 20_400 }),
    steps: fc.array(fc.option(fc.nat(12), { freq: 3 }), { minLength: 4, maxLength: 4 }),
    dueDays: fc.option(fc.integer({ min: 1, max: 20 })),
    rating: fc.integer({ min: 1, max: 5 }),
  })
  .map(({ raised, steps, dueDays, rating }) => {
    let day = raised;
    const [dispatchedOn, acceptedOn, doneOn, ratedOn] = steps.map((wait) => {
      if (wait === null) return undefined;
      day += wait;
      return dateOfDay(day);
    });
    return {
      raisedOn: dateOfDay(raised),
      ...(dueDays !== null && { dueDays }),
      ...(dispatchedOn !== undefined && { dispatchedOn }),
      ...(acceptedOn !== undefined && { acceptedOn }),
      ...(doneOn !== undefined && { doneOn }),
      ...(doneOn !== undefined && ratedOn !== undefined && { ratedOn, rating }),
    };
  });

/** A list in another order. */
export const shuffled = <Each>(list: readonly Each[]): fc.Arbitrary<Each[]> =>
  fc.shuffledSubarray([...list], { minLength: list.length });
