/**
 * The former addresses for nginx, to be included where the site is served: with it a search engine is told by status that a page
 * moved for good (301), or is gone (410). Without it a page at each address says the same to people.
 */
import type { APIRoute } from 'astro';
import { formerAddresses } from '../../library/redirects.ts';
import { href } from '../../components/site/href.ts';

/** An address as nginx takes it in quotes: it would look for a variable behind a dollar sign. */
const quoted = (address: string) => `"${encodeURI(address).replaceAll('$', '%24')}"`;

export const GET: APIRoute = async () => {
  const rules = (await formerAddresses()).map(({ path, to }) => {
    const here = href(path);
    return to === undefined
      ? `location = ${here} { error_page 410 ${quoted(`${here}index.html`)}; return 410; }`
      : `location = ${here} { return 301 ${quoted(href(to))}; }`;
  });
  return new Response(['# Former addresses, for `include` in a server of nginx.', ...rules.sort(), ''].join('\n'), {
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });
};
