/** Finding entries by any words in them, by the pinyin of their titles, and by what they are. */
import { excerptOf, wordsOf } from '../domain/search/text.ts';
import { matchesPinyin, withoutTones } from '../domain/text/pinyin-match.ts';
import { readingsOf } from '../domain/text/pinyin.ts';
import { kindNames, kindRow, type KindName } from '../kinds.ts';
import type { EntryIndex } from './entry-index.ts';
import { comparable, dayOfEntry, textsIn, townOf, type IndexedEntry } from './indexed-entry.ts';
import type { OrderState } from '../schemas/vocabulary.ts';
import { entryStates, isInState, progressOf, stateOfEntry, type EntryState } from './entry-state.ts';
import { needOf, type NeedName } from './needs.ts';

/** What an editor looks for. What is left out does not matter. */
export interface EntryQuery {
  kinds?: readonly KindName[];
  /** Words that all occur: anywhere in the entry, or in its title by pinyin or initials. */
  words?: string;
  state?: EntryState;
  /** How far an order has come. */
  progress?: OrderState;
  town?: string;
  /** Of the day that the list is sorted by: `2026`. */
  year?: string;
  /** What waits to be done about it. */
  need?: NeedName;
  order?: EntryOrder;
}

/** The orders of lists besides their own, and what they are called. */
export const entryOrders = {
  title: '按名称',
  newest: '日期从近到远',
  oldest: '日期从远到近',
  state: '按状态',
} as const;

export type EntryOrder = keyof typeof entryOrders;

/** The order in which the entries of a kind are listed by themselves; `undefined` for several kinds. */
export function orderOf(kind: KindName | undefined): EntryOrder | undefined {
  if (kind === undefined) return undefined;
  return kindRow(kind).date === undefined ? 'title' : 'newest';
}

/** An entry that was found. */
export interface FoundEntry {
  indexed: IndexedEntry;
  /** Text around the first hit, cut into parts outside (even) and inside (odd) a hit, where the title does not show it. */
  excerpt?: string[];
}

const readings = new Map<string, readonly string[]>();

/** How a character is read. Looking it up takes long, and the characters of ten thousand titles are a few thousand. */
function readingsOfCharacter(character: string): readonly string[] {
  const known = readings.get(character);
  if (known !== undefined) return known;
  const found = /\p{Script=Han}/u.test(character) ? readingsOf(character) : [];
  readings.set(character, found);
  return found;
}

const titles = new WeakMap<IndexedEntry, readonly string[]>();

function charactersOf(indexed: IndexedEntry): readonly string[] {
  const known = titles.get(indexed);
  if (known !== undefined) return known;
  const characters = Array.from(comparable(indexed.title)).filter((character) => /[\p{L}\p{N}]/u.test(character));
  titles.set(indexed, characters);
  return characters;
}

/** How well a word fits an entry: the smaller the better; `undefined` where it does not. */
function rankOf(indexed: IndexedEntry, word: string): number | undefined {
  const characters = charactersOf(indexed);
  const title = characters.join('');
  if (title === word) return 0;
  if (title.startsWith(word)) return 1;
  if (/[a-z]/.test(word)) {
    const spoken = withoutTones(word).replaceAll('ü', 'v');
    const fits = (at: number) =>
      matchesPinyin(characters, at, spoken, (index) => readingsOfCharacter(characters[index] ?? ''));
    if (fits(0)) return 2;
    if (characters.some((_, at) => at > 0 && fits(at))) return 3;
  }
  if (title.includes(word)) return 3;
  return isIn(indexed.words, word) ? 4 : undefined;
}

/** Whether a text contains a word; letters and figures where a word of the text begins: `lu` is not in `jianlu`. */
function isIn(text: string, word: string): boolean {
  if (!/^[a-z0-9]/.test(word)) return text.includes(word);
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (!/[a-z0-9]/.test(text.charAt(at - 1))) return true;
  return false;
}

/** How well words fit an entry. Syllables that are typed apart, `lu deng`, are one word too. */
function rankOfWords(indexed: IndexedEntry, words: readonly string[]): number | undefined {
  const ranks = words.map((word) => rankOf(indexed, word));
  const apart = ranks.includes(undefined) ? undefined : Math.max(...ranks.map((rank) => rank ?? 0));
  const isSpelled = words.length > 1 && words.every((word) => /^[a-zü]+$/.test(withoutTones(word)));
  const together = isSpelled ? rankOf(indexed, words.join('')) : undefined;
  return apart === undefined || together === undefined ? (apart ?? together) : Math.min(apart, together);
}

/** The excerpt that shows why an entry was found; `undefined` where its title does. */
function excerptFor(indexed: IndexedEntry, words: readonly string[]): string[] | undefined {
  const missing = words.filter((word) => !comparable(indexed.title).includes(word));
  const shown = textsIn(indexed).find((text) => missing.some((word) => isIn(comparable(text), word)));
  return shown === undefined ? undefined : excerptOf(shown, missing);
}

const byTitle = new Intl.Collator('zh-CN', { numeric: true });
const stateNames = Object.keys(entryStates);

type Comparison = (a: IndexedEntry, b: IndexedEntry) => number;

/** The comparisons of the orders. What has no day comes last either way. */
function comparisons(today: string): Record<EntryOrder, Comparison> {
  const rank = (indexed: IndexedEntry) => stateNames.indexOf(stateOfEntry(indexed, today) ?? '');
  const byDay =
    (direction: 1 | -1): Comparison =>
    (a, b) => {
      const [first, second] = [dayOfEntry(a), dayOfEntry(b)];
      if (first === undefined || second === undefined)
        return Number(first === undefined) - Number(second === undefined);
      return first === second ? 0 : first < second ? -direction : direction;
    };
  return {
    title: (a, b) => byTitle.compare(a.title, b.title),
    newest: byDay(-1),
    oldest: byDay(1),
    state: (a, b) => rank(a) - rank(b),
  };
}

/** Entries that fit, the best first: those whose title fits before those with the words anywhere; then in the order of lists. In another order where one is asked for. */
export function findEntries(index: EntryIndex, query: EntryQuery, today: string): IndexedEntry[] {
  const { kinds = kindNames, state, progress, town, year, need, order } = query;
  const words = wordsOf(query.words ?? '');
  const fitting = kinds
    .flatMap((kind) => index.ofKind(kind))
    .filter(
      (indexed) =>
        (state === undefined || isInState(indexed, state, today)) &&
        (progress === undefined || progressOf(indexed) === progress) &&
        (town === undefined || townOf(indexed) === town) &&
        (year === undefined || dayOfEntry(indexed)?.startsWith(year) === true) &&
        (need === undefined || needOf(need).holds(indexed, { index, today })),
    );
  if (order !== undefined) fitting.sort(comparisons(today)[order]);
  if (words.length === 0) return fitting;
  const ranked = fitting.flatMap((indexed) => {
    const rank = rankOfWords(indexed, words);
    return rank === undefined ? [] : [{ indexed, rank }];
  });
  if (order === undefined) ranked.sort((a, b) => a.rank - b.rank);
  return ranked.map(({ indexed }) => indexed);
}

/** Entries as they were found, with what shows why. Only for those that are shown: it takes longer than finding them. */
export function withExcerpts(found: readonly IndexedEntry[], query: EntryQuery): FoundEntry[] {
  const words = wordsOf(query.words ?? '');
  return found.map((indexed) => {
    const excerpt = words.length === 0 ? undefined : excerptFor(indexed, words);
    return { indexed, ...(excerpt !== undefined && { excerpt }) };
  });
}
