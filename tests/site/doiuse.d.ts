/** The part of doiuse that is used; it has no types of its own for this file. */
declare module 'doiuse/lib/DoIUse.js' {
  import type { Node, Plugin } from 'postcss';

  export default class DoIUse implements Plugin {
    constructor(options: {
      browsers: readonly string[];
      onFeatureUsage: (found: { feature: string; usage: Node; message: string }) => void;
    });
    postcssPlugin: string;
  }
}
