/** How well questions of people are answered: ours beside Pagefind and MiniSearch as they come, on the project's own content. */
import MiniSearch from 'minisearch';
import { evaluate, shownFor, type Evaluation } from '../../questions/evaluate.ts';
import { setAside } from '../../questions/set-aside.ts';
import { tuned } from '../../questions/tuned.ts';
import { openSearch } from '../../search-engine.ts';
import type { Page } from '../../search-questions.ts';
import { rootSite } from '../../sites.ts';
import type { Row } from '../run.ts';
import type { SearchUnderTest } from './ours.client.ts';
import { blankPage, buildStockOfOwn, inBrowser, open, ownPages } from './measure.ts';

const words = new Intl.Segmenter('zh', { granularity: 'word' });
/** MiniSearch knows no Chinese: it is given the words of the dictionary. */
const tokenize = (text: string) =>
  [...words.segment(text)].filter(({ isWordLike }) => isWordLike === true).map(({ segment }) => segment);

/** A row for each search and each set of questions. */
export async function benchmarkQuestions(): Promise<Row[]> {
  const site = rootSite.directory;
  const own = ownPages(site);
  const rows: Row[] = [];
  const add = (search: string, asked: string, found: Evaluation) => {
    rows.push({
      search,
      questions: asked,
      'nDCG@5': found.ndcg.toFixed(3),
      'no answer': `${(found.withoutAnswer * 100).toFixed(1)} %`,
      'first is right': `${(found.firstIsRight * 100).toFixed(1)} %`,
    });
  };
  const measure = async (search: string, ask: (query: string) => Promise<string[]>) => {
    add(search, `${String(tuned.length)} by which ours was tuned`, await evaluate(site, tuned, ask));
    add(search, `${String(setAside.length)} that were set aside`, await evaluate(site, setAside, ask));
  };
  const { search } = openSearch(site);
  await measure('ours', (query) => shownFor(search, query));

  const stockFolder = await buildStockOfOwn(own);
  await inBrowser({ '/stock/': stockFolder }, async (setting) => {
    const page = await blankPage(setting);
    const stock = await open(page, 'stock', '/stock/');
    await measure(
      'Pagefind as it comes',
      async (query) => (await stock.evaluate((each: SearchUnderTest, text) => each.ask(text, false), query)).addresses,
    );
  });

  const mini = new MiniSearch<Page>({
    fields: ['title', 'text'],
    idField: 'path',
    tokenize,
    searchOptions: { boost: { title: 2 }, prefix: true, fuzzy: 0.2 },
  });
  mini.addAll(own);
  await measure('MiniSearch with a dictionary', (query) =>
    Promise.resolve(mini.search(query).map(({ id }) => String(id))),
  );
  return rows;
}
