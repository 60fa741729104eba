/**
 * The browser's side of the search. Names and titles come from one small file (`domain/search/names.ts`) and are there
 * first; texts are found by Pagefind. It indexes every pair of neighbouring Chinese characters, but its own browser side cuts
 * a query into dictionary words and falls back to prefixes, which finds junk. So it is queried by pairs
 * (`domain/search/text.ts`), and every page is checked against its own text before it is shown.
 */
import { paths, underBase } from '../addresses.ts';
import {
  findNames,
  unpackNames,
  type FoundNames,
  type Name,
  type PackedNames,
  type PageKind,
} from '../domain/search/names.ts';
import {
  blockBoundary,
  containsAll,
  excerptOf,
  folded,
  isSure,
  markedOf,
  partsOf,
  termsOf,
  type Simplified,
} from '../domain/search/text.ts';

/** The filters of the results; one value each, an empty one for all. */
export type Filters = Partial<Record<FilterName, string>>;

/** The names of the filters, as they are in the index and in the address. */
export const filterNames = ['kind', 'town', 'trade', 'theme', 'year'] as const;
export type FilterName = (typeof filterNames)[number];

/** How many pages each value of each filter has. */
export type Facets = Record<FilterName, Record<string, number>>;

/** A question to the search. */
export interface SearchQuestion {
  query: string;
  filters: Filters;
  /** Newest first, instead of the best first. */
  isNewestFirst: boolean;
}

/** A page that contains the query. */
export interface SearchHit {
  href: string;
  /** In turns outside and inside a hit: the odd parts are hits. */
  title: string[];
  /** The text around the first hit, in the same way; empty where a name was found by its pinyin. */
  excerpt: string[];
  kind: PageKind;
  town?: string;
  isSample: boolean;
  /** ISO date. */
  date?: string;
  /** Address of a small picture. */
  picture?: string;
}

interface EnginePage {
  url: string;
  content: string;
  meta: Partial<Record<string, string>>;
  filters: Partial<Record<string, string[]>>;
}
interface EngineResult {
  id: string;
  data(): Promise<EnginePage>;
}
interface EngineAnswer {
  results: EngineResult[];
  /** Counts for the terms within the filters. */
  filters: Partial<Record<string, Record<string, number>>>;
}
interface EngineOptions {
  filters?: Record<string, string>;
  sort?: { date: 'desc' };
}

/** One search engine over one index: the part of Pagefind's that is used. */
export interface Engine {
  init(): Promise<void>;
  filters(): Promise<unknown>;
  /** Fetches the pieces of the index that terms are in. */
  preload(query: string): Promise<void>;
  search(query: string, options?: EngineOptions): Promise<EngineAnswer>;
}

/** Pagefind's browser module. */
export interface EngineModule {
  createInstance(options: { basePath?: string; baseUrl: string; excerptLength: number; noWorker: boolean }): Engine;
}

/** How many pages are shown at a time. */
export const pageSize = 10;
/** After so many pages of which none contains the query, no more are read. */
const maxRejected = 300;

/** Starts Pagefind so that it leaves queries alone: it reads the language of the page, and cuts Chinese by a dictionary. */
export async function startEngine(module: EngineModule, base: string): Promise<Engine> {
  const page = document.documentElement;
  const language = page.lang;
  page.lang = 'und';
  let engine: Engine;
  try {
    // Its worker would be another 11 kB; a query takes some milliseconds.
    engine = module.createInstance({ baseUrl: base, excerptLength: 0, noWorker: true });
  } finally {
    page.lang = language;
  }
  await engine.init();
  await engine.filters();
  return engine;
}

const noFacets = (): Facets => ({ kind: {}, town: {}, trade: {}, theme: {}, year: {} });

/** The answer to one question: pages come some at a time, checked as they come. */
export class SearchAnswer {
  private readonly parts: readonly string[];
  private readonly options: EngineOptions;
  private readonly base: string;
  /** Results of the engine that have not been read yet. */
  private unread: EngineResult[];
  /** Pages that have been read and contain the query. */
  private readonly checked: EnginePage[] = [];
  private readonly seen = new Set<string>();
  private rejected = 0;
  private shown = 0;
  private readonly engineFacets: Facets;

  /** For `SiteSearch` alone. */
  constructor(parts: readonly string[], options: EngineOptions, base: string, unread: EngineResult[], facets: Facets) {
    this.parts = parts;
    this.options = options;
    this.base = base;
    this.unread = unread;
    this.engineFacets = facets;
  }

  /** How many pages there are, and whether that is exact or the engine's estimate before all were read. */
  get count(): { pages: number; isExact: boolean } {
    const isExact = this.unread.length === 0 || this.parts.every(isSure);
    return { pages: this.checked.length + this.unread.length, isExact };
  }

  /** Whether there is more to show. */
  get hasMore(): boolean {
    return this.shown < this.checked.length || this.unread.length > 0;
  }

  /** How many pages each filter has. Exact once all pages were read, and the engine's count before. */
  get facets(): Facets {
    if (this.unread.length > 0 || this.rejected === 0) return this.engineFacets;
    const counted = noFacets();
    for (const name of filterNames) {
      // Pages that a filter itself hides were not read: such a filter keeps the engine's counts.
      if (this.options.filters?.[name] !== undefined) {
        counted[name] = this.engineFacets[name];
        continue;
      }
      for (const value of this.checked.flatMap(({ filters }) => filters[name] ?? [])) {
        counted[name][value] = (counted[name][value] ?? 0) + 1;
      }
    }
    return counted;
  }

  private async check(results: readonly EngineResult[]): Promise<void> {
    const pages = await Promise.all(results.map((result) => result.data()));
    for (const page of pages) {
      if (this.seen.has(page.url)) continue;
      this.seen.add(page.url);
      // The content begins with the title.
      if (containsAll(folded(page.content), this.parts)) this.checked.push(page);
      else this.rejected += 1;
    }
  }

  /** The next pages that contain every part of the query; none when there are no more. Rejects when one cannot be fetched. */
  async more(): Promise<SearchHit[]> {
    let size = pageSize;
    while (this.checked.length < this.shown + pageSize && this.unread.length > 0) {
      if (this.checked.length === 0 && this.rejected >= maxRejected) {
        this.unread = [];
        break;
      }
      await this.check(this.unread.splice(0, size));
      if (this.checked.length === 0) size = Math.min(size * 2, 80);
    }
    // A short rest is read as well, so that the count is exact where that costs little.
    if (!this.parts.every(isSure) && this.unread.length > 0 && this.unread.length <= pageSize) {
      await this.check(this.unread.splice(0));
    }
    const pages = this.checked.slice(this.shown, this.shown + pageSize);
    this.shown += pages.length;
    return pages.map((page) => this.found(page));
  }

  private found({ url, content, meta }: EnginePage): SearchHit {
    const { title = '', kind = 'page', town, date, picture } = meta;
    const text = content.slice(content.indexOf(blockBoundary) + 1).trim();
    return {
      href: url,
      title: markedOf(title, this.parts),
      excerpt: excerptOf(text, this.parts),
      kind: kind as PageKind,
      isSample: meta['sample'] === '1',
      ...(town !== undefined && { town }),
      ...(date !== undefined && { date }),
      ...(picture !== undefined && { picture: `${this.base}${picture}` }),
    };
  }
}

/** Where a search gets its files from. */
export interface SearchSources {
  /** Loads Pagefind's browser module. Rejects with `UnsupportedEngineError` where it cannot run. */
  loadEngine: () => Promise<EngineModule>;
  /** Fetches a JSON file of the site. @param path begins with `/` */
  fetchJson: (path: string) => Promise<unknown>;
}

/** The browser cannot run the engine: texts are not searched here, with a network or without. */
export class UnsupportedEngineError extends Error {
  override readonly name = 'UnsupportedEngineError';
}

/**
 * Whether WebAssembly may be compiled. Before Chrome 97 and Safari 16 no policy allows that without also allowing code
 * that is made from text, which the pages do not.
 */
function canCompile(): boolean {
  try {
    // The shortest module: its magic number and version.
    new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
    return true;
  } catch {
    return false;
  }
}

/** The files of a site, from its server. @param base path of the site, with a slash at the end */
export function sourcesOf(base: string): SearchSources {
  return {
    loadEngine: async () => {
      if (!canCompile()) throw new UnsupportedEngineError();
      return (await import(/* @vite-ignore */ underBase(base, '/pagefind/pagefind.js'))) as EngineModule;
    },
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
  names: () => Promise<Name[]>;
  traditional: () => Promise<Simplified>;
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
    this.loads = {
      engine: memoizeLoad(async () => startEngine(await sources.loadEngine(), base)),
      names: memoizeLoad(async () => unpackNames((await sources.fetchJson(paths.searchNames)) as PackedNames)),
      traditional: memoizeLoad(async () => {
        const { traditional, simplified } = (await sources.fetchJson(paths.traditionalCharacters)) as {
          traditional: string;
          simplified: string;
        };
        const to = Array.from(simplified);
        return new Map(Array.from(traditional).map((character, index) => [character, to[index] ?? character]));
      }),
    };
  }

  /** The names and titles. Rejects when the file cannot be fetched. */
  names(): Promise<Name[]> {
    return this.loads.names();
  }

  /** The simplified forms of traditional characters; fetched only if the query has a character that no title has. */
  private async simplifiedFor(
    query: string,
    names: readonly Name[],
  ): Promise<{ simplified: Simplified; isKnown: boolean }> {
    const known = new Set(names.flatMap(({ characters }) => characters));
    const isUsual = Array.from(query).every((character) => !/\p{Script=Han}/u.test(character) || known.has(character));
    if (isUsual) return { simplified: new Map(), isKnown: true };
    try {
      return { simplified: await this.loads.traditional(), isKnown: true };
    } catch {
      // Without it simplified characters are still found.
      return { simplified: new Map(), isKnown: false };
    }
  }

  /** The names and titles that answer a query, or that come nearest to it. Needs no engine. */
  async suggest(query: string, most: number): Promise<FoundNames> {
    const names = await this.names();
    const first = findNames(names, query, most);
    if (first.names.length > 0 && !first.isGuess) return first;
    return findNames(names, query, most, (await this.simplifiedFor(query, names)).simplified);
  }

  /**
   * Searches the texts. Pages with a hit in the title come first. Rejects when the index or a piece of it cannot be fetched,
   * and when nothing is found but the table of traditional characters could not be fetched.
   */
  async ask({ query, filters, isNewestFirst }: SearchQuestion): Promise<SearchAnswer> {
    const [engine, names] = await Promise.all([this.loads.engine(), this.names().catch(() => [])]);
    const { simplified, isKnown } = await this.simplifiedFor(query, names);
    const parts = partsOf(query, simplified);
    const terms = termsOf(parts).join(' ');
    const chosen = Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== ''));
    const options: EngineOptions = { filters: chosen, ...(isNewestFirst && { sort: { date: 'desc' } }) };
    if (terms === '') return new SearchAnswer(parts, options, this.base, [], noFacets());

    const ahead = termsOf(parts).flatMap(piecesToPreload);
    if (ahead.length > 0) await engine.preload(ahead.join(' '));
    const { results, filters: counts } = await engine.search(terms, options);
    if (results.length === 0 && !isKnown) throw new Error('Traditional characters are not known.');
    const facets = noFacets();
    for (const name of filterNames) facets[name] = { ...counts[name] };
    // For a filter that is set, the counts of its other values: what another choice would find.
    for (const name of Object.keys(chosen) as FilterName[]) {
      const { [name]: _, ...others } = chosen;
      facets[name] = { ...(await engine.search(terms, { filters: others })).filters[name] };
    }
    return new SearchAnswer(
      parts,
      options,
      this.base,
      isNewestFirst ? results : titlesFirst(results, names, query, parts),
      facets,
    );
  }
}

const lettersAndDigits = Array.from('0123456789abcdefghijklmnopqrstuvwxyz');

/**
 * The pieces of the index that have to be loaded for a term that is the beginning of others. The engine fetches the piece in
 * which the term itself would be; what begins with it may continue in the next ones. For a single character that is where its
 * last pair would be, for a Latin word where it would be with every further letter. For one or two letters that would be half
 * the index: these are found only as far as their own piece goes.
 */
function piecesToPreload(term: string): string[] {
  if (/^\p{Script=Han}$/u.test(term)) return [`${term}龥`];
  return /^[a-z0-9]{3,}$/.test(term) ? lettersAndDigits.map((letter) => `${term}${letter}`) : [];
}

/** Puts the pages first whose title has a hit: the whole title, then its beginning, then the rest. */
function titlesFirst(
  results: readonly EngineResult[],
  names: readonly Name[],
  query: string,
  parts: readonly string[],
): EngineResult[] {
  const literal = names.filter(({ title }) => containsAll(folded(title), parts));
  const order = findNames(literal, query).names.concat(literal);
  // Fragments are identified by their first letters; a few others may match and do no harm.
  const places = new Map<string, number>();
  for (const { fragment } of order) {
    if (fragment !== undefined && !places.has(fragment)) places.set(fragment, places.size);
  }
  const placeOf = ({ id }: EngineResult) => places.get(id.slice(id.indexOf('_') + 1).slice(0, 4)) ?? Infinity;
  return [...results].sort((a, b) => (placeOf(a) === placeOf(b) ? 0 : placeOf(a) - placeOf(b)));
}
