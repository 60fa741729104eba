/** The style sheet and the script of large print. Their names change with them, so they may be cached for ever. */
import type { APIRoute, GetStaticPaths } from 'astro';
import { largePrintHash, largePrintTexts } from '../../components/large-print/large-print-files.ts';

const types = { css: 'text/css', js: 'text/javascript' } as const;

export const getStaticPaths = (() =>
  (['css', 'js'] as const).map((ending) => ({
    params: { file: `${largePrintHash}.${ending}` },
    props: { ending },
  }))) satisfies GetStaticPaths;

export const GET: APIRoute<{ ending: keyof typeof types }> = ({ props: { ending } }) =>
  new Response(largePrintTexts[ending], { headers: { 'content-type': `${types[ending]}; charset=utf-8` } });
