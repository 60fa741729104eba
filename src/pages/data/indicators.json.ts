/** Open data: the published figures, each with its source. */
import type { APIRoute } from 'astro';
import { indicators } from '../../library/indicators.ts';
import { absolute, json } from './_answers.ts';

export const GET: APIRoute = async () =>
  json((await indicators()).map(({ href, ...indicator }) => ({ ...indicator, url: absolute(href) })));
