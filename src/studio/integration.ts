/** The studio as an Astro integration. Used instead of `@keystatic/astro`'s own integration, for the reasons below. */
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { wordingPlugin } from './wording-plugin.ts';

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/**
 * The routes of the studio: the page at `/keystatic` and its API at `/api/keystatic`.
 *
 * Our own integration because Keystatic's hashes the whole project for every list of entries, supports no other content
 * tree than the project's, serves a page without language and title, and discovers its dependencies one by one, so that
 * the first visit reloads twice. It listens on this machine only: local mode writes files for anybody who can reach it.
 */
export function studio(): AstroIntegration {
  return {
    name: 'hongxin-studio',
    hooks: {
      'astro:config:setup': ({ injectRoute, updateConfig }) => {
        updateConfig({
          server: { host: '127.0.0.1' },
          devToolbar: { enabled: false },
          // Keystatic requests `/api/keystatic/tree`, and its style sheets are written into the page while it runs.
          trailingSlash: 'ignore',
          security: { csp: false },
          vite: {
            plugins: [wordingPlugin()],
            server: { cors: false, allowedHosts: ['localhost', '127.0.0.1'] },
            optimizeDeps: {
              // All dependencies are listed below: Vite would reload the page, while the editor works, when it
              // discovers one later.
              noDiscovery: true,
              include: [
                'react',
                'react-dom',
                'react-dom/client',
                'react/jsx-runtime',
                'react/jsx-dev-runtime',
                '@keystatic/core',
                '@keystatic/core/content-components',
                '@keystatic/core/ui',
                '@keystatic/astro/ui',
                '@astrojs/react/client.js',
                'pinyin-pro',
              ],
              rolldownOptions: { plugins: [wordingPlugin()] },
            },
          },
        });
        injectRoute({ pattern: '/keystatic/[...params]', entrypoint: here('page.astro'), prerender: false });
        injectRoute({ pattern: '/api/keystatic/[...params]', entrypoint: here('api.ts'), prerender: false });
      },
    },
  };
}
