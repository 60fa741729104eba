/**
 * The browser's side of the search. Names and titles come from one small file (`domain/search/names-file.ts`) and are there
 * first; texts are found by the engine (`engine.client.ts`).
 */
import { paths, underBase } from '../addresses.ts';
import { destinationsOf, type Destination } from '../domain/search/destinations.ts';
import type { PackedNames } from '../domain/search/names-file.ts';
import type { FoundNames } from '../domain/search/names.ts';
import { asksForCount, wantedBy } from '../domain/search/question.ts';
import { Sounds, type SoundFile } from '../domain/search/sounds.ts';
import { stationQuestionOf, type StationQuestion } from '../domain/search/station-question.ts';
import { Synonyms, type SynonymFile } from '../domain/search/synonyms.ts';
import { folded, partsOf, withoutExcluded, type Simplified } from '../domain/search/text.ts';
import type { FinderData } from '../domain/stations/finder.ts';
import { facilities, stationKinds } from '../schemas/vocabulary.ts';
import {
  idOf,
  loadEngine,
  preload,
  startEngine,
  type Engine,
  type EngineModule,
  type EngineOptions,
  type EngineResult,
} from './engine.client.ts';
import { inOrder, nearestPages } from './result-order.client.ts';
import {
  conditionOf,
  fewPages,
  filterNames,
  literal,
  noFacets,
  SearchAnswer,
  type Condition,
  type Facets,
  type FilterName,
  type Filters,
  type SearchQuestion,
} from './search-answer.client.ts';
import { SiteNames } from './site-names.client.ts';

/** Where a search gets its files from. */
export interface SearchSources {
  /** Loads Pagefind's browser module. Rejects with `UnsupportedEngineError` where it cannot run. */
  loadEngine: () => Promise<EngineModule>;
  /** Fetches a JSON file of the site. @param path begins with `/` */
  fetchJson: (path: string) => Promise<unknown>;
}

/** The files of a site, from its server. @param base path of the site, with a slash at the end */
export function sourcesOf(base: string): SearchSources {
  return {
    loadEngine: () => loadEngine(base),
    fetchJson: async (path) => {
      const answer = await fetch(underBase(base, path));
      if (!answer.ok) throw new Error(`${path}: ${String(answer.status)}`);
      return answer.json() as Promise<unknown>;
    },
  };
}

/** Memoizes a load; a failure is not stored, so that the next call tries again. */
function memoizeLoad<Value>(load: () => Promise<Value>): () => Promise<Value> {
  let loaded: Promise<Value> | undefined;
  return () =>
    (loaded ??= load().catch((error: unknown) => {
      loaded = undefined;
      throw error;
    }));
}

/** What a search fetches, each part once. */
interface SearchLoads {
  engine: () => Promise<Engine>;
  names: () => Promise<SiteNames>;
  synonyms: () => Promise<Synonyms>;
  destinations: () => Promise<Destination[]>;
  sounds: () => Promise<Sounds>;
  finder: () => Promise<FinderData>;
  traditional: () => Promise<Simplified>;
}

const noSynonyms = new Synonyms({ groups: [], readings: [] });

/** What newer browsers add to those that the scripts are compiled for. */
interface WithSegmenter {
  Segmenter?: new (
    locale: string,
    options: { granularity: 'word' },
  ) => { segment: (text: string) => Iterable<{ segment: string }> };
}

/** Cuts a longer word into those of the browser's dictionary; single characters are left out. Without one it stays whole. */
function dictionaryWords(text: string): string[] {
  // An older Firefox has none.
  const { Segmenter } = Intl as WithSegmenter;
  if (Segmenter === undefined || Array.from(text).length < 3) return [text];
  const words = Array.from(new Segmenter('zh', { granularity: 'word' }).segment(text), ({ segment }) => segment);
  // Single characters beside each other may be a word that the dictionary lacks: 软管.
  const joined: string[] = [];
  let isSingle = false;
  for (const word of words) {
    const wasSingle = isSingle;
    isSingle = Array.from(word).length === 1;
    if (isSingle && wasSingle) joined.push(`${joined.pop() ?? ''}${word}`);
    else joined.push(word);
  }
  const longer = joined.filter((word) => Array.from(word).length > 1);
  return longer.length === 0 ? [text] : longer;
}

/** Surnames of two characters that are still borne. */
const longSurnames =
  /^(?:欧阳|上官|司马|司徒|诸葛|夏侯|皇甫|尉迟|公孙|慕容|令狐|长孙|宇文|端木|南宫|东方|独孤|百里|轩辕|呼延|澹台|申屠|太史|拓跋)/u;

/** Whether a word may be somebody's name: that of somebody who is not here has no nearest page. */
function mayBeName(word: string): boolean {
  const { length } = Array.from(word);
  return length < 4 || (length === 4 && longSurnames.test(word));
}

/** Whether a query is written for a search engine, with words that are excluded, and no question. */
export const isSearchTerm = (query: string): boolean => withoutExcluded(query).excluded.length > 0;

function optionsOf(filters: Filters, isNewestFirst: boolean): EngineOptions {
  const chosen = Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== ''));
  return { filters: chosen, ...(isNewestFirst && { sort: { date: 'desc' } }) };
}

/** A search over one site. Nothing is loaded before it is needed. */
export class SiteSearch {
  private readonly base: string;
  private readonly sources: SearchSources;
  private loads!: SearchLoads;

  /** @param base path of the site, with a slash at the end */
  constructor(base: string, sources: SearchSources = sourcesOf(base)) {
    this.base = base;
    this.sources = sources;
    this.reopen();
  }

  /**
   * Forgets all that was fetched: a new build has other pieces of the index than the page was opened with, and an engine that
   * was given half a piece answers nothing any more.
   */
  reopen(): void {
    const { base, sources } = this;
    const json = async <Content>(path: string) => (await sources.fetchJson(path)) as Content;
    this.loads = {
      engine: memoizeLoad(async () => startEngine(await sources.loadEngine(), base)),
      names: memoizeLoad(async () => SiteNames.open(await json<PackedNames>(paths.searchNames), json)),
      synonyms: memoizeLoad(async () => new Synonyms(await json<SynonymFile>(paths.searchSynonyms))),
      destinations: memoizeLoad(() => json<Destination[]>(paths.searchDestinations)),
      sounds: memoizeLoad(async () => new Sounds(await json<SoundFile>(paths.searchSounds))),
      finder: memoizeLoad(() => json<FinderData>(paths.finderData)),
      traditional: memoizeLoad(async () => {
        const { traditional, simplified } = await json<{ traditional: string; simplified: string }>(
          paths.traditionalCharacters,
        );
        const to = Array.from(simplified);
        return new Map(Array.from(traditional).map((character, index) => [character, to[index] ?? character]));
      }),
    };
  }

  /** Fetches the names and titles. Rejects when the file cannot be fetched. */
  async fetchNames(): Promise<void> {
    await this.loads.names();
  }

  /** The simplified forms of traditional characters; fetched only if the query has a character that no title has. */
  private async simplifiedFor(
    query: string,
    names: SiteNames | undefined,
  ): Promise<{ simplified: Simplified; isKnown: boolean }> {
    const isUsual = Array.from(query).every(
      (character) => !/\p{Script=Han}/u.test(character) || names?.characters.has(character) === true,
    );
    if (isUsual) return { simplified: new Map(), isKnown: true };
    try {
      return { simplified: await this.loads.traditional(), isKnown: true };
    } catch {
      // Without it simplified characters are still found.
      return { simplified: new Map(), isKnown: false };
    }
  }

  /**
   * The names and titles that answer a query, or that come nearest to it. Needs no engine. Rejects when names cannot be fetched,
   * and when the signal says that nobody waits for them.
   * @param isThorough whether the further files of names are fetched too where letters are in the query
   */
  async suggest(
    query: string,
    most: number,
    { signal, isThorough = false }: { signal?: AbortSignal; isThorough?: boolean } = {},
  ): Promise<FoundNames> {
    const names = await this.loads.names();
    const first =
      isThorough && SiteNames.isPinyin(query)
        ? await names.findFurther(query, most, signal)
        : await names.find(query, most, { ...(signal !== undefined && { signal }) });
    if (first.names.length > 0 && !first.isGuess) return first;
    const { simplified } = await this.simplifiedFor(query, names);
    return simplified.size === 0
      ? first
      : names.find(query, most, { simplified, ...(signal !== undefined && { signal }) });
  }

  /**
   * Searches the texts. Pages with a hit in the title come first, then those with the very words. Rejects when the index or a
   * piece of it cannot be fetched, and when nothing is found but the table of traditional characters or the synonyms could
   * not be fetched.
   */
  async ask({ query, filters, isNewestFirst }: SearchQuestion): Promise<SearchAnswer> {
    const [engine, names, synonyms] = await Promise.all([
      this.loads.engine(),
      this.loads.names().catch(() => undefined),
      this.loads.synonyms().catch(() => undefined),
    ]);
    const { simplified, isKnown } = await this.simplifiedFor(query, names);
    const { wanted, excluded } = withoutExcluded(query);
    const words = partsOf(wanted, simplified);
    const conditions = words.map((word) => conditionOf(word, synonyms ?? noSynonyms));
    const options = optionsOf(filters, isNewestFirst);
    const found = await this.find(engine, conditions, options);
    if (found.results.length === 0 && (!isKnown || synonyms === undefined)) {
      throw new Error('Traditional characters or synonyms are not known.');
    }
    const without = partsOf(excluded.join(' '), simplified);
    const left = await this.exclude(engine, found, { conditions, without, options });
    const results = isNewestFirst
      ? left.results
      : await inOrder(
          engine,
          left.results,
          { conditions, words, options, isCount: false },
          (await names?.titlesWith(words)) ?? [],
        );
    return new SearchAnswer(conditions, options, this.base, results, left.facets, { without });
  }

  /**
   * Answers a question of which no page has every word as it was typed: without the turns that only make it a question, cut
   * at names, towns and synonyms; where still no page has everything, the pages with most of it. Rejects as `ask` does.
   * @param first the ids of pages that come first
   */
  async askFreely(
    { query, filters, isNewestFirst }: SearchQuestion,
    first: ReadonlySet<string> = new Set(),
  ): Promise<SearchAnswer> {
    const [engine, names, synonyms] = await Promise.all([
      this.loads.engine(),
      this.loads.names(),
      this.loads.synonyms(),
    ]);
    const { simplified } = await this.simplifiedFor(query, names);
    const wanted = wantedBy(query, synonyms, names.words, simplified, dictionaryWords);
    const words = wanted.map(({ text }) => text);
    const conditions = words.map((word) => conditionOf(word, synonyms));
    const options = optionsOf(filters, isNewestFirst);
    const { results, facets } = await this.find(engine, conditions, options);
    const inRank = isNewestFirst
      ? results
      : await inOrder(
          engine,
          results,
          { conditions, words, options, isCount: asksForCount(query) },
          await names.titlesWith(words),
        );
    const isFirst = ({ id }: EngineResult) => first.has(id);
    const ordered = [...inRank.filter(isFirst), ...inRank.filter((result) => !isFirst(result))];
    const whole = new SearchAnswer(conditions, options, this.base, [...ordered], facets, { words });
    const complete = await whole.peek();
    if (complete >= fewPages || (complete > 0 && conditions.length === 1)) return whole;
    // Pages that a filter leaves out do have it: the nearest ones would be those of another question.
    if (Object.keys(options.filters ?? {}).length > 0) return whole;
    if (words.length === 1 && words[0] === folded(query, simplified) && mayBeName(query)) return whole;
    const isKnown = (word: string) => names.words.has(word);
    const titlesWith = async (word: string) =>
      new Set((await names.titlesWith([word])).flatMap(({ fragment }) => fragment ?? []));
    const nearest = await nearestPages(engine, conditions, options, { pages: names.names.length, isKnown, titlesWith });
    // The pages with everything come first, and are all that is counted.
    const ids = new Set(ordered.map(idOf));
    const all = complete === 0 ? nearest.results : [...ordered, ...nearest.results.filter(({ id }) => !ids.has(id))];
    return new SearchAnswer(nearest.conditions, options, this.base, all, noFacets(), {
      nearestTo: { words, complete },
    });
  }

  /** Whether a query is understood otherwise than it was typed. Rejects when names or synonyms cannot be fetched. */
  async isReadOtherwise(query: string): Promise<boolean> {
    const [names, synonyms] = await Promise.all([this.loads.names(), this.loads.synonyms()]);
    const { simplified } = await this.simplifiedFor(query, names);
    const words = wantedBy(query, synonyms, names.words, simplified, dictionaryWords).map(({ text }) => text);
    return words.length > 0 && words.join(' ') !== partsOf(query, simplified).join(' ');
  }

  /**
   * The query with each word that no page has replaced by one that sounds like it and that pages have; `undefined` where there
   * is none. Rejects when something cannot be fetched.
   */
  async respelled(query: string): Promise<string | undefined> {
    const [engine, names, synonyms, sounds] = await Promise.all([
      this.loads.engine(),
      this.loads.names(),
      this.loads.synonyms(),
      this.loads.sounds(),
    ]);
    const { simplified } = await this.simplifiedFor(query, names);
    let corrected = folded(query, simplified);
    let isCorrected = false;
    for (const { text, group } of wantedBy(corrected, synonyms, names.words)) {
      if (group !== undefined || (await this.pagesWith(engine, text)) > 0) continue;
      const better =
        sounds.nearest(text, [...synonyms.words, ...names.words]) ??
        sounds.withKnown(text, synonyms.words) ??
        (await this.commonest(engine, sounds.corrections(text)));
      if (better === undefined) continue;
      corrected = corrected.replace(text, better);
      isCorrected = true;
    }
    return isCorrected ? corrected : undefined;
  }

  /** How many pages have a word, or are likely to, as soon as one is certain. */
  private async pagesWith(engine: Engine, word: string): Promise<number> {
    const conditions = [literal(word)];
    const { results } = await this.find(engine, conditions, {});
    const answer = new SearchAnswer(conditions, {}, this.base, results, noFacets());
    return (await answer.peek()) === 0 ? 0 : answer.count.pages;
  }

  /** The word that most pages have. */
  private async commonest(engine: Engine, words: Iterable<string>): Promise<string | undefined> {
    let best: { word: string; pages: number } | undefined;
    for (const word of words) {
      const pages = await this.pagesWith(engine, word);
      if (pages > (best?.pages ?? 0)) best = { word, pages };
    }
    return best?.word;
  }

  /** What a question asks of the stations' data, if it asks for nothing else. Rejects when names or synonyms cannot be fetched. */
  async stationQuestion(query: string): Promise<StationQuestion | undefined> {
    if (isSearchTerm(query)) return undefined;
    const [names, synonyms] = await Promise.all([this.loads.names(), this.loads.synonyms()]);
    const { simplified } = await this.simplifiedFor(query, names);
    const { towns } = names;
    const known = new Set(towns.flatMap((town) => [town, town.slice(0, -1)]));
    // The words of the vocabulary count as well where no group of synonyms has them.
    const labels = [...Object.values(facilities), ...Object.values(stationKinds)].map((label) => folded(label));
    const own = labels.filter((label) => synonyms.of(label) === undefined).map((label) => [label]);
    const all = new Synonyms({ groups: [...synonyms.groups, ...own], readings: synonyms.readings });
    const plain = folded(query, simplified);
    // A piece of names, which is no word of the vocabulary, is looked for among them: 歇脚点.
    const isInNames = all.of(plain) === undefined && (await names.titlesWith([plain])).length > 0;
    return isInNames
      ? undefined
      : stationQuestionOf(
          plain,
          (text) => wantedBy(text, all, known),
          towns,
          (word) => names.words.has(word),
        );
  }

  /** Lists and pages that the words of a question lead to. Rejects when something cannot be fetched. */
  async destinations(query: string): Promise<Destination[]> {
    if (isSearchTerm(query)) return [];
    const [all, names, synonyms] = await Promise.all([
      this.loads.destinations(),
      this.loads.names(),
      this.loads.synonyms(),
    ]);
    const { simplified } = await this.simplifiedFor(query, names);
    const plain = folded(query, simplified);
    const known = new Set([...names.words, ...all.flatMap(({ words }) => words.map((word) => folded(word)))]);
    const found = destinationsOf(all, plain, wantedBy(plain, synonyms, known), (word) => names.words.has(word));
    // Who asks how many there are wants figures.
    const figures = all.filter(({ path }) => path === paths.achievements);
    return found.length === 0 && asksForCount(query) ? figures : found;
  }

  /** The data of the finder. Rejects when they cannot be fetched. */
  finderData(): Promise<FinderData> {
    return this.loads.finder();
  }

  /** The engine's results for conditions, and what each filter would leave. */
  private async find(
    engine: Engine,
    conditions: readonly Condition[],
    options: EngineOptions,
  ): Promise<{ results: EngineResult[]; facets: Facets }> {
    const facets = noFacets();
    const terms = [...new Set(conditions.flatMap((condition) => condition.terms))];
    if (terms.length === 0) return { results: [], facets };
    await preload(engine, terms);
    const { results, filters: counts } = await engine.search(terms.join(' '), options);
    for (const name of filterNames) facets[name] = { ...counts[name] };
    // For a filter that is set, the counts of its other values: what another choice would find.
    for (const name of Object.keys(options.filters ?? {}) as FilterName[]) {
      const { [name]: _, ...others } = options.filters ?? {};
      facets[name] = { ...(await engine.search(terms.join(' '), { filters: others })).filters[name] };
    }
    return { results, facets };
  }

  /** Leaves out the results that have one of some words as well. Longer words are looked for in the texts as these are read. */
  private async exclude(
    engine: Engine,
    found: { results: EngineResult[]; facets: Facets },
    {
      conditions,
      without,
      options,
    }: { conditions: readonly Condition[]; without: readonly string[]; options: EngineOptions },
  ): Promise<{ results: EngineResult[]; facets: Facets }> {
    let { results } = found;
    const facets = Object.fromEntries(filterNames.map((name) => [name, { ...found.facets[name] }])) as Facets;
    for (const condition of without.map(literal)) {
      if (!condition.isSure || (await this.pagesWith(engine, condition.words[0] ?? '')) === 0) continue;
      const both = await this.find(engine, [...conditions, condition], options);
      const ids = new Set(both.results.map(idOf));
      results = results.filter(({ id }) => !ids.has(id));
      for (const name of filterNames) {
        for (const [value, count] of Object.entries(both.facets[name])) {
          facets[name][value] = Math.max(0, (facets[name][value] ?? 0) - count);
        }
      }
    }
    return { results, facets };
  }
}
