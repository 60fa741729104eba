/** Figures and how they are said. A published 余 ("at least") is part of the figure and is never lost. */
import type { Order } from '../schemas/order.ts';
import type { OrderState } from '../schemas/vocabulary.ts';
import { daysAfter, daysBetween } from './dates.ts';

/** A figure as it was published. */
export interface Figure {
  value: number;
  /** Whether the source says 余: this many and some more. */
  atLeast: boolean;
  unit: string;
}

/** The figure without its unit: `300余`, `2100余`, `58`. */
export function figureInChinese({ value, atLeast }: Pick<Figure, 'value' | 'atLeast'>): string {
  return `${String(value)}${atLeast ? '余' : ''}`;
}

/** The dates of an order from which its state follows. */
export type OrderDates = Pick<Order, 'raisedOn' | 'dispatchedOn' | 'acceptedOn' | 'doneOn' | 'ratedOn' | 'dueDays'>;

/** The state an order has reached: the last one that has a date. */
export function stateOf(order: OrderDates): OrderState {
  if (order.ratedOn !== undefined) return 'rated';
  if (order.doneOn !== undefined) return 'done';
  if (order.acceptedOn !== undefined) return 'accepted';
  if (order.dispatchedOn !== undefined) return 'dispatched';
  return 'raised';
}

/** One step of an order on its way. */
export interface OrderStep {
  state: OrderState;
  on: string;
  /** Whole days since the step before; absent for the first. */
  daysSincePrevious?: number;
}

/** The steps an order has taken, in order. */
export function stepsOf(order: OrderDates): OrderStep[] {
  const dated: [OrderState, string | undefined][] = [
    ['raised', order.raisedOn],
    ['dispatched', order.dispatchedOn],
    ['accepted', order.acceptedOn],
    ['done', order.doneOn],
    ['rated', order.ratedOn],
  ];
  const steps: OrderStep[] = [];
  for (const [state, on] of dated) {
    if (on === undefined) continue;
    const previous = steps.at(-1);
    steps.push({ state, on, ...(previous && { daysSincePrevious: daysBetween(previous.on, on) }) });
  }
  return steps;
}

/** Whether an order ran over its time: done after the day it was due, or not done by then. */
export function isOverdue(order: OrderDates, today: string): boolean {
  if (order.dueDays === undefined) return false;
  return (order.doneOn ?? today) > daysAfter(order.raisedOn, order.dueDays);
}

/** How many orders have passed each state. An order counts once in every state it passed. */
export function countPassed(orders: readonly { steps: readonly OrderStep[] }[]): Record<OrderState, number> {
  const counts: Record<OrderState, number> = { raised: 0, dispatched: 0, accepted: 0, done: 0, rated: 0 };
  for (const { steps } of orders) for (const { state } of steps) counts[state] += 1;
  return counts;
}
