/**
 * The orders as columns for filtering: for every facet one string with a character for each order, newest first. Fifty
 * thousand orders take about ten kilobytes per facet, and counting what fits needs nothing else.
 */

/** The facets that lists are filtered by. `only` may have several values for one order. */
export const facetNames = ['state', 'kind', 'category', 'town', 'month', 'only'] as const;

export type FacetName = (typeof facetNames)[number];

/** Values of the facet `only`. */
export const onlyLabels = { shareable: '有照片或短片', late: '超过时限' } as const;

/** The values of one order, by facet. */
export type FacetValues = Readonly<Record<Exclude<FacetName, 'only'>, string> & { only: readonly string[] }>;

/** The file that the browser fetches when somebody first chooses something. */
export interface OrderFacets {
  /** The months, newest first, and how many orders each has. Rows of a month are fetched when they are shown. */
  months: readonly (readonly [month: string, count: number])[];
  /** Every value that occurs, by facet. */
  values: Readonly<Record<Exclude<FacetName, 'month'>, readonly string[]>>;
  /** The values of each order: each character encodes a number; of `only`, a set of bits. */
  columns: Readonly<Record<Exclude<FacetName, 'month'>, string>>;
}

/** A selection: at most one value of each facet. */
export type FacetChoice = Partial<Record<FacetName, string>>;

const firstCharacter = 0x30;
const onlyValues = Object.keys(onlyLabels);
const coded = ['state', 'kind', 'category', 'town'] as const;

/** Packs orders. They are sorted newest first by the day they were raised, as lists show them. */
export function packFacets(orders: readonly FacetValues[]): OrderFacets {
  const values = Object.fromEntries(
    coded.map((name) => [name, [...new Set(orders.map((order) => order[name]))].sort()]),
  ) as Record<(typeof coded)[number], string[]>;
  const column = (numbers: readonly number[]) =>
    numbers.map((number) => String.fromCharCode(firstCharacter + number)).join('');
  const columnOf = (name: (typeof coded)[number]) => {
    const numbers = new Map(values[name].map((value, index) => [value, index]));
    return column(orders.map((order) => numbers.get(order[name]) ?? 0));
  };
  const months = new Map<string, number>();
  for (const { month } of orders) months.set(month, (months.get(month) ?? 0) + 1);
  return {
    months: [...months],
    values: { ...values, only: onlyValues },
    columns: {
      state: columnOf('state'),
      kind: columnOf('kind'),
      category: columnOf('category'),
      town: columnOf('town'),
      only: column(
        orders.map(({ only }) =>
          onlyValues.reduce((bits, value, index) => (only.includes(value) ? bits | (1 << index) : bits), 0),
        ),
      ),
    },
  };
}

/** Returns a test of whether the order at an index has the value. */
function testOf(facets: OrderFacets, name: Exclude<FacetName, 'month'>, value: string): (at: number) => boolean {
  const number = facets.values[name].indexOf(value);
  const column = facets.columns[name];
  if (number < 0) return () => false;
  if (name === 'only') return (at) => ((column.charCodeAt(at) - firstCharacter) & (1 << number)) !== 0;
  const character = firstCharacter + number;
  return (at) => column.charCodeAt(at) === character;
}

/** The range of the orders of a month: first number included, last excluded; empty when there is no such month. */
export function rangeOfMonth({ months }: OrderFacets, month: string): readonly [from: number, to: number] {
  let from = 0;
  for (const [each, count] of months) {
    if (each === month) return [from, from + count];
    from += count;
  }
  return [0, 0];
}

/** The numbers of the orders that fit a choice, newest first. */
export function fitting(facets: OrderFacets, choice: FacetChoice): number[] {
  const [from, to] = choice.month === undefined ? [0, facets.columns.state.length] : rangeOfMonth(facets, choice.month);
  const tests = facetNames.flatMap((name) => {
    const value = choice[name];
    return name === 'month' || value === undefined ? [] : testOf(facets, name, value);
  });
  const found: number[] = [];
  for (let at = from; at < to; at++) if (tests.every((test) => test(at))) found.push(at);
  return found;
}

/** How many orders are behind each value of one facet, given the selection in the others. */
export function countsBehind(facets: OrderFacets, choice: FacetChoice, name: FacetName): Map<string, number> {
  const others = fitting(facets, { ...choice, [name]: undefined });
  const counts = new Map<string, number>();
  if (name === 'month') {
    let [index, end] = [-1, 0];
    for (const at of others) {
      while (at >= end) end += facets.months[++index]?.[1] ?? Infinity;
      const month = facets.months[index]?.[0];
      if (month !== undefined) counts.set(month, (counts.get(month) ?? 0) + 1);
    }
    return counts;
  }
  for (const value of facets.values[name]) {
    const test = testOf(facets, name, value);
    const count = others.reduce((sum, at) => (test(at) ? sum + 1 : sum), 0);
    if (count > 0) counts.set(value, count);
  }
  return counts;
}

/** The month of an order, and its position among the orders of that month. */
export function placeOf({ months }: OrderFacets, at: number): { month: string; place: number } | undefined {
  let from = 0;
  for (const [month, count] of months) {
    if (at < from + count) return { month, place: at - from };
    from += count;
  }
  return undefined;
}

/** The values of one order. @param at its number, newest first */
export function valuesAt(facets: OrderFacets, at: number): FacetValues {
  const numberOf = (name: Exclude<FacetName, 'month'>) => facets.columns[name].charCodeAt(at) - firstCharacter;
  const value = (name: (typeof coded)[number]) => facets.values[name][numberOf(name)] ?? '';
  const bits = numberOf('only');
  return {
    state: value('state'),
    kind: value('kind'),
    category: value('category'),
    town: value('town'),
    month: placeOf(facets, at)?.month ?? '',
    only: facets.values.only.filter((_, index) => (bits & (1 << index)) !== 0),
  };
}

/** The parts of a row that are not facets. The rows of a month are in the order of the facets. */
export type OrderRow = readonly [
  slug: string,
  title: string,
  community: string,
  raisedOn: string,
  doneOn: string | null,
  daysOverdue: number,
  isSample: 0 | 1,
];
