/**
 * Keeps `astro build` from writing a site by itself: it would check no content, make no index for the search, and write
 * over the last good site while it runs. `npm run build` goes through these steps and sets `isBuildByCommand` before.
 */
import type { AstroIntegration } from 'astro';

const key = Symbol.for('hongxin.build-by-command');
const registry = globalThis as { [key]?: { value: boolean } };

/** Whether the build in this process goes through the steps of `build/site-build.ts`. */
export const isBuildByCommand = (registry[key] ??= { value: false });

/** The integration that refuses. */
export function buildGuard(): AstroIntegration {
  return {
    name: 'hongxin:build-guard',
    hooks: {
      'astro:config:setup': ({ command }) => {
        if (command !== 'build' || isBuildByCommand.value) return;
        throw new Error(
          '请用 npm run build 生成网站：只运行 astro build，不检查内容，也没有搜索，还会盖掉现在的网站。',
        );
      },
    },
  };
}
