/** The index of the sitemap files. */
import type { APIRoute } from 'astro';
import { environment } from '../environment.ts';
import { href } from '../library/summaries.ts';
import { sitemapFiles, xml } from './_sitemap.ts';

export const GET: APIRoute = async () =>
  xml([
    '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ...(await sitemapFiles()).map(
      (_, file) =>
        `<sitemap><loc>${new URL(href(`/sitemap-${String(file)}.xml`), environment.siteUrl).href}</loc></sitemap>`,
    ),
    '</sitemapindex>',
  ]);
