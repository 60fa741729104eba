/** Small pictures of the content for lists. Their addresses name the content, so browsers keep them. */
import { extname } from 'node:path';
import type { APIRoute } from 'astro';
import { pictureExtensions } from '../../media/pictures/inspect-picture.ts';
import { openedStore } from '../opened-store.ts';
import { thumbnailOf } from '../thumbnail.ts';

export const prerender = false;

const hundredths = (text: string | null) => Math.min(100, Math.max(0, Number(text ?? 50) || 0));

export const GET: APIRoute = async ({ url }) => {
  const { store } = await openedStore();
  const [path, id] = [url.searchParams.get('path') ?? '', url.searchParams.get('id') ?? ''];
  const bytes = await store.read(path, id);
  const focus = { x: hundredths(url.searchParams.get('x')), y: hundredths(url.searchParams.get('y')) };
  // For paper a small square is not enough. A browser tells by its bytes what kind of picture it is, and shows nothing else.
  if (bytes !== undefined && url.searchParams.has('whole') && pictureExtensions.has(extname(path).toLowerCase()))
    return new Response(new Uint8Array(bytes), {
      headers: { 'content-type': `image/${extname(path).slice(1).toLowerCase().replace('jpg', 'jpeg')}` },
    });
  const picture = bytes === undefined ? undefined : await thumbnailOf(bytes, focus).catch(() => undefined);
  if (picture === undefined) return new Response('没有这张图片', { status: 404 });
  return new Response(new Uint8Array(picture), {
    headers: { 'content-type': 'image/webp', 'cache-control': 'private, max-age=31536000, immutable' },
  });
};
