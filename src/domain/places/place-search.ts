/**
 * Finds a place by typed text: a landmark, a street, a town; in characters, in pinyin or by its initials. Pages contain
 * one table of the readings of their characters, instead of a reading of every text.
 */
import { matchesPinyin } from '../text/pinyin-match.ts';

/** How characters are read. */
export interface Readings {
  /** The characters. */
  characters: string;
  /** The syllable of each character, one with two readings in use as `chong/zhong`, with spaces between. */
  syllables: string;
}

/** How a character is read, by the character. */
export type ReadingTable = ReadonlyMap<string, readonly string[]>;

/** Text in the form in which it is compared: one width, one case, no spaces. */
function normalizeWords(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s'’]+/g, '');
}

/** The Chinese characters of texts, each once, in the order in which they first occur. */
function charactersOf(texts: Iterable<string>): string[] {
  return [
    ...new Set(
      Array.from(texts)
        .join('')
        .match(/\p{Script=Han}/gu),
    ),
  ];
}

/** Writes a table of readings. @param read the syllable of every character of a text, as that text reads it */
export function readingsOf(texts: readonly string[], read: (text: string) => readonly string[]): Readings {
  const found = new Map(charactersOf(texts).map((character) => [character, new Set<string>()]));
  for (const text of texts) {
    const syllables = read(text);
    Array.from(text).forEach((character, index) => {
      const syllable = syllables[index] ?? '';
      if (/^[a-z]+$/.test(syllable)) found.get(character)?.add(syllable);
    });
  }
  return {
    characters: [...found.keys()].join(''),
    syllables: [...found.values()].map((each) => [...each].sort().join('/')).join(' '),
  };
}

/** Reads a table of readings. */
export function readingTable({ characters, syllables }: Readings): ReadingTable {
  const list = syllables.split(' ');
  return new Map(Array.from(characters).map((character, index) => [character, (list[index] ?? '').split('/')]));
}

/** Whether a query can be pinyin: without letters no text needs a reading. */
export const hasLetters = (query: string): boolean => /[a-zü]/.test(normalizeWords(query));

/** Whether a text contains one word of a query, as characters or as pinyin. */
function holds(text: string, word: string, table: ReadingTable): boolean {
  if (text.includes(word)) return true;
  if (!/^[a-z]+$/.test(word)) return false;
  const characters = Array.from(text);
  const readingsAt = (at: number) => table.get(characters[at] ?? '');
  return characters.some((_, at) => matchesPinyin(characters, at, word, readingsAt));
}

/** Whether texts contain every word of a query; an empty query always matches. */
export function matchesWords(texts: readonly (string | undefined)[], query: string, table: ReadingTable): boolean {
  const folded = texts.flatMap((text) => (text === undefined ? [] : normalizeWords(text)));
  // ü is typed as v or as u; tables contain v.
  const words = query
    .split(/\s+/)
    .map((word) => normalizeWords(word).replace(/ü/g, 'v'))
    .filter((word) => word !== '');
  return words.every((word) => folded.some((text) => holds(text, word, table)));
}
