/**
 * Whether a station is open at a moment, and until when. Everything is computed in China's own time, so a phone set to
 * another zone gets the same result. What cannot be known is unknown and never open.
 *
 * Three rules that the hours themselves do not contain:
 * - A day on which a closure or a holiday shuts the door is shut from midnight to midnight: a span that began the
 * evening
 * before ends there, and one that would have begun on it does not run into the next morning.
 * - A station that closes on holidays keeps the working calendar: on a weekend day worked in exchange (调休) it opens as
 * from Monday to Friday. When those five days differ from each other it is not known which of them applies: unknown.
 * - In a year without a holiday table any day may be a holiday: stations whose hours differ on holidays are unknown all
 * year.
 */
import { formatClock, minutesOfSpan } from '../../schemas/span.ts';
import type { Closure, Hours } from '../../schemas/station.ts';
import { weekdays, type HolidayHours, type HoursKind, type Weekday } from '../../schemas/vocabulary.ts';
import { dateOfDay, dayAt, dayKindOf, dayNumber, startOfDay, weekdayOf, type Calendar } from '../time/calendar.ts';
import { minuteLength } from '../time/units.ts';

/** A span of a day in minutes from its midnight; past 1,440 it is in the next day. */
type Span = readonly [opens: number, closes: number];

/** Opening hours in the form used for computing. */
export interface Opening {
  kind: HoursKind;
  /** The spans of each day, Monday first. */
  week: readonly (readonly Span[])[];
  holidays: HolidayHours;
  closures: readonly { from: number; to: number; reason: string }[];
}

/** Whether a door is open, as far as anybody can know. */
export type OpenStatus = 'open' | 'closed' | 'unknown';

/** The state that a visitor is shown. Moments are milliseconds since 1970. */
export type OpenState =
  /** Open until a moment, and the state after it; without a moment for a door that does not close within a year. */
  | { is: 'open'; until?: number; then?: 'closed' | 'unknown' }
  /** Open, but for less than half an hour. */
  | { is: 'closing'; until: number }
  /** Closed until a moment; without one when it is not known. */
  | { is: 'closed'; until?: number; reason?: string }
  | { is: 'unknown' };

/** "Closing soon" begins this many minutes before closing. */
const soon = 30;
/** Days ahead that are searched for the next change. */
const horizon = 366;
const wholeDay: readonly Span[] = [[0, 1_440]];

/** Prepares hours and closures for computing. */
export function openingOf(hours: Hours, closures: readonly Closure[] = []): Opening {
  return {
    kind: hours.kind,
    week: (Object.keys(weekdays) as Weekday[]).map((weekday) => (hours.weekly?.[weekday] ?? []).map(minutesOfSpan)),
    holidays: hours.holidays,
    closures: closures.map(({ from, to, reason }) => ({ from: dayNumber(from), to: dayNumber(to), reason })),
  };
}

/** The spans of one day. When they are not known, these are the spans that any of the possibilities has. */
interface DayPlan {
  spans: readonly Span[];
  isKnown: boolean;
  /** Whether a closure or a holiday shuts the door for the whole day. */
  isShut?: boolean;
}

const same = (one: readonly Span[], other: readonly Span[]) =>
  one.length === other.length &&
  one.every(([opens, closes], index) => opens === other[index]?.[0] && closes === other[index][1]);

const shut: DayPlan = { spans: [], isKnown: true, isShut: true };

/** The closure that contains a day. */
function closureOn({ closures }: Pick<Opening, 'closures'>, day: number): Opening['closures'][number] | undefined {
  return closures.find(({ from, to }) => day >= from && day <= to);
}

function planOf(opening: Opening, calendar: Calendar, day: number): DayPlan {
  if (closureOn(opening, day) !== undefined) return shut;
  if (opening.kind === 'unknown') return { spans: [], isKnown: false };
  const isAlways = opening.kind === 'always';
  const usual = isAlways ? wholeDay : (opening.week[weekdayOf(day)] ?? []);
  const { holidays } = opening;
  // Holidays do not apply to a door that never closes, unless the entry states that it closes on them.
  if (holidays === 'as-week' || (isAlways && holidays === 'unknown')) return { spans: usual, isKnown: true };

  switch (dayKindOf(calendar, day)) {
    case 'ordinary':
      return { spans: usual, isKnown: true };
    case 'unknown':
      return { spans: usual, isKnown: false };
    case 'off':
      return holidays === 'closed' ? shut : { spans: usual, isKnown: false };
    case 'make-up': {
      const workdays = isAlways ? [wholeDay] : opening.week.slice(0, 5);
      const working = workdays[0] ?? [];
      const possible = { spans: [...usual, ...workdays.flat()], isKnown: false };
      if (!workdays.every((spans) => same(spans, working))) return possible;
      if (holidays === 'closed' || same(usual, working)) return { spans: working, isKnown: true };
      return possible;
    }
  }
}

const runs = (spans: readonly Span[], minute: number) =>
  spans.some(([opens, closes]) => minute >= opens && minute < closes);

function openStatusWithin(today: DayPlan, yesterday: DayPlan, minute: number): OpenStatus {
  if (today.isShut === true) return 'closed';
  if (!today.isKnown) return 'unknown';
  if (runs(today.spans, minute)) return 'open';
  if (runs(yesterday.spans, minute + 1_440)) return yesterday.isKnown ? 'open' : 'unknown';
  return 'closed';
}

/** Whether a station is open at a moment. The fast test, for filters. */
export function openStatusAt(opening: Opening, calendar: Calendar, moment: number): OpenStatus {
  const { day, since } = dayAt(moment);
  const plan = (which: number) => planOf(opening, calendar, which);
  return openStatusWithin(plan(day), plan(day - 1), since / minuteLength);
}

/** The next change after a moment, and the state after it; `undefined` when there is none within a year. */
function nextChange(
  opening: Opening,
  calendar: Calendar,
  moment: number,
  now: OpenStatus,
): { at: number; then: OpenStatus } | undefined {
  const { day: first, since } = dayAt(moment);
  let yesterday = planOf(opening, calendar, first - 1);
  for (let day = first; day <= first + horizon; day++) {
    const today = planOf(opening, calendar, day);
    const minutes = [0, ...today.spans.flat(), ...yesterday.spans.flat().map((minute) => minute - 1_440)]
      .filter((minute) => minute >= 0 && minute < 1_440 && (day > first || minute * minuteLength > since))
      .sort((a, b) => a - b);
    for (const minute of minutes) {
      const then = openStatusWithin(today, yesterday, minute);
      if (then !== now) return { at: startOfDay(day) + minute * minuteLength, then };
    }
    yesterday = today;
  }
  return undefined;
}

/** The state shown to a visitor at a moment. */
export function openStateAt(opening: Opening, calendar: Calendar, moment: number): OpenState {
  const now = openStatusAt(opening, calendar, moment);
  if (now === 'unknown') return { is: 'unknown' };
  // Nothing to search for: most doors that never close have no closure ahead.
  if (isAlwaysOpen(opening) && opening.closures.length === 0) return { is: 'open' };
  const change = nextChange(opening, calendar, moment, now);
  if (now === 'closed') {
    const reason = closureOn(opening, dayAt(moment).day)?.reason;
    return {
      is: 'closed',
      ...(change?.then === 'open' && { until: change.at }),
      ...(reason !== undefined && { reason }),
    };
  }
  if (change === undefined) return { is: 'open' };
  if (change.then === 'closed' && change.at - moment < soon * minuteLength) return { is: 'closing', until: change.at };
  return { is: 'open', until: change.at, then: change.then === 'closed' ? 'closed' : 'unknown' };
}

/** Whether a station's door is open day and night, every day. */
export function isAlwaysOpen(hours: Pick<Hours, 'kind' | 'holidays'>): boolean {
  return hours.kind === 'always' && hours.holidays !== 'closed';
}

/** A moment as text, relative to another: 22:00, 24:00, 次日 2:00, 明天 8:00, 星期一 8:00, 12月16日 8:00. */
function formatMoment(moment: number, seenFrom: number, isEnd = false): string {
  const { day, since } = dayAt(moment);
  const today = dayAt(seenFrom).day;
  const minute = Math.floor(since / minuteLength);
  const away = day - today;
  if (away === 0) return formatClock(minute);
  if (away === 1 && isEnd) return minute === 0 ? '24:00' : `次日 ${formatClock(minute)}`;
  const clock = ` ${formatClock(minute)}`;
  if (away === 1) return `明天${clock}`;
  const [, month = '', date = ''] = dateOfDay(day).split('-');
  if (away > 6 || isEnd) return `${Number(month)}月${Number(date)}日${clock}`;
  return `${Object.values(weekdays)[weekdayOf(day)] ?? ''}${clock}`;
}

/** A state in a few words. */
export function formatOpenState(state: OpenState, now: number): string {
  switch (state.is) {
    case 'open':
      // A door that stays open for days is open day and night, even if a closure is announced for next month.
      if (state.until === undefined || state.until - now > 48 * 60 * minuteLength) return '开着，全天开放';
      return state.then === 'unknown'
        ? `开着，${formatMoment(state.until, now, true)} 以后不详`
        : `开着，${formatMoment(state.until, now, true)} 关门`;
    case 'closing':
      return `快关门了，还剩 ${String(Math.max(1, Math.floor((state.until - now) / minuteLength)))} 分钟`;
    case 'closed':
      return `没开，${state.until === undefined ? '几时开门不详' : `${formatMoment(state.until, now)} 开门`}`;
    case 'unknown':
      return '开没开不详';
  }
}
