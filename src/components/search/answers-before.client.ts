/** What is shown above the results: the answer of the stations' data, and lists and pages that the words lead to. */
import { paths, underBase } from '../../addresses.ts';
import type { SiteSearch } from '../../search/site-search.client.ts';
import { createElement } from './elements.client.ts';
import type * as StationAnswers from './station-answer.client.ts';
import { version } from './station-answer.client.ts?module-text';

/** How many destinations are offered. */
const maxDestinations = 3;

/** The answer of the stations' data; none to another question, or where something cannot be fetched. */
async function stationAnswer(search: SiteSearch, base: string, query: string): Promise<Node[]> {
  try {
    const question = await search.stationQuestion(query);
    if (question === undefined) return [];
    const address = underBase(base, paths.stationAnswer(version));
    const answers = (await import(/* @vite-ignore */ address)) as typeof StationAnswers;
    return await answers.stationAnswer(question, await search.finderData(), base);
  } catch {
    return [];
  }
}

/** The answers to a question; none where there are none, or something cannot be fetched. */
export async function answersBefore(search: SiteSearch, base: string, query: string): Promise<Node[]> {
  const [stations, destinations] = await Promise.all([
    stationAnswer(search, base, query),
    search.destinations(query).catch(() => []),
  ]);
  if (destinations.length === 0) return stations;
  const links = destinations
    .slice(0, maxDestinations)
    .map(({ title, path }) => createElement('a', { class: 'choice', href: underBase(base, path) }, title));
  return [...stations, createElement('p', { class: 'choices' }, ...links)];
}
