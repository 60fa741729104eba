/** One sitemap file. */
import type { APIRoute, GetStaticPaths } from 'astro';
import { sitemapFiles, xml } from './_sitemap.ts';

export const getStaticPaths = (async () =>
  (await sitemapFiles()).map((addresses, file) => ({
    params: { file: String(file) },
    props: { addresses },
  }))) satisfies GetStaticPaths;

export const GET: APIRoute<{ addresses: string[] }> = ({ props }) =>
  xml([
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ...props.addresses.map((address) => `<url><loc>${address}</loc></url>`),
    '</urlset>',
  ]);
