/** Answers nothing that a page of another site asks for, whatever it is. */
import type { MiddlewareHandler } from 'astro';
import { isOwnRequest } from '../studio/own-request.ts';

export const onRequest: MiddlewareHandler = ({ request }, next) =>
  isOwnRequest(request) ? next() : new Response('只接受来自本机编辑台的请求', { status: 403 });
