/**
 * Copies the small modules that browser scripts share (`components/site/*.client.ts`) into each script that imports one.
 * Bundlers move a module that two scripts import into a file of its own; for a few hundred bytes that costs every page
 * another request, and another round trip before its controls work.
 */
import { basename } from 'node:path';
import type { Plugin } from 'vite';

const isScript = (id: string) => id.endsWith('.client.ts');
const shared = /\/components\/site\/[^/]+\.client\.ts$/;

/** The plug-in: a shared module that is imported by different scripts is a different module for each of them. */
export function scriptCopiesPlugin(): Plugin {
  return {
    name: 'hongxin:script-copies',
    apply: 'build',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (importer === undefined || !isScript(source) || !isScript(importer)) return null;
      const resolved = await this.resolve(source, importer, { skipSelf: true });
      return resolved && shared.test(resolved.id) ? `${resolved.id}?in=${basename(importer)}` : resolved;
    },
  };
}
