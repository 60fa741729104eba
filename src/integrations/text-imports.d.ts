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
