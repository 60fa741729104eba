/** The settings of the site, its teams and its plain pages. */
import { render } from 'astro:content';
import { paths } from '../addresses.ts';
import type { SynonymFile } from '../domain/search/synonyms.ts';
import { syllablesOf } from '../domain/text/pinyin.ts';
import type { Settings } from '../schemas/site.ts';
import type { Team as TeamEntry } from '../schemas/team.ts';
import { catalogue, named } from './catalogue.ts';
import { byPinyin, byDateDescending } from './comparators.ts';
import { href, orderSummary, personSummary, type OrderSummary, type PersonSummary } from './summaries.ts';

/** A team as its page shows it. */
export interface Team extends Omit<TeamEntry, 'members'> {
  slug: string;
  members: readonly PersonSummary[];
  /** How many orders it has taken part in, and the newest of them. */
  orders: { count: number; newest: readonly OrderSummary[] };
}

/** How many orders of a team its page lists. */
const newestShown = 3;

/** A page of plain text. */
export interface PlainPage {
  slug: string;
  href: string;
  title: string;
  description: string;
}

/** The settings of the site. */
export async function settings(): Promise<Settings> {
  return (await catalogue()).settings;
}

/** The groups of words that mean the same to those who search, and how they are read. */
export async function synonyms(): Promise<SynonymFile> {
  const groups = (await catalogue()).synonyms.flatMap(({ data }) => data.groups.map(({ words }) => words));
  const reading = (word: string) =>
    /\p{Script=Han}/u.test(word) ? syllablesOf(word, 'words').join('').toLowerCase() : '';
  return { groups, readings: groups.map((words) => words.map(reading)) };
}

/** All teams, by name. */
export async function teams(): Promise<Team[]> {
  const all = await catalogue();
  return all.teams
    .toSorted((a, b) => byPinyin(a.data.name, b.data.name))
    .map(({ id, data }) => {
      const taken = all.backlinks.from('orders', 'team', id);
      const newest = taken.toSorted(byDateDescending(({ entry }) => entry.data.raisedOn)).slice(0, newestShown);
      return {
        ...data,
        slug: id,
        members: named(all.people, data.members).map(personSummary),
        orders: { count: taken.length, newest: newest.map(orderSummary) },
      };
    });
}

/** All plain pages. */
export async function plainPages(): Promise<PlainPage[]> {
  return (await catalogue()).pages.map(({ id, data }) => ({ slug: id, href: href(paths.page(id)), ...data }));
}

/** The text of a plain page, rendered from Markdown. */
export async function plainText(slug: string) {
  const page = (await catalogue()).pages.find(({ id }) => id === slug);
  return page && (await render(page)).Content;
}
