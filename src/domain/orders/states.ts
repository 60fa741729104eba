/** How far an order has come, from the dates it carries. */
import type { Order } from '../../schemas/order.ts';
import { codesOf, orderStates, type OrderKind, type OrderState } from '../../schemas/vocabulary.ts';
import { daysAfter, daysBetween } from '../time/dates.ts';

/** The dates of an order from which its state follows. */
export type OrderDates = Pick<Order, 'raisedOn' | 'dispatchedOn' | 'acceptedOn' | 'doneOn' | 'ratedOn' | 'dueDays'>;

/** The states in the order in which they are passed. */
export const orderStateSequence = codesOf(orderStates);

/** The day on which an order reached a state, if it did and somebody wrote it down. */
export function dayOf(order: OrderDates, state: OrderState): string | undefined {
  switch (state) {
    case 'raised':
      return order.raisedOn;
    case 'dispatched':
      return order.dispatchedOn;
    case 'accepted':
      return order.acceptedOn;
    case 'done':
      return order.doneOn;
    case 'rated':
      return order.ratedOn;
  }
}

/** The state an order has reached: the last one that has a date. */
export function stateOf(order: OrderDates): OrderState {
  return orderStateSequence.filter((state) => dayOf(order, state) !== undefined).pop() ?? 'raised';
}

/**
 * The day by which an order had passed a state: the day of the state, or where nobody wrote one down the day of the
 * next state that has one. A completed order was requested and accepted before, with a date or without.
 */
export function passedOn(order: OrderDates, state: OrderState): string | undefined {
  for (let at = orderStateSequence.indexOf(state); at < orderStateSequence.length; at++) {
    const each = orderStateSequence[at];
    const day = each && dayOf(order, each);
    if (day !== undefined) return day;
  }
  return undefined;
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
  const steps: OrderStep[] = [];
  for (const state of orderStateSequence) {
    const on = dayOf(order, state);
    if (on === undefined) continue;
    const previous = steps[steps.length - 1];
    steps.push({ state, on, ...(previous && { daysSincePrevious: daysBetween(previous.on, on) }) });
  }
  return steps;
}

/** The last day on which an order is in time; nothing when no time was set. */
export function dueOn({ raisedOn, dueDays }: Pick<OrderDates, 'raisedOn' | 'dueDays'>): string | undefined {
  return dueDays === undefined ? undefined : daysAfter(raisedOn, dueDays);
}

/** By how many days an order ran over its time: until it was done, or until today. 0 when it did not. */
export function daysOverdue(order: OrderDates, today: string): number {
  const due = dueOn(order);
  return due === undefined ? 0 : Math.max(0, daysBetween(due, order.doneOn ?? today));
}

/** Whether an order ran over its time: done after the day it was due, or not done by then. */
export function isOverdue(order: OrderDates, today: string): boolean {
  return daysOverdue(order, today) > 0;
}

/**
 * The stages of a 微心愿, 转—办—评, beside the states that every order passes: it is passed on (转) when it is dispatched,
 * carried out (办) when it is done, judged (评) when it is rated.
 */
const wishStages = { dispatched: '转', done: '办', rated: '评' } as const satisfies Partial<Record<OrderState, string>>;

/** The stage of a 微心愿 that a state ends; nothing for other kinds of order. */
export function wishStage(kind: OrderKind, state: OrderState): string | undefined {
  return kind === 'wish' ? (wishStages as Partial<Record<OrderState, string>>)[state] : undefined;
}
