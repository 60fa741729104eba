/** Where words lead besides pages that have them. */
import type { APIRoute } from 'astro';
import { destinations } from '../../library/destinations.ts';

export const GET: APIRoute = async () => Response.json(await destinations());
