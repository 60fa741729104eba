// @ts-check
import './src/process/start.ts';
import { resolve } from 'node:path';
import { satteri } from '@astrojs/markdown-satteri';
import { defineConfig } from 'astro/config';
import { astroCacheDirectory } from './src/integrations/astro-cache.ts';
import { markdownPlugins } from './src/markdown/plugins.ts';
import { buildGuard } from './src/integrations/build-guard.ts';
import { festivalColoursPlugin } from './src/integrations/festival-colours.ts';
import { scriptAssumptions, scriptTargets } from './src/integrations/browsers.ts';
import { lowerStylesPlugins } from './src/integrations/lower-styles.ts';
import { scriptCopiesPlugin } from './src/integrations/script-copies.ts';
import { scriptTextPlugin } from './src/integrations/script-text.ts';
import { environment } from './src/environment.ts';

// The studio alone needs a server; the public site is built without.
const studio = process.env['STUDIO'] === 'on' ? (await import('./src/studio/integration.ts')).studio() : undefined;

export default defineConfig({
  site: environment.siteUrl,
  base: environment.basePath,
  trailingSlash: 'always',
  // Shorter in the style sheet and in pages than attributes.
  scopedStyleStrategy: 'class',
  outDir: environment.outputDirectory,
  cacheDir: astroCacheDirectory,
  integrations: [buildGuard(), ...(studio === undefined ? [] : [studio])],
  ...(studio !== undefined && {
    output: 'server',
    adapter: (await import('@astrojs/node')).default({ mode: 'standalone' }),
  }),
  server: { port: environment.port },
  devToolbar: { enabled: false },
  image: {
    // AVIF at effort 2 takes a seventh of the time of the default and is a tenth larger.
    service: { entrypoint: './src/media/pictures/picture-service.ts', config: { avif: { effort: 2 } } },
  },
  markdown: {
    processor: satteri({
      ...markdownPlugins,
      // Quotation marks and dashes stay as the editor typed them: Chinese has its own.
      features: { smartPunctuation: false },
    }),
    syntaxHighlight: false,
  },
  vite: {
    // Whole paths: a build and the studio have roots of their own.
    cacheDir: resolve('.cache/vite'),
    // What a build writes beside a running preview is none of its pages.
    server: { watch: { ignored: [`${resolve('.cache')}/builds/**`, `${environment.outputDirectory}*/**`] } },
    plugins: [scriptCopiesPlugin(), scriptTextPlugin(), festivalColoursPlugin(), lowerStylesPlugins()],
    build: {
      // One style sheet and no inlined files: the style sheet is fetched once for the whole site, and the security
      // policy needs no list of hashes.
      cssCodeSplit: false,
      assetsInlineLimit: 0,
      // Styles are lowered and minified by a plug-in of our own, which takes them out of their cascade layers.
      cssMinify: false,
      cssTarget: false,
      target: scriptTargets,
      rolldownOptions: { transform: { assumptions: scriptAssumptions } },
    },
  },
  // Several pages at once: one is rendered while the files of others are written.
  build: { inlineStylesheets: 'never', concurrency: 8 },
  security: {
    csp: {
      // Scripts of the site itself, the search dialog among them. Pagefind's engine is WebAssembly: it may be compiled, and
      // nothing is evaluated from text.
      scriptDirective: { resources: ["'self'", "'wasm-unsafe-eval'"] },
      directives: [
        "default-src 'self'",
        "img-src 'self' data:",
        `media-src 'self'${environment.mediaUrl === '' ? '' : ` ${new URL(environment.mediaUrl).origin}`}`,
        "object-src 'none'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
      ],
    },
  },
});
