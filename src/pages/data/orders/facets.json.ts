/** What the filter of the orders asks; see `domain/order-facets.ts`. */
import type { APIRoute } from 'astro';
import { orderFacets } from '../../../library/orders.ts';

export const GET: APIRoute = async () =>
  new Response(JSON.stringify(await orderFacets()), { headers: { 'content-type': 'application/json; charset=utf-8' } });
