/** The requests that the studio accepts. */

const ownHosts = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Whether a request comes from the studio's own page on this machine. Local mode has no accounts, so a page of another
 * site that is open in the same browser must not reach it, neither directly (`Origin`, `Sec-Fetch-Site`) nor under a
 * host name of its own that resolves to 127.0.0.1 (`Host`).
 */
export function isOwnRequest(request: Request): boolean {
  const host = request.headers.get('host') ?? new URL(request.url).host;
  if (!ownHosts.has(host.replace(/:\d+$/, ''))) return false;
  const origin = request.headers.get('origin');
  if (origin !== null && (!URL.canParse(origin) || new URL(origin).host !== host)) return false;
  const site = request.headers.get('sec-fetch-site');
  return site === null || site === 'same-origin' || site === 'none';
}
