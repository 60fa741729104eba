/**
 * Keeps `astro build` from writing a site by itself: it would check no content, make no index for the search, and write
 * over the last good site while it runs. `npm run build` goes through these steps and calls `allowBuild` before.
 */
import type { AstroIntegration } from 'astro';

// Astro bundles its configuration: this module and that of the command may be two copies in one process.
const key = Symbol.for('hongxin.build-by-command');

/** Lets `astro build` run in this process: it is one of the steps of `build/site-build.ts`. */
export function allowBuild(): void {
  Object.assign(globalThis, { [key]: true });
}

/** The integration that refuses. */
export function buildGuard(): AstroIntegration {
  return {
    name: 'hongxin:build-guard',
    hooks: {
      'astro:config:setup': ({ command }) => {
        if (command !== 'build' || Object.hasOwn(globalThis, key)) return;
        throw new Error(
          '请用 npm run build 生成网站：只运行 astro build，不检查内容，也没有搜索，还会盖掉现在的网站。',
        );
      },
    },
  };
}
