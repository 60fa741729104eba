/**
 * Every figure that is shown. A published figure stays as it was published, and its 余 ("at least") is part of it and is
 * never lost. Every figure of the ledger of orders is counted here, order by order; no rate is ever typed.
 */
import type { Order } from '../../schemas/order.ts';
import type { OrderState } from '../../schemas/vocabulary.ts';
import { dayNumber as numberOfDay } from '../time/calendar.ts';
import { daysAfter } from '../time/dates.ts';
import { dayOf, dueOn, passedOn, stateOf, orderStateSequence, type OrderDates } from './states.ts';

/** A figure as it was published. */
export interface Figure {
  value: number;
  /** Whether the source writes 余: this many and some more. */
  atLeast: boolean;
  unit: string;
}

/** The figure without its unit: `300余`, `2100余`, `58`. */
export function formatFigure({ value, atLeast }: Pick<Figure, 'value' | 'atLeast'>): string {
  return `${String(value)}${atLeast ? '余' : ''}`;
}

/** What figures come to together. One 余 among them makes the sum one. */
export function sumOfFigures(figures: readonly Pick<Figure, 'value' | 'atLeast'>[]): Pick<Figure, 'value' | 'atLeast'> {
  return {
    value: figures.reduce((sum, { value }) => sum + value, 0),
    atLeast: figures.some(({ atLeast }) => atLeast),
  };
}

/** A part of a whole, stored as two counts, so that the counts behind a rate can always be shown. */
export interface Share {
  part: number;
  whole: number;
}

/**
 * A share in per cent with at most one decimal: `87.5%`. It is 100% only for all and 0% only for none; what rounds to
 * these is written as 99.9% and 0.1%. A share of nothing has no value.
 */
export function formatPercent({ part, whole }: Share): string {
  if (whole === 0) return '—';
  if (part === whole) return '100%';
  if (part === 0) return '0%';
  const percent = Math.min(99.9, Math.max(0.1, Math.round((part / whole) * 1000) / 10));
  return `${String(percent)}%`;
}

/** The middle one of a list of numbers, or the mean of the two in the middle; nothing of an empty list. */
export function median(numbers: readonly number[]): number | undefined {
  if (numbers.length === 0) return undefined;
  const sorted = Float64Array.from(numbers).sort();
  const at = (index: number) => sorted[index] ?? NaN;
  return (at((sorted.length - 1) >> 1) + at(sorted.length >> 1)) / 2;
}

/** The fields of an order that the ledger counts. */
export type LedgerOrder = OrderDates & Pick<Order, 'rating'>;

const dayNumbers = new Map<string, number>();

/** A calendar day as a number of days. Ledgers name the same days again and again. */
function dayNumber(day: string): number {
  const known = dayNumbers.get(day);
  if (known !== undefined) return known;
  const number = numberOfDay(day);
  dayNumbers.set(day, number);
  return number;
}

/** Whether an order was in time: done by the day it was due. Nothing is decided while it is open and not yet due. */
function wasInTime(order: LedgerOrder, today: string): boolean | undefined {
  const due = dueOn(order);
  if (due === undefined) return undefined;
  if (order.doneOn !== undefined) return order.doneOn <= due;
  return today > due ? false : undefined;
}

/** A rating of four or five of five counts as satisfied (满意). */
const lowestSatisfiedRating = 4;

/** The counts over a set of orders. */
export interface LedgerFigures {
  /** How many have passed each state; an order counts once in each. `raised` is all of them. */
  passed: Record<OrderState, number>;
  /** How many are in each state now. */
  atState: Record<OrderState, number>;
  /** Not done yet and past the day they were due. */
  overdueNow: number;
  /** 办结率: done, of all received. */
  done: Share;
  /** 按期率: done by the day they were due, of those with a due day that are done or past it. */
  inTime: Share;
  /** 满意率: rated four or five, of all rated. */
  satisfied: Share;
  /** Sum of all ratings, of which `satisfied.whole` there are. */
  ratingSum: number;
  /** Median of whole days from the dated step before to each state. */
  daysTo: Partial<Record<OrderState, number>>;
  /** Median of whole days from the request until it was done. */
  daysToDone?: number;
}

const none = (): Record<OrderState, number> => ({ raised: 0, dispatched: 0, accepted: 0, done: 0, rated: 0 });

/** Counts a set of orders. @param today the day on which it is counted: what is overdue depends on it */
export function ledgerFigures(orders: readonly LedgerOrder[], today: string): LedgerFigures {
  const figures: LedgerFigures = {
    passed: none(),
    atState: none(),
    overdueNow: 0,
    done: { part: 0, whole: orders.length },
    inTime: { part: 0, whole: 0 },
    satisfied: { part: 0, whole: 0 },
    ratingSum: 0,
    daysTo: {},
  };
  const waits: Record<OrderState, number[]> = { raised: [], dispatched: [], accepted: [], done: [], rated: [] };
  const whole: number[] = [];
  for (const order of orders) {
    const reached = stateOf(order);
    figures.atState[reached] += 1;
    let previous: number | undefined;
    for (const state of orderStateSequence) {
      figures.passed[state] += 1;
      const day = dayOf(order, state);
      if (day !== undefined) {
        const number = dayNumber(day);
        if (previous !== undefined) waits[state].push(number - previous);
        previous = number;
      }
      if (state === reached) break;
    }
    if (order.doneOn !== undefined) {
      figures.done.part += 1;
      whole.push(dayNumber(order.doneOn) - dayNumber(order.raisedOn));
    }
    const inTime = wasInTime(order, today);
    if (inTime !== undefined) {
      figures.inTime.whole += 1;
      if (inTime) figures.inTime.part += 1;
      else if (order.doneOn === undefined) figures.overdueNow += 1;
    }
    if (order.rating !== undefined) {
      figures.satisfied.whole += 1;
      figures.ratingSum += order.rating;
      if (order.rating >= lowestSatisfiedRating) figures.satisfied.part += 1;
    }
  }
  for (const state of orderStateSequence) {
    const days = median(waits[state]);
    if (days !== undefined) figures.daysTo[state] = days;
  }
  const daysToDone = median(whole);
  if (daysToDone !== undefined) figures.daysToDone = daysToDone;
  return figures;
}

/**
 * Counts orders apart by what they share. An order without a key is counted nowhere; one with several keys (the people
 * who helped) is counted under each, so only then do the parts come to more than the whole.
 */
export function ledgerBy<Each extends LedgerOrder, Key>(
  orders: readonly Each[],
  keysOf: (order: Each) => Key | readonly Key[] | undefined,
  today: string,
): Map<Key, LedgerFigures> {
  const groups = new Map<Key, Each[]>();
  for (const order of orders) {
    const keys = keysOf(order);
    const list: readonly Key[] = keys === undefined ? [] : Array.isArray(keys) ? (keys as Key[]) : [keys as Key];
    for (const key of list) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [order]);
      else group.push(order);
    }
  }
  return new Map([...groups].map(([key, group]) => [key, ledgerFigures(group, today)]));
}

/** The month of a day: `2026-09`. */
export const monthOf = (day: string) => day.slice(0, 7);

/** The month a number of months after another; before it where the number is negative. */
export function monthAfter(month: string, months: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
}

/** Every month from one to another, both included; none when the second is earlier. */
export function monthsBetween(from: string, to: string): string[] {
  const months: string[] = [];
  for (let month = from; month <= to; month = monthAfter(month, 1)) months.push(month);
  return months;
}

/** What happened in one month. */
export interface MonthOfLedger {
  month: string;
  /** Orders that passed each state in it. An order counts in one month for each state. */
  passed: Record<OrderState, number>;
  /** Of those done in it with a due day: how many in time. */
  inTime: Share;
  /** Of those rated in it: how many rated four or five. */
  satisfied: Share;
  /** Median of whole days from the request, of those done in it. */
  daysToDone?: number;
}

/** The ledger month by month, without gaps, from the first request to the month of `today`. */
export function ledgerMonths(orders: readonly LedgerOrder[], today: string): MonthOfLedger[] {
  const months = new Map<string, MonthOfLedger & { days: number[] }>();
  const at = (day: string) => {
    const month = monthOf(day);
    let found = months.get(month);
    if (found === undefined) {
      found = { month, passed: none(), inTime: { part: 0, whole: 0 }, satisfied: { part: 0, whole: 0 }, days: [] };
      months.set(month, found);
    }
    return found;
  };
  for (const order of orders) {
    for (const state of orderStateSequence) {
      const day = passedOn(order, state);
      if (day !== undefined) at(day).passed[state] += 1;
    }
    if (order.doneOn !== undefined) {
      const month = at(order.doneOn);
      month.days.push(dayNumber(order.doneOn) - dayNumber(order.raisedOn));
      const due = dueOn(order);
      if (due !== undefined) {
        month.inTime.whole += 1;
        if (order.doneOn <= due) month.inTime.part += 1;
      }
    }
    if (order.rating !== undefined && order.ratedOn !== undefined) {
      const { satisfied } = at(order.ratedOn);
      satisfied.whole += 1;
      if (order.rating >= lowestSatisfiedRating) satisfied.part += 1;
    }
  }
  const known = [...months.keys()].sort();
  const [first, last] = [known[0], known[known.length - 1]];
  if (first === undefined || last === undefined) return [];
  return monthsBetween(first, [last, monthOf(today)].sort()[1] ?? last).map((month) => {
    const { days, ...rest } = months.get(month) ?? at(`${month}-01`);
    const daysToDone = median(days);
    return { ...rest, ...(daysToDone !== undefined && { daysToDone }) };
  });
}

/** 办结率 at the end of a day: done by then, of all received by then. */
export function doneShareAt(orders: readonly LedgerOrder[], day: string): Share {
  let [part, whole] = [0, 0];
  for (const { raisedOn, doneOn } of orders) {
    if (raisedOn <= day) whole += 1;
    if (doneOn !== undefined && doneOn <= day) part += 1;
  }
  return { part, whole };
}

/** The last day of a month. */
export function lastDayOf(month: string): string {
  return daysAfter(`${monthAfter(month, 1)}-01`, -1);
}

/** Some orders by the whole days they took. */
export interface DaysSpan {
  from: number;
  /** The last day of the span; nothing where it is open. */
  to?: number;
  count: number;
}

/** Spans of days that people distinguish: the same day, single days, half a week, a week, two, a month. */
const spans = [0, 1, 2, 3, 4, 6, 8, 15, 31];

/** How many orders took how long from the request until they were done. Every order that is done is in one span. */
export function daysSpans(orders: readonly LedgerOrder[]): DaysSpan[] {
  const counted = spans.map((from, index): DaysSpan => {
    const next = spans[index + 1];
    return { from, ...(next !== undefined && { to: next - 1 }), count: 0 };
  });
  for (const { raisedOn, doneOn } of orders) {
    if (doneOn === undefined) continue;
    const days = dayNumber(doneOn) - dayNumber(raisedOn);
    const span = counted.filter(({ from }) => days >= from).pop();
    if (span !== undefined) span.count += 1;
  }
  while (counted.length > 1 && counted[counted.length - 1]?.count === 0) counted.pop();
  return counted;
}

/** Which orders of the ledger are added to a published figure. */
export type LedgerQuery = { from: string; state: OrderState } & Partial<Pick<Order, 'kind' | 'town' | 'category'>>;

/** Whether an order is one that a query adds: it passed the state on the first day of the query or later. */
export function isAdded(
  order: OrderDates & Pick<Order, 'kind' | 'town' | 'category'>,
  { from, state, kind, town, category }: LedgerQuery,
): boolean {
  const day = passedOn(order, state);
  return (
    day !== undefined &&
    day >= from &&
    (kind === undefined || order.kind === kind) &&
    (town === undefined || order.town === town) &&
    (category === undefined || order.category === category)
  );
}
