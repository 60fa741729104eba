/** The county's published figures, as pages and data files need them. */
import { paths } from '../domain/addresses.ts';
import type { Figure } from '../domain/figures.ts';
import type { Indicator as IndicatorEntry } from '../schemas/indicator.ts';
import { actions, type Action } from '../schemas/vocabulary.ts';
import { catalogue } from './catalogue.ts';
import { href } from './summaries.ts';

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
}

/** The figures of one action. */
export interface ActionFigures {
  action: Action;
  indicators: readonly Indicator[];
}

/** All indicators, by action and by the order the editor set. */
export async function indicators(): Promise<Indicator[]> {
  const rank = Object.keys(actions);
  return (await catalogue()).indicators
    .toSorted(
      (a, b) =>
        rank.indexOf(a.data.action) - rank.indexOf(b.data.action) ||
        a.data.order - b.data.order ||
        (a.id < b.id ? -1 : 1),
    )
    .map(({ id, data }) => ({
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
    }));
}

/** The indicators of each action that has any. */
export function byAction(list: readonly Indicator[]): ActionFigures[] {
  return [...Map.groupBy(list, ({ action }) => action)].map(([action, ofAction]) => ({ action, indicators: ofAction }));
}
