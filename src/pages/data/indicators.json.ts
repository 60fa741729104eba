/** Open data: the published figures, each with its source. */
import type { APIRoute } from 'astro';
import { indicators } from '../../library/indicators.ts';
import { json } from './_responses.ts';
import { indicatorRecord } from './indicators/_record.ts';

export const GET: APIRoute = async () => json((await indicators()).map(indicatorRecord));
