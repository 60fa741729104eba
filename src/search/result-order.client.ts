/** The order of results, and the pages that come nearest where none has everything. */
import { pageKinds, type Name } from '../domain/search/names-file.ts';
import { folded, termsOf } from '../domain/search/text.ts';
import { facilities, trades } from '../schemas/vocabulary.ts';
import { idOf, preload, type Engine, type EngineOptions, type EngineResult } from './engine.client.ts';
import { literal, noFacets, SearchAnswer, type Condition } from './search-answer.client.ts';

/** What was asked for. */
export interface Asked {
  conditions: readonly Condition[];
  /** The words of the conditions as they were typed. */
  words: readonly string[];
  options: EngineOptions;
  /** Whether it was asked how many there are: figures answer that. */
  isCount: boolean;
}

/** Which of some words for things was asked for. */
const namedBy = <Code extends string>(
  conditions: readonly Condition[],
  labels: Readonly<Record<Code, string>>,
): Code | undefined =>
  (Object.keys(labels) as Code[]).find((code) => conditions.some(({ words }) => words.includes(folded(labels[code]))));

/** The value of a filter that some words stand for: a trade, a kind of page, or stations where a facility was asked for. */
function filterNamedBy(conditions: readonly Condition[]): Record<string, string> | undefined {
  const trade = namedBy(conditions, trades);
  if (trade !== undefined) return { trade };
  const kind =
    namedBy(conditions, pageKinds) ?? (namedBy(conditions, facilities) === undefined ? undefined : 'station');
  return kind === undefined ? undefined : { kind };
}

/** The first letters of the fragment that has a result's text, as the file of names has them. */
const fragmentOf = ({ id }: EngineResult) => id.slice(id.indexOf('_') + 1).slice(0, 4);

/**
 * The places of titles, by the first letters of the fragments that have their texts; a few others may match and do no harm.
 * @param titles those with a hit, best first
 */
function placesOf(
  titles: readonly Name[],
  words: readonly string[],
): { whole: Set<string>; places: Map<string, number> } {
  const places = new Map<string, number>();
  const whole = new Set<string>();
  for (const { fragment, title } of titles) {
    if (fragment === undefined) continue;
    if (!places.has(fragment)) places.set(fragment, places.size);
    if (folded(title) === words.join('')) whole.add(fragment);
  }
  return { whole, places };
}

/**
 * Puts results in order: the page with this very title, then what the words stand for (people of a trade, pages of a kind,
 * stations with a facility, figures), titles with a hit, pages with the very words before those with synonyms. Of equal ones
 * orders come last.
 * @param titles the titles with a hit, best first
 */
export async function inOrder(
  engine: Engine,
  results: readonly EngineResult[],
  { conditions, words, options, isCount }: Asked,
  titles: readonly Name[],
): Promise<EngineResult[]> {
  if (results.length < 2) return [...results];
  const idsOf = async (terms: readonly string[], more: Record<string, string> = {}) => {
    const found = await engine.search(terms.join(' '), { ...options, filters: { ...options.filters, ...more } });
    return new Set(found.results.map(idOf));
  };
  const terms = conditions.flatMap((condition) => condition.terms);
  const filter = isCount ? { kind: 'indicator' } : filterNamedBy(conditions);
  const meant = filter && (await idsOf(terms, filter));
  const exact = conditions.some(({ isGroup }) => isGroup === true) ? await idsOf(termsOf(words)) : undefined;
  const orders = await idsOf(terms, { kind: 'order' });
  const { whole, places } = placesOf(titles, words);
  const order = (result: EngineResult): readonly number[] => {
    const fragment = fragmentOf(result);
    const place = places.get(fragment);
    const isOrder = orders.has(result.id);
    return [
      whole.has(fragment) ? 0 : 1,
      meant?.has(result.id) === true ? 0 : 1,
      place === undefined ? 2 : isOrder ? 1 : 0,
      place ?? 0,
      exact === undefined || exact.has(result.id) ? 0 : 1,
      isOrder ? 1 : 0,
    ];
  };
  return results
    .map((result) => [result, order(result)] as const)
    .sort(([, a], [, b]) => {
      const at = a.findIndex((value, index) => value !== b[index]);
      return at < 0 ? 0 : (a[at] ?? 0) < (b[at] ?? 0) ? -1 : 1;
    })
    .map(([result]) => result);
}

/** How many of the nearest pages are listed. */
const maxNearest = 30;

/** Of a longer piece in characters nothing comes near that does not have all of it. */
const longestNear = 12;
/** What an ordinary word weighs beside a name or a word with synonyms: 坏了 beside 井盖. */
const ordinaryShare = 0.5;

/**
 * The pages with the most of some conditions. One that rarely comes true weighs more, as the logarithm of how rare it is; of
 * one without a page the pairs of its characters count together as much as it would. What a word stands for counts twice: the
 * people of a trade, the stations with a facility.
 * @param pages how many there are
 * @param isKnown whether a word is a name
 * @param titlesWith the fragments of pages with a name in their titles, which weigh twice as well
 * @returns with the conditions that some page meets
 */
export async function nearestPages(
  engine: Engine,
  conditions: readonly Condition[],
  options: EngineOptions,
  {
    pages,
    isKnown,
    titlesWith,
  }: { pages: number; isKnown: (word: string) => boolean; titlesWith: (word: string) => Promise<ReadonlySet<string>> },
): Promise<{ conditions: Condition[]; results: EngineResult[] }> {
  const scores = new Map<string, { result: EngineResult; score: number }>();
  const counted: Condition[] = [];
  const add = (results: readonly EngineResult[], weight: number) => {
    for (const result of results) {
      scores.set(result.id, { result, score: (scores.get(result.id)?.score ?? 0) + weight });
    }
  };
  const count = async (condition: Condition, share: number): Promise<boolean> => {
    await preload(engine, condition.terms);
    const query = condition.terms.join(' ');
    const { results } = await engine.search(query, options);
    const [first] = results;
    if (first === undefined) return false;
    // For a pair that no page has the engine finds what begins like it; the characters of a longer word may stand apart.
    const isFound =
      condition.isGroup === true ||
      (condition.isSure
        ? folded((await first.data()).content).includes(condition.words[0] ?? '')
        : (await new SearchAnswer([condition], options, '', [...results], noFacets()).peek()) > 0);
    if (!isFound) return false;
    counted.push(condition);
    const weight = share * Math.log(1 + pages / results.length);
    add(results, weight);
    const [word = ''] = condition.words;
    if (isKnown(word)) {
      const titles = await titlesWith(word);
      add(
        results.filter((result) => titles.has(fragmentOf(result))),
        weight,
      );
    }
    const filter = filterNamedBy([condition]);
    if (filter !== undefined) {
      add((await engine.search(query, { ...options, filters: { ...options.filters, ...filter } })).results, weight);
    }
    return true;
  };
  for (const condition of conditions) {
    const share = condition.isGroup === true || condition.words.some(isKnown) ? 1 : ordinaryShare;
    if (condition.terms.length === 0 || (await count(condition, share))) continue;
    // A sentence that nobody has written is near to everything.
    if (Array.from(condition.words[0] ?? '').length > longestNear) continue;
    const pairs = condition.terms.filter((term) => /^\p{Script=Han}{2}$/u.test(term));
    for (const pair of pairs) await count(literal(pair), share / pairs.length);
  }
  const ranked = [...scores.values()].sort((a, b) => b.score - a.score);
  const least = (ranked[0]?.score ?? 0) / 3;
  return {
    conditions: counted,
    results: ranked
      .filter(({ score }) => score >= least)
      .slice(0, maxNearest)
      .map(({ result }) => result),
  };
}
