/**
 * Finds a place by what people type: a landmark, a street, a town; in characters, in pinyin or by its initials. Pages carry
 * one table of how their characters are read, in place of a reading of every text.
 */

/**
 * How characters are read: `bin滨宾 jiang江`. A character with two readings in use stands under both.
 */
export type Readings = string;

/** Text in the form in which it is compared: one width, one case, no spaces. */
export function foldedWords(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s'’]+/g, '');
}

/** Writes a table of readings. @param read the syllable of every character of a text, as that text reads it */
export function readingsOf(texts: Iterable<string>, read: (text: string) => readonly string[]): Readings {
  const bySyllable = new Map<string, Set<string>>();
  for (const text of texts) {
    const characters = Array.from(text);
    read(text).forEach((syllable, index) => {
      const character = characters[index];
      if (character === undefined || !/\p{Script=Han}/u.test(character) || !/^[a-z]+$/.test(syllable)) return;
      const known = bySyllable.get(syllable) ?? new Set();
      bySyllable.set(syllable, known.add(character));
    });
  }
  return [...bySyllable]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([syllable, characters]) => syllable + [...characters].sort().join(''))
    .join(' ');
}

/** Reads a table of readings. */
export function readingTable(readings: Readings): ReadonlyMap<string, readonly string[]> {
  const table = new Map<string, string[]>();
  for (const group of readings.split(' ')) {
    const syllable = /^[a-z]+/.exec(group)?.[0] ?? '';
    for (const character of group.slice(syllable.length)) {
      table.set(character, [...(table.get(character) ?? []), syllable]);
    }
  }
  return table;
}

/** Whether Latin letters can be read off characters from a place on: whole syllables, their initials, the last one begun. */
function readsFrom(
  characters: readonly string[],
  at: number,
  letters: string,
  table: ReadonlyMap<string, readonly string[]>,
): boolean {
  if (letters === '') return true;
  const character = characters[at];
  if (character === undefined) return false;
  const readings = table.get(character) ?? [character];
  return readings.some((reading) => {
    if (reading.startsWith(letters)) return true;
    return (
      (letters.startsWith(reading) && readsFrom(characters, at + 1, letters.slice(reading.length), table)) ||
      (reading !== character &&
        letters.startsWith(reading.charAt(0)) &&
        readsFrom(characters, at + 1, letters.slice(1), table))
    );
  });
}

/** Whether a text holds one word of a query, as it is written or as it is read. */
function holds(text: string, word: string, table: ReadonlyMap<string, readonly string[]>): boolean {
  if (text.includes(word)) return true;
  if (!/^[a-z]+$/.test(word)) return false;
  const characters = Array.from(text);
  return characters.some((_, at) => readsFrom(characters, at, word, table));
}

/** Whether texts hold every word of a query; an empty query is held by all. */
export function matchesWords(
  texts: readonly (string | undefined)[],
  query: string,
  table: ReadonlyMap<string, readonly string[]>,
): boolean {
  const folded = texts.flatMap((text) => (text === undefined ? [] : foldedWords(text)));
  // ü is typed as v or as u; tables hold v.
  const words = query
    .split(/\s+/)
    .map((word) => foldedWords(word).replace(/ü/g, 'v'))
    .filter((word) => word !== '');
  return words.every((word) => folded.some((text) => holds(text, word, table)));
}
