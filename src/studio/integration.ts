/** The studio as an Astro integration. Used instead of `@keystatic/astro`'s own integration, for the reasons below. */
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { wordingPlugin } from './wording-plugin.ts';

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/**
 * The routes of the studio: the page at `/keystatic` with its API, and the pages of the office beside it.
 *
 * Our own integration because Keystatic's hashes the whole project for every list of entries, supports no other content
 * tree than the project's, and serves a page without language and title.
 */
export function studio(): AstroIntegration {
  return {
    name: 'hongxin-studio',
    hooks: {
      'astro:config:setup': ({ addMiddleware, injectRoute, updateConfig }) => {
        updateConfig({
          // Whatever path the published site has.
          base: '/',
          // Keystatic requests `/api/keystatic/tree`, and its style sheets are written into the page while it runs.
          trailingSlash: 'ignore',
          // The policy is a header (`studio/server.ts`): pages of the office have no inline scripts to be named.
          security: { csp: false, checkOrigin: false },
          // Styles of the office's pages are theirs alone: on Keystatic's page they would restyle its fields.
          vite: { plugins: [wordingPlugin()], build: { cssCodeSplit: true } },
        });
        addMiddleware({ entrypoint: here('../office/own-requests.ts'), order: 'pre' });
        const route = (pattern: string, file: string) => {
          injectRoute({ pattern, entrypoint: here(file), prerender: false });
        };
        route('/keystatic', '../office/pages/desk.astro');
        route('/keystatic/collection/[kind]', '../office/pages/entries.astro');
        route('/office/entries', '../office/pages/entries.astro');
        route('/office/pictures', '../office/pages/pictures.ts');
        route('/keystatic/[...params]', '../office/pages/studio.astro');
        route('/api/keystatic/[...params]', '../office/pages/keystatic.ts');
        route('/office/versions', '../office/pages/versions.astro');
        route('/office/consent', '../office/pages/consent.astro');
        route('/office/deleted', '../office/pages/deleted.astro');
        route('/office/editor', '../office/pages/editor.astro');
        route('/office/sharing', '../office/pages/sharing.astro');
        route('/office/closed', '../office/pages/closed.astro');
        route('/office/refused', '../office/pages/refused.astro');
        route('/api/office/[...params]', '../office/pages/office.ts');
      },
    },
  };
}
