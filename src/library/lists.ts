/** Everything that is public, listed by town and by year: the way to find things without script. */
import { ordersWhere, paths } from '../addresses.ts';
import { pageKinds } from '../domain/search/names-file.ts';
import { slugOf } from '../domain/text/pinyin.ts';
import { kindRow, kinds, kindsWith, type GatedKind } from '../kinds.ts';
import { entriesOf } from './entries.ts';
import { settings } from './site.ts';
import { href } from './summaries.ts';

/** A link in a list. */
interface ListedEntry {
  href: string;
  title: string;
  /** Whether it is a sample, which must be marked. */
  isSample: boolean;
}

/** The list of one town or year. */
export interface EntryList {
  /** Address under the base path, beginning with `/`. */
  path: string;
  title: string;
  count: number;
  /** By kind; kinds without entries are left out. */
  groups: {
    label: string;
    entries: ListedEntry[];
    /** Address of the rest, for a kind with more entries than fit on a page. */
    rest?: { href: string; count: number };
  }[];
}

/** Most entries of a kind in such a list; a long ledger has pages of its own. */
const longest = 100;

interface Listed extends ListedEntry {
  label: string;
  town?: string;
  years: readonly string[];
}

async function everything(): Promise<Listed[]> {
  const searchable = kindsWith('search')
    .filter((kind) => 'gate' in kinds[kind])
    .toSorted((a, b) => kinds[a].search.rank - kinds[b].search.rank) as GatedKind[];
  const entries = (await Promise.all(searchable.map(entriesOf))).flat();
  return entries.map(({ kind, href: address, isSample, title, town, years }) => ({
    label: kindRow(kind).search?.label ?? kindRow(kind).label,
    href: address,
    isSample,
    title,
    ...(town !== undefined && { town }),
    years,
  }));
}

function listOf(path: string, title: string, entries: readonly Listed[], ordersHref: string): EntryList {
  const labels = [...new Set(entries.map(({ label }) => label))];
  return {
    path,
    title,
    count: entries.length,
    groups: labels.map((label) => {
      const ofKind = entries.filter((entry) => entry.label === label);
      return label === pageKinds.order && ofKind.length > longest
        ? { label, entries: ofKind.slice(0, longest), rest: { href: ordersHref, count: ofKind.length - longest } }
        : { label, entries: ofKind };
    }),
  };
}

/** A list for every town that has anything, in the order of the settings. */
export async function listsOfTowns(): Promise<EntryList[]> {
  const all = await everything();
  return (await settings()).towns.flatMap(({ name }) => {
    const entries = all.filter(({ town }) => town === name);
    return entries.length === 0
      ? []
      : listOf(paths.listOfTown(slugOf(name)), name, entries, href(ordersWhere({ town: name })));
  });
}

/** A list for every year that has anything, the newest first. */
export async function listsOfYears(): Promise<EntryList[]> {
  const all = await everything();
  const years = [...new Set(all.flatMap((entry) => entry.years))].sort().reverse();
  return years.map((year) =>
    listOf(
      paths.listOfYear(year),
      `${year} 年`,
      all.filter((entry) => entry.years.includes(year)),
      href(`${paths.orders}#y${year}`),
    ),
  );
}
