/**
 * The evaluator of opening hours against an independent one: `opening_hours`, the reference implementation of
 * OpenStreetMap's opening hours, a development dependency. It computes in the machine's zone and has no Chinese
 * holidays of the year, so it runs in China's zone here and gets holidays, make-up days, closures and missing years as
 * dates.
 *
 * It is not right in the first hours after midnight where one of the two days has a rule of its own: it continues the
 * evening of a day on which the door was shut into the next morning, and drops the evening before a make-up day. Such
 * moments are set aside and counted; `unit/opening.test.ts` tests them by example.
 */
import assert from 'node:assert/strict';
import OpeningHours from 'opening_hours';
import { dateOfDay, dayAt, dayKindOf, dayNumber, type Calendar } from '../src/domain/time/calendar.ts';
import { openingOf, openStatusAt, type OpenStatus } from '../src/domain/stations/opening-hours.ts';
import type { Closure, Hours } from '../src/schemas/station.ts';
import { weekdays, type Weekday } from '../src/schemas/vocabulary.ts';
import { oneOf, random } from './random.ts';

process.env['TZ'] = 'Asia/Shanghai';

const next = random(20_261_001);
const calendar: Calendar = {
  years: [2026],
  off: [
    [dayNumber('2026-01-01'), dayNumber('2026-01-03')],
    [dayNumber('2026-02-15'), dayNumber('2026-02-23')],
    [dayNumber('2026-10-01'), dayNumber('2026-10-07')],
  ],
  makeUp: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-10-10'].map(dayNumber),
};

const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** One to three spans that do not overlap, some past midnight. */
function spans(): string[] {
  const found: string[] = [];
  let at = Math.floor(next() * 20) * 30;
  for (let count = 1 + Math.floor(next() * 3); count > 0 && at < 1_380; count--) {
    const closes = Math.min(at + 30 + Math.floor(next() * 20) * 30, count === 1 && next() < 0.4 ? 1_800 : 1_440);
    found.push(`${clock(at)}-${clock(closes)}`);
    at = closes + 30 + Math.floor(next() * 6) * 30;
  }
  return found;
}

function hours(): Hours {
  const holidays = oneOf(['as-week', 'closed', 'unknown'] as const, next);
  const drawn = next();
  if (drawn < 0.06) return { kind: 'always', holidays: oneOf(['as-week', 'unknown'] as const, next) };
  if (drawn < 0.1) return { kind: 'unknown', holidays };
  const usual = spans();
  const weekly = Object.fromEntries(
    (Object.keys(weekdays) as Weekday[]).map((day): [Weekday, string[]] => {
      const isWeekend = day === 'sat' || day === 'sun';
      if (next() < (isWeekend ? 0.4 : 0.03)) return [day, []];
      return [day, next() < (isWeekend ? 0.4 : 0.04) ? spans() : usual];
    }),
  );
  return { kind: 'weekly', holidays, weekly };
}

function closures(): Closure[] {
  if (next() > 0.2) return [];
  const from = dayNumber('2026-01-01') + Math.floor(next() * 330);
  return [{ from: dateOfDay(from), to: dateOfDay(from + Math.floor(next() * 20)), reason: '检修' }];
}

const osmDays = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const osmDay = (day: number) => {
  const [year = '', month = '', date = ''] = dateOfDay(day).split('-');
  return `${year} ${months[Number(month) - 1] ?? ''} ${date}`;
};

/** The same hours in OpenStreetMap's syntax. */
function inOsmWords({ kind, holidays, weekly }: Hours, shut: readonly Closure[]): string {
  const rules: string[] = [];
  const days = (Object.keys(weekdays) as Weekday[]).map((day) => (weekly?.[day] ?? []).join(','));
  if (kind === 'unknown') rules.push('unknown');
  if (kind === 'always') rules.push('24/7');
  if (kind === 'weekly') {
    // Joined by commas, which add: after a semicolon Tuesday's rule would override Monday's night.
    rules.push(days.flatMap((day, index) => (day === '' ? [] : `${osmDays[index] ?? ''} ${day}`)).join(', '));
    if (holidays !== 'as-week') {
      for (const [from, to] of calendar.off) {
        rules.push(`${osmDay(from)}-${osmDay(to)} ${holidays === 'closed' ? 'off' : 'unknown'}`);
      }
      const workdays = days.slice(0, 5);
      for (const day of calendar.makeUp) {
        const isEven = workdays.every((spansOfDay) => spansOfDay === workdays[0]);
        const usual = days[(day + 3) % 7];
        if (isEven && (holidays === 'closed' || usual === workdays[0])) {
          rules.push(`${osmDay(day)} ${workdays[0] === '' || workdays[0] === undefined ? 'off' : workdays[0]}`);
        } else {
          rules.push(`${osmDay(day)} unknown`);
        }
      }
      rules.push('2024-2025 unknown', '2027-2029 unknown');
    }
  }
  for (const { from, to } of shut) rules.push(`${osmDay(dayNumber(from))}-${osmDay(dayNumber(to))} off`);
  return rules.join('; ');
}

/** Whether it is soon after a midnight next to a day with a rule of its own. */
function isNightBesideException(week: Hours, shut: readonly Closure[], moment: number): boolean {
  const { day, since } = dayAt(moment);
  if (since >= 6 * 3_600_000) return false;
  if (shut.some(({ from, to }) => day - 1 >= dayNumber(from) && day - 1 <= dayNumber(to))) return true;
  if (week.kind !== 'weekly' || week.holidays === 'as-week') return false;
  return dayKindOf(calendar, day) === 'make-up' || dayKindOf(calendar, day - 1) !== 'ordinary';
}

/** Compares the two evaluators at `count` random moments of random hours. Fails at the first difference. */
export function compareOpeningWithIndependentEvaluator(cases: number): void {
  let compared = 0;
  let aside = 0;
  const counts: Record<OpenStatus, number> = { open: 0, closed: 0, unknown: 0 };
  const differences: string[] = [];
  const from = dayNumber('2025-11-01');
  const exceptions = [...calendar.makeUp, ...calendar.off.flat(), dayNumber('2027-01-01')];
  while (compared < cases) {
    const week = hours();
    const shut = closures();
    const words = inOsmWords(week, shut);
    const independent = new OpeningHours(words, null);
    const opening = openingOf(week, shut);
    for (let each = 0; each < 4 && compared < cases; each++) {
      // Half of the moments are around the special days.
      const day = next() < 0.5 ? from + Math.floor(next() * 480) : oneOf(exceptions, next) - 2 + Math.floor(next() * 5);
      const moment = Date.parse(`${dateOfDay(day)}T00:00:00+08:00`) + Math.floor(next() * 1_440) * 60_000;
      if (isNightBesideException(week, shut, moment)) {
        aside += 1;
        continue;
      }
      compared += 1;
      const own = openStatusAt(opening, calendar, moment);
      const date = new Date(moment);
      const other = independent.getUnknown(date) ? 'unknown' : independent.getState(date) ? 'open' : 'closed';
      counts[own] += 1;
      if (own !== other) differences.push(`${words} · ${date.toString()} · ${own} ≠ ${other}`);
    }
  }
  assert.deepEqual(differences.slice(0, 5), [], `${String(differences.length)} differ`);
  assert.ok(aside < cases / 5, `${String(aside)} set aside`);
  assert.ok(Math.min(...Object.values(counts)) > cases / 20, JSON.stringify(counts));
}
