/**
 * The search over a built site without a browser: the browser's own code and Pagefind's, with files read from the disk.
 * For tests with hundreds of queries.
 */
import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import type { EngineModule } from '../src/search/engine.client.ts';
import { SiteSearch } from '../src/search/site-search.client.ts';

/** Counts what a visitor would fetch. */
export interface CountedSearch {
  search: SiteSearch;
  /** Bytes fetched since the count was last taken: text after Brotli, other files as they are. */
  takeCount: () => number;
}

const weights = new Map<string, number>();

function weightOf(file: string): number {
  const known = weights.get(file);
  if (known !== undefined) return known;
  const bytes = readFileSync(file);
  const weight = /^\.(js|json)$/.test(extname(file)) ? brotliCompressSync(bytes).length : bytes.length;
  weights.set(file, weight);
  return weight;
}

/** The document whose language Pagefind reads: Chinese, as on every page of the site. */
const html = { lang: 'zh-CN', getAttribute: () => html.lang };

/** Opens the search of a built site at the root. Every call begins with an empty cache. */
export function openSearch(site: string): CountedSearch {
  let bytes = 0;
  const read = (path: string) => {
    const file = join(site, path);
    bytes += weightOf(file);
    return readFileSync(file);
  };
  // What Pagefind and the search use of a browser. The types of the project are those of a full browser.
  Object.assign(globalThis, {
    document: { documentElement: html, querySelector: () => html, currentScript: null },
    fetch: (address: string) => Promise.resolve(new Response(read(address.replace(/\?.*$/, '')))),
  });
  const search = new SiteSearch('/', {
    fetchJson: (path) => Promise.resolve(JSON.parse(read(path).toString())),
    loadEngine: async () => {
      read('/pagefind/pagefind.js');
      const module = (await import(pathToFileURL(join(site, 'pagefind/pagefind.js')).href)) as EngineModule;
      return { createInstance: (options) => module.createInstance({ ...options, basePath: '/pagefind/' }) };
    },
  });
  return {
    search,
    takeCount: () => {
      const count = bytes;
      bytes = 0;
      return count;
    },
  };
}
