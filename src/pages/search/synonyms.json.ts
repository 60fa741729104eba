/** The groups of words that the search takes for one, as editors wrote them; its index is built with them too. */
import type { APIRoute } from 'astro';
import { synonyms } from '../../library/site.ts';

export const GET: APIRoute = async () => Response.json(await synonyms());
