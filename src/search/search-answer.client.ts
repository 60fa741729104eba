/** The answer to a question: which pages, how many, with what around the hits. */
import type { PageKind } from '../domain/search/names-file.ts';
import { wordOfGroup } from '../domain/search/mixed-words.ts';
import type { Synonyms } from '../domain/search/synonyms.ts';
import { blockBoundary, excerptOf, folded, isSure, markedOf, termsOf } from '../domain/search/text.ts';
import type { EngineOptions, EnginePage, EngineResult } from './engine.client.ts';

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

/** Where fewer pages than this have everything that was asked for, others are looked for that come near. */
export const fewPages = 5;
/** How many pages are shown at a time. */
export const pageSize = 10;
/** After so many pages of which none contains the query, no more are read. */
const maxRejected = 300;

/** Counts of nothing. */
export const noFacets = (): Facets => ({ kind: {}, town: {}, trade: {}, theme: {}, year: {} });

/** One thing that a page must have: one of some words. */
export interface Condition {
  /** In the form in which texts are compared; the one that was typed first. */
  words: readonly string[];
  /** What the engine is asked for. */
  terms: readonly string[];
  /** Whether the engine's results need no check. */
  isSure: boolean;
  /** Whether the index tells which pages are meant, and their texts need not have one of the words. */
  isGroup?: boolean;
}

/** A word as it was typed. */
export const literal = (part: string): Condition => ({ words: [part], terms: termsOf([part]), isSure: isSure(part) });

/** A word of a group of synonyms stands for the group. */
export function conditionOf(part: string, synonyms: Synonyms): Condition {
  const group = synonyms.of(part);
  if (group === undefined) return literal(part);
  const others = (synonyms.groups[group] ?? []).filter((word) => word !== part);
  return { words: [part, ...others], terms: [wordOfGroup(group)], isSure: true, isGroup: true };
}

/** What the pages of an answer are the nearest to. */
export interface Nearest {
  /** What was asked for. */
  words: readonly string[];
  /** How many pages have all of it; they come first. */
  complete: number;
}

/** The answer to one question: pages come some at a time, checked as they come. */
export class SearchAnswer {
  private readonly conditions: readonly Condition[];
  /** All words that are marked. */
  private readonly words: readonly string[];
  private readonly options: EngineOptions;
  private readonly base: string;
  /** Results of the engine that have not been read yet. */
  private unread: EngineResult[];
  /** Pages that have been read and contain the query. */
  private readonly checked: EnginePage[] = [];
  private readonly seen = new Set<string>();
  /** The ids of the pages that have been read and contain the query. */
  readonly checkedIds = new Set<string>();
  private rejected = 0;
  private shown = 0;
  private readonly engineFacets: Facets;

  /** Set where few pages have everything that was asked for, or none: after these come the nearest. */
  readonly nearestTo: Nearest | undefined;
  /** What a question was understood to ask for, where that is not just what was typed. */
  readonly understood: readonly string[] | undefined;
  /** Words that no page may have. */
  private readonly without: readonly string[];

  /** For `SiteSearch` alone. */
  constructor(
    conditions: readonly Condition[],
    options: EngineOptions,
    base: string,
    unread: EngineResult[],
    facets: Facets,
    {
      nearestTo,
      without = [],
      words,
    }: { nearestTo?: Nearest; without?: readonly string[]; words?: readonly string[] } = {},
  ) {
    this.conditions = conditions;
    this.words = conditions.flatMap(({ words }) => words);
    this.nearestTo = nearestTo;
    this.without = without;
    this.understood = words;
    this.options = options;
    this.base = base;
    this.unread = unread;
    this.engineFacets = facets;
  }

  /** How many pages there are, and whether that is exact or the engine's estimate before all were read. */
  get count(): { pages: number; isExact: boolean } {
    const isExact = this.unread.length === 0 || this.isCertain;
    return { pages: this.checked.length + this.unread.length, isExact };
  }

  /** Whether every page that the engine has found is shown. */
  private get isCertain(): boolean {
    return (
      this.nearestTo !== undefined ||
      (this.conditions.every((condition) => condition.isSure) && this.without.every(isSure))
    );
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

  /** Reads so many pages that some can be shown, and returns how many; none when there are none. */
  async peek(): Promise<number> {
    await this.read();
    return this.checked.length;
  }

  private async check(results: readonly EngineResult[]): Promise<void> {
    const pages = await Promise.all(results.map((result) => result.data()));
    for (const [index, page] of pages.entries()) {
      if (this.seen.has(page.url)) continue;
      this.seen.add(page.url);
      // The content begins with the title.
      const text = folded(page.content);
      const has = ({ words, isGroup }: Condition) => isGroup === true || words.some((word) => text.includes(word));
      const fits = this.nearestTo === undefined ? this.conditions.every(has) : this.conditions.some(has);
      if (fits && !this.without.some((word) => text.includes(word))) {
        this.checked.push(page);
        this.checkedIds.add(results[index]?.id ?? '');
      } else this.rejected += 1;
    }
  }

  /** The next pages that contain every part of the query; none when there are no more. Rejects when one cannot be fetched. */
  async more(): Promise<SearchHit[]> {
    await this.read();
    const pages = this.checked.slice(this.shown, this.shown + pageSize);
    this.shown += pages.length;
    return pages.map((page) => this.found(page));
  }

  private async read(): Promise<void> {
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
    if (!this.isCertain && this.unread.length > 0 && this.unread.length <= pageSize) {
      await this.check(this.unread.splice(0));
    }
  }

  private found({ url, content, meta, filters }: EnginePage): SearchHit {
    const { title = '', date, picture } = meta;
    const [kind = 'page'] = filters['kind'] ?? [];
    const [town] = filters['town'] ?? [];
    const text = content.slice(content.indexOf(blockBoundary) + 1).trim();
    return {
      href: url,
      title: markedOf(title, this.words),
      excerpt: excerptOf(text, this.words),
      kind: kind as PageKind,
      isSample: meta['sample'] !== undefined,
      ...(town !== undefined && { town }),
      ...(date !== undefined && { date }),
      ...(picture !== undefined && { picture: `${this.base}${picture}` }),
    };
  }
}
