/** What `script-text.ts` answers to imports that end with `?text`. */
declare module '*?text' {
  /** The script. */
  const text: string;
  export default text;
  /** Its hash for a security policy. */
  export const hash: `sha256-${string}`;
}

/** What `festival-colours.ts` answers. */
declare module 'virtual:festival-colours.css';

/** The same as a module, which exports what the file exports. */
declare module '*?module-text' {
  const text: string;
  export default text;
  /** Part of a file's name that changes with the text. */
  export const version: string;
}
