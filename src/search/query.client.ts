/**
 * The browser's side of a search. Pagefind 1.6 keeps every pair of neighbouring Chinese characters; its own browser side
 * cuts the query into dictionary words instead and falls back to prefixes, which finds junk. So the query is cut into
 * overlapping pairs here, and every page found is checked against its own text before it is shown.
 */

/** The part of Pagefind's browser module that is used. */
export interface Engine {
  options(settings: { baseUrl: string; excerptLength: number }): Promise<void>;
  init(): Promise<void>;
  search(query: string): Promise<{ results: { data(): Promise<EnginePage> }[] }>;
}

interface EnginePage {
  url: string;
  content: string;
  meta: Partial<Record<string, string>>;
}

/** A page that contains what was asked for. */
export interface Found {
  href: string;
  title: string;
  /** The text around the first hit, in turns outside and inside a hit: the odd parts are hits. */
  excerpt: string[];
}

/** What a search found. */
export interface SearchAnswer {
  /** Pages that contain every part of the query; those with a hit in the title first. */
  found: Found[];
  /** Pages that the engine thinks related; given only when no page contains every part. */
  related: Found[];
}

const mostCandidates = 60;
const batch = 10;
const excerptReach = 36;
const hanRun = /\p{Script=Han}+/gu;

const isHan = (character: string | undefined) => character !== undefined && /\p{Script=Han}/u.test(character);

/** A text in the form in which texts are compared, and where each of its characters stood before. */
interface Folded {
  plain: string;
  /** For every code unit of `plain`, the place in the text that it came from. */
  places: number[];
}

/** One width, one case, one space between words and none beside a Chinese character. */
function foldedWithPlaces(text: string): Folded {
  const units: string[] = [];
  const places: number[] = [];
  let at = 0;
  for (const character of text) {
    const last = units.at(-1);
    if (/\s/u.test(character)) {
      if (last !== undefined && last !== ' ' && !isHan(last)) {
        units.push(' ');
        places.push(at);
      }
    } else {
      if (last === ' ' && isHan(character)) {
        units.pop();
        places.pop();
      }
      for (const unit of character.normalize('NFKC').toLowerCase().split('')) {
        units.push(unit);
        places.push(at);
      }
    }
    at += character.length;
  }
  return { plain: units.join(''), places };
}

/** The form in which texts are compared: one width, one case, no space beside a Chinese character. */
export function folded(text: string): string {
  return foldedWithPlaces(text).plain;
}

/** The parts of a query that a page must contain: what stands between spaces. */
export function partsOf(query: string): string[] {
  return [
    ...new Set(
      query
        .normalize('NFKC')
        .toLowerCase()
        .split(/\s+/)
        .filter((part) => part !== ''),
    ),
  ];
}

/** What the engine is asked: each run of Chinese characters as overlapping pairs, the rest as it stands. */
export function termsOf(query: string): string[] {
  return partsOf(query).flatMap((part) => {
    const terms: string[] = [];
    let end = 0;
    for (const run of part.matchAll(hanRun)) {
      terms.push(part.slice(end, run.index));
      // By code points: a rare character outside the first plane is one character, and a pair of its halves is none.
      const characters = Array.from(run[0]);
      if (characters.length === 1) terms.push(run[0]);
      for (let at = 0; at + 1 < characters.length; at++) terms.push(characters.slice(at, at + 2).join(''));
      end = run.index + run[0].length;
    }
    terms.push(part.slice(end));
    return terms.map((term) => term.trim()).filter((term) => term !== '');
  });
}

/** The text around the first hit as it was written, cut into parts outside (even) and inside (odd) a hit. */
export function excerptOf(text: string, parts: readonly string[]): string[] {
  const { plain, places } = foldedWithPlaces(text);
  const pattern = parts
    .toSorted((a, b) => b.length - a.length)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('|');
  const hits = pattern === '' ? [] : [...plain.matchAll(new RegExp(pattern, 'gu'))];
  const first = hits[0]?.index ?? 0;
  const start = Math.max(0, first - excerptReach);
  const end = Math.min(plain.length, first + excerptReach * 2);
  const written = (from: number, to: number) => text.slice(places[from] ?? text.length, places[to] ?? text.length);

  const cut: string[] = [];
  let at = start;
  for (const { index, 0: hit } of hits) {
    if (index + hit.length > end) break;
    cut.push(written(at, index), written(index, index + hit.length));
    at = index + hit.length;
  }
  cut.push(`${written(at, end)}${end < plain.length ? '…' : ''}`);
  cut[0] = `${start > 0 ? '…' : ''}${cut[0] ?? ''}`;
  return cut;
}

/** A search over one site. Nothing is loaded before the first query. */
export class SiteSearch {
  readonly #base: string;
  readonly #load: () => Promise<Engine>;
  #engine: Promise<Engine> | undefined;

  /**
   * @param base path under which the site lies, with a slash at the end
   * @param load brings in Pagefind's browser module
   */
  constructor(base: string, load: () => Promise<Engine>) {
    this.#base = base;
    this.#load = load;
  }

  async #start(): Promise<Engine> {
    const engine = await this.#load();
    await engine.options({ baseUrl: this.#base, excerptLength: 0 });
    // The engine reads the language of the page when it starts and then cuts queries by a dictionary. Undetermined
    // makes it leave them alone; the page gets its language back at once.
    const page = document.documentElement;
    const language = page.lang;
    page.lang = 'und';
    try {
      await engine.init();
    } finally {
      page.lang = language;
    }
    return engine;
  }

  /** Searches for pages that contain every part of the query. Rejects when the index cannot be fetched. */
  async ask(query: string): Promise<SearchAnswer> {
    const parts = partsOf(query);
    if (parts.length === 0) return { found: [], related: [] };
    this.#engine ??= this.#start().catch((error: unknown) => {
      this.#engine = undefined;
      throw error;
    });
    const engine = await this.#engine;
    const { results } = await engine.search(termsOf(query).join(' '));

    const inTitle: Found[] = [];
    const inText: Found[] = [];
    const related: Found[] = [];
    for (let at = 0; at < Math.min(results.length, mostCandidates); at += batch) {
      const pages = await Promise.all(results.slice(at, at + batch).map((result) => result.data()));
      for (const page of pages) {
        const title = page.meta['title'] ?? page.url;
        const [titleText, text] = [folded(title), folded(`${title} ${page.content}`)];
        const answer: Found = { href: page.url, title, excerpt: excerptOf(page.content, parts) };
        if (parts.every((part) => titleText.includes(part))) inTitle.push(answer);
        else if (parts.every((part) => text.includes(part))) inText.push(answer);
        else related.push(answer);
      }
    }
    const found = [...inTitle, ...inText];
    return { found, related: found.length === 0 ? related.slice(0, 5) : [] };
  }
}
