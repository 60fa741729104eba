/** The API of the studio's page: lists, reads and writes the files of the content tree. */
import { makeGenericAPIRouteHandler } from '@keystatic/core/api/generic';
import type { APIRoute } from 'astro';
import config from '../../keystatic.config.ts';
import { environment } from '../environment.ts';
import { isOwnRequest } from './own-request.ts';

export const prerender = false;

const handle = makeGenericAPIRouteHandler({ config, localBaseDirectory: environment.contentDirectory });

export const ALL: APIRoute = async ({ request }) => {
  if (!isOwnRequest(request)) return new Response('只接受来自本机编辑台的请求', { status: 403 });
  const { body, headers, status } = await handle(request);
  return new Response(typeof body === 'string' || body === null ? body : new Uint8Array(body), {
    status: status ?? 200,
    ...(headers === undefined ? {} : { headers }),
  });
};
