/**
 * How texts and queries are compared in the site's search: one width, one case, no spaces beside a Chinese character. A
 * query is cut into parts that a page must contain, and each part into the terms that are passed to the engine.
 */
import { isSureMixture, mixedTermsOf } from './mixed-words.ts';

/**
 * Separates the blocks of a page's text, so that the end of one paragraph and the beginning of the next never make a
 * word. It is invisible, no white space (the engine keeps it), and no letter.
 */
export const blockBoundary = '\u2063';

/** Traditional characters and what they are in simplified Chinese. */
export type Simplified = ReadonlyMap<string, string>;

const han = /\p{Script=Han}/u;
const hanRun = /\p{Script=Han}+/gu;
const noSimplified: Simplified = new Map();

/** How far an excerpt reaches before its first hit, in characters; after it, twice as far. */
const excerptReach = 36;

/** Characters beside which white space means nothing. */
const standsAlone = (character: string) => character === blockBoundary || han.test(character);

/** A text in the form in which texts are compared, and the original index of each of its characters. */
interface Folded {
  plain: string;
  /** For every code unit of `plain`, the index in the text that it came from. */
  places: number[];
}

function foldedWithPlaces(text: string, simplified: Simplified): Folded {
  const units: string[] = [];
  const places: number[] = [];
  let at = 0;
  for (const character of text) {
    const last = units[units.length - 1];
    if (/\s/u.test(character)) {
      if (last !== undefined && last !== ' ' && !standsAlone(last)) {
        units.push(' ');
        places.push(at);
      }
    } else {
      if (last === ' ' && standsAlone(character)) {
        units.pop();
        places.pop();
      }
      const plain = simplified.get(character) ?? character.normalize('NFKC').toLowerCase();
      // It stays whole here, so that the last one can be tested for being Chinese outside the first plane too.
      units.push(plain);
      places.push(...Array<number>(plain.length).fill(at));
    }
    at += character.length;
  }
  return { plain: units.join(''), places };
}

/** The form in which texts are compared. @param simplified simplified characters by traditional ones */
export function folded(text: string, simplified: Simplified = noSimplified): string {
  return foldedWithPlaces(text, simplified).plain;
}

/** A text without white space at its ends and without traces of blocks, as it is shown. */
export function shown(text: string): string {
  return shownWithin(text).trim();
}

/**
 * The parts of a query that a page must contain: the text between spaces and punctuation. A sign between two Latin
 * letters or figures belongs to its word (9.6, 1+N, e-mail), and so does the dot in a name (阿依·古丽).
 */
export function partsOf(query: string, simplified: Simplified = noSimplified): string[] {
  return [...new Set(wordsOf(query, simplified))];
}

/** A query without the words behind a minus, which no page may have: 路灯 -井盖. A minus alone or within a word excludes nothing. */
export function withoutExcluded(query: string): { wanted: string; excluded: string[] } {
  const excluded: string[] = [];
  const wanted = query.replace(/(^|\s)[\-－−–]([^\s\-－−–]\S*)/gu, (_, space: string, word: string) => {
    excluded.push(word);
    return space;
  });
  return wanted.trim() === '' ? { wanted: query, excluded: [] } : { wanted, excluded };
}

// No look-behind in the scripts of pages: one in them, and Safari before 16.4 runs none of it.
const isLatin = (character: string) => /[a-z0-9]/.test(character);

/** The same in the order in which it was typed, with what was typed twice: `li li` is not `li`. */
export function wordsOf(query: string, simplified: Simplified = noSimplified): string[] {
  const spaced = folded(query.replace(/\s/gu, ` ${blockBoundary} `), simplified)
    .replaceAll(blockBoundary, ' ')
    .replace(/[\p{P}\p{S}]/gu, (sign: string, at: number, whole: string) =>
      sign === '·' || (isLatin(whole.charAt(at - 1)) && isLatin(whole.charAt(at + sign.length))) ? sign : ' ',
    );
  return spaced.split(/[\s·]*\s[\s·]*/u).filter((part) => part !== '' && part !== '·');
}

/** Every pair of neighbouring characters of a run of Chinese; of a single character, itself. */
export function pairsOf(run: string): string[] {
  // By code points: a rare character outside the first plane is one character, and a pair of its halves is none.
  const characters = Array.from(run);
  if (characters.length < 2) return characters;
  return characters.slice(1).map((character, index) => `${characters[index] ?? ''}${character}`);
}

/** A longer run is represented by every second pair: a pasted sentence need not load thirty chunks of the index. */
const longRun = 8;

/**
 * The terms passed to the engine for one part: pairs of neighbouring Chinese characters, Latin words, and the places where
 * one stands beside the other (`mixed-words.ts`), which stand for a single character between them too.
 */
function termsOfPart(part: string): string[] {
  const runs = [...part.matchAll(hanRun)];
  const terms: string[] = [];
  /** The chunk without Chinese that begins at an index, and the characters around it. */
  const addChunk = (from: number, to: number) => {
    const [previous = ''] = Array.from(part.slice(0, from)).slice(-1);
    const [next = ''] = Array.from(part.slice(to));
    const chunk = part.slice(from, to);
    const added = mixedTermsOf(chunk, previous, next);
    terms.push(...added);
    return added.some((term) => term !== chunk);
  };
  let end = 0;
  let isNamed = addChunk(0, runs[0]?.index ?? part.length);
  for (const [at, run] of runs.entries()) {
    const nextStart = runs[at + 1]?.index ?? part.length;
    const pairs = pairsOf(run[0]);
    end = run.index + run[0].length;
    const own =
      pairs.length < longRun ? pairs : pairs.filter((_, index) => index % 2 === 0 || index === pairs.length - 1);
    const placed = terms.length;
    const isFollowed = addChunk(end, nextStart);
    // A single character is in the word of what stands beside it.
    if (Array.from(run[0]).length > 1 || !(isNamed || isFollowed)) terms.splice(placed, 0, ...own);
    isNamed = isFollowed;
  }
  return terms;
}

/** The terms passed to the engine. */
export function termsOf(parts: readonly string[]): string[] {
  return [
    ...new Set(
      parts
        .flatMap(termsOfPart)
        .map((term) => term.replace(/^·+|·+$/gu, ''))
        .filter((term) => term !== ''),
    ),
  ];
}

/**
 * Whether the engine's results for a part need no check: one or two Chinese characters, a Latin word, or one beside one
 * character.
 */
export function isSure(part: string): boolean {
  return /^(\p{Script=Han}{1,2}|[a-z0-9]+)$/u.test(part) || isSureMixture(part);
}

/** Whether a text contains every part. @param text in the folded form */
export function containsAll(text: string, parts: readonly string[]): boolean {
  return parts.every((part) => text.includes(part));
}

/**
 * Cuts a text into parts outside (even) and inside (odd) a hit.
 * @param text in any form
 * @param from, to within its folded form
 */
function cutAt(
  { plain, places }: Folded,
  text: string,
  hits: readonly { index: number; 0: string }[],
  from: number,
  to: number,
) {
  const written = (start: number, end: number) =>
    shownWithin(text.slice(places[start] ?? text.length, places[end] ?? text.length));
  const cut: string[] = [];
  let at = from;
  /** White space after a hit, which the folded form does not have, belongs to what follows. */
  let before = '';
  for (const { index, 0: hit } of hits) {
    if (index < at || index + hit.length > to) continue;
    const found = written(index, index + hit.length);
    cut.push(before + written(at, index), found.trimEnd());
    before = found.slice(found.trimEnd().length);
    at = index + hit.length;
  }
  cut.push(before + written(at, to));
  return { cut, isWhole: to >= plain.length };
}

/** Like `shown`, of a piece whose ends may be white space that belongs there. */
const shownWithin = (text: string) => text.replace(new RegExp(`\\s*${blockBoundary}\\s*`, 'gu'), ' ');

function hitsOf(plain: string, parts: readonly string[]): { index: number; 0: string }[] {
  const pattern = [...parts]
    .sort((a, b) => b.length - a.length)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('|');
  return pattern === '' ? [] : [...plain.matchAll(new RegExp(pattern, 'gu'))];
}

/** A whole text, cut into parts outside (even) and inside (odd) a hit: for titles. */
export function markedOf(text: string, parts: readonly string[], simplified: Simplified = noSimplified): string[] {
  const form = foldedWithPlaces(text, simplified);
  return cutAt(form, text, hitsOf(form.plain, parts), 0, form.plain.length).cut;
}

/** The text around the first hit as it was written, cut into parts outside (even) and inside (odd) a hit. */
export function excerptOf(text: string, parts: readonly string[], simplified: Simplified = noSimplified): string[] {
  const form = foldedWithPlaces(text, simplified);
  const hits = hitsOf(form.plain, parts);
  // With several parts in the query, the place where most of them are close together is the most informative.
  const kindsFrom = (from: number) =>
    new Set(hits.filter(({ index }) => index >= from && index < from + excerptReach * 2).map((hit) => hit[0])).size;
  const first = hits.reduce(
    (best, { index }) => (kindsFrom(index) > best.kinds ? { index, kinds: kindsFrom(index) } : best),
    { index: 0, kinds: 0 },
  ).index;
  const start = Math.max(0, first - excerptReach);
  const end = Math.min(form.plain.length, first + excerptReach * 2);
  const { cut, isWhole } = cutAt(form, text, hits, start, end);
  cut[0] = `${start > 0 ? '…' : ''}${(cut[0] ?? '').trimStart()}`;
  cut[cut.length - 1] = `${(cut[cut.length - 1] ?? '').trimEnd()}${isWhole ? '' : '…'}`;
  return cut;
}
