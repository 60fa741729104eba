/**
 * Letters and figures beside Chinese characters: 263号, 3天, 2026年5月, excel中. The engine cuts a text between them, so it
 * knows neither which figures stand before a character nor where a word of letters ends. Each such place is therefore
 * written into the index as a word of its own, in an alphabet that no text of the site uses, and asked for in the same form.
 *
 * A word begins with the Chinese character and goes on away from it, since the engine finds words by their beginning: 3号
 * is found in 263号, and 年5 in 年51号. A run that has Chinese on both sides ends its word with the second character.
 */

/** What marks a sample in the index, in the alphabet that no text uses. */
export const sampleMark = 'ъъ';

/** Letters of the words. Of the Russian alphabet without й, which is и and a mark to some. */
const letters = Array.from('абвгдежзиклмнопрстуфхцчшщъыьэюя');
/** Longer runs are told apart by this many letters or figures beside the Chinese character. */
const longestRun = 8;

/**
 * One character in letters: a figure in one of the first ten, a letter in the eleventh and another, a Chinese character in
 * four, the first of which is a later one. So no code is the beginning of another, and beginnings of words remain such.
 */
function code(character: string): string {
  if (/[0-9]/.test(character)) return letters[Number(character)] ?? '';
  let value = character.codePointAt(0) ?? 0;
  if (/[a-z]/.test(character)) return `${letters[10] ?? ''}${letters[value - 97] ?? ''}`;
  let text = '';
  // 0x3ffff, the last code point with Chinese, is 8 times 31 to the third power, and a rest.
  for (value += 12 * 31 ** 3; value > 0; value = Math.floor(value / 31)) text = (letters[value % 31] ?? '') + text;
  return text;
}

const codes = (characters: readonly string[]) => characters.map(code).join('');

const before = 'а';
const after = 'б';

/** The word of a run that stands before a Chinese character. */
const wordBefore = (run: string, han: string) =>
  before + code(han) + codes(Array.from(run).reverse().slice(0, longestRun));

/** The word of a run that stands after a Chinese character, and before another one if that is given. */
const wordAfter = (han: string, run: string, next = '') =>
  after +
  code(han) +
  codes(Array.from(run.slice(0, longestRun))) +
  (next !== '' && run.length <= longestRun ? code(next) : '');

const runs = /(\p{Script=Han})?([a-z0-9]+)(?=(\p{Script=Han})?)/gu;

/** The words of all places in a text where letters or figures stand beside Chinese, for the index. @param text in its folded form */
export function mixedWordsOf(text: string): string[] {
  const words = new Set<string>();
  for (const [, previous, run = '', next] of text.matchAll(runs)) {
    if (next !== undefined) words.add(wordBefore(run, next));
    if (previous !== undefined) words.add(wordAfter(previous, run, next));
  }
  return [...words];
}

/**
 * The terms for letters, figures and signs that stand between Chinese characters in a query, or at one end of it.
 * @param chunk in its folded form, without Chinese
 * @param previous the Chinese character before it; empty at the beginning
 * @param next the one after it; empty at the end
 */
export function mixedTermsOf(chunk: string, previous: string, next: string): string[] {
  const first = /^[a-z0-9]+/.exec(chunk)?.[0] ?? '';
  const last = /[a-z0-9]+$/.exec(chunk)?.[0] ?? '';
  if (first === chunk && previous !== '' && next !== '') {
    return chunk.length <= longestRun
      ? [wordAfter(previous, chunk, next)]
      : [wordAfter(previous, chunk), wordBefore(chunk, next)];
  }
  return [
    ...(first !== '' && previous !== '' ? [wordAfter(previous, first)] : []),
    // What begins a query may be the end of a longer word; what has signs in it is a word of its own besides.
    ...((first !== chunk && previous !== '') || (previous === '' && next === '') ? [chunk] : []),
    ...(last !== '' && next !== '' ? [wordBefore(last, next)] : []),
  ];
}

/** Whether the words of the index say of a part of a query, for certain, which texts have it. */
export function isSureMixture(part: string): boolean {
  const match = /^(\p{Script=Han}?)([a-z0-9]+)(\p{Script=Han}?)$/u.exec(part);
  return match !== null && (match[2]?.length ?? 0) <= longestRun;
}

/** The word of the index for a group of synonyms, by its number. */
export const wordOfGroup = (group: number): string =>
  `в${letters[Math.floor(group / 31) % 31] ?? ''}${letters[group % 31] ?? ''}`;
