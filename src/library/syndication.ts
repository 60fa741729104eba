/** The pages in the feed and the sitemap. Samples and previews are never among them. */
import { paths } from '../addresses.ts';
import { kindRow, kindsWith, type GatedKind } from '../kinds.ts';
import { byCode } from './comparators.ts';
import { allEntries, entriesOf } from './entries.ts';
import { indicators } from './indicators.ts';
import { ordersByMonth } from './orders.ts';
import { plainPages } from './site.ts';
import { href, type Summary } from './summaries.ts';

/** One item of the feed. */
export interface FeedItem {
  title: string;
  href: string;
  description: string;
  /** The day that it is dated, where the entry has one. */
  on?: string;
}

/** Most items of the feed. */
const feedLength = 50;

const isSyndicated = ({ isSample, preview }: Summary) => !isSample && preview === undefined;

/** The entries of kinds that appear in the feed; those with a day first, newest first. */
export async function feedItems(): Promise<FeedItem[]> {
  const kinds: readonly GatedKind[] = kindsWith('feed');
  const entries = (await Promise.all(kinds.map(entriesOf))).flat();
  return entries
    .filter(isSyndicated)
    .map(({ title, href: address, description = '', date }) => ({
      title,
      href: address,
      description,
      ...(date !== undefined && { on: date }),
    }))
    .sort((a, b) => byCode(b.on ?? '', a.on ?? ''))
    .slice(0, feedLength);
}

/** The paths of all pages that search engines should index. */
export async function sitemapPaths(): Promise<string[]> {
  const listsOfKinds = kindsWith('pages').flatMap((kind) => kindRow(kind).pages?.list ?? []);
  const lists = [paths.home, ...listsOfKinds, paths.needs, paths.resources, paths.duties, paths.accessibility];
  const months = [...(await ordersByMonth())].filter(([, ofMonth]) => ofMonth.some(isSyndicated));
  const pages = (await plainPages()).filter(({ href: address }) => address !== href(paths.about));
  return [
    ...lists.map(href),
    ...months.map(([month]) => href(paths.ordersOfMonth(month))),
    ...(await allEntries()).filter(isSyndicated).map(({ href: address }) => address),
    ...[...(await indicators()), ...pages].map(({ href: address }) => address),
  ];
}
