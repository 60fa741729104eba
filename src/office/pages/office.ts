/** The API of the office's pages. */
import type { APIRoute } from 'astro';
import { openedStore } from '../opened-store.ts';
import { officeResponse } from '../office-api.ts';

export const prerender = false;

export const ALL: APIRoute = async ({ request, params }) => {
  return officeResponse(await openedStore(), request, params['params'] ?? '');
};
