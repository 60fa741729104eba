/** The measures that drawings of figures share. */

/** A scale from nothing to a round number that is not smaller than the largest value. */
export interface Scale {
  /** The round number at the top. */
  top: number;
  /** Where lines are drawn, from the bottom up, the first at nothing. */
  ticks: readonly number[];
}

/** A scale with two to five steps of 1, 2 or 5 times a power of ten; whole numbers only, since whole things are counted. */
export function scaleOf(largest: number): Scale {
  const power = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, largest))) - 1);
  const step = [1, 2, 5, 10, 20, 50].map((times) => times * power).find((each) => largest / each <= 5) ?? power * 50;
  const count = Math.max(1, Math.ceil(largest / step));
  return { top: count * step, ticks: Array.from({ length: count + 1 }, (_, index) => index * step) };
}

/** A number for a drawing, to a tenth of a unit: more digits weigh and are not seen. */
export function units(value: number): string {
  return String(Math.round(value * 10) / 10);
}
