/** Open data: one published figure. */
import type { APIRoute, InferGetStaticPropsType } from 'astro';
import { indicators } from '../../../library/indicators.ts';
import { json } from '../_responses.ts';
import { indicatorRecord } from './_record.ts';

export async function getStaticPaths() {
  return (await indicators()).map((indicator) => ({ params: { slug: indicator.slug }, props: { indicator } }));
}

export const GET: APIRoute<InferGetStaticPropsType<typeof getStaticPaths>> = ({ props }) =>
  json(indicatorRecord(props.indicator));
