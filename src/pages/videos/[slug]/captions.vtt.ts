/** The captions of a clip, as a file that a `<track>` can name. */
import type { APIRoute, GetStaticPaths } from 'astro';
import { captionFiles } from '../../../library/videos.ts';

export const getStaticPaths = (async () =>
  (await captionFiles()).map(({ slug, text }) => ({ params: { slug }, props: { text } }))) satisfies GetStaticPaths;

export const GET: APIRoute<{ text: string }> = ({ props }) =>
  new Response(props.text, { headers: { 'content-type': 'text/vtt; charset=utf-8' } });
