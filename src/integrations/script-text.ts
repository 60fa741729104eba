/**
 * Gives the text of a browser script, bundled and minified, to code that is built: `import text from './x.client.ts?text'`.
 * The station finder stands in its page whole, so that one request brings the page and its answer. Astro inlines scripts
 * too, but not one that shares a module with another script.
 */
import { createHash } from 'node:crypto';
import { build, type Plugin } from 'vite';
import { scriptAssumptions, scriptTargets } from './browsers.ts';
import { lowerStylesPlugins } from './lower-styles.ts';

/** The imports that are answered, and the form of the script: one that runs, or a module that exports what the file exports. */
const queries = { '?text': 'iife', '?module-text': 'es' } as const;
type Query = keyof typeof queries;

const queryOf = (source: string) => (Object.keys(queries) as Query[]).find((query) => source.endsWith(query));

/** Bundles a browser script with all it imports into one script. Also resolves to the files that went into it. */
export async function scriptText(
  file: string,
  format: 'iife' | 'es' = 'iife',
): Promise<{ text: string; files: readonly string[] }> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [lowerStylesPlugins(), scriptTextPlugin()],
    build: {
      write: false,
      minify: true,
      cssMinify: false,
      target: scriptTargets,
      lib: { entry: file, formats: [format], name: 'script' },
      rolldownOptions: { transform: { assumptions: scriptAssumptions }, output: { codeSplitting: false } },
    },
  });
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((each) => ('output' in each ? each.output : []));
  const [chunk] = outputs;
  if (outputs.length !== 1 || chunk?.type !== 'chunk') throw new Error(`${file} · 没有合成一个脚本`);
  return { text: chunk.code.trim(), files: Object.keys(chunk.modules) };
}

/** The plug-in that answers such imports. */
export function scriptTextPlugin(): Plugin {
  return {
    name: 'hongxin:script-text',
    enforce: 'pre',
    async resolveId(source, importer) {
      const query = queryOf(source);
      if (query === undefined) return null;
      const resolved = await this.resolve(source.slice(0, -query.length), importer);
      return resolved && `${resolved.id}${query}`;
    },
    async load(id) {
      const query = queryOf(id);
      if (query === undefined) return null;
      const { text, files } = await scriptText(id.slice(0, -query.length), queries[query]);
      for (const file of files) this.addWatchFile(file.replace(/\?.*$/, ''));
      const digest = createHash('sha256').update(text).digest();
      return `export default ${JSON.stringify(text)};
export const hash = 'sha256-${digest.toString('base64')}';
export const version = '${digest.toString('hex').slice(0, 12)}';`;
    },
  };
}
