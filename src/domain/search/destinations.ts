/** Lists and pages that some words lead to, whether or not these stand in them. */
import type { Wanted } from './question.ts';
import { folded } from './text.ts';

/** A page, or a choice of a list, and the words that lead to it. */
export interface Destination {
  title: string;
  /** Address under the base path, beginning with `/`. */
  path: string;
  words: readonly string[];
}

/** So many characters beside a word that leads somewhere do not change what is meant: 字体太小. */
const mostBeside = 2;

/**
 * The destinations of a question, those of its whole before those of one of its words.
 * @param query in its folded form
 * @param wanted what it asks for; a word of a group of synonyms stands for all of them
 * @param isName whether a word is somebody's or something's name
 */
export function destinationsOf(
  all: readonly Destination[],
  query: string,
  wanted: readonly Wanted[],
  isName: (word: string) => boolean,
): Destination[] {
  const asked = new Set(wanted.flatMap(({ words }) => words));
  const found = all.flatMap((destination) => {
    const words = destination.words.map((word) => folded(word));
    const rank = words.includes(query) ? 0 : words.some((word) => asked.has(word)) ? 1 : undefined;
    return rank === undefined ? [] : [{ destination, rank }];
  });
  // What narrows a question further than the word itself, as a town does, does not lead anywhere by itself.
  const leading = new Set(found.flatMap(({ destination }) => destination.words.map((word) => folded(word))));
  const others = wanted.filter(({ words }) => !words.some((word) => leading.has(word)));
  const isLittle =
    others.every(({ text, group }) => group === undefined && !isName(text)) &&
    others.reduce((sum, { text }) => sum + text.length, 0) <= mostBeside;
  const isWhole = found.some(({ rank }) => rank === 0) || isLittle;
  return isWhole ? found.sort((a, b) => a.rank - b.rank).map(({ destination }) => destination) : [];
}
