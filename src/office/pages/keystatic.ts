/** The API of the studio's page: lists, reads and writes the files of the content tree. */
import type { APIRoute } from 'astro';
import { contentResponse } from '../keystatic-api.ts';
import { openedStore } from '../opened-store.ts';
import { isOwnRequest } from '../../studio/own-request.ts';

export const prerender = false;

export const ALL: APIRoute = async ({ request, params }) => {
  if (!isOwnRequest(request)) return new Response('只接受来自本机编辑台的请求', { status: 403 });
  return contentResponse(await openedStore(), request, params['params'] ?? '');
};
