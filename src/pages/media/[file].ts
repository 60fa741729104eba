/** The renditions of clips that may be shown, when the site serves them itself. */
import { readFile } from 'node:fs/promises';
import type { APIRoute, GetStaticPaths } from 'astro';
import { servedRenditions } from '../../library/videos.ts';

export const getStaticPaths = (async () =>
  (await servedRenditions()).map(({ file, path }) => ({ params: { file }, props: { path } }))) satisfies GetStaticPaths;

export const GET: APIRoute<{ path: string }> = async ({ props }) => {
  const bytes = await readFile(props.path).catch((cause: unknown) => {
    throw new Error(`短片文件 ${props.path} 打不开。它应当在 MEDIA_DIR 里；由别处提供时请设置 MEDIA_URL。`, { cause });
  });
  return new Response(bytes, {
    headers: { 'content-type': props.path.endsWith('.webm') ? 'video/webm' : 'video/mp4' },
  });
};
