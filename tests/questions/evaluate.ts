/** How well the search answers questions: the first five of what it shows, against grades by rules. */
import { answerFromStations } from '../../src/components/search/station-answer.client.ts';
import { firstAnswer } from '../../src/components/search/first-answer.client.ts';
import type { SiteSearch } from '../../src/search/site-search.client.ts';
import { gradedPages, ndcg, type Rule } from './grades.ts';

/** The outcome of some questions. */
export interface Evaluation {
  ndcg: number;
  /** Share of questions to which nothing is shown. */
  withoutAnswer: number;
  /** Share of questions whose first result has the best grade that there is. */
  firstIsRight: number;
  /** The questions that are answered worst, with what is shown. */
  worst: { query: string; ndcg: number; listed: string[] }[];
}

/** The addresses that are shown for a query, in their order, each once. */
export async function shownFor(search: SiteSearch, query: string): Promise<string[]> {
  const [stations, destinations, { hits, names, isGuess }] = await Promise.all([
    search
      .stationQuestion(query)
      .then(async (question) => question && answerFromStations(question, await search.finderData())),
    search.destinations(query).catch(() => []),
    firstAnswer(search, { query, filters: {}, isNewestFirst: false }),
  ]);
  // The number itself stands above the link to the list.
  const own =
    stations?.stations.length === 0
      ? ['/stations/']
      : (stations?.stations.map(({ item }) => `/stations/${item.slug}/`) ?? []);
  const leads = destinations.slice(0, 3).map(({ path }) => path);
  const byName = isGuess && hits.length > 0 ? [] : names.map(({ path }) => path);
  return [
    ...new Set([...own, ...leads, ...byName, ...hits.map(({ href }) => href)].map((path) => path.replace(/#.*$/, ''))),
  ];
}

/** Asks every question. @param ask the addresses that a search shows for a query */
export async function evaluate(
  site: string,
  questions: readonly (readonly [query: string, rule: Rule])[],
  ask: (query: string) => Promise<string[]>,
): Promise<Evaluation> {
  const pages = gradedPages(site);
  const outcomes = [];
  for (const [query, rule] of questions) {
    const listed = await ask(query);
    const best = Math.max(...pages.map(rule));
    const first = pages.find(({ path }) => path === listed[0]);
    outcomes.push({
      query,
      ndcg: ndcg(pages, rule, listed),
      listed: listed.slice(0, 5),
      isEmpty: listed.length === 0,
      isRight: first !== undefined && rule(first) === best,
    });
  }
  const share = (count: number) => count / outcomes.length;
  return {
    ndcg: share(outcomes.reduce((sum, each) => sum + each.ndcg, 0)),
    withoutAnswer: share(outcomes.filter(({ isEmpty }) => isEmpty).length),
    firstIsRight: share(outcomes.filter(({ isRight }) => isRight).length),
    worst: outcomes
      .toSorted((a, b) => a.ndcg - b.ndcg)
      .slice(0, 40)
      .map(({ query, ndcg: value, listed }) => ({ query, ndcg: value, listed })),
  };
}
