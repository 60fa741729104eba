/** Our search in the browser of the benchmark: sends queries and returns addresses. */
import { SiteSearch } from '../../../src/search/site-search.client.ts';

/** What was found, in order, without the base path. */
export interface Answer {
  addresses: string[];
  /** Milliseconds until the first page of results stood there. */
  milliseconds: number;
  /** How many pages were announced with it, and whether as exact. */
  announced?: { pages: number; isExact: boolean };
}

/** One search over one index. */
export interface SearchUnderTest {
  /** @param all whether to go on to the last page of results */
  ask(query: string, all: boolean): Promise<Answer>;
  /** The addresses of the names that answer a query; none when they are only near. */
  names(query: string): Promise<string[]>;
}

declare global {
  interface Window {
    /** Durations of long tasks. */
    held: number[];
    openOurs(base: string): SearchUnderTest;
    openStock(base: string): Promise<SearchUnderTest>;
  }
}

window.openOurs = (base) => {
  const search = new SiteSearch(base);
  const without = (href: string) => `/${href.slice(base.length)}`;
  return {
    ask: async (query, all) => {
      const started = performance.now();
      const answer = await search.ask({ query, filters: {}, isNewestFirst: false });
      const found = await answer.more();
      const milliseconds = performance.now() - started;
      const announced = answer.count;
      while (all && answer.hasMore) found.push(...(await answer.more()));
      return { addresses: found.map(({ href }) => without(href)), milliseconds, announced };
    },
    names: async (query) => {
      const { names, isGuess } = await search.suggest(query, Infinity, { isThorough: true });
      return isGuess ? [] : names.map(({ path }) => path);
    },
  };
};

interface StockModule {
  init(): Promise<void>;
  search(query: string): Promise<{ results: { id: string; data(): Promise<{ url: string }> }[] }>;
}

window.openStock = async (base) => {
  const stock = (await import(/* @vite-ignore */ `${base}pagefind/pagefind.js`)) as StockModule;
  const addresses = new Map<string, string>();
  return {
    ask: async (query, all) => {
      const started = performance.now();
      const { results } = await stock.search(query);
      const read = async (some: typeof results) => {
        await Promise.all(
          some.map(async (result) => {
            if (!addresses.has(result.id)) addresses.set(result.id, `/${(await result.data()).url.slice(base.length)}`);
          }),
        );
      };
      await read(results.slice(0, 10));
      const milliseconds = performance.now() - started;
      if (all) for (let at = 10; at < results.length; at += 100) await read(results.slice(at, at + 100));
      return {
        addresses: results.flatMap(({ id }) => addresses.get(id) ?? []),
        milliseconds,
      };
    },
    names: () => Promise.resolve([]),
  };
};
