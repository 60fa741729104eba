/** The text of a browser script: see `integrations/script-text.ts`. */
declare module '*?text' {
  const text: string;
  export default text;
}
