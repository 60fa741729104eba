/** Tells search engines where the sitemap is. Under a portal's path it has no effect, and does no harm. */
import type { APIRoute } from 'astro';
import { paths } from '../addresses.ts';
import { environment } from '../environment.ts';
import { href } from '../library/summaries.ts';

export const GET: APIRoute = () =>
  new Response(`User-agent: *\nAllow: /\n\nSitemap: ${new URL(href(paths.sitemap), environment.siteUrl).href}\n`, {
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });
