/**
 * Rewrites the styles of a build for the oldest browsers of the list, and minifies them. Sources keep their cascade
 * layers, which browsers before Chrome 99 and Safari 15.4 pass over with all that is in them.
 */
import { Features, transform } from 'lightningcss';
import { parse, type AtRule, type ChildNode, type Container, type Root } from 'postcss';
import type { Plugin } from 'vite';
import { cacheKeyOf } from '../storage/content-cache.ts';
import { digestOfModules } from '../storage/hash.ts';
import { styleTargets } from './browsers.ts';

/** Rules of each layer by its name, in the order of first mention; those in no layer under the empty name. */
type Layers = Map<string, ChildNode[]>;

function add(layers: Layers, name: string, nodes: readonly ChildNode[]): void {
  layers.set(name, [...(layers.get(name) ?? []), ...nodes]);
}

/** The at-rule that a node is, if it has one of the names. */
const atRule = (node: ChildNode, ...names: string[]): AtRule | undefined =>
  node.type === 'atrule' && names.includes(node.name) ? node : undefined;

function hasLayer(container: Container): boolean {
  return container.some((node) => atRule(node, 'layer') !== undefined || ('nodes' in node && hasLayer(node)));
}

/** Sorts the rules of a style sheet, or of a condition in it, by their layers. Throws for a layer inside a layer. */
function layersOf(container: Container): Layers {
  const layers: Layers = new Map();
  for (const node of container.nodes ?? []) {
    const layer = atRule(node, 'layer');
    const condition = atRule(node, 'media', 'supports');
    if (layer !== undefined) {
      const { nodes } = layer;
      if (nodes !== undefined && hasLayer(layer)) throw node.error('A layer inside a layer cannot be unwrapped.');
      for (const name of layer.params.split(',')) add(layers, name.trim(), nodes ?? []);
    } else if (condition !== undefined && hasLayer(condition)) {
      // The condition goes into each of its layers.
      for (const [name, nodes] of layersOf(condition)) {
        add(layers, name, [condition.clone({ nodes: [] }).append(nodes)]);
      }
    } else if ('nodes' in node && hasLayer(node)) {
      throw node.error('A layer inside this rule cannot be unwrapped.');
    } else {
      add(layers, '', [node]);
    }
  }
  return layers;
}

/**
 * A style sheet without its layers, in the order in which they win: layer after layer in the order of their first mention,
 * then what is in no layer (css-cascade-5, 6.4.4). Between layers the more specific selector now wins where it lost
 * before: the pictures of pages (`tests/visual`), which were approved with the layers, show where that matters.
 */
function unwrapLayers(styles: string): string {
  const root: Root = parse(styles);
  if (!hasLayer(root)) return styles;
  const { '': outside = [], ...named } = Object.fromEntries(layersOf(root));
  root.removeAll().append([...Object.values(named).flat(), ...outside]);
  return root.toString();
}

/** Styles as old browsers read them, minified. Throws for a syntax error, and for a layer inside a layer. */
export function lowerStyles(styles: string): string {
  const { code } = transform({
    filename: 'style.css',
    code: Buffer.from(unwrapLayers(styles)),
    minify: true,
    targets: styleTargets,
    // Known to the oldest browsers of the list all but the short forms; their replacement for pages in other directions
    // would be longer than all the rest.
    exclude: Features.LogicalProperties,
  });
  return Buffer.from(code).toString().trimEnd();
}

/** Changes with everything but the sources that decides what lowered styles look like. */
const digest = (): string =>
  cacheKeyOf(digestOfModules('src/integrations/lower-styles.ts'), JSON.stringify(styleTargets)).slice(0, 12);

/** The plug-ins that lower the style sheets of a build, and the styles that are imported as texts (`?inline`). */
export function lowerStylesPlugins(): Plugin[] {
  return [
    {
      // A style sheet is named by the hash of what it was made from, before it is lowered.
      name: 'hongxin:lower-styles-name',
      apply: 'build',
      enforce: 'pre',
      transform(code, id) {
        return id.endsWith('/src/styles/layers.css') ? { code: `${code}/* ${digest()} */`, map: null } : null;
      },
    },
    {
      name: 'hongxin:lower-styles',
      apply: 'build',
      enforce: 'post',
      transform: {
        order: 'post',
        handler(code, id) {
          if (!id.endsWith('.css?inline')) return null;
          const text = /^export default (".*");?\s*$/s.exec(code)?.[1];
          if (text === undefined) throw new Error(`${id}: styles as a text were expected.`);
          return { code: `export default ${JSON.stringify(lowerStyles(JSON.parse(text) as string))}`, map: null };
        },
      },
      generateBundle: {
        order: 'post',
        handler(_, bundle) {
          for (const asset of Object.values(bundle)) {
            if (asset.type !== 'asset' || !asset.fileName.endsWith('.css')) continue;
            asset.source = lowerStyles(Buffer.from(asset.source).toString());
          }
        },
      },
    },
  ];
}
