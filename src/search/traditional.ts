/**
 * Traditional characters. Texts are indexed in simplified ones, and a query is turned into them in the browser by a small
 * table: only characters whose simplified form occurs on the site. The converter itself stays at build time.
 */
import characters from 'opencc-js/dict/TSCharacters';

/**
 * The characters of GB 2312. They are in use in simplified Chinese, even where one is also the traditional form of another:
 * 著 in 著名, 乾 in 乾坤. What is in it stays as it is.
 */
const usual = (() => {
  const decoder = new TextDecoder('gbk');
  const rows = Array.from({ length: 0xf8 - 0xb0 }, (_, index) => index + 0xb0);
  const cells = Array.from({ length: 0xff - 0xa1 }, (_, index) => index + 0xa1);
  return new Set(rows.flatMap((row) => cells.map((cell) => decoder.decode(new Uint8Array([row, cell])))));
})();

/** Traditional characters, one for one, so that a converted text has its hits in the same places. */
const simplified = new Map(
  characters
    .split('|')
    .map((pair) => pair.split(' '))
    .flatMap(([from, to]) =>
      from !== undefined && to !== undefined && from !== to && !usual.has(from) ? [[from, to] as const] : [],
    ),
);

/** A text in simplified characters. */
export function simplifiedText(text: string): string {
  return text.replace(/\p{Script=Han}/gu, (character) => simplified.get(character) ?? character);
}

/** The table for the browser: traditional characters, and what each is in simplified Chinese, in the same order. */
export interface TraditionalTable {
  traditional: string;
  simplified: string;
}

/** Creates the table for a site. @param texts everything that can be found on it */
export function traditionalOf(texts: Iterable<string>): TraditionalTable {
  const used = new Set([...texts].flatMap((text) => Array.from(simplifiedText(text))));
  const pairs = [...simplified].filter(([, to]) => used.has(to));
  return { traditional: pairs.map(([from]) => from).join(''), simplified: pairs.map(([, to]) => to).join('') };
}
