/** The API of the studio's page: lists, reads and writes the files of the content tree. */
import type { APIRoute } from 'astro';
import { openContentStore, type OpenedStore } from '../content-store/open-content-store.ts';
import { environment } from '../environment.ts';
import { contentResponse } from './content-api.ts';
import { isOwnRequest } from './own-request.ts';
import { isWritable } from './writable-paths.ts';

export const prerender = false;

let opened: Promise<OpenedStore> | undefined;

/** The store, opened at the first request; after a failure the next request tries again. */
function openStore(): Promise<OpenedStore> {
  opened ??= openContentStore(environment.contentDirectory, isWritable).catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

export const ALL: APIRoute = async ({ request, params }) => {
  if (!isOwnRequest(request)) return new Response('只接受来自本机编辑台的请求', { status: 403 });
  return contentResponse(await openStore(), request, params['params'] ?? '');
};
