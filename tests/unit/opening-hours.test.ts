/** Whether a station is open: spans, holidays, closures, and what is unknown. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { parse } from 'yaml';
import { calendarOf, dayAt, dayKindOf, dayNumber, weekdayOf } from '../../src/domain/time/calendar.ts';
import { openingOf, openStateAt, formatOpenState, openStatusAt } from '../../src/domain/stations/opening-hours.ts';
import { holidaysSchema } from '../../src/schemas/site.ts';
import type { Closure, Hours } from '../../src/schemas/station.ts';
import { weekdays } from '../../src/schemas/vocabulary.ts';

// The State Council's own tables, as contained in the site.
const calendar = calendarOf(
  ['2025', '2026'].map((year) =>
    holidaysSchema.parse(
      parse(readFileSync(join(import.meta.dirname, `../../content/site/holidays/${year}.yaml`), 'utf8')),
    ),
  ),
);
/** A moment in China. */
const china = (text: string) => Date.parse(`${text}:00+08:00`);
const week = (spans: string[], weekend: string[] = spans): Hours['weekly'] =>
  Object.fromEntries(Object.keys(weekdays).map((day) => [day, ['sat', 'sun'].includes(day) ? weekend : spans]));
const weekly = (holidays: Hours['holidays'], weeklyHours: Hours['weekly']): Hours => ({
  kind: 'weekly',
  holidays,
  weekly: weeklyHours,
});
function stateText(hours: Hours, moment: string, closures: Closure[] = []): string {
  return formatOpenState(openStateAt(openingOf(hours, closures), calendar, china(moment)), china(moment));
}

test('days are counted in China, whatever the zone of the machine', () => {
  assert.equal(dayAt(Date.parse('2026-09-30T16:30:00Z')).day, dayNumber('2026-10-01'));
  assert.equal(dayAt(Date.parse('2026-09-30T15:59:59Z')).day, dayNumber('2026-09-30'));
  assert.equal(weekdayOf(dayNumber('2026-11-25')), 2, 'a Wednesday');
  assert.equal(weekdayOf(dayNumber('1969-12-29')), 0, 'a Monday');
});

test('the tables tell holidays and make-up days from ordinary ones, and a missing year from all of them', () => {
  const kind = (date: string) => dayKindOf(calendar, dayNumber(date));
  assert.deepEqual(['2026-10-01', '2026-10-07', '2026-10-08', '2026-10-10', '2026-02-14', '2027-10-01'].map(kind), [
    'off',
    'off',
    'ordinary',
    'make-up',
    'make-up',
    'unknown',
  ]);
});

test('a midday break shuts the door, and says when it opens again', () => {
  const hours = weekly('as-week', week(['08:30-12:00', '14:00-18:00']));
  assert.equal(stateText(hours, '2026-11-25T08:29'), '没开，8:30 开门');
  assert.equal(stateText(hours, '2026-11-25T08:30'), '开着，12:00 关门');
  assert.equal(stateText(hours, '2026-11-25T12:00'), '没开，14:00 开门');
  assert.equal(stateText(hours, '2026-11-25T18:00'), '没开，明天 8:30 开门');
});

test('under half an hour before the end it is closing', () => {
  const hours = weekly('as-week', week(['08:00-22:00']));
  assert.equal(stateText(hours, '2026-11-25T21:30'), '开着，22:00 关门');
  assert.equal(stateText(hours, '2026-11-25T21:31'), '快关门了，还剩 29 分钟');
  assert.equal(stateText(hours, '2026-11-25T21:59'), '快关门了，还剩 1 分钟');
});

test('a span over midnight belongs to both days', () => {
  const hours = weekly('as-week', week(['20:00-26:00']));
  assert.equal(stateText(hours, '2026-11-25T23:59'), '开着，次日 2:00 关门');
  assert.equal(stateText(hours, '2026-11-26T00:00'), '开着，2:00 关门');
  assert.equal(stateText(hours, '2026-11-26T01:45'), '快关门了，还剩 15 分钟');
  assert.equal(stateText(hours, '2026-11-26T02:00'), '没开，20:00 开门');
});

test('hours that touch at midnight run on, and 24 hours a day never close', () => {
  assert.equal(stateText(weekly('as-week', week(['00:00-24:00'])), '2026-11-25T23:45'), '开着，全天开放');
  assert.equal(
    stateText(weekly('as-week', week(['00:00-01:00', '18:00-24:00'])), '2026-11-25T23:45'),
    '开着，次日 1:00 关门',
  );
  assert.equal(stateText(weekly('as-week', week(['18:00-24:00'])), '2026-11-25T20:00'), '开着，24:00 关门');
  assert.equal(stateText({ kind: 'always', holidays: 'unknown' }, '2027-10-01T03:00'), '开着，全天开放');
});

test('on a holiday a station does as its entry says', () => {
  const open = week(['08:00-18:00']);
  assert.equal(stateText(weekly('as-week', open), '2026-10-01T10:00'), '开着，18:00 关门');
  assert.equal(stateText(weekly('closed', open), '2026-10-01T10:00'), '没开，10月8日 8:00 开门');
  assert.equal(stateText(weekly('unknown', open), '2026-10-01T10:00'), '开没开不详');
  assert.equal(stateText({ kind: 'always', holidays: 'closed' }, '2026-10-01T10:00'), '没开，10月8日 0:00 开门');
});

test('on a make-up Saturday a station that keeps the working calendar opens as on workdays', () => {
  const office = week(['09:00-17:00'], []);
  assert.equal(stateText(weekly('closed', office), '2026-10-10T10:00'), '开着，17:00 关门');
  assert.equal(stateText(weekly('closed', office), '2026-10-17T10:00'), '没开，星期一 9:00 开门');
  assert.equal(stateText(weekly('as-week', office), '2026-10-10T10:00'), '没开，星期一 9:00 开门');
  assert.equal(stateText(weekly('unknown', office), '2026-10-10T10:00'), '开没开不详');
  assert.equal(stateText(weekly('unknown', week(['09:00-17:00'])), '2026-10-10T10:00'), '开着，17:00 关门');
});

test('on a make-up Saturday it is unknown when the five workdays differ', () => {
  const uneven = { ...week(['09:00-17:00'], []), fri: ['09:00-12:00'] };
  assert.equal(stateText(weekly('closed', uneven), '2026-10-10T10:00'), '开没开不详');
});

test('a year without a table makes hours that differ on holidays unknown, never open', () => {
  const open = week(['08:00-18:00']);
  for (const day of ['2027-10-01', '2027-03-10']) {
    assert.equal(stateText(weekly('closed', open), `${day}T10:00`), '开没开不详');
    assert.equal(stateText(weekly('unknown', open), `${day}T10:00`), '开没开不详');
    assert.equal(stateText(weekly('as-week', open), `${day}T10:00`), '开着，18:00 关门');
  }
  assert.equal(stateText(weekly('closed', open), '2026-12-31T19:00'), '没开，几时开门不详');
  assert.equal(stateText(weekly('closed', week(['00:00-24:00'])), '2026-12-31T19:00'), '开着，24:00 以后不详');
});

test('a dated closure shuts the door from its first midnight to its last, and says why', () => {
  const closures = [{ from: '2026-12-01', to: '2026-12-15', reason: '冬季修整屋顶' }];
  const hours = weekly('as-week', week(['20:00-26:00']));
  assert.equal(stateText(hours, '2026-11-30T23:00', closures), '开着，24:00 关门');
  assert.equal(stateText(hours, '2026-12-01T01:00', closures), '没开，12月16日 20:00 开门');
  assert.equal(stateText(hours, '2026-12-16T01:00', closures), '没开，20:00 开门');
  const state = openStateAt(openingOf(hours, closures), calendar, china('2026-12-05T12:00'));
  assert.equal(state.is === 'closed' && state.reason, '冬季修整屋顶');
});

test('hours that nobody knows stay unknown, inside a closure too it is closed', () => {
  assert.equal(stateText({ kind: 'unknown', holidays: 'unknown' }, '2026-11-25T10:00'), '开没开不详');
  const closures = [{ from: '2026-11-25', to: '2026-11-25', reason: '检修' }];
  assert.equal(stateText({ kind: 'unknown', holidays: 'unknown' }, '2026-11-25T10:00', closures), '没开，几时开门不详');
});

test('the quick answer is the same as the long one', () => {
  const opening = openingOf(weekly('closed', week(['08:30-12:00', '20:00-26:00'], ['09:00-12:00'])));
  for (let hour = 0; hour < 24 * 400; hour++) {
    const moment = china('2026-01-01T00:20') + hour * 3_600_000;
    const { is } = openStateAt(opening, calendar, moment);
    assert.equal(is === 'closing' ? 'open' : is, openStatusAt(opening, calendar, moment));
  }
});

test('workdays that differ in nothing but when they open differ', () => {
  const uneven = { ...week(['09:00-17:00'], []), wed: ['09:30-17:00'] };
  assert.equal(stateText(weekly('closed', uneven), '2026-10-10T10:00'), '开没开不详');
});

test('a door that is open day and night but for holidays is open on a make-up day', () => {
  const hours: Hours = { kind: 'always', holidays: 'closed' };
  const state = openStateAt(openingOf(hours), calendar, china('2026-10-10T10:00'));
  assert.equal(state.is, 'open');
});

test('the night after a day of which nobody knows the hours is not known either, as long as any of them may last', () => {
  const late = week(['20:00-26:00'], []);
  assert.equal(stateText(weekly('unknown', late), '2026-10-11T01:59'), '开没开不详');
  assert.equal(stateText(weekly('unknown', late), '2026-10-11T02:00'), '没开，明天 20:00 开门');
});

test('a change is looked for up to a year and a day ahead', () => {
  const always = { kind: 'always', holidays: 'as-week' } as const;
  const at = china('2026-11-25T10:00');
  const closedFrom = (from: string) =>
    openStateAt(openingOf(always, [{ from, to: from, reason: '检修' }]), calendar, at);
  assert.deepEqual(closedFrom('2027-11-26'), { is: 'open', until: china('2027-11-26T00:00'), then: 'closed' });
  assert.deepEqual(closedFrom('2027-11-27'), { is: 'open' });
  const long = [{ from: '2026-11-01', to: '2028-11-01', reason: '重建' }];
  assert.deepEqual(openStateAt(openingOf(always, long), calendar, at), { is: 'closed', reason: '重建' });
  assert.deepEqual(openStateAt(openingOf(weekly('as-week', week(['12:00-13:00']))), calendar, at), {
    is: 'closed',
    until: china('2026-11-25T12:00'),
  });
});

test('an end within two days is named, the day after tomorrow by its date; a later one is none yet', () => {
  const closed = [{ from: '2026-11-27', to: '2026-11-27', reason: '检修' }];
  const always = { kind: 'always', holidays: 'as-week' } as const;
  assert.equal(stateText(always, '2026-11-25T10:00', closed), '开着，11月27日 0:00 关门');
  assert.equal(stateText(always, '2026-11-25T00:00', closed), '开着，11月27日 0:00 关门');
  assert.equal(stateText(always, '2026-11-24T23:59', closed), '开着，全天开放');
  assert.equal(stateText(always, '2026-11-26T10:00', closed), '开着，24:00 关门');
});

test('a day of the next six is named by its day of the week, one in a week by its date', () => {
  const tuesdays: Hours = { kind: 'weekly', holidays: 'as-week', weekly: { tue: ['08:00-09:00'] } };
  assert.equal(stateText(tuesdays, '2026-11-25T10:00'), '没开，星期二 8:00 开门');
  assert.equal(stateText(tuesdays, '2026-11-24T10:00'), '没开，12月1日 8:00 开门');
});
