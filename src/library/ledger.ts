/** The ledger of orders as a whole: all counts, and who is responsible for what. */
import {
  daysSpans,
  doneShareAt,
  lastDayOf,
  ledgerBy,
  ledgerFigures,
  ledgerMonths,
  monthAfter,
  monthOf,
  type DaysSpan,
  type LedgerFigures,
  type MonthOfLedger,
  type Share,
} from '../domain/orders/figures.ts';
import { environment } from '../environment.ts';
import { orderKinds, type OrderKind } from '../schemas/vocabulary.ts';
import { catalogue, type Catalogue } from './catalogue.ts';
import type { VisibleEntry } from './visible-entry.ts';
import { memoize } from './memoize.ts';
import { byPinyin } from './comparators.ts';

/** The counts of a group of orders, under the name they share. */
export interface Part {
  /** Slug of a team or a person; for others the name itself. */
  key: string;
  name: string;
  figures: LedgerFigures;
}

/** The dimensions that the ledger can be split by. */
export const splits = {
  town: '乡镇',
  community: '社区（村）',
  category: '类别',
  kind: '类型',
  unit: '接单单位',
  team: '队伍',
  person: '出力的人',
} as const;

export type Split = keyof typeof splits;

/** The ledger on one day. */
export interface LedgerView {
  /** The day on which it was counted. */
  today: string;
  total: LedgerFigures;
  /** How many of the orders are samples. */
  samples: number;
  /** From the first request until today, without gaps. */
  months: readonly MonthOfLedger[];
  /** The last month that is over, and the one before; absent where the ledger is younger. */
  lastMonth?: MonthOfLedger;
  monthBefore?: MonthOfLedger;
  /** 办结率 at the end of these two months. */
  doneAtEnds?: { last: Share; before: Share };
  days: readonly DaysSpan[];
  /** Split by town, team and so on; those with most orders first. */
  by: Readonly<Record<Split, readonly Part[]>>;
}

type VisibleOrder = VisibleEntry<'orders'>;

const keysOf: Readonly<
  Record<Split, (order: VisibleOrder['entry']['data']) => string | readonly string[] | undefined>
> = {
  town: ({ town }) => town,
  // Two towns may each have a 正街社区.
  community: ({ town, community }) => `${town}${community}`,
  category: ({ category }) => category,
  kind: ({ kind }) => kind,
  unit: ({ acceptedBy }) => acceptedBy,
  team: ({ team }) => team,
  person: ({ helpers }) => helpers,
};

function partsBy(split: Split, all: Catalogue): Part[] {
  const data = [...all.orders.visible.values()].map(({ entry }) => entry.data);
  const nameOf = (key: string): string | undefined => {
    if (split === 'team') return all.teams.find(({ id }) => id === key)?.data.name;
    // People who are not visible are not named here either.
    if (split === 'person') return all.people.visible.get(key)?.entry.data.name;
    return split === 'kind' ? orderKinds[key as OrderKind] : key;
  };
  return [...ledgerBy(data, keysOf[split], environment.today)]
    .flatMap(([key, figures]): Part[] => {
      const name = nameOf(key);
      return name === undefined ? [] : [{ key, name, figures }];
    })
    .sort((a, b) => b.figures.passed.raised - a.figures.passed.raised || byPinyin(a.name, b.name));
}

async function read(): Promise<LedgerView> {
  const all = await catalogue();
  const { today } = environment;
  const entries = [...all.orders.visible.values()].map(({ entry }) => entry.data);
  const months = ledgerMonths(entries, today);
  const last = monthAfter(monthOf(today), -1);
  const before = monthAfter(last, -1);
  const lastMonth = months.find(({ month }) => month === last);
  const monthBefore = months.find(({ month }) => month === before);
  return {
    today,
    total: ledgerFigures(entries, today),
    samples: entries.filter(({ publication }) => publication.sample === true).length,
    months,
    ...(lastMonth && { lastMonth }),
    ...(monthBefore && { monthBefore }),
    ...(lastMonth &&
      monthBefore && {
        doneAtEnds: { last: doneShareAt(entries, lastDayOf(last)), before: doneShareAt(entries, lastDayOf(before)) },
      }),
    days: daysSpans(entries),
    by: {
      town: partsBy('town', all),
      community: partsBy('community', all),
      category: partsBy('category', all),
      kind: partsBy('kind', all),
      unit: partsBy('unit', all),
      team: partsBy('team', all),
      person: partsBy('person', all),
    },
  };
}

/** All counts of the ledger. */
export const ledger = memoize(read);
