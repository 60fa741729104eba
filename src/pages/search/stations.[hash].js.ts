/** What answers questions about stations, fetched with the first one. Its name changes with it, so it may be cached for ever. */
import text, { version } from '../../components/search/station-answer.client.ts?module-text';

export const getStaticPaths = () => [{ params: { hash: version } }];

export const GET = () => new Response(text, { headers: { 'Content-Type': 'text/javascript; charset=utf-8' } });
