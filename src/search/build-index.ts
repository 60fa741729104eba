/** Builds the search index and the file of names over the finished pages. */
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { close, createIndex, type PagefindIndex } from 'pagefind';
import type { Destination } from '../domain/search/destinations.ts';
import { packNames, pageKinds, type NamedPage, type PackedNames, type PageKind } from '../domain/search/names-file.ts';
import { kinds, kindsWith } from '../kinds.ts';
import { paths } from '../addresses.ts';
import { mixedWordsOf, sampleMark, wordOfGroup } from '../domain/search/mixed-words.ts';
import { Synonyms, type SynonymFile } from '../domain/search/synonyms.ts';
import { blockBoundary } from '../domain/search/text.ts';
import { surnameReadingOf, syllablesOf } from '../domain/text/pinyin.ts';
import { searchedPage, type SearchedPage } from './page-text.ts';
import { soundsOf } from './sounds.ts';
import { simplifiedText, traditionalOf } from './traditional.ts';

/** How titles of a kind of page are read, where they are no ordinary words. */
const readingOf: ReadonlyMap<PageKind, 'name'> = new Map(
  kindsWith('search').flatMap((kind) => {
    const { code, reading } = { reading: undefined, ...kinds[kind].search };
    return reading === undefined ? [] : [[code, reading] as const];
  }),
);

/** Path of the index in the site. */
const indexFolder = 'pagefind';

/** Pagefind's own search interfaces; the site has its own. */
const unused = [
  'pagefind-component-ui.css',
  'pagefind-component-ui.js',
  'pagefind-highlight.js',
  'pagefind-modular-ui.css',
  'pagefind-modular-ui.js',
  'pagefind-ui.css',
  'pagefind-ui.js',
  'pagefind-worker.js',
];

/**
 * The size of one piece of the index. Pagefind's own 20,000 make pieces of 25 kB, and each pair of characters of a query
 * may be in another one; with 2,000 they are 3.6 kB, and the list of pieces grows by a quarter. The setting is not
 * documented: without it the search would only load more, and `tests/weight/search.test.ts` would fail.
 */
const pieceSize = '2000';

/** One page for the index. */
interface IndexedPage extends SearchedPage {
  /** Address under the base path, beginning with `/`. */
  path: string;
}

/**
 * A character that occurs more often than this begins more pairs than one or two pieces of the index hold, and the browser
 * fetches no more of them for one character.
 */
const common = 400;

const charactersOf = (text: string) => text.match(/\p{Script=Han}/gu) ?? [];

/** How often each Chinese character occurs in all texts. */
function countCharacters(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const character of charactersOf(text)) counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  return counts;
}

/**
 * The characters of a text that are written into the index as words of their own. The engine finds words by their
 * beginning, and a pair begins with every character but the last of a run: alone, those would not be found, and of the
 * common ones not all.
 */
function singleCharacterWords(text: string, counts: ReadonlyMap<string, number>): string[] {
  const runs = text.match(/\p{Script=Han}+/gu) ?? [];
  const first = new Set(runs.flatMap((run) => Array.from(run).slice(0, -1)));
  return [...new Set(charactersOf(text))].filter(
    (character) => !first.has(character) || (counts.get(character) ?? 0) > common,
  );
}

/**
 * Where Pagefind's browser side goes on when a piece of the index or its table cannot be fetched or read, and what has it
 * fail instead: without a piece a query finds nothing, and without the table it never ends.
 */
const swallowed: readonly (readonly [text: string, replacement: string])[] = [
  ['"load_index_chunk")).catch(()=>{});', '"load_index_chunk"));'],
  ['"load_filter_chunk")).catch(()=>{});', '"load_filter_chunk"));'],
  ['console.error(`Failed to load the meta index:\n${e?.toString()}`);', 'throw e;'],
];

/** Has Pagefind's browser side report what it cannot fetch or read. @throws when it is not the script of 1.6.0 */
async function reportMissingPieces(file: string): Promise<void> {
  let script = await readFile(file, 'utf8');
  for (const [text, replacement] of swallowed) {
    if (script.split(text).length !== 2) throw new Error(`Pagefind 的脚本变了，里面没有：${text}`);
    script = script.replace(text, () => replacement);
  }
  await writeFile(file, script);
}

const spaces = /\s+(?=[\p{Script=Han}\u2063])|(?<=[\p{Script=Han}\u2063])\s+/gu;

/** A text of the index in the form in which queries are compared with it. The widths of its characters are the usual ones. */
const withoutSpaces = (text: string) => text.toLowerCase().replace(spaces, '');

const refuse = (errors: readonly string[]) => {
  if (errors.length > 0) throw new Error(`搜索索引没有建成：${errors.join('；')}`);
};

/** Puts pages into an index. @throws when Pagefind refuses one */
async function addPages(
  index: PagefindIndex,
  pages: readonly IndexedPage[],
  synonyms: Synonyms,
  basePath: string,
): Promise<void> {
  const contents = pages.map(({ title, text }) => `${simplifiedText(title)} ${blockBoundary} ${simplifiedText(text)}`);
  const counts = countCharacters(contents);
  for (const [place, page] of pages.entries()) {
    const content = contents[place] ?? '';
    const plain = withoutSpaces(content);
    const alone = [
      ...singleCharacterWords(content, counts),
      ...mixedWordsOf(plain),
      // The word for a kind of page stands for all of it: 视频 for the clips.
      ...synonyms.groupsIn(`${plain}${blockBoundary}${pageKinds[page.kind]}`).map(wordOfGroup),
    ].join(' ');
    const { errors } = await index.addCustomRecord({
      url: page.path,
      language: 'zh-cn',
      content,
      meta: {
        // The engine searches these as well: what is a filter need not be here, and the mark of a sample is no word.
        title: page.title,
        ...(page.date !== undefined && { date: page.date }),
        // Under the base path as the page has it; the engine puts the base before addresses of pages only.
        ...(page.picture?.startsWith(basePath) === true && { picture: page.picture.slice(basePath.length) }),
        ...(page.isSample === true && { sample: sampleMark }),
        ...(alone !== '' && { alone }),
      },
      filters: {
        kind: [page.kind],
        ...(page.town !== undefined && { town: [page.town] }),
        ...(page.trade !== undefined && { trade: [page.trade] }),
        ...(page.themes !== undefined && page.themes.length > 0 && { theme: [...page.themes] }),
        ...(page.years !== undefined && page.years.length > 0 && { year: page.years.map(String) }),
      },
      sort: { date: page.date ?? '0000' },
    });
    refuse(errors.map((error) => `${page.path} ${error}`));
  }
}

/** At most so many names are in one file: unpacking them takes 50 ms on a processor four times slower than a desk's. */
const maxNamesInFile = 700;
/** And at most so many bytes are sent for one. */
const maxBytesOfNames = 40_000;

/** The bytes of a file of names on the wire: Gzip is what every server has. */
const weightOf = (packed: PackedNames) => gzipSync(JSON.stringify(packed)).length;

/** Writes the names: in the first file what is asked for most, which is everything but older orders. */
async function writeNames(
  names: readonly NamedPage[],
  write: (path: string, content: unknown) => Promise<void>,
): Promise<void> {
  const read = ({ kind, title }: NamedPage) => syllablesOf(title, readingOf.get(kind) ?? 'words');
  const ranks = Object.keys(pageKinds);
  const rankOf = ({ kind }: NamedPage) => (kind === 'order' ? ranks.length : ranks.indexOf(kind));
  const ordered = names.toSorted(
    (a, b) => rankOf(a) - rankOf(b) || ((a.date ?? '') < (b.date ?? '') ? 1 : a.date === b.date ? 0 : -1),
  );
  const files: PackedNames[] = [];
  let rest = ordered;
  while (rest.length > 0 || files.length === 0) {
    let count = Math.min(rest.length, maxNamesInFile);
    let packed = packNames(rest.slice(0, count), read, surnameReadingOf);
    while (weightOf(packed) > maxBytesOfNames && count > 1) {
      count = Math.floor((count * maxBytesOfNames) / weightOf(packed) / 1.02);
      packed = packNames(rest.slice(0, count), read, surnameReadingOf);
    }
    files.push(packed);
    rest = rest.slice(count);
  }
  const [first, ...others] = files;
  const further: string[] = [];
  for (const file of others) {
    const hash = createHash('sha256').update(JSON.stringify(file)).digest('hex').slice(0, 8);
    further.push(paths.furtherNames(hash));
    await write(paths.furtherNames(hash), file);
  }
  await write(paths.searchNames, { ...first, ...(further.length > 0 && { further }) });
}

/** Which piece of the index has the text of each page, by the path of the page. */
function fragmentsOf(folder: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const file of globSync('fragment/*.pf_fragment', { cwd: folder })) {
    const text = gunzipSync(readFileSync(join(folder, file))).toString();
    const { url } = JSON.parse(text.slice(text.indexOf('{'))) as { url: string };
    found.set(url, /_([0-9a-f]+)\.pf_fragment$/.exec(file)?.[1] ?? '');
  }
  return found;
}

/**
 * Writes the index of pages, the file of names and the table of traditional characters into a site.
 * @param site the folder of the built site
 * @param basePath the base path of the site, with a slash at both ends
 * @throws when Pagefind refuses a page or cannot write
 */
async function writeIndex(site: string, pages: readonly IndexedPage[], basePath: string): Promise<void> {
  const folder = join(site, indexFolder);
  process.env['PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE'] = pieceSize;
  const { index, errors } = await createIndex();
  refuse(errors);
  if (index === undefined) throw new Error('搜索索引没有建成');
  try {
    const synonyms = JSON.parse(await readFile(join(site, paths.searchSynonyms), 'utf8')) as SynonymFile;
    await addPages(index, pages, new Synonyms(synonyms), basePath);
    const written = await index.writeFiles({ outputPath: folder });
    refuse(written.errors);
  } finally {
    await close();
  }
  await Promise.all(unused.map((file) => rm(join(folder, file), { force: true })));
  await reportMissingPieces(join(folder, 'pagefind.js'));

  const fragments = fragmentsOf(folder);
  const names = pages.flatMap((page): NamedPage[] => [
    {
      kind: page.kind,
      title: page.title,
      path: page.path,
      isSample: page.isSample === true,
      ...(page.town !== undefined && { town: page.town }),
      ...(page.date !== undefined && { date: page.date }),
      ...(fragments.has(page.path) && { fragment: fragments.get(page.path) ?? '' }),
    },
    ...page.parts.map(({ id, title, kind }) => ({
      kind,
      title,
      path: `${page.path}#${id}`,
      isSample: page.isSample === true,
      ...(fragments.has(page.path) && { fragment: fragments.get(page.path) ?? '' }),
    })),
  ]);
  const write = async (path: string, content: unknown) => {
    const file = join(site, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, JSON.stringify(content));
  };
  await writeNames(names, write);
  const texts = pages.map(({ title, text }) => simplifiedText(`${title}${text}`));
  await write(paths.searchSounds, soundsOf(countCharacters(texts)));
  await write(paths.traditionalCharacters, traditionalOf(pages.map(({ title, text }) => `${title}${text}`)));
}

/** Words of the search lead to a page that the site does not have; the message is for editors. */
class LostDestinationError extends Error {
  override readonly name = 'LostDestinationError';
}

/** @throws {LostDestinationError} */
function refuseLostDestinations(site: string): void {
  const file = join(site, paths.searchDestinations);
  if (!existsSync(file)) return;
  const all = JSON.parse(readFileSync(file, 'utf8')) as Destination[];
  const lost = all.filter(({ path }) => !existsSync(join(site, path.replace(/[?#].*$/, ''), 'index.html')));
  if (lost.length === 0) return;
  throw new LostDestinationError(
    lost
      .map(({ title, path }) => `site/synonyms.yaml · 先给出的去处“${title}” · 现在：${path} · 应为：网站里有的网页`)
      .join('\n'),
  );
}

/**
 * Indexes every page of a built site that takes part in the search.
 * @returns how many pages can be found
 * @throws {LostDestinationError}
 */
export async function buildSearchIndex(site: string, basePath: string): Promise<number> {
  const pages: IndexedPage[] = [];
  for (const file of globSync('**/index.html', { cwd: site }).sort()) {
    const page = searchedPage(readFileSync(join(site, file), 'utf8'));
    if (page !== undefined) pages.push({ ...page, path: `/${file.replace(/index\.html$/, '').replaceAll('\\', '/')}` });
  }
  refuseLostDestinations(site);
  await writeIndex(site, pages, basePath);
  return pages.length;
}
