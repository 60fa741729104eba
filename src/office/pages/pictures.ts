/** Small pictures of the content for lists. Their addresses name the content, so browsers keep them. */
import type { APIRoute } from 'astro';
import { openedStore } from '../opened-store.ts';
import { thumbnailOf } from '../thumbnail.ts';

export const prerender = false;

const hundredths = (text: string | null) => Math.min(100, Math.max(0, Number(text ?? 50) || 0));

export const GET: APIRoute = async ({ url }) => {
  const { store } = await openedStore();
  const [path, id] = [url.searchParams.get('path') ?? '', url.searchParams.get('id') ?? ''];
  const bytes = await store.read(path, id);
  const focus = { x: hundredths(url.searchParams.get('x')), y: hundredths(url.searchParams.get('y')) };
  const picture = bytes === undefined ? undefined : await thumbnailOf(bytes, focus).catch(() => undefined);
  if (picture === undefined) return new Response('没有这张图片', { status: 404 });
  return new Response(new Uint8Array(picture), {
    headers: { 'content-type': 'image/webp', 'cache-control': 'private, max-age=31536000, immutable' },
  });
};
