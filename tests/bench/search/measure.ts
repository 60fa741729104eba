/**
 * The search, ours beside Pagefind as it comes, in one run and in Chromium: what is found of everything that is there, what
 * it weighs and how long it takes. On texts that are not ours, and on the project's own content.
 */
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { chromium, type Browser, type Page as BrowserPage } from '@playwright/test';
import { close, createIndex } from 'pagefind';
import { paths } from '../../../src/addresses.ts';
import { pageKinds } from '../../../src/domain/search/names-file.ts';
import type { SynonymFile } from '../../../src/domain/search/synonyms.ts';
import { syllablesOf } from '../../../src/domain/text/pinyin.ts';
import { scriptText } from '../../../src/integrations/script-text.ts';
import { buildSearchIndex } from '../../../src/search/build-index.ts';
import { searchedPage } from '../../../src/search/page-text.ts';
import { browserArguments, ensureBrowser } from '../../browser.ts';
import { random } from '../../random.ts';
import { rootSite } from '../../sites.ts';
import type { Row } from '../run.ts';
import { corpus, type CorpusPage } from './corpus.ts';
import { formsOf, plain, questions, type Page, type Question } from '../../search-questions.ts';
import type { Answer, SearchUnderTest } from './ours.client.ts';
import { startServer, type CountingServer } from './server.ts';
import { testCache } from '../../places.ts';

const folder = join(testCache, 'search-bench');
/** Sizes of the corpus, how many characters its pages have about, and how many questions of each sort are asked. */
const sizes = [
  { pages: 1_300, length: 500, each: 60 },
  { pages: 10_000, length: 250, each: 30 },
] as const;
/** Visits with an empty cache, each with a first query and two later ones. */
const visits = 40;

type Way = 'ours' | 'stock';
const wayNames: Record<Way, string> = { ours: 'ours', stock: 'Pagefind as it comes' };

const sorted = (values: readonly number[]) => values.toSorted((a, b) => a - b);
const at = (values: readonly number[], part: number) =>
  sorted(values)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? NaN;
const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;
const percent = (value: number) => `${(Math.floor(value * 10_000) / 100).toFixed(2)} %`;
const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(0)} kB`;
const medianAndMost = (values: readonly number[], write: (value: number) => string) =>
  `${write(at(values, 0.5))} / ${write(at(values, 0.95))}`;

const escape = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** Writes the pages of a corpus as a finished site. Resolves to the pages as truth sees them. */
async function writeSite(site: string, pages: readonly CorpusPage[]): Promise<Page[]> {
  await rm(site, { recursive: true, force: true });
  // Texts that are not ours have no synonyms.
  await mkdir(join(site, 'search'), { recursive: true });
  await writeFile(join(site, paths.searchSynonyms), JSON.stringify({ groups: [], readings: [] }));
  const written: Page[] = [];
  for (const [index, { title, paragraphs }] of pages.entries()) {
    const path = `/p/${String(index)}/`;
    await mkdir(join(site, path), { recursive: true });
    const text = paragraphs.map((paragraph) => `<p>${escape(paragraph)}</p>`).join('');
    await writeFile(
      join(site, path, 'index.html'),
      `<!doctype html><html lang="zh-CN"><head><title>${escape(title)}</title></head><body><main data-pagefind-body data-search='{"kind":"page"}'><h1 data-pagefind-meta="title">${escape(title)}</h1>${text}</main></body></html>`,
    );
    written.push({ path, title, ...formsOf([title, ...paragraphs].join('\n')) });
  }
  return written;
}

/** The pages of the project's own site as truth sees them. */
export function ownPages(site: string): Page[] {
  return globSync('**/index.html', { cwd: site })
    .sort()
    .flatMap((file) => {
      const read = searchedPage(readFileSync(join(site, file), 'utf8'));
      if (read === undefined) return [];
      const path = `/${file.replace(/index\.html$/, '')}`;
      return [
        {
          path,
          title: read.title,
          ...formsOf(`${read.title}\n${read.text.replaceAll('\u2063', '\n')}`),
          label: pageKinds[read.kind],
        },
      ];
    });
}

/** Pagefind over finished pages with nothing set. */
async function buildStock(site: string, output: string): Promise<void> {
  delete process.env['PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE'];
  const { index } = await createIndex();
  if (index === undefined) throw new Error('Pagefind did not start.');
  const { errors } = await index.addDirectory({ path: site });
  if (errors.length > 0) throw new Error(errors.join('\n'));
  await index.writeFiles({ outputPath: join(output, 'pagefind') });
  await close();
}

/** A browser, and the server that it asks. */
export interface Setting {
  server: CountingServer;
  browser: Browser;
}

/** A page of the server in a context of its own. */
export async function blankPage({ server, browser }: Setting): Promise<BrowserPage> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`http://localhost:${String(server.port)}/`);
  return page;
}

/** Opens a search in the page, to be asked as often as one likes. */
export const open = (page: BrowserPage, way: Way, base: string) =>
  page.evaluateHandle(([which, under]) => (which === 'ours' ? window.openOurs(under) : window.openStock(under)), [
    way,
    base,
  ] as const);

interface Quality {
  recall: number;
  precision: number;
  nothing: number;
  junk: number;
  recallOfOne: number;
  milliseconds: number[];
  /** Bytes of the page's heap and of its engine after all questions. */
  memory: number;
  /** What was found of each sort of query. */
  sorts: Row[];
}

async function quality(setting: Setting, way: Way, base: string, asked: readonly Question[]): Promise<Quality> {
  const page = await blankPage(setting);
  const search = await open(page, way, base);
  const answers: { question: Question; answer: Answer }[] = [];
  for (const question of asked) {
    const answer = await search.evaluate((each: SearchUnderTest, query) => each.ask(query, true), question.query);
    answers.push({ question, answer });
  }
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('HeapProfiler.collectGarbage');
  const heap = (await devTools.send('Runtime.getHeapUsage')) as { usedSize: number; backingStorageSize?: number };
  await page.context().close();
  const there = answers.filter(({ question }) => question.truth.size > 0);
  const recallOf = (some: typeof answers) =>
    mean(
      some.map(
        ({ question: { truth }, answer: { addresses } }) =>
          addresses.filter((each) => truth.has(each)).length / truth.size,
      ),
    );
  const precisionOf = (some: typeof answers) =>
    mean(
      some
        .filter(({ answer }) => answer.addresses.length > 0)
        .map(({ question, answer }) => {
          const first = answer.addresses.slice(0, 10);
          return first.filter((each) => question.truth.has(each)).length / first.length;
        }),
    );
  const isOne = ({ question }: (typeof answers)[number]) => question.sort === 'one character';
  for (const { question, answer } of there) {
    const found = answer.addresses.filter((each) => question.truth.has(each)).length;
    if (way === 'ours' && found < question.truth.size) {
      console.log(`  ${question.sort}: ${question.query} ${String(found)} of ${String(question.truth.size)}`);
    }
  }
  return {
    recall: recallOf(there.filter((each) => !isOne(each))),
    recallOfOne: recallOf(there.filter(isOne)),
    precision: precisionOf(there),
    nothing: there.filter(({ answer }) => answer.addresses.length === 0).length / there.length,
    junk:
      answers.filter(({ question, answer }) => question.truth.size === 0 && answer.addresses.length > 0).length /
      answers.filter(({ question }) => question.truth.size === 0).length,
    milliseconds: there.map(({ answer }) => answer.milliseconds),
    memory: heap.usedSize + (heap.backingStorageSize ?? 0),
    sorts: [...new Set(there.map(({ question }) => question.sort))].map((sort) => {
      const some = there.filter(({ question }) => question.sort === sort);
      const announced = some.flatMap(({ question, answer }) =>
        answer.announced === undefined ? [] : [{ ...answer.announced, truth: question.truth.size }],
      );
      const exact = announced.filter(({ isExact }) => isExact);
      return {
        sort,
        queries: String(some.length),
        recall: percent(recallOf(some)),
        'precision@10': percent(precisionOf(some)),
        'count exact with the first page': percent(exact.length / announced.length),
        'of these wrong': String(exact.filter(({ pages, truth }) => pages !== truth).length),
      };
    }),
  };
}

/** What a first query and later ones move, each visit with an empty cache. The dialog itself is added to ours. */
async function weight(
  setting: Setting,
  way: Way,
  base: string,
  asked: readonly Question[],
  dialogBytes: number,
): Promise<{ cold: number[]; warm: number[] }> {
  const next = random(7);
  const there = asked.filter(({ truth }) => truth.size > 0);
  const one = () => there[Math.floor(next() * there.length)]?.query ?? '';
  const [cold, warm]: [number[], number[]] = [[], []];
  for (let visit = 0; visit < visits; visit++) {
    const page = await blankPage(setting);
    setting.server.takeCount();
    const search = await open(page, way, base);
    const ask = async (query: string) => {
      await search.evaluate((each: SearchUnderTest, text) => each.ask(text, false), query);
      return setting.server.takeCount();
    };
    cold.push((await ask(one())) + (way === 'ours' ? dialogBytes : 0));
    warm.push(await ask(one()), await ask(one()));
    await page.context().close();
  }
  return { cold, warm };
}

/** Pinyin and initials of pieces of titles. Truth: titles that read like it from some character on, or have the initials. */
async function pinyinQuality(
  setting: Setting,
  base: string,
  pages: readonly Page[],
): Promise<{ recall: number; precision: number; asked: number }> {
  const next = random(1_958);
  const read = pages.map(({ path, title }) => {
    const written = Array.from(title);
    const syllables = syllablesOf(title);
    const kept = written.flatMap((character, index) => {
      const each = character.normalize('NFKC').toLowerCase();
      if (!/[\p{L}\p{N}]/u.test(each)) return [];
      return [
        {
          isHan: /\p{Script=Han}/u.test(each),
          letters: /\p{Script=Han}/u.test(each) ? (syllables[index] ?? '') : each,
        },
      ];
    });
    return { path, kept };
  });
  const reads = ({ kept }: (typeof read)[number], query: string) => {
    const letters = kept.map((each) => each.letters);
    return (
      letters.some((_, start) => letters.slice(start).join('').startsWith(query)) ||
      letters
        .map((each) => each.charAt(0))
        .join('')
        .includes(query)
    );
  };
  const page = await blankPage(setting);
  const search = await open(page, 'ours', base);
  const results: { recall: number; precision: number }[] = [];
  for (let tries = 0; results.length < 400 && tries < 4_000; tries++) {
    const title = read[Math.floor(next() * read.length)];
    if (title === undefined) break;
    const start = Math.floor(next() * title.kept.length);
    const length = 2 + Math.floor(next() * 5);
    const taken = title.kept.slice(start, start + length);
    if (taken.length < 2 || taken.some(({ isHan }) => !isHan)) continue;
    const isInitials = results.length % 2 === 1;
    if (isInitials && taken.length < 3) continue;
    const query = taken.map(({ letters }) => (isInitials ? letters.charAt(0) : letters)).join('');
    const truth = new Set(read.filter((each) => reads(each, query)).map(({ path }) => path));
    const found = await search.evaluate((each: SearchUnderTest, text) => each.names(text), query);
    const first = found.slice(0, 10);
    const result = {
      recall: found.filter((each) => truth.has(each)).length / truth.size,
      precision: first.filter((each) => truth.has(each)).length / Math.max(1, first.length),
    };
    if (result.recall < 1) console.log(`  pinyin ${query}: ${String(found.length)} found, ${String(truth.size)} there`);
    results.push(result);
  }
  await page.context().close();
  return {
    recall: mean(results.map(({ recall }) => recall)),
    precision: mean(results.map(({ precision }) => precision)),
    asked: results.length,
  };
}

/** How many of the names of people and stations have their own page as the first result. */
async function ownPageFirst(
  setting: Setting,
  base: string,
  pages: readonly Page[],
): Promise<{ first: number; of: number }> {
  const named = pages.filter(({ path }) => /^\/(people|stations)\//.test(path));
  const page = await blankPage(setting);
  const search = await open(page, 'ours', base);
  let first = 0;
  for (const { path, title } of named) {
    const { addresses } = await search.evaluate((each: SearchUnderTest, query) => each.ask(query, false), title);
    if (addresses[0] === path) first += 1;
    else console.log(`  ${title}: first is ${addresses[0] ?? 'nothing'}`);
  }
  await page.context().close();
  return { first, of: named.length };
}

/** Runs work in Chromium with folders served under paths. */
export async function inBrowser<Result>(
  folders: Record<string, string>,
  work: (setting: Setting) => Promise<Result>,
): Promise<Result> {
  const { text } = await scriptText(join(import.meta.dirname, 'ours.client.ts'));
  const server = await startServer(folders, text);
  const browser = await chromium.launch({ args: browserArguments, executablePath: ensureBrowser() });
  try {
    return await work({ server, browser });
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Bytes of the search dialog on the wire. */
function dialogWeight(): number {
  const file = readdirSync(join(rootSite.directory, 'search')).find((name) => /^dialog\..*\.js$/.test(name));
  if (file === undefined) throw new Error('The site has no search dialog.');
  return brotliCompressSync(readFileSync(join(rootSite.directory, 'search', file))).length;
}

/** The groups of synonyms of the project's own site, in the form of texts. */
function ownSynonyms(): string[][] {
  const { groups } = JSON.parse(readFileSync(join(rootSite.directory, paths.searchSynonyms), 'utf8')) as SynonymFile;
  return groups.map((words) => words.map(plain));
}

/** Pagefind as it comes over the project's own site. @returns the folder of its index */
export async function buildStockOfOwn(own: readonly Page[]): Promise<string> {
  const stockOfOwn = join(folder, 'stock-own');
  await rm(stockOfOwn, { recursive: true, force: true });
  await mkdir(stockOfOwn, { recursive: true });
  const copies = join(folder, 'own-pages');
  await rm(copies, { recursive: true, force: true });
  for (const { path } of own) {
    await mkdir(join(copies, path), { recursive: true });
    // Unchanged Pagefind is given the place of the text in its own way.
    const html = readFileSync(join(rootSite.directory, path, 'index.html'), 'utf8');
    await writeFile(
      join(copies, path, 'index.html'),
      html.replace(' data-search=', ' data-pagefind-body data-search='),
    );
  }
  await buildStock(copies, stockOfOwn);
  return stockOfOwn;
}

/** What ours finds of each sort of query; measured with `benchmarkSearch`. */
const bySort: Row[] = [];

/** What ours finds of each sort of query. Runs `benchmarkSearch` where that has not been run. */
export async function benchmarkSorts(): Promise<Row[]> {
  if (bySort.length === 0) await benchmarkSearch();
  return bySort;
}

/** What both find and weigh. */
export async function benchmarkSearch(): Promise<Row[]> {
  const rows: Row[] = [];
  const dialogBytes = dialogWeight();
  const measure = async (
    name: string,
    ours: string,
    stock: string,
    pages: readonly Page[],
    asked: readonly Question[],
  ) =>
    inBrowser({ '/ours/': ours, '/stock/': stock }, async (setting) => {
      for (const way of ['ours', 'stock'] as const) {
        const base = `/${way}/`;
        const found = await quality(setting, way, base, asked);
        const { cold, warm } = await weight(setting, way, base, asked, dialogBytes);
        rows.push({
          pages: name,
          search: wayNames[way],
          queries: String(asked.length),
          recall: percent(found.recall),
          'one character': percent(found.recallOfOne),
          'precision@10': percent(found.precision),
          'no result': percent(found.nothing),
          'results for names that are nowhere': percent(found.junk),
          'first query, median / p95': medianAndMost(cold, kilobytes),
          'later, median / p95': medianAndMost(warm, kilobytes),
          'time, median / p95': medianAndMost(found.milliseconds, (value) => `${value.toFixed(0)} ms`),
          'memory of the page': `${(found.memory / 1_000_000).toFixed(0)} MB`,
        });
        if (way === 'ours') bySort.push(...found.sorts.map((row) => ({ pages: name, ...row })));
      }
      if (pages.length === 0) throw new Error('There are no pages.');
    });

  const own = ownPages(rootSite.directory);
  const stockOfOwn = await buildStockOfOwn(own);
  await measure(
    `${String(own.length)} of this site`,
    rootSite.directory,
    stockOfOwn,
    own,
    questions(own, 40, ownSynonyms()),
  );

  for (const { pages: count, length, each } of sizes) {
    const site = join(folder, `corpus-${String(count)}`);
    const stock = join(folder, `stock-${String(count)}`);
    const pages = await writeSite(site, corpus(count, length));
    await rm(stock, { recursive: true, force: true });
    await buildStock(site, stock);
    await buildSearchIndex(site, '/ours/');
    await measure(String(count), site, stock, pages, questions(pages, each));
  }
  return rows;
}

/** Names: by pinyin and initials, the own page first, suggestions on a slow phone, and how long an index takes. */
export async function benchmarkNames(): Promise<Row[]> {
  const rows: Row[] = [];
  const own = ownPages(rootSite.directory);
  const { pages: count, length } = sizes[0];
  const site = join(folder, `names-${String(count)}`);
  const pages = await writeSite(site, corpus(count, length));
  await buildSearchIndex(site, '/ours/');
  await inBrowser({ '/ours/': site, '/own/': rootSite.directory }, async (setting) => {
    for (const [name, base, all] of [
      [`${String(own.length)} of this site`, '/own/', own],
      [String(count), '/ours/', pages],
    ] as const) {
      const { recall, precision, asked } = await pinyinQuality(setting, base, all);
      rows.push({
        what: `pinyin and initials of titles, ${name} pages, ${String(asked)} queries`,
        result: `recall ${percent(recall)}, precision@10 ${percent(precision)}`,
      });
    }
    const { first, of } = await ownPageFirst(setting, '/own/', own);
    rows.push({ what: 'own page first for names of people and stations', result: `${String(first)} of ${String(of)}` });
  });
  rows.push({
    what: 'suggestions after a key, processor four times slower, median / p95',
    result: medianAndMost(await suggestionTimes(), (value) => `${value.toFixed(1)} ms`),
  });
  const large = join(folder, 'large');
  await writeSite(large, corpus(sizes[1].pages, sizes[1].length));
  const started = performance.now();
  await buildSearchIndex(large, '/large/');
  rows.push({
    what: `reading ${String(sizes[1].pages)} finished pages and writing their index`,
    result: `${((performance.now() - started) / 1000).toFixed(1)} s`,
  });
  const held = await inBrowser({ '/large/': large }, (setting) => longestHold(setting, '/large/'));
  rows.push({
    what: `longest task while ${String(sizes[1].pages)} names are read / searched, processor four times slower (0: below 50 ms)`,
    result: `${held.first.toFixed(0)} ms / ${held.queries.toFixed(0)} ms`,
  });
  rows.push({
    what: `names that are fetched at first, of ${String(sizes[1].pages)}, with Gzip`,
    result: kilobytes(gzipSync(readFileSync(join(large, paths.searchNames))).length),
  });
  return rows;
}

/** Queries of people who type on while names are searched: what fits much, what fits nothing. */
const typed = ['a', 'kuaidi', '附近的厕所', 'gaobudong', 'zzqqxx', '吴曼婷婷', '路', '单师傅'];

/**
 * The longest time for which names hold up a processor four times slower, in milliseconds: while the first file is read and
 * while each query is answered, with all files there.
 */
async function longestHold(setting: Setting, base: string): Promise<{ first: number; queries: number }> {
  const page = await blankPage(setting);
  await (await page.context().newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.evaluate(() => {
    window.held = [];
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.held.push(duration);
    }).observe({ entryTypes: ['longtask'] });
  });
  const takeLongest = () =>
    page.evaluate(async () => {
      // Long tasks are reported after the task in which they ended.
      await new Promise((resume) => setTimeout(resume, 200));
      return Math.max(0, ...window.held.splice(0));
    });
  const search = await open(page, 'ours', base);
  // Letters that no name has: every file is fetched.
  await search.evaluate((each: SearchUnderTest) => each.names('zzqqxx'));
  const first = await takeLongest();
  let queries = 0;
  for (const query of typed) {
    await search.evaluate((each: SearchUnderTest, text) => each.names(text), query);
    queries = Math.max(queries, await takeLongest());
  }
  await page.context().close();
  return { first, queries };
}

/** Milliseconds from a key to the frame with its suggestions, in the dialog of the project's own site. */
async function suggestionTimes(): Promise<number[]> {
  const browser = await chromium.launch({ args: browserArguments, executablePath: ensureBrowser() });
  try {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'zh-CN' });
    const page = await context.newPage();
    await (await context.newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await page.goto(`http://localhost:${String(rootSite.port)}/people/`);
    await page.keyboard.press('/');
    const field = page.getByRole('combobox');
    await field.waitFor();
    // The file of names comes with the dialog; the first key is measured after it, as with a thumb.
    await page.waitForLoadState('networkidle');
    const times: number[] = [];
    for (const query of ['xgyz', 'ouyang', 'huoche', 'yjz', 'ludeng', 'zhigong', 'wlk', 'qingxi']) {
      for (const key of query) {
        const timed = page.evaluate(
          () =>
            new Promise<number | undefined>((resolve) => {
              // A letter after which the suggestions are the same, or none, changes nothing that could be timed.
              setTimeout(resolve, 500);
              addEventListener(
                'keydown',
                () => {
                  const pressed = performance.now();
                  const list = document.querySelector('[role=listbox]');
                  if (list === null) throw new Error('There is no list.');
                  const done = () => {
                    observer.disconnect();
                    requestAnimationFrame(() =>
                      setTimeout(() => {
                        resolve(performance.now() - pressed);
                      }),
                    );
                  };
                  const observer = new MutationObserver(done);
                  observer.observe(list, { childList: true, attributes: true });
                },
                { once: true, capture: true },
              );
            }),
        );
        await page.keyboard.press(key);
        const time = await timed;
        if (time !== undefined) times.push(time);
      }
      await field.fill('');
      await page.waitForTimeout(300);
    }
    return times;
  } finally {
    await browser.close();
  }
}
