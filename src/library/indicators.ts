/** The county's published figures, as pages and data files need them. */
import { paths } from '../addresses.ts';
import { isAdded, type Figure, type LedgerQuery } from '../domain/orders/figures.ts';
import type { Indicator as IndicatorEntry } from '../schemas/indicator.ts';
import { actions, type Action } from '../schemas/vocabulary.ts';
import { catalogue, type Catalogue } from './catalogue.ts';
import { byDateDescending } from './comparators.ts';
import { memoize } from './memoize.ts';
import { href, orderSummary, type OrderSummary } from './summaries.ts';

/** What the ledger adds to a published figure. It is shown beside the figure and never merged into it. */
interface Addition {
  query: LedgerQuery;
  count: number;
  /** How many of these are samples. */
  samples: number;
  /** The newest of them. */
  newest: readonly OrderSummary[];
}

/** A published figure with its source. */
export interface Indicator extends Figure {
  slug: string;
  href: string;
  label: string;
  action: Action;
  since?: string;
  asOf?: string;
  note?: string;
  source: IndicatorEntry['source'];
  series: IndicatorEntry['series'];
  added?: Addition;
}

/** The figures of one action. */
export interface ActionFigures {
  action: Action;
  indicators: readonly Indicator[];
}

/** How many of the added orders an indicator's page lists. */
const newestShown = 5;

function additionOf({ ledger }: IndicatorEntry, { orders }: Catalogue): Addition | undefined {
  if (ledger === undefined) return undefined;
  const { from, state, kind, town, category } = ledger;
  const query: LedgerQuery = {
    from,
    state,
    ...(kind !== undefined && { kind }),
    ...(town !== undefined && { town }),
    ...(category !== undefined && { category }),
  };
  const added = [...orders.visible.values()].filter(({ entry }) => isAdded(entry.data, query));
  return {
    query,
    count: added.length,
    samples: added.filter(({ entry }) => entry.data.publication.sample === true).length,
    newest: added
      .sort(byDateDescending(({ entry }) => entry.data.doneOn ?? entry.data.raisedOn))
      .slice(0, newestShown)
      .map(orderSummary),
  };
}

async function readIndicators(): Promise<readonly Indicator[]> {
  const rank = Object.keys(actions);
  const all = await catalogue();
  return all.indicators
    .toSorted(
      (a, b) =>
        rank.indexOf(a.data.action) - rank.indexOf(b.data.action) ||
        a.data.order - b.data.order ||
        (a.id < b.id ? -1 : 1),
    )
    .map(({ id, data }) => {
      const added = additionOf(data, all);
      return {
        slug: id,
        href: href(paths.indicator(id)),
        label: data.label,
        unit: data.unit,
        value: data.value,
        atLeast: data.atLeast,
        action: data.action,
        ...(data.since !== undefined && { since: data.since }),
        ...(data.asOf !== undefined && { asOf: data.asOf }),
        ...(data.note !== undefined && { note: data.note }),
        source: data.source,
        series: data.series,
        ...(added && { added }),
      };
    });
}

/** All indicators, by action and by the order the editor set. */
export const indicators = memoize(readIndicators);

/** The indicators of each action that has any. */
export function byAction(list: readonly Indicator[]): ActionFigures[] {
  return [...Map.groupBy(list, ({ action }) => action)].map(([action, ofAction]) => ({ action, indicators: ofAction }));
}
