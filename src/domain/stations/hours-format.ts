/** Opening hours as text. Whether a station is open now is computed in the browser; this only formats the rules. */
import { formatClock, minutesOfSpan, wholeDaySpan } from '../../schemas/span.ts';
import type { Hours } from '../../schemas/station.ts';
import { holidayHours, weekdays, type Weekday } from '../../schemas/vocabulary.ts';

const dayMinutes = 1_440;

/** `20:00-26:00` as 20:00–次日2:00, `00:00-24:00` as 全天. */
export function formatSpan(span: string): string {
  if (span === wholeDaySpan) return '全天';
  const [opens, closes] = minutesOfSpan(span);
  return `${formatClock(opens)}–${closes > dayMinutes ? `次日${formatClock(closes - dayMinutes)}` : formatClock(closes)}`;
}

/** The hours of each day of the week, Monday first; `undefined` unless they are given by the week. */
export function formatWeek(hours: Hours): { weekday: Weekday; label: string; hours: string }[] | undefined {
  const { weekly } = hours;
  if (hours.kind !== 'weekly' || weekly === undefined) return undefined;
  return (Object.keys(weekdays) as Weekday[]).map((weekday) => ({
    weekday,
    label: weekdays[weekday],
    hours: (weekly[weekday] ?? []).map(formatSpan).join('，') || '不开门',
  }));
}

/** The week in a line or two: days with the same hours together, e.g. 星期一至星期五 8:00–18:00. */
export function formatHours(hours: Hours): string {
  if (hours.kind === 'always') return '全天开放';
  const week = formatWeek(hours);
  if (week === undefined) return '开放时间不详';
  const runs: { first: string; last: string; hours: string }[] = [];
  for (const day of week) {
    const run = runs.at(-1);
    if (run?.hours === day.hours) run.last = day.label;
    else runs.push({ first: day.label, last: day.label, hours: day.hours });
  }
  const only = runs[0];
  if (runs.length === 1 && only !== undefined) return `每天 ${only.hours}`;
  return runs
    .map((run) => `${run.first === run.last ? run.first : `${run.first}至${run.last}`} ${run.hours}`)
    .join('；');
}

/** How the station opens on public holidays, or `undefined` for a door that never closes. */
export function formatHolidayHours(hours: Hours): string | undefined {
  if (hours.kind === 'unknown' || (hours.kind === 'always' && hours.holidays !== 'closed')) return undefined;
  return `法定节假日${holidayHours[hours.holidays]}`;
}
