/**
 * Days in China: which are off by law (法定节假日), which weekends are worked in exchange (调休). A day is a whole number,
 * counted from 1970-01-01, so that browsers compute with it in any zone. China has one zone, UTC+8, and no summer time.
 */
import type { IsoDate } from '../../schemas/field.ts';
import type { HolidayTable } from '../../schemas/site.ts';
import { dayLength, minuteLength } from './units.ts';

const zone = 8 * 60 * minuteLength;

/** The number of a calendar day. */
export function dayNumber(date: IsoDate): number {
  return Math.round(Date.parse(`${date}T00:00:00Z`) / dayLength);
}

/** The calendar day of a number. */
export function dateOfDay(day: number): IsoDate {
  return new Date(day * dayLength).toISOString().slice(0, 10);
}

/** The day in China at a moment, and the milliseconds since its midnight, whatever the zone of the machine. */
export function dayAt(moment: number): { day: number; since: number } {
  const day = Math.floor((moment + zone) / dayLength);
  return { day, since: moment + zone - day * dayLength };
}

/** The moment at which a day begins in China. */
export function startOfDay(day: number): number {
  return day * dayLength - zone;
}

/** The day of the week of a day: 0 is Monday. 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** The legal status of a day; unknown in a year without a table. */
export type DayKind = 'ordinary' | 'off' | 'make-up' | 'unknown';

/** The holiday tables of some years, as contained in pages. */
export interface Calendar {
  /** Years that have a table. */
  years: readonly number[];
  /** First and last day of each holiday. */
  off: readonly (readonly [from: number, to: number])[];
  /** Weekend days that are worked in exchange. */
  makeUp: readonly number[];
}

/** The calendar of holiday tables. A holiday that begins in one year and is listed in the next counts for both. */
export function calendarOf(tables: readonly HolidayTable[]): Calendar {
  return {
    years: tables.map(({ year }) => year).sort((a, b) => a - b),
    off: tables
      .flatMap(({ periods }) => periods.map(({ from, to }) => [dayNumber(from), dayNumber(to)] as const))
      .sort(([a], [b]) => a - b),
    makeUp: tables.flatMap(({ workdays }) => workdays.map(dayNumber)).sort((a, b) => a - b),
  };
}

/** The legal status of a day. A missing year is unknown, never an ordinary one. */
export function dayKindOf(calendar: Calendar, day: number): DayKind {
  if (calendar.off.some(([from, to]) => day >= from && day <= to)) return 'off';
  if (calendar.makeUp.includes(day)) return 'make-up';
  return calendar.years.includes(new Date(day * dayLength).getUTCFullYear()) ? 'ordinary' : 'unknown';
}
