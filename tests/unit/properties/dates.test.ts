/** Days, months and calendars, for any day. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {
  calendarOf,
  dateOfDay,
  dayAt,
  dayKindOf,
  dayNumber,
  startOfDay,
  weekdayOf,
} from '../../../src/domain/time/calendar.ts';
import { daysAfter, daysBetween, formatDate, formatDateRange } from '../../../src/domain/time/dates.ts';
import type { HolidayTable } from '../../../src/schemas/site.ts';
import { calendarDay, shuffled } from './arbitraries.ts';

const someDays = fc.integer({ min: -40_000, max: 40_000 });

/** A date as it is said, read back. */
function read(text: string, year = ''): string {
  const groups = /^(?:(?<year>\d{4})年)?(?<month>\d{1,2})月(?<day>\d{1,2})日$/.exec(text)?.groups;
  assert.ok(groups, text);
  return [groups['year'] ?? year, groups['month']?.padStart(2, '0'), groups['day']?.padStart(2, '0')].join('-');
}

test('the day a number of days after a day is that many days away', () => {
  fc.assert(
    fc.property(calendarDay, someDays, (day, days) => {
      assert.equal(daysBetween(day, daysAfter(day, days)), days);
    }),
  );
});

test('days add up: there and further is as far as at once, and the way back is as long', () => {
  fc.assert(
    fc.property(calendarDay, calendarDay, calendarDay, (one, two, three) => {
      assert.equal(daysBetween(one, two) + daysBetween(two, three), daysBetween(one, three));
      assert.equal(daysBetween(one, two) + daysBetween(two, one), 0);
    }),
  );
});

test('the number of a day and the day of a number undo each other and keep the order of days', () => {
  fc.assert(
    fc.property(calendarDay, calendarDay, (one, other) => {
      assert.equal(dateOfDay(dayNumber(one)), one);
      assert.equal(dayNumber(other) - dayNumber(one), daysBetween(one, other));
      assert.equal(Math.sign(dayNumber(other) - dayNumber(one)), other > one ? 1 : other < one ? -1 : 0);
    }),
  );
});

test('a day of the week is that of the calendar, before 1970 as well', () => {
  fc.assert(
    fc.property(someDays, (day) => {
      assert.equal(weekdayOf(day), (new Date(`${dateOfDay(day)}T12:00:00Z`).getUTCDay() + 6) % 7);
    }),
  );
});

test('a moment lies in its day, and the day is the one that the zone of Shanghai names', () => {
  const name = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });
  // From 1992 on: until 1991 there was summer time, of which the site knows nothing and has no dates.
  const moments = fc.integer({ min: Date.UTC(1992, 0, 1), max: Date.UTC(2099, 0, 1) });
  fc.assert(
    fc.property(moments, (moment) => {
      const { day, since } = dayAt(moment);
      assert.equal(startOfDay(day) + since, moment);
      assert.ok(since >= 0 && moment < startOfDay(day + 1));
      assert.equal(dateOfDay(day), name.format(moment));
    }),
  );
});

test('a date that is said can be read back, and a range says a year of its end only where it is another', () => {
  fc.assert(
    fc.property(calendarDay, fc.nat(800), (from, days) => {
      const to = daysAfter(from, days);
      assert.equal(read(formatDate(from)), from);
      const said = formatDateRange(from, to).split('至');
      assert.equal(said.length, from === to ? 1 : 2);
      assert.equal(read(said[0] ?? ''), from);
      assert.equal(read(said.at(-1) ?? '', from.slice(0, 4)), to);
      assert.equal(said.at(-1)?.startsWith(`${to.slice(0, 4)}年`), from === to || from.slice(0, 4) !== to.slice(0, 4));
    }),
  );
});

/** Tables of some years, with holidays anywhere. */
const tables: fc.Arbitrary<HolidayTable[]> = fc.uniqueArray(
  fc.integer({ min: 2020, max: 2030 }).chain((year) =>
    fc.record({
      year: fc.constant(year),
      source: fc.constant('https://www.gov.cn/'),
      notice: fc.constant('国务院办公厅通知'),
      periods: fc.array(
        fc.tuple(fc.nat(340), fc.nat(8)).map(([from, length]) => ({
          name: '春节',
          from: daysAfter(`${String(year)}-01-01`, from),
          to: daysAfter(`${String(year)}-01-01`, from + length),
        })),
        { maxLength: 4 },
      ),
      workdays: fc.array(
        fc.nat(364).map((days) => daysAfter(`${String(year)}-01-01`, days)),
        { maxLength: 4 },
      ),
    }),
  ),
  { selector: ({ year }) => year, maxLength: 4 },
);

test('a calendar does not depend on the order of its tables, nor on that of the holidays and make-up days in them', () => {
  const unordered = tables.chain((list) =>
    shuffled(list).chain((others) =>
      fc.tuple(
        fc.constant(list),
        fc.tuple(
          ...others.map((table) =>
            fc
              .tuple(shuffled(table.periods), shuffled(table.workdays))
              .map(([periods, workdays]) => ({ ...table, periods, workdays })),
          ),
        ),
      ),
    ),
  );
  fc.assert(
    fc.property(unordered, ([list, other]) => {
      const [one, two] = [calendarOf(list), calendarOf(other)];
      assert.deepEqual(two.years, one.years);
      assert.deepEqual(two.makeUp, one.makeUp);
      // Of two holidays that begin on one day either may stand first.
      assert.deepEqual(
        two.off.map(([from]) => from),
        one.off.map(([from]) => from),
      );
      assert.deepEqual(
        one.makeUp,
        one.makeUp.toSorted((a, b) => a - b),
      );
      assert.deepEqual(
        one.years,
        one.years.toSorted((a, b) => a - b),
      );
    }),
  );
});

test('what the law says of a day is what one finds by looking through the tables', () => {
  fc.assert(
    fc.property(tables, fc.integer({ min: 2019, max: 2031 }), fc.nat(364), (list, year, days) => {
      const date = daysAfter(`${String(year)}-01-01`, days);
      const isOff = list.some(({ periods }) => periods.some(({ from, to }) => from <= date && date <= to));
      const isMakeUp = list.some(({ workdays }) => workdays.includes(date));
      const isKnown = list.some((table) => String(table.year) === date.slice(0, 4));
      const expected = isOff ? 'off' : isMakeUp ? 'make-up' : isKnown ? 'ordinary' : 'unknown';
      assert.equal(dayKindOf(calendarOf(list), dayNumber(date)), expected);
    }),
  );
});
