/** The first part of the answer to a question: from texts and names, or from names alone where texts cannot be searched. */
import type { FoundNames } from '../../domain/search/names.ts';
import { UnsupportedEngineError } from '../../search/engine.client.ts';
import { fewPages, type SearchAnswer, type SearchHit, type SearchQuestion } from '../../search/search-answer.client.ts';
import { isSearchTerm, type SiteSearch } from '../../search/site-search.client.ts';
import { namesWithin } from './search-filters.client.ts';

/** How many of the pages are listed that were found by the pinyin of their names. */
const maxByPinyin = 50;

/** The longest question in characters. */
const longestQuestion = 40;

/** What there is to show first. */
export interface FirstAnswer extends FoundNames {
  /** Undefined where texts cannot be searched; then names are all that was found. */
  answer?: SearchAnswer;
  /** Whether that is because the browser is too old, not for want of a network. */
  isUnsupported?: boolean;
  hits: SearchHit[];
  /** How many pages have just what was typed, where others follow that have what was meant. */
  literal?: number;
  /** What was searched instead, since no page has what was typed. */
  respelled?: string;
}

/** Searches texts and names. Rejects when something is missing without which it is not certain that nothing is found. */
async function wholeAnswer(search: SiteSearch, question: SearchQuestion): Promise<FirstAnswer> {
  const { query, filters } = question;
  const named = search.suggest(query, maxByPinyin);
  const [exact] = await Promise.all([search.ask(question), named.catch(() => undefined)]);
  const exactHits = await exact.more();
  const { names, isGuess } =
    exactHits.length > 0
      ? await named.catch((): FoundNames => noNames)
      : await search.suggest(query, maxByPinyin, { isThorough: true });
  // Pinyin and initials that fit a name are no question.
  const isNamed = names.length > 0 && !isGuess;
  // A pasted text is near to everything.
  const isQuestion = !isSearchTerm(query) && Array.from(query).length <= longestQuestion;
  if (!isQuestion) return { answer: exact, hits: exactHits, names: [], isGuess: false };
  if (exactHits.length === 0 && !isNamed) return nearestAnswer(search, question, names);
  if (exactHits.length < fewPages && !(isNamed && /[a-z]/i.test(query))) {
    // A whole question stands in a page or two by chance: what it asks for stands in more.
    const free = (await search.isReadOtherwise(query)) ? await search.askFreely(question, exact.checkedIds) : undefined;
    if (free !== undefined && free.count.pages > exactHits.length) {
      return { answer: free, hits: await free.more(), names: [], isGuess: false, literal: exactHits.length };
    }
  }
  const [answer, hits] = [exact, exactHits];
  if (isGuess) return { answer, hits, names, isGuess };
  // Names that contain the query are among the hits; pinyin and initials are in no text.
  return { answer, hits, names: /[a-z]/i.test(query) ? namesWithin(filters, names) : [], isGuess };
}

/** Where nothing is found as it was typed: the same by sound, then without the turns of a question, then the nearest pages. */
async function nearestAnswer(
  search: SiteSearch,
  question: SearchQuestion,
  similar: FoundNames['names'],
): Promise<FirstAnswer> {
  const respelled = await search.respelled(question.query);
  if (respelled !== undefined) {
    const asked = { ...question, query: respelled };
    const exact = await search.ask(asked);
    const hits = await exact.more();
    if (hits.length > 0) return { answer: exact, hits, names: [], isGuess: false, respelled };
    const free = await search.askFreely(asked);
    return { answer: free, hits: await free.more(), names: similar, isGuess: true, respelled };
  }
  const answer = await search.askFreely(question);
  return { answer, hits: await answer.more(), names: similar, isGuess: true };
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
 * @param respelled what was searched instead
 * @param literal how many pages have just what was typed, where others follow
 */
export function summaryOf(
  typed: string,
  answer: SearchAnswer,
  listed: number,
  byPinyin: number,
  { respelled, literal = 0 }: Pick<FirstAnswer, 'respelled' | 'literal'> = {},
): string {
  if (respelled !== undefined && listed > 0) {
    return `没有页面提到${quoted(typed)}，按${quoted(respelled)}${summaryOf(respelled, answer, listed, byPinyin)}`;
  }
  if (literal > 0 && listed > literal) {
    const meant = answer.nearestTo?.words ?? answer.understood ?? [];
    const others = answer.nearestTo === undefined ? `提到${meant.map(quoted).join('')}的` : '最接近的';
    return `${String(literal)} 个页面提到${quoted(typed)}，后面是${others}：`;
  }
  const query = typed;
  const { pages, isExact } = answer.count;
  if (listed === 0) return `没有找到${quoted(query)}`;
  const { nearestTo } = answer;
  if (nearestTo !== undefined) {
    const { words, complete } = nearestTo;
    const all = `${words.length > 1 ? '同时' : ''}提到${words.map(quoted).join('')}`;
    return complete === 0 ? `没有${all}的页面，最接近的是：` : `${String(complete)} 个页面${all}，后面是最接近的：`;
  }
  if (pages === 0) return `按读音找到 ${String(listed)} 个页面`;
  // Some of the pages that are not listed yet may also be among the names; once all are listed the count is exact.
  const total = answer.hasMore ? pages + byPinyin : listed;
  const about = answer.hasMore && !isExact ? '约 ' : '';
  return `找到 ${about}${String(total)} 个页面提到${(answer.understood ?? [query]).map(quoted).join('')}`;
}

/** The sentence below an answer where no page was found. */
export const answeredOnlySummaryOf = (query: string): string => `没有页面提到${quoted(query)}。`;

/**
 * The sentence that announces how many names were found where texts cannot be searched.
 * @param isAnswered whether the stations' data have answered
 */
export function namesSummaryOf(
  query: string,
  { names, isGuess, isUnsupported = false }: FirstAnswer,
  isAnswered: boolean,
): string {
  const count = `${isGuess ? '最接近的有' : '找到'} ${String(names.length)} 个`;
  if (isUnsupported) {
    return names.length === 0
      ? `这个浏览器版本太旧，只能按名称找，名称里没有${quoted(query)}。用新一点的浏览器可以搜正文。`
      : `这个浏览器版本太旧，只能按名称找：${count}`;
  }
  if (names.length === 0 && isAnswered) return '没有连上网，上面是存在这台设备里的站点资料。';
  if (names.length === 0) return '搜索没有打开，请看看网络，再试一次。';
  return `没有连上网，只能按名称找：${count}`;
}
