/**
 * The search engine of the texts. Pagefind indexes every pair of neighbouring Chinese characters, but its own browser side cuts
 * a query into dictionary words and falls back to prefixes, which finds junk. So it is queried by pairs
 * (`domain/search/text.ts`), and every page is checked against its own text before it is shown.
 */
import { underBase } from '../addresses.ts';

/** A page as the engine has it. */
export interface EnginePage {
  url: string;
  content: string;
  meta: Partial<Record<string, string>>;
  filters: Partial<Record<string, string[]>>;
}

/** A page that the engine has found; its text is fetched when it is asked for. */
export interface EngineResult {
  id: string;
  /** Where words of the query are in the text. */
  words: readonly number[];
  /** Where they are besides. */
  matchedMetaFields: readonly string[];
  data(): Promise<EnginePage>;
}

interface EngineAnswer {
  results: EngineResult[];
  /** Counts for the terms within the filters. */
  filters: Partial<Record<string, Record<string, number>>>;
}

/** Filters and order of the engine. */
export interface EngineOptions {
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

/** What is searched besides texts: titles, and what is written for the index alone. */
const searchedFields: readonly string[] = ['title', 'alone'];

/** Whether a page has the words, and not only its date or the address of its picture. */
const isInText = ({ words, matchedMetaFields }: EngineResult) =>
  words.length > 0 || matchedMetaFields.some((field) => searchedFields.includes(field));

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
  return {
    init: () => engine.init(),
    filters: () => engine.filters(),
    preload: (query) => engine.preload(query),
    search: async (query, options) => {
      const answer = await engine.search(query, options);
      return { ...answer, results: answer.results.filter(isInText) };
    },
  };
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

/** Loads the engine of a site. Rejects with `UnsupportedEngineError` where it cannot run. @param base with a slash at the end */
export async function loadEngine(base: string): Promise<EngineModule> {
  if (!canCompile()) throw new UnsupportedEngineError();
  return (await import(/* @vite-ignore */ underBase(base, '/pagefind/pagefind.js'))) as EngineModule;
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

/** Fetches what the engine would not by itself, so that everything that begins with the terms is found. */
export async function preload(engine: Engine, terms: readonly string[]): Promise<void> {
  const ahead = terms.flatMap(piecesToPreload);
  if (ahead.length > 0) await engine.preload(ahead.join(' '));
}

/** The id of a result: the same for each question. */
export const idOf = ({ id }: EngineResult) => id;
