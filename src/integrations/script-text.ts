/**
 * Gives the text of a browser script, bundled and minified, to code that is built: `import text from './x.client.ts?text'`.
 * The station finder stands in its page whole, so that one request brings the page and its answer. Astro inlines scripts
 * too, but not one that shares a module with another script.
 */
import { createHash } from 'node:crypto';
import { build, type Plugin } from 'vite';
import { scriptAssumptions, scriptTargets } from './browsers.ts';
import { lowerStylesPlugins } from './lower-styles.ts';

const query = '?text';

/** Bundles a browser script with all it imports into one classic script. Also resolves to the files that went into it. */
export async function scriptText(file: string): Promise<{ text: string; files: readonly string[] }> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [lowerStylesPlugins()],
    build: {
      write: false,
      minify: true,
      cssMinify: false,
      target: scriptTargets,
      lib: { entry: file, formats: ['iife'], name: 'script' },
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
      if (!source.endsWith(query)) return null;
      const resolved = await this.resolve(source.slice(0, -query.length), importer);
      return resolved && `${resolved.id}${query}`;
    },
    async load(id) {
      if (!id.endsWith(query)) return null;
      const { text, files } = await scriptText(id.slice(0, -query.length));
      for (const file of files) this.addWatchFile(file);
      const digest = createHash('sha256').update(text).digest('base64');
      return `export default ${JSON.stringify(text)};\nexport const hash = 'sha256-${digest}';`;
    },
  };
}
