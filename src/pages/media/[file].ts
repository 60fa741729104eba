/** The renditions of clips that may be shown, when the site serves them itself. */
import { readFile } from 'node:fs/promises';
import type { APIRoute, GetStaticPaths } from 'astro';
import { servedRenditions } from '../../library/videos.ts';

export const getStaticPaths = (async () =>
  (await servedRenditions()).map(({ file, path }) => ({ params: { file }, props: { path } }))) satisfies GetStaticPaths;

export const GET: APIRoute<{ path: string }> = async ({ props }) =>
  new Response(new Uint8Array(await readFile(props.path)), {
    headers: { 'content-type': props.path.endsWith('.webm') ? 'video/webm' : 'video/mp4' },
  });
