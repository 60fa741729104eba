/** Reading Latin letters off Chinese characters. Browser scripts import this file, so it knows no dictionary. */

/**
 * Whether a word can be read off characters from an index on: each character as it is written, by a whole syllable or by
 * its initial (z as well as zh), in any mixture: 安tu, lsfu, 犍wei. The last syllable may be begun.
 * @param readingsAt the syllables in which the character at an index is read, without tones, ü as v
 */
export function matchesPinyin(
  characters: readonly string[],
  at: number,
  word: string,
  readingsAt: (index: number) => readonly string[] | undefined,
): boolean {
  if (word === '') return true;
  const character = characters[at];
  if (character === undefined) return false;
  const goesOn = (part: string) =>
    word.startsWith(part) && matchesPinyin(characters, at + 1, word.slice(part.length), readingsAt);
  return (
    goesOn(character) ||
    (readingsAt(at)?.some(
      (reading) =>
        reading !== character &&
        (reading.startsWith(word) ||
          goesOn(reading) ||
          goesOn(reading.charAt(0)) ||
          (/^[zcs]h/.test(reading) && goesOn(reading.slice(0, 2)))),
    ) ??
      false)
  );
}

/** Letters without the tones of pinyin: lùdēng is typed by some keyboards for ludeng. The dots of ü stay. */
export function withoutTones(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300\u0301\u0304\u030c]/g, '')
    .normalize('NFC');
}

/** What sounds alike to many, written alike: zh z, ch c, sh s; ang an, eng en, ing in; l n r; h f; ü u. */
export function blurred(letters: string): string {
  return letters
    .replace(/([zcs])h/g, '$1')
    .replace(/ng/g, 'n')
    .replace(/[lr]/g, 'n')
    .replace(/f/g, 'h')
    .replace(/v/g, 'u');
}
