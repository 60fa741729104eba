/** The search dialog, fetched when it is opened. Its name changes with it, so it may be cached for ever. */
import { dialogHash, dialogText } from '../../components/search/dialog-file.ts';

export const getStaticPaths = () => [{ params: { hash: dialogHash } }];

export const GET = () => new Response(dialogText, { headers: { 'Content-Type': 'text/javascript; charset=utf-8' } });
