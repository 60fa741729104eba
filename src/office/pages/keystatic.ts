/** The API of the studio's page: lists, reads and writes the files of the content tree. */
import type { APIRoute } from 'astro';
import { contentResponse } from '../keystatic-api.ts';
import { openedStore } from '../opened-store.ts';

export const prerender = false;

export const ALL: APIRoute = async ({ request, params }) => {
  return contentResponse(await openedStore(), request, params['params'] ?? '');
};
