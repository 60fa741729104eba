/**
 * A span of a day's opening hours as entries store it: `08:00-22:00`. Past midnight, hours continue: `20:00-26:00`
 * closes at 2:00 of the next day. Pure text: browser scripts import it too.
 */

/**
 * The source of a pattern that matches a span: opening within the day, closing at most at the end of the next. A plain
 * string, since bundlers keep an unused tagged template in every browser script.
 */
export const spanSource = '(?:[01]\\d|2[0-3]):[0-5]\\d-(?:(?:[0-3]\\d|4[0-7]):[0-5]\\d|48:00)';

/** The whole of a day. */
export const wholeDaySpan = '00:00-24:00';

const minutesOfClock = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

/** Minutes from the midnight that begins the day to the opening and to the closing. */
export function minutesOfSpan(span: string): readonly [opens: number, closes: number] {
  return [minutesOfClock(span), minutesOfClock(span.slice(6))];
}

/** Minutes from midnight as a clock shows them: `8:05`, `24:00`. */
export function formatClock(minutes: number): string {
  return `${String(Math.floor(minutes / 60))}:${String(minutes % 60).padStart(2, '0')}`;
}
