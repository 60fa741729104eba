/** The list of a kind, or of several: what it is asked for by its address, what it shows, and what else can be asked. */
import { entriesAddress, listAddress } from '../domain/entries/addresses.ts';
import type { EntryRow } from '../domain/entries/entry-row.ts';
import { kindNames, kindRow, type KindName } from '../kinds.ts';
import { orderStates, type OrderState } from '../schemas/vocabulary.ts';
import { rowOf } from './entry-rows.ts';
import { entryOrders, findEntries, orderOf, withExcerpts, type EntryOrder, type EntryQuery } from './entry-search.ts';
import { entryStates, type EntryState } from './entry-state.ts';
import { dayOfEntry, townOf, type IndexedEntry } from './indexed-entry.ts';
import { needOf, needs, type NeedName } from './needs.ts';
import type { OpenedEntries } from './opened-entries.ts';

/** So many entries are on one page of a list. */
const pageSize = 50;

/** The kinds of which there are several entries. */
export const listedKinds = kindNames.filter((kind) => kindRow(kind).studio.isSingle !== true);

/** A choice by which a list is narrowed or sorted. */
interface ListFilter {
  /** Its name in the address. */
  name: string;
  label: string;
  /** What it is called when nothing is chosen. */
  none: string;
  value: string;
  /** Values and what they are called. */
  options: readonly (readonly [string, string])[];
}

/** A list as its page shows it. */
export interface EntryListView {
  title: string;
  /** Its address without a question. */
  address: string;
  need: NeedName | undefined;
  words: string;
  filters: readonly ListFilter[];
  /** Whether anything is asked for that leaves entries out. */
  isFiltered: boolean;
  /** How many there are and were found, in words. */
  count: string;
  rows: readonly EntryRow[];
  page: number;
  pages: number;
  /** The address of another page of the same question, counted from 1. */
  pageAddress: (page: number) => string;
}

const among = <Name extends string>(names: Readonly<Record<Name, unknown>>, name: string): Name | undefined =>
  Object.hasOwn(names, name) ? (name as Name) : undefined;

/** The values that entries have at a place, each once. */
const valuesOf = (of: readonly IndexedEntry[], pick: (each: IndexedEntry) => string | undefined): string[] =>
  [...new Set(of.flatMap((each) => pick(each) ?? []))].sort();

const asOptions = (values: readonly string[], label = (value: string) => value) =>
  values.map((value) => [value, label(value)] as const);

/**
 * A list of the office.
 * @param own the kind whose list it is; `undefined` for the list over all kinds
 * @param asked what the address asks for
 * @param known the towns of the county; `undefined` where the settings cannot be read
 */
export function entryList(
  opened: OpenedEntries,
  own: KindName | undefined,
  asked: URLSearchParams,
  today: string,
  known: readonly string[] | undefined,
): EntryListView {
  const index = opened.entries;
  const given = (name: string) => asked.get(name)?.trim() ?? '';
  const kind = own ?? listedKinds.find((each) => each === given('kind'));
  const kinds = kind === undefined ? listedKinds : [kind];
  const state = among<EntryState>(entryStates, given('state'));
  const progress = kind === 'orders' ? among<OrderState>(orderStates, given('progress')) : undefined;
  const need = among<NeedName>(needs, given('need'));
  const order = among<EntryOrder>(entryOrders, given('order'));
  const [town, year, words] = [given('town'), given('year'), given('q')];
  const query: EntryQuery = {
    kinds,
    words,
    ...(state !== undefined && { state }),
    ...(progress !== undefined && { progress }),
    ...(town !== '' && { town }),
    ...(year !== '' && { year }),
    ...(need !== undefined && { need }),
    ...(order !== undefined && { order }),
  };
  const found = findEntries(index, query, today);
  const pages = Math.max(1, Math.ceil(found.length / pageSize));
  const page = Math.min(pages, Math.max(1, Math.trunc(Number(given('page')) || 1)));
  const shown = withExcerpts(found.slice((page - 1) * pageSize, page * pageSize), query);

  const all = kinds.flatMap((each) => index.ofKind(each));
  const hasGate = kinds.some((each) => kindRow(each).gate !== undefined);
  // What is no town of the county is a mistake of a draft, and nothing to look for.
  const towns = valuesOf(all, townOf).filter((each) => known?.includes(each) !== false || each === town);
  const years = valuesOf(all, (each) => dayOfEntry(each)?.slice(0, 4)).reverse();
  const usual = orderOf(kind);
  const orders = Object.entries(entryOrders).filter(
    ([name]) =>
      name !== usual && (name !== 'state' || hasGate) && (!['newest', 'oldest'].includes(name) || years.length > 0),
  );
  const filters: (ListFilter & { isOffered: boolean })[] = [
    {
      name: 'kind',
      label: '栏目',
      none: '所有栏目',
      value: kind ?? '',
      options: asOptions(listedKinds, (each) => kindRow(each as KindName).studio.label),
      isOffered: own === undefined,
    },
    {
      name: 'state',
      label: '状态',
      none: '所有状态',
      value: state ?? '',
      options: Object.entries(entryStates),
      isOffered: hasGate,
    },
    {
      name: 'progress',
      label: '进度',
      none: '所有进度',
      value: progress ?? '',
      options: Object.entries(orderStates),
      isOffered: kind === 'orders',
    },
    {
      name: 'town',
      label: '乡镇',
      none: '所有乡镇',
      value: town,
      options: asOptions(towns),
      isOffered: towns.length > 0,
    },
    {
      name: 'year',
      label: '年份',
      none: '所有年份',
      value: year,
      options: asOptions(years, (each) => `${each} 年`),
      isOffered: years.length > 1,
    },
    {
      name: 'order',
      label: '顺序',
      none: usual === undefined ? '按栏目' : entryOrders[usual],
      value: order ?? '',
      options: orders,
      isOffered: true,
    },
  ];
  const address = own === undefined ? entriesAddress() : listAddress(own);
  return {
    title: own !== undefined ? kindRow(own).studio.label : need !== undefined ? needOf(need).label : '所有内容',
    address,
    need,
    words,
    filters: filters.filter(({ isOffered }) => isOffered),
    isFiltered: [words, state, progress, town, year, need].some((each) => each !== undefined && each !== ''),
    count:
      found.length === all.length
        ? `共 ${String(all.length)} 条`
        : `${String(all.length)} 条里找到 ${String(found.length)} 条`,
    rows: shown.map((each) => rowOf(opened, each, today)),
    page,
    pages,
    pageAddress(number) {
      const question = new URLSearchParams([...asked].filter(([name, value]) => name !== 'page' && value !== ''));
      if (number > 1) question.set('page', String(number));
      const text = question.toString();
      return text === '' ? address : `${address}?${text}`;
    },
  };
}
