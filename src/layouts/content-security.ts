/** What a page's Content Security Policy allows. */
import { createHash } from 'node:crypto';

/** What `Astro.csp` is, as far as styles go. */
interface StylePolicy {
  insertStyleHash(hash: `sha256-${string}`): void;
}

/**
 * Allows a style sheet that is in the page as text. Does nothing where pages have no policy, as in the development server.
 *
 * A function, since a page that calls `Astro.csp` in a statement of its own loses the type of `Astro.props`: TypeScript looks
 * whether the call is an assertion, and for that needs the type that it is about to infer.
 */
export function allowStyle(csp: StylePolicy | undefined, css: string): void {
  csp?.insertStyleHash(`sha256-${createHash('sha256').update(css).digest('base64')}`);
}
