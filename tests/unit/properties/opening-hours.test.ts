/** Opening hours, for any week, any closure and any moment. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { formatHours, formatSpan, formatWeek } from '../../../src/domain/stations/hours-format.ts';
import {
  formatOpenState,
  isAlwaysOpen,
  openingOf,
  openStateAt,
  openStatusAt,
} from '../../../src/domain/stations/opening-hours.ts';
import { packHours, unpackHours } from '../../../src/domain/stations/record.ts';
import { dayAt, dayNumber, startOfDay, weekdayOf, type Calendar } from '../../../src/domain/time/calendar.ts';
import { daysAfter } from '../../../src/domain/time/dates.ts';
import type { Closure, Hours } from '../../../src/schemas/station.ts';
import { codesOf, weekdays } from '../../../src/schemas/vocabulary.ts';
import { anyHours, dayOf2026, spansOfDay, weeklyHours } from './arbitraries.ts';

const calendar: Calendar = {
  years: [2026],
  off: [
    [dayNumber('2026-02-15'), dayNumber('2026-02-23')],
    [dayNumber('2026-10-01'), dayNumber('2026-10-07')],
  ],
  makeUp: [dayNumber('2026-02-14'), dayNumber('2026-10-10')],
};
const days = codesOf(weekdays);
const minute = 60_000;

const closures: fc.Arbitrary<Closure[]> = fc.array(
  fc.tuple(dayOf2026, fc.nat(9)).map(([from, length]) => ({ from, to: daysAfter(from, length), reason: '检修' })),
  { maxLength: 2 },
);
/** A day of the year, now and then one around which something is special. */
const day = fc.oneof(
  dayOf2026,
  fc.constantFrom('2026-02-13', '2026-02-14', '2026-02-24', '2026-09-30', '2026-10-01', '2026-10-07', '2026-10-10'),
  fc.constantFrom('2026-12-31', '2027-01-01', '2025-12-31'),
);
/** A moment on a whole minute of a day. */
const moment = fc.tuple(day, fc.nat(1_439)).map(([date, minutes]) => startOfDay(dayNumber(date)) + minutes * minute);

const minutesOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
const spansOn = ({ weekly }: Hours, weekday: number) => weekly?.[days[(weekday + 7) % 7] ?? 'mon'] ?? [];
/** Whether a span of some day covers a minute counted from its midnight. */
const covers = (spans: readonly string[], at: number) =>
  spans.some((span) => at >= minutesOf(span.slice(0, 5)) && at < minutesOf(span.slice(6)));

test('a week that heeds no holidays is open exactly in its spans, those of the evening before included', () => {
  fc.assert(
    fc.property(weeklyHours, moment, (hours, at) => {
      const { day: today, since } = dayAt(at);
      const weekday = weekdayOf(today);
      const isOpen =
        covers(spansOn(hours, weekday), since / minute) || covers(spansOn(hours, weekday - 1), since / minute + 1_440);
      const status = openStatusAt(openingOf({ ...hours, holidays: 'as-week' }), calendar, at);
      assert.equal(status, isOpen ? 'open' : 'closed');
    }),
    { numRuns: 300 },
  );
});

test('a closure shuts every door from midnight to midnight and says why', () => {
  fc.assert(
    fc.property(anyHours, closures, day, fc.nat(1_439), (hours, shut, date, minutes) => {
      const at = startOfDay(dayNumber(date)) + minutes * minute;
      const opening = openingOf(hours, shut);
      if (!shut.some(({ from, to }) => from <= date && date <= to)) return;
      assert.equal(openStatusAt(opening, calendar, at), 'closed');
      const state = openStateAt(opening, calendar, at);
      assert.ok(state.is === 'closed' && state.reason === '检修');
    }),
    { numRuns: 300 },
  );
});

test('a door that closes on holidays is shut on each of them, one whose holidays are not known is never said to be open then', () => {
  const holiday = fc
    .tuple(fc.constantFrom('2026-02-15', '2026-02-19', '2026-02-23', '2026-10-01', '2026-10-07'), fc.nat(1_439))
    .map(([date, minutes]) => startOfDay(dayNumber(date)) + minutes * minute);
  fc.assert(
    fc.property(weeklyHours, holiday, (hours, at) => {
      assert.equal(openStatusAt(openingOf({ ...hours, holidays: 'closed' }), calendar, at), 'closed');
      assert.equal(openStatusAt(openingOf({ ...hours, holidays: 'unknown' }), calendar, at), 'unknown');
      assert.equal(openStatusAt(openingOf({ kind: 'always', holidays: 'closed' }), calendar, at), 'closed');
    }),
  );
});

test('on a make-up day a door with equal workdays that closes on holidays keeps the hours of Monday', () => {
  const makeUp = fc
    .tuple(fc.constantFrom('2026-02-14', '2026-10-10'), fc.nat(1_439))
    .map(([date, minutes]) => ({ at: startOfDay(dayNumber(date)) + minutes * minute, minutes }));
  fc.assert(
    fc.property(spansOfDay, spansOfDay, makeUp, (workday, weekend, { at, minutes }) => {
      const hours: Hours = {
        kind: 'weekly',
        holidays: 'closed',
        weekly: Object.fromEntries(days.map((each) => [each, ['sat', 'sun'].includes(each) ? weekend : workday])),
      };
      // The evening before is a Friday, the hours of which are those of Monday.
      const isOpen = covers(workday, minutes) || covers(workday, minutes + 1_440);
      assert.equal(openStatusAt(openingOf(hours), calendar, at), isOpen ? 'open' : 'closed');
      const uneven: Hours = { ...hours, weekly: { ...hours.weekly, wed: ['03:00-03:10'] } };
      assert.equal(openStatusAt(openingOf(uneven), calendar, at), 'unknown');
    }),
  );
});

test('the moment that is named for a change is the first at which the status is another', () => {
  fc.assert(
    fc.property(anyHours, closures, moment, (hours, shut, at) => {
      const opening = openingOf(hours, shut);
      const now = openStatusAt(opening, calendar, at);
      const state = openStateAt(opening, calendar, at);
      assert.equal(state.is === 'closing' ? 'open' : state.is, now);
      if (state.is === 'unknown') return;
      const { until } = state;
      if (until === undefined) {
        if (state.is === 'open') assert.equal(openStatusAt(opening, calendar, at + 24 * 60 * minute), 'open');
        return;
      }
      assert.ok(until > at);
      const after = openStatusAt(opening, calendar, until);
      assert.notEqual(after, now);
      // Hours change on tens of minutes, and days at midnight.
      for (
        let each = at;
        each < Math.min(until, at + 3 * 1_440 * minute);
        each += 10 * minute - (each % (10 * minute))
      ) {
        assert.equal(openStatusAt(opening, calendar, each), now);
      }
      assert.equal(openStatusAt(opening, calendar, until - 1), now);
      if (state.is === 'closed') assert.equal(after, 'open');
      if (state.is === 'closing') assert.ok(after === 'closed' && until - at < 30 * minute);
      if (state.is === 'open') {
        assert.equal(after, state.then);
        assert.ok(after === 'unknown' || until - at >= 30 * minute);
      }
    }),
    { numRuns: 200 },
  );
});

test('what is said of a state names its clock time, and how it is worded says whether the door is open', () => {
  fc.assert(
    fc.property(anyHours, closures, moment, (hours, shut, at) => {
      const state = openStateAt(openingOf(hours, shut), calendar, at);
      const said = formatOpenState(state, at);
      const begins = { open: '开着，', closing: '快关门了，', closed: '没开，', unknown: '开没开不详' }[state.is];
      assert.ok(said.startsWith(begins), said);
      if (state.is === 'closing') assert.equal(said, `快关门了，还剩 ${String((state.until - at) / minute)} 分钟`);
      if (state.is === 'unknown' || state.is === 'closing' || state.until === undefined) return;
      const { day: changes, since } = dayAt(state.until);
      const { day: today } = dayAt(at);
      if (state.is === 'open' && state.until - at > 48 * 60 * minute) {
        assert.equal(said, '开着，全天开放');
        return;
      }
      const clock = /(\d{1,2}):(\d{2}) /.exec(said);
      assert.ok(clock, said);
      const minutes = Number(clock[1]) * 60 + Number(clock[2]);
      assert.equal(minutes % 1_440, since / minute, said);
      const isNamed = /次日|明天|24:00|星期|月/.test(said);
      assert.equal(isNamed, changes !== today, said);
      const date = /(\d+)月(\d+)日/.exec(said);
      if (date !== null) {
        const [, month, dayOfMonth] = date.map(Number);
        const named = new Date(changes * 24 * 60 * minute);
        assert.deepEqual([month, dayOfMonth], [named.getUTCMonth() + 1, named.getUTCDate()]);
      }
      const weekday = /星期./.exec(said)?.[0];
      if (weekday !== undefined) {
        assert.equal(weekday, Object.values(weekdays)[weekdayOf(changes)]);
        assert.ok(changes - today > 1 && changes - today <= 6, 'a day of the week is one of the next six');
      }
    }),
    { numRuns: 400 },
  );
});

test('only a door that is open at every moment of every year is said to be always open', () => {
  fc.assert(
    fc.property(anyHours, moment, (hours, at) => {
      if (isAlwaysOpen(hours)) assert.equal(openStatusAt(openingOf(hours), calendar, at), 'open');
      else assert.ok(hours.kind !== 'always' || hours.holidays === 'closed');
    }),
  );
});

test('hours come out of one line as they went in', () => {
  fc.assert(
    fc.property(anyHours, (hours) => {
      assert.deepEqual(unpackHours(packHours(hours)), hours);
    }),
  );
});

test('a span that is said can be read back', () => {
  fc.assert(
    fc.property(spansOfDay, (spans) => {
      for (const span of spans) {
        const said = formatSpan(span);
        if (span === '00:00-24:00') {
          assert.equal(said, '全天');
          continue;
        }
        const [, from = '', next, to = ''] = /^(\d{1,2}:\d\d)–(次日)?(\d{1,2}:\d\d)$/.exec(said) ?? [];
        const minutes = minutesOf(to.padStart(5, '0')) + (next === undefined ? 0 : 1_440);
        assert.equal(minutesOf(from.padStart(5, '0')), minutesOf(span.slice(0, 5)), said);
        assert.equal(minutes, minutesOf(span.slice(6)), said);
        assert.equal(next !== undefined, minutes > 1_440, said);
        assert.doesNotMatch(said, /(?:^|–|日)0\d/, 'no zero in front');
      }
    }),
  );
});

test('the line of the week says the hours of each day', () => {
  fc.assert(
    fc.property(weeklyHours, (hours) => {
      const labels: string[] = Object.values(weekdays);
      const week = formatWeek(hours) ?? [];
      assert.deepEqual(
        week.map(({ weekday, label }) => [weekday, label]),
        days.map((each) => [each, weekdays[each]]),
      );
      const said = new Map<string, string>();
      for (const part of formatHours(hours).split('；')) {
        const [range = '', text = ''] = part.split(' ', 2);
        const [first = '', last = first] = range === '每天' ? [labels[0], labels[6]] : range.split('至');
        for (const label of labels.slice(labels.indexOf(first), labels.indexOf(last) + 1)) said.set(label, text);
      }
      for (const { label, hours: text } of week) assert.equal(said.get(label), text);
      assert.equal(said.size, 7);
    }),
  );
});
