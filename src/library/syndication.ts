/** The pages that the site announces to readers and search engines. Samples and previews are never announced. */
import { paths } from '../domain/addresses.ts';
import { features } from './features.ts';
import { indicators } from './indicators.ts';
import { orders, ordersByMonth } from './orders.ts';
import { people } from './people.ts';
import { plainPages } from './site.ts';
import { stations } from './stations.ts';
import { href, type Summary } from './summaries.ts';
import { clips } from './videos.ts';

/** One item of the feed. */
export interface FeedItem {
  title: string;
  href: string;
  description: string;
  /** The day from which it is dated, where the entry has one. */
  on?: string;
}

const isSyndicated = ({ isSample, preview }: Summary) => !isSample && preview === undefined;

/** Stories, clips and features for the feed; those with a day first, newest first. */
export async function feedItems(): Promise<FeedItem[]> {
  const items: FeedItem[] = [
    ...(await features())
      .filter(isSyndicated)
      .map(({ title, href: address, lead, from }) => ({ title, href: address, description: lead, on: from })),
    ...(await clips()).filter(isSyndicated).map(({ title, href: address, town, recordedOn }) => ({
      title,
      href: address,
      description: `${town}的短片`,
      on: recordedOn,
    })),
    ...(await people())
      .filter(isSyndicated)
      .map(({ name, href: address, headline }) => ({ title: name, href: address, description: headline })),
  ];
  return items.sort((a, b) => ((a.on ?? '') < (b.on ?? '') ? 1 : -1)).slice(0, 50);
}

/** The paths of all pages that search engines should know. */
export async function sitemapPaths(): Promise<string[]> {
  const lists = [
    paths.home,
    paths.people,
    paths.videos,
    paths.stations,
    paths.achievements,
    paths.orders,
    paths.needs,
    paths.resources,
    paths.duties,
    paths.features,
    paths.teams,
    paths.about,
  ].map(href);
  const entries = [
    ...(await people()),
    ...(await clips()),
    ...(await stations()),
    ...(await orders()),
    ...(await features()),
  ].filter(isSyndicated);
  const months = [...(await ordersByMonth())].filter(([, ofMonth]) => ofMonth.some(isSyndicated));
  const pages = (await plainPages()).filter(({ slug }) => slug !== 'about');
  return [
    ...lists,
    ...months.map(([month]) => href(paths.ordersOfMonth(month))),
    ...[...entries, ...(await indicators()), ...pages].map(({ href: path }) => path),
  ];
}
