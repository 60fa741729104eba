/**
 * Traditional characters. Texts are indexed in simplified ones, and a query is turned into them in the browser by a small
 * table: only characters whose simplified form occurs on the site. The converter itself stays at build time.
 */
import characters from 'opencc-js/dict/TSCharacters';
import { simplifiedCharacters } from './gb2312.ts';

/**
 * Traditional characters, one for one, so that a converted text has its hits in the same places. What is in use in simplified
 * Chinese stays as it is, even where it is also the traditional form of another: 著 in 著名, 乾 in 乾坤.
 */
const simplified = new Map(
  characters
    .split('|')
    .map((pair) => pair.split(' '))
    .flatMap(([from, to]) =>
      from !== undefined && to !== undefined && from !== to && !simplifiedCharacters.has(from)
        ? [[from, to] as const]
        : [],
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
