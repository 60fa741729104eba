/** The names and titles of a site, fetched file by file and searched without holding up who types. */
import { folded, wordsOf, type Simplified } from '../domain/search/text.ts';
import { nameReader, type Name, type PackedNames } from '../domain/search/names-file.ts';
import { nameSearch, type FoundNames } from '../domain/search/names.ts';

/** Milliseconds of work after which the browser may do something else: 50 even on a phone that is four times slower. */
const slice = 8;

/** Runs work that yields, a slice at a time. Rejects as soon as a signal says that nobody waits for it. */
async function inSlices<Result>(work: Generator<undefined, Result>, signal?: AbortSignal): Promise<Result> {
  let end = performance.now() + slice;
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    if (performance.now() < end) continue;
    await new Promise<void>((resume) => {
      setTimeout(resume);
    });
    if (signal?.aborted === true) throw new DOMException('Another query came.', 'AbortError');
    end = performance.now() + slice;
  }
}

/** The names of one site. */
export class SiteNames {
  /** What has been fetched, in the order of the files. */
  names: readonly Name[];
  /** Every Chinese character of the first file. */
  readonly characters: ReadonlySet<string>;
  /** The names of the towns. */
  readonly towns: readonly string[];
  /** Names at which a question is cut: towns, with and without their last character, and short titles. */
  readonly words: ReadonlySet<string>;
  private readonly further: string[];
  private readonly fetchFile: (path: string) => Promise<PackedNames>;
  private fetching: Promise<void> | undefined;

  private constructor(names: readonly Name[], first: PackedNames, fetchFile: (path: string) => Promise<PackedNames>) {
    this.names = names;
    this.characters = new Set(Array.from(first.characters));
    this.towns = first.towns;
    this.further = [...(first.further ?? [])];
    this.fetchFile = fetchFile;
    this.words = new Set([
      ...this.towns.flatMap((town) => (town.length > 2 ? [town, town.slice(0, -1)] : [town])),
      ...names.flatMap(({ plain, characters }) => (characters.length > 1 && characters.length < 5 ? [plain] : [])),
    ]);
  }

  /**
   * Reads the first file.
   * @param fetchFile fetches another one. @param path under the base path
   */
  static async open(first: PackedNames, fetchFile: (path: string) => Promise<PackedNames>): Promise<SiteNames> {
    return new SiteNames(await inSlices(nameReader(first)), first, fetchFile);
  }

  /** Adds the names of the next file. @returns whether there was one. Rejects when it cannot be fetched */
  private async fetchNext(): Promise<boolean> {
    const [path] = this.further;
    if (path === undefined) return false;
    this.fetching ??= this.fetchFile(path)
      .then((packed) => inSlices(nameReader(packed)))
      .then((names) => {
        // A list of its own: what is known of the one before, and a search that goes through it, are of that one.
        this.names = [...this.names, ...names];
        this.further.shift();
      })
      .finally(() => {
        this.fetching = undefined;
      });
    await this.fetching;
    return true;
  }

  /** The names that match a query among those that have been fetched, or that come nearest to it. */
  find(
    query: string,
    most: number,
    options: { simplified?: Simplified; signal?: AbortSignal } = {},
  ): Promise<FoundNames> {
    return inSlices(nameSearch(this.names, query, most, options.simplified), options.signal);
  }

  /** The same among all names as far as is needed for so many: only texts are found without their file. */
  async findFurther(query: string, most: number, signal?: AbortSignal): Promise<FoundNames> {
    for (;;) {
      const found = await this.find(query, most, { ...(signal !== undefined && { signal }) });
      const isEnough = found.names.length >= most && !found.isGuess;
      if (isEnough || !(await this.fetchNext())) return found;
    }
  }

  /** The titles with every one of some words, best first. */
  async titlesWith(words: readonly string[]): Promise<Name[]> {
    const parts = words.map((word) => word.replace(/[^\p{L}\p{N}]/gu, '')).filter((part) => part !== '');
    if (parts.length === 0) return [];
    const literals = this.names.filter(({ plain }) => parts.every((part) => plain.includes(part)));
    const { names } = await inSlices(nameSearch(literals, parts.join(' ')));
    return [...names, ...literals];
  }

  /** Whether letters are in a query, so that a name may be meant that only its pinyin finds. */
  static isPinyin(query: string): boolean {
    return wordsOf(folded(query)).some((word) => /[a-zü]/.test(word));
  }
}
