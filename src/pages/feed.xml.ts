/** The feed of new stories, clips and features. */
import rss from '@astrojs/rss';
import type { APIRoute } from 'astro';
import { paths } from '../addresses.ts';
import { href } from '../components/site/href.ts';
import { environment } from '../environment.ts';
import { feedItems } from '../library/syndication.ts';
import { settings } from '../library/site.ts';

export const GET: APIRoute = async () => {
  const site = await settings();
  return rss({
    title: `${site.name} · ${site.county}`,
    description: site.description,
    site: new URL(environment.basePath, environment.siteUrl),
    xmlns: { atom: 'http://www.w3.org/2005/Atom' },
    // A reader that has the file alone learns where it is from: https://www.rssboard.org/rss-profile#namespace-elements-atom-link.
    customData: `<language>zh-CN</language><atom:link href="${new URL(href(paths.feed), environment.siteUrl).href}" rel="self" type="application/rss+xml"/>`,
    items: (await feedItems()).map(({ title, href, description, on }) => ({
      title,
      link: href,
      description,
      // Noon in China: the day stays the same in every reader's time zone from America to New Zealand.
      ...(on !== undefined && { pubDate: new Date(`${on}T12:00:00+08:00`) }),
    })),
  });
};
