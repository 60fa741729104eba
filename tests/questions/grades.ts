/** How good a page is as an answer to a question, 0 to 3, by rules over the fields of the content: nobody grades page by page. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { searchedPage } from '../../src/search/page-text.ts';
import type { Facility, StationKind, Theme, Trade } from '../../src/schemas/vocabulary.ts';
import { plain } from '../search-questions.ts';

/** What the rules know of a page. */
export interface GradedPage {
  path: string;
  kind: string;
  title: string;
  /** Title and text in one width and one case, without spaces beside Chinese. */
  text: string;
  town?: string | undefined;
  station?: StationFacts;
  person?: PersonFacts;
}

interface StationFacts {
  slug: string;
  kind: StationKind;
  facilities: Record<Facility, string>;
  hours: { kind: string };
  truck?: { bays: number; maxLength?: number };
}

interface PersonFacts {
  slug: string;
  trade: Trade;
  themes: Theme[];
  honourYears: number[];
}

/** A grade for every page. */
export type Rule = (page: GradedPage) => number;

/** Every page that can be found on a built site, and the lists that answers lead to. */
export function gradedPages(site: string): GradedPage[] {
  const json = (path: string): unknown => JSON.parse(readFileSync(join(site, path), 'utf8'));
  const stations = new Map(
    (json('data/stations.json') as StationFacts[]).map((each) => [`/stations/${each.slug}/`, each]),
  );
  const people = new Map((json('data/people.json') as PersonFacts[]).map((each) => [`/people/${each.slug}/`, each]));
  const lists = (json('search/destinations.json') as { path: string; title: string }[])
    .filter(({ path }, index, all) => all.findIndex((each) => each.path === path) === index)
    .map(({ path, title }): GradedPage => ({ path, kind: 'list', title, text: plain(title) }));
  const pages = globSync('**/index.html', { cwd: site })
    .sort()
    .flatMap((file) => {
      const page = searchedPage(readFileSync(join(site, file), 'utf8'));
      if (page === undefined) return [];
      const path = `/${file.replaceAll('\\', '/').replace(/index\.html$/, '')}`;
      const [station, person] = [stations.get(path), people.get(path)];
      return [
        {
          path,
          kind: page.kind,
          title: page.title,
          text: plain(`${page.title}\n${page.text}`),
          town: page.town,
          ...(station !== undefined && { station }),
          ...(person !== undefined && { person }),
        },
      ];
    });
  return [...pages, ...lists.filter(({ path }) => !pages.some((page) => page.path === path))];
}

/** 3 for stations that have all of some facilities, within a town where one is given; elsewhere 1. */
export const stationWith =
  (has: readonly Facility[], town?: string): Rule =>
  ({ station, town: of }) =>
    station === undefined || !has.every((each) => station.facilities[each] === 'yes')
      ? 0
      : town === undefined || of === town
        ? 3
        : 1;

/** 3 for stations of a kind. */
export const stationOf =
  (kind: StationKind, town?: string): Rule =>
  ({ station, town: of }) =>
    station?.kind === kind ? (town === undefined || of === town ? 3 : 1) : 0;

/** 3 for stations that are open day and night. */
export const openAlways: Rule = ({ station }) => (station?.hours.kind === 'always' ? 3 : 0);

/** 3 for stations that a truck of a length is known to fit into. */
export const forTruck =
  (length: number): Rule =>
  ({ station }) =>
    station?.truck !== undefined && station.truck.bays > 0 && (station.truck.maxLength ?? 0) >= length ? 3 : 0;

/** 3 for the people of a trade and for their list, 1 for other pages that have its word. */
export const personOf =
  (trade: Trade, ...words: string[]): Rule =>
  ({ path, person, text }) =>
    person?.trade === trade || path === `/people/?trade=${trade}`
      ? 3
      : words.some((word) => text.includes(word))
        ? 1
        : 0;

/** 3 for the page at an address, or one of several. */
export const at =
  (...paths: string[]): Rule =>
  ({ path }) =>
    paths.includes(path) ? 3 : 0;

/** 3 for pages of a kind whose title has one of some words, 2 for those whose text has one, 1 for pages of other kinds. */
export const about =
  (kind: string | undefined, ...words: string[]): Rule =>
  (page) => {
    const isOfKind = kind === undefined || page.kind === kind;
    if (words.some((word) => plain(page.title).includes(word))) return isOfKind ? 3 : 1;
    if (words.some((word) => page.text.includes(word))) return isOfKind ? 2 : 1;
    return 0;
  };

/** 3 for pages that have all words, 1 for those that have some. */
export const having =
  (...words: string[]): Rule =>
  ({ text }) => {
    const count = words.filter((word) => text.includes(word)).length;
    return count === words.length ? 3 : count > 0 && count >= words.length / 2 ? 1 : 0;
  };

/** The better of two grades. */
export const either =
  (...rules: Rule[]): Rule =>
  (page) =>
    Math.max(...rules.map((rule) => rule(page)));

/** Discounted cumulative gain of grades, by 2^grade − 1 (Burges et al. 2005). */
const gain = (grades: readonly number[]) =>
  grades.reduce((sum, grade, index) => sum + (2 ** grade - 1) / Math.log2(index + 2), 0);

/** nDCG at 5 of a list of addresses. Throws when no page has a grade: such a question has no answer here. */
export function ndcg(pages: readonly GradedPage[], rule: Rule, listed: readonly string[]): number {
  const byPath = new Map(pages.map((page) => [page.path, rule(page)]));
  const ideal = gain([...byPath.values()].sort((a, b) => b - a).slice(0, 5));
  if (ideal === 0) throw new Error('No page answers it.');
  return gain(listed.slice(0, 5).map((path) => byPath.get(path) ?? 0)) / ideal;
}
