/** The first part of the answer to a question: from texts and names, or from names alone where texts cannot be searched. */
import type { FoundNames } from '../../domain/search/names.ts';
import {
  UnsupportedEngineError,
  type SearchAnswer,
  type SearchHit,
  type SearchQuestion,
  type SiteSearch,
} from '../../search/site-search.client.ts';
import { namesWithin } from './search-filters.client.ts';

/** How many of the pages are listed that were found by the pinyin of their names. */
const maxByPinyin = 50;

/** What there is to show first. */
export interface FirstAnswer extends FoundNames {
  /** Undefined where texts cannot be searched; then names are all that was found. */
  answer?: SearchAnswer;
  /** Whether that is because the browser is too old, not for want of a network. */
  isUnsupported?: boolean;
  hits: SearchHit[];
}

/** Searches texts and names. Rejects when something is missing without which it is not certain that nothing is found. */
async function wholeAnswer(search: SiteSearch, question: SearchQuestion): Promise<FirstAnswer> {
  const { query, filters } = question;
  const named = search.suggest(query, maxByPinyin);
  const [answer] = await Promise.all([search.ask(question), named.catch(() => undefined)]);
  const hits = await answer.more();
  const { names, isGuess } = hits.length > 0 ? await named.catch((): FoundNames => noNames) : await named;
  if (isGuess) return { answer, hits, names, isGuess };
  // Names that contain the query are among the hits; pinyin and initials are in no text.
  return { answer, hits, names: /[a-z]/i.test(query) ? namesWithin(filters, names) : [], isGuess };
}

const noNames: FoundNames = { names: [], isGuess: false };

/** Searches; where that fails, once more with everything fetched anew, then in names alone. Never rejects. */
export async function firstAnswer(search: SiteSearch, question: SearchQuestion): Promise<FirstAnswer> {
  try {
    return await wholeAnswer(search, question);
  } catch (error) {
    const isUnsupported = error instanceof UnsupportedEngineError;
    if (!isUnsupported) {
      search.reopen();
      const again = await wholeAnswer(search, question).catch(() => undefined);
      if (again !== undefined) return again;
    }
    // Without a network names and titles are still found, where the station finder has stored them.
    const found = await search.suggest(question.query, maxByPinyin).catch(() => noNames);
    return { hits: [], ...found, isUnsupported };
  }
}

/** Characters of a query that are repeated in a sentence. */
const repeated = 20;

const quoted = (query: string): string => {
  const characters = Array.from(query);
  return `“${characters.length > repeated ? `${characters.slice(0, repeated).join('')}…` : query}”`;
};

/**
 * The sentence that announces how much was found.
 * @param listed how many items are listed
 * @param byPinyin how many names were found by their pinyin, which the answer does not count
 */
export function summaryOf(query: string, answer: SearchAnswer, listed: number, byPinyin: number): string {
  const { pages, isExact } = answer.count;
  if (listed === 0) return `没有找到${quoted(query)}`;
  if (pages === 0) return `按读音找到 ${String(listed)} 个页面`;
  // Some of the pages that are not listed yet may also be among the names; once all are listed the count is exact.
  const total = answer.hasMore ? pages + byPinyin : listed;
  const about = answer.hasMore && !isExact ? '约 ' : '';
  return `找到 ${about}${String(total)} 个页面提到${quoted(query)}`;
}

/** The sentence that announces how many names were found where texts cannot be searched. */
export function namesSummaryOf(query: string, { names, isGuess, isUnsupported = false }: FirstAnswer): string {
  const count = `${isGuess ? '最接近的有' : '找到'} ${String(names.length)} 个`;
  if (isUnsupported) {
    return names.length === 0
      ? `这个浏览器版本太旧，只能按名称找，名称里没有${quoted(query)}。用新一点的浏览器可以搜正文。`
      : `这个浏览器版本太旧，只能按名称找：${count}`;
  }
  if (names.length === 0) return '搜索没有打开，请看看网络，再试一次。';
  return `没有连上网，只能按名称找：${count}`;
}
