/**
 * The sitemap, by the protocol of sitemaps.org: at most 50,000 addresses a file. Written from the library, because the
 * gate has to say which pages are announced; an integration that lists every file of the site would list the samples.
 */
import { environment } from '../environment.ts';
import { sitemapPaths } from '../library/syndication.ts';

/** Addresses in one file, as the protocol allows. */
const addressesPerFile = 50_000;

const escape = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** The addresses of each sitemap file. */
export async function sitemapFiles(): Promise<string[][]> {
  const all = (await sitemapPaths()).map((path) => escape(new URL(path, environment.siteUrl).href));
  return Array.from({ length: Math.ceil(all.length / addressesPerFile) }, (_, file) =>
    all.slice(file * addressesPerFile, (file + 1) * addressesPerFile),
  );
}

/** An XML answer. */
export function xml(lines: readonly string[]): Response {
  return new Response(`<?xml version="1.0" encoding="UTF-8"?>\n${lines.join('\n')}\n`, {
    headers: { 'content-type': 'application/xml; charset=utf-8' },
  });
}
