/** The data of the finder, for the answers of the search. */
import type { APIRoute } from 'astro';
import { finder } from '../../library/finder.ts';

export const GET: APIRoute = async () => Response.json((await finder()).data);
