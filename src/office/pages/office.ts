/** The API of the office's pages. */
import type { APIRoute } from 'astro';
import { openedStore } from '../opened-store.ts';
import { isOwnRequest } from '../../studio/own-request.ts';
import { officeResponse } from '../office-api.ts';

export const prerender = false;

export const ALL: APIRoute = async ({ request, params }) => {
  if (!isOwnRequest(request)) return new Response('只接受来自本机编辑台的请求', { status: 403 });
  return officeResponse(await openedStore(), request, params['params'] ?? '');
};
