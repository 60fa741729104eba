/**
 * With what a file of the site is served, by its path. The configurations in `deploy/` say the same in the words of their servers,
 * and a test compares each of them with this, file by file.
 */

/** Files whose name holds a hash of what they are: an address never gets another content. */
const namedByContent =
  /^(?:_astro\/|media\/|large-print\/|data\/stations\/|search\/[\w-]+\.[0-9a-f]+\.(?:js|json)$|pagefind\/(?:fragment|index|filter)\/|pagefind\/pagefind\.[\w-]+\.pf_meta$)/;

/** Whether the content of a file is in its name. @param path relative to the site, with `/` and none in front */
export const isNamedByContent = (path: string): boolean => namedByContent.test(path);

/** How long a browser may use a file without asking: for ever where its name holds its content, else not at all. */
export const cacheControlOf = (path: string): string =>
  isNamedByContent(path) ? 'public, max-age=31536000, immutable' : 'no-cache';

/** What every response carries. A page has its own policy in it; a policy for framing is the one that it cannot set itself. */
export const commonHeaders: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'Content-Security-Policy': "frame-ancestors 'self'",
};

/** Types by the endings of files; servers know few of them by themselves. */
const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json',
  geojson: 'application/geo+json',
  xml: 'application/xml',
  txt: 'text/plain; charset=utf-8',
  conf: 'text/plain; charset=utf-8',
  caddy: 'text/plain; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  vtt: 'text/vtt; charset=utf-8',
  ics: 'text/calendar; charset=utf-8',
  svg: 'image/svg+xml',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  avif: 'image/avif',
  gif: 'image/gif',
  mp4: 'video/mp4',
  m4s: 'video/iso.segment',
  mpd: 'application/dash+xml',
  pagefind: 'application/octet-stream',
  pf_meta: 'application/octet-stream',
  pf_index: 'application/octet-stream',
  pf_fragment: 'application/octet-stream',
  pf_filter: 'application/octet-stream',
};

/** The media type of a file; `undefined` for an ending that the site has none of. */
export const typeOf = (path: string): string | undefined => types[/\.(\w+)$/.exec(path)?.[1] ?? ''];

/** Whether a file gets smaller when it is compressed. Pictures and films are, and so are the pieces of the search. */
export const isCompressible = (path: string): boolean =>
  /\.(?:html|css|js|json|geojson|xml|txt|csv|vtt|ics|svg|mpd)$/.test(path);

/** The file of which a file is a compressed copy, which is no address of its own; itself where it is none. */
export const uncompressed = (path: string): string => path.replace(/\.(?:br|gz)$/, '');
