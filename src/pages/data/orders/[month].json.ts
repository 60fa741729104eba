/** The rows of one month as the filter of the orders shows them. */
import type { APIRoute, InferGetStaticPropsType } from 'astro';
import { orderRow, ordersByMonth } from '../../../library/orders.ts';

export async function getStaticPaths() {
  return [...(await ordersByMonth())].map(([month, orders]) => ({ params: { month }, props: { orders } }));
}

export const GET: APIRoute<InferGetStaticPropsType<typeof getStaticPaths>> = ({ props }) =>
  new Response(JSON.stringify(props.orders.map(orderRow)), {
    headers: { 'content-type': 'application/json; charset=utf-8' },
  });
