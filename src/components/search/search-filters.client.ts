/** The filters above the results: kinds as chips, everything else folded; each choice shows how many pages it has. */
import { pageKinds, type Name, type PageKind } from '../../domain/search/names-file.ts';
import { themes, trades } from '../../schemas/vocabulary.ts';
import {
  filterNames,
  type Facets,
  type FilterName,
  type Filters,
  type SearchQuestion,
} from '../../search/search-answer.client.ts';
import { createElement } from './elements.client.ts';

const filterLabels: Record<Exclude<FilterName, 'kind'>, string> = {
  town: '乡镇',
  year: '年份',
  trade: '职业',
  theme: '主题',
};

function labelOf(filter: FilterName, value: string): string {
  const labels: Partial<Record<FilterName, Record<string, string>>> = { kind: pageKinds, trade: trades, theme: themes };
  return filter === 'year' ? `${value} 年` : (labels[filter]?.[value] ?? value);
}

/** The counts including names found by their pinyin, which the engine does not count. */
function withNames(facets: Facets, byPinyin: readonly Name[]): Facets {
  const counts: Facets = { ...facets, kind: { ...facets.kind }, town: { ...facets.town } };
  for (const { kind, town } of byPinyin) {
    counts.kind[kind] = (counts.kind[kind] ?? 0) + 1;
    if (town !== undefined) counts.town[town] = (counts.town[town] ?? 0) + 1;
  }
  return counts;
}

function select(
  name: string,
  label: string,
  options: readonly (readonly [value: string, label: string])[],
  chosen: string,
): HTMLLabelElement {
  const element = createElement('select', { name, 'data-choice': name });
  for (const [value, text] of options) element.append(new Option(text, value, false, value === chosen));
  return createElement('label', {}, createElement('span', { class: 'quiet' }, label), element);
}

/** Kinds of page as chips; none if there is only one kind. */
function kindChips(counts: Facets['kind'], chosen: string | undefined, all: number): Node[] {
  const kinds = (Object.keys(pageKinds) as PageKind[]).filter((kind) => (counts[kind] ?? 0) > 0 || chosen === kind);
  if (kinds.length < 2 && chosen === undefined) return [];
  const chip = (value: string, label: string, count: number) => {
    const input = createElement('input', { type: 'radio', name: 'kind', value, 'data-choice': `kind-${value}` });
    input.checked = (chosen ?? '') === value;
    return createElement(
      'label',
      {},
      input,
      createElement('span', {}, `${label} `, createElement('small', { class: 'number' }, String(count))),
    );
  };
  return [
    createElement(
      'fieldset',
      {},
      createElement('legend', { class: 'visually-hidden' }, '类别'),
      createElement(
        'div',
        { class: 'chips' },
        chip('', '全部', all),
        ...kinds.map((kind) => chip(kind, pageKinds[kind], counts[kind] ?? 0)),
      ),
    ),
  ];
}

/** The less common filters and the order, folded on a phone so that the results are in sight. */
function otherChoices(counts: Facets, { filters, isNewestFirst }: SearchQuestion): HTMLDetailsElement {
  const choices = filterNames
    .filter((name) => name !== 'kind')
    .flatMap((name) => {
      const values = Object.entries(counts[name]).filter(([value, count]) => count > 0 || filters[name] === value);
      if (values.length < 2 && filters[name] === undefined) return [];
      values.sort((a, b) => (name === 'year' ? Number(b[0]) - Number(a[0]) : b[1] - a[1]));
      const options = values.map(([value, count]) => [value, `${labelOf(name, value)}（${String(count)}）`] as const);
      return [select(name, filterLabels[name], [['', '不限'], ...options], filters[name] ?? '')];
    });
  const orders = [
    ['', '最相关'],
    ['date', '最新'],
  ] as const;
  const details = createElement(
    'details',
    {},
    createElement('summary', {}, choices.length === 0 ? '排序' : '更多筛选和排序'),
    createElement(
      'div',
      { class: 'selects' },
      ...choices,
      select('order', '顺序', orders, isNewestFirst ? 'date' : ''),
    ),
  );
  const { kind: _, ...others } = filters;
  details.open = Object.keys(others).length > 0 || isNewestFirst || matchMedia('(min-width: 48rem)').matches;
  return details;
}

/**
 * Shows the filters for an answer in a place; if there is nothing to choose the place is hidden. A choice that has the focus
 * keeps it.
 * @param byPinyin the pages that were found by the pinyin of their names
 */
export function showFilters(
  place: HTMLElement,
  asked: SearchQuestion,
  facets: Facets,
  byPinyin: readonly Name[],
): void {
  const counts = withNames(facets, byPinyin);
  const all = Object.values(counts.kind).reduce((sum, each) => sum + each, 0);
  const hadFocus = place.contains(document.activeElement)
    ? document.activeElement?.getAttribute('data-choice')
    : undefined;
  place.replaceChildren(
    ...kindChips(counts.kind, asked.filters.kind, all),
    ...(all > 1 ? [otherChoices(counts, asked)] : []),
  );
  place.hidden = place.childElementCount === 0;
  if (typeof hadFocus === 'string') {
    place.querySelector<HTMLElement>(`[data-choice="${CSS.escape(hadFocus)}"]`)?.focus();
  }
}

/** The question after a choice in a field of the filters; an empty choice removes the filter. */
export function questionAfterChange(
  asked: SearchQuestion,
  { name, value }: HTMLInputElement | HTMLSelectElement,
): SearchQuestion {
  if (name === 'order') return { ...asked, isNewestFirst: value === 'date' };
  const filters = Object.entries({ ...asked.filters, [name]: value }).filter(([, chosen]) => chosen !== '');
  return { ...asked, filters: Object.fromEntries(filters) };
}

/** The names that pass filters. Names have a kind and a town; if another filter is set none passes. */
export function namesWithin({ kind = '', town = '', ...others }: Filters, names: readonly Name[]): Name[] {
  if (Object.values(others).some((value) => value !== '')) return [];
  return names.filter((name) => (kind === '' || name.kind === kind) && (town === '' || name.town === town));
}
