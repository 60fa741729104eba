/** The questions that the list of orders can be narrowed by. */
import { filterGroup, type FilterGroup } from '../../components/site/filter.ts';
import { onlyLabels } from '../../domain/orders/facets.ts';
import { formatMonth } from '../../domain/orders/sentences.ts';
import { facetsOf } from '../../library/orders.ts';
import type { OrderSummary } from '../../library/summaries.ts';
import { orderKinds, orderStates } from '../../schemas/vocabulary.ts';

/** The questions with the number of orders behind each answer. @param towns the towns in the order of the settings */
export function filterOfOrders(list: readonly OrderSummary[], towns: readonly string[]): FilterGroup[] {
  const facets = list.map(facetsOf);
  const asThey = (values: Iterable<string>) => [...values].map((value) => [value, value] as const);
  const categories = [...Map.groupBy(facets, ({ category }) => category)]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([category]) => category);
  const months = [...new Set(facets.map(({ month }) => month))].sort().toReversed();
  return [
    filterGroup('state', '进度', Object.entries(orderStates), facets, ({ state }) => [state]),
    filterGroup('kind', '类型', Object.entries(orderKinds), facets, ({ kind }) => [kind]),
    filterGroup('category', '类别', asThey(categories), facets, ({ category }) => [category]),
    filterGroup('town', '乡镇', asThey(towns), facets, ({ town }) => [town]),
    filterGroup(
      'month',
      '提出的月份',
      months.map((month) => [month, formatMonth(month)] as const),
      facets,
      ({ month }) => [month],
    ),
    filterGroup('only', '只看', Object.entries(onlyLabels), facets, ({ only }) => only),
  ];
}
