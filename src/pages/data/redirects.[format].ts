/**
 * The former addresses for servers, to be included where the site is served: with them a search engine is told by status that a page
 * moved for good (301), or is gone (410). Without them a page at each address says the same to people.
 */
import type { APIRoute } from 'astro';
import { formerAddresses } from '../../library/redirects.ts';
import { href } from '../../components/site/href.ts';

/** A former address, and where its page is now; nowhere where it was withdrawn. */
interface Former {
  from: string;
  to: string | undefined;
}

/** An address as nginx takes it in quotes: it would look for a variable behind a dollar sign. */
const quoted = (address: string) => `"${encodeURI(address).replaceAll('$', '%24')}"`;

/** For `include` in a server of nginx. */
const forNginx = ({ from, to }: Former): string =>
  to === undefined
    ? `location = ${from} { error_page 410 ${quoted(`${from}index.html`)}; return 410; }`
    : `location = ${from} { return 301 ${quoted(to)}; }`;

/** For `import` in a site of Caddy, whose `handle_errors` answers with the page at the address. */
const forCaddy = ({ from, to }: Former): string =>
  to === undefined ? `error ${from} 410` : `redir ${from} ${encodeURI(to).replaceAll('{', '%7B')} 301`;

const formats = {
  conf: (rules) => ['# Former addresses, for `include` in a server of nginx.', ...rules.map(forNginx), ''].join('\n'),
  caddy: (rules) => ['# Former addresses, for `import` in a site of Caddy.', ...rules.map(forCaddy), ''].join('\n'),
  json: (rules) => `${JSON.stringify(Object.fromEntries(rules.map(({ from, to }) => [from, to ?? null])))}\n`,
} as const satisfies Record<string, (rules: readonly Former[]) => string>;

export const getStaticPaths = () => Object.keys(formats).map((format) => ({ params: { format } }));

export const GET: APIRoute = async ({ params }) => {
  const rules = (await formerAddresses())
    .map(({ path, to }): Former => ({ from: href(path), to: to === undefined ? undefined : href(to) }))
    .sort((a, b) => (a.from < b.from ? -1 : 1));
  const format = params['format'] as keyof typeof formats;
  return new Response(formats[format](rules), {
    headers: { 'content-type': format === 'json' ? 'application/json' : 'text/plain; charset=utf-8' },
  });
};
