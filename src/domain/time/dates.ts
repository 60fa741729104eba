/** Days as people in China write them. Every date is a calendar day without a zone. */
import type { IsoDate } from '../../schemas/field.ts';
import { dayLength } from './units.ts';

const time = (date: IsoDate) => Date.parse(`${date}T00:00:00Z`);

/** `2026-05-01` as 2026年5月1日; a lone month or year likewise. */
export function formatDate(date: string): string {
  const [year, month, day] = date.split('-');
  return [
    `${year ?? ''}年`,
    month === undefined ? '' : `${String(Number(month))}月`,
    day === undefined ? '' : `${String(Number(day))}日`,
  ].join('');
}

/** `2026-05-01` as 5月1日. */
function formatDayAndMonth(date: IsoDate): string {
  return formatDate(date).replace(/^\d+年/, '');
}

/** Whole days from one day to another; negative when the second is earlier. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return Math.round((time(to) - time(from)) / dayLength);
}

/** The day a number of days after a day. */
export function daysAfter(date: IsoDate, days: number): IsoDate {
  return new Date(time(date) + days * dayLength).toISOString().slice(0, 10);
}

/** From one day to another, with the year and the month written once. */
export function formatDateRange(from: IsoDate, to: IsoDate): string {
  if (from === to) return formatDate(from);
  return `${formatDate(from)}至${from.slice(0, 4) === to.slice(0, 4) ? formatDayAndMonth(to) : formatDate(to)}`;
}
