/**
 * Ledgers of any size for tests and benchmarks. Seeded, so that every run generates the same ones. All of it is made
 * up.
 */
import { daysAfter } from '../src/domain/time/dates.ts';
import type { LedgerOrder } from '../src/domain/orders/figures.ts';
import type { Order } from '../src/schemas/order.ts';
import { codesOf, orderKinds } from '../src/schemas/vocabulary.ts';
import { oneOf, random } from './random.ts';

/** An order of a made-up ledger, with the fields that are counted. */
export type MadeOrder = LedgerOrder &
  Pick<Order, 'title' | 'kind' | 'category' | 'town' | 'community' | 'source' | 'summary'> & { slug: string };

/** The parameters of a ledger. */
export interface Ledger {
  towns: readonly string[];
  /** The day of the first request. */
  from: string;
  /** How many days the ledger covers. */
  days: number;
}

const categories = ['道路照明', '道路安全', '环境卫生', '老人照料', '代送代办', '健康义诊', '就业帮扶', '井盖管网'];
const kinds = codesOf(orderKinds);

/** Makes `count` orders in every state, with and without due days, some of them with undated steps. */
export function madeOrders(count: number, { towns, from, days }: Ledger, seed = 1): MadeOrder[] {
  const next = random(seed);
  const upTo = (most: number) => Math.floor(next() * (most + 1));
  return Array.from({ length: count }, (_, index): MadeOrder => {
    const raisedOn = daysAfter(from, upTo(days - 1));
    const dispatchedOn = daysAfter(raisedOn, upTo(2));
    const acceptedOn = daysAfter(dispatchedOn, upTo(2));
    const doneOn = daysAfter(acceptedOn, upTo(20));
    const ratedOn = daysAfter(doneOn, upTo(5));
    const reached = upTo(4);
    const isDated = () => next() > 0.1;
    return {
      slug: `jian-${String(index + 1)}`,
      title: `第 ${String(index + 1)} 件`,
      kind: oneOf(kinds, next),
      category: oneOf(categories, next),
      town: oneOf(towns, next),
      community: `第${String(upTo(8) + 1)}社区`,
      source: '网格走访',
      summary: '用来试办件很多的时候。',
      raisedOn,
      ...(next() < 0.7 && { dueDays: 1 + upTo(19) }),
      ...(reached >= 1 && isDated() && { dispatchedOn }),
      ...(reached >= 2 && isDated() && { acceptedOn }),
      ...(reached >= 3 && { doneOn }),
      ...(reached >= 4 && { ratedOn, rating: 1 + upTo(4) }),
    };
  });
}
