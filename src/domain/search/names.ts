/**
 * How names and titles are found: in characters, in pinyin, by initials, and, when nothing else fits, by what sounds alike or
 * is one letter off.
 */
import { blurred, matchesPinyin, withoutTones } from '../text/pinyin-match.ts';
import { pageKinds, type Name, type PageKind } from './names-file.ts';
import { wordsOf, type Simplified } from './text.ts';

/** Whether letters match syllables from an index on, the last syllable possibly incomplete. */
function readsOut(syllables: readonly string[], at: number, letters: string): boolean {
  const syllable = syllables[at];
  if (syllable === undefined) return false;
  if (syllable.startsWith(letters)) return true;
  return letters.startsWith(syllable) && readsOut(syllables, at + 1, letters.slice(syllable.length));
}

/** The first letter of every syllable. */
const initialsOf = (syllables: readonly string[]) => syllables.map((syllable) => syllable.charAt(0)).join('');

/**
 * The rank of a title for a query, 0 the best; `undefined` when it does not match.
 * @param parts its words, of letters and figures only
 * @param whole the same in one
 * @param letters the same with ü as v where they are Latin letters alone
 */
function fitOf(
  { plain, syllables, town }: Name,
  parts: readonly string[],
  whole: string,
  letters: string | undefined,
): number | undefined {
  if (plain === whole) return 0;
  if (plain.startsWith(whole)) return 1;
  if (plain.includes(whole)) return 2;
  if (
    parts.some((part) => plain.includes(part)) &&
    parts.every((part) => plain.includes(part) || town?.includes(part) === true)
  ) {
    return 3;
  }
  if (letters === undefined) return undefined;
  const initials = initialsOf(syllables);
  if (initials === letters || syllables.join('') === letters) return 4;
  if (readsOut(syllables, 0, letters)) return 5;
  if (initials.startsWith(letters)) return 6;
  if (syllables.some((_, at) => readsOut(syllables, at, letters))) return 7;
  return initials.includes(letters) ? 8 : undefined;
}

/** How many more letters than a word another one has that differs from it by one letter. */
const longerBy = 1;

/**
 * Whether two words are equal but for one letter that is changed, missing, added, or has changed places with the next.
 */
function isOneOff(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > longerBy) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  return (
    restA.slice(1) === restB.slice(1) ||
    restA === restB.slice(1) ||
    restA.slice(1) === restB ||
    `${restA.charAt(1)}${restA.charAt(0)}${restA.slice(2)}` === restB
  );
}

/** A query as it is compared with titles that it does not match. */
interface Unmatched {
  characters: readonly string[];
  /** How each character is read, with what sounds alike written alike. */
  sounds: readonly string[];
  /** The letters alone, where there is nothing else. */
  letters?: string;
  /** The letters with what sounds alike written alike. */
  sound: string;
}

/** The distance of a title from letters, 0 the nearest; `undefined` when it is not near. */
function nearnessToLetters({ sounds }: Name, letters: string, sound: string): number | undefined {
  let best: number | undefined;
  for (const at of sounds.keys()) {
    const later = at === 0 ? 0 : 1;
    let read = '';
    for (let next = at; next < sounds.length && read.length <= sound.length; next += 1) {
      const syllable = sounds[next] ?? '';
      // Where two syllables meet, n and g sound like ng too.
      read += read.endsWith('n') && syllable.startsWith('g') ? syllable.slice(1) : syllable;
      if (read === sound) return later;
      if (letters.length >= 4 && isOneOff(read, sound)) best = Math.min(best ?? Infinity, 2 + later);
    }
  }
  return best;
}

/**
 * The distance of a title from characters of another writing, or unknown ones: most must be the same or sound the same.
 */
function nearnessToCharacters({ characters, sounds }: Name, query: Unmatched): number | undefined {
  const { length } = query.characters;
  let best: number | undefined;
  for (let at = 0; at + length <= characters.length; at += 1) {
    let same = 0;
    let other = 0;
    // More than one that sounds otherwise is too much.
    for (let index = 0; index < length && other < 2; index += 1) {
      if (characters[at + index] === query.characters[index]) same += 1;
      else if (sounds[at + index] !== query.sounds[index]) other += 1;
    }
    const later = at === 0 ? 0 : 1;
    if (other === 0 && (same > 0 || length > 2)) best = Math.min(best ?? Infinity, later);
    else if (other === 1 && length >= 3 && same >= Math.ceil(length / 2)) best = Math.min(best ?? Infinity, 2 + later);
  }
  return best;
}

function nearnessOf(name: Name, query: Unmatched): number | undefined {
  if (query.letters === undefined) return nearnessToCharacters(name, query);
  return query.letters.length < 3 ? undefined : nearnessToLetters(name, query.letters, query.sound);
}

/** The result of a search among the names. */
export interface FoundNames {
  names: Name[];
  /** Whether they do not match and are only the nearest. */
  isGuess: boolean;
}

const places = new Map((Object.keys(pageKinds) as PageKind[]).map((kind, index) => [kind, index]));
/** After so many names the search can be interrupted. */
const batch = 32;
/** How many names are offered that only come near. */
const maxGuessed = 5;

/** The names with the best ranks: within one rank by kind, then the shorter title, then the order of the site. */
function* best(
  names: readonly Name[],
  most: number,
  fit: (name: Name) => number | undefined,
): Generator<undefined, Name[]> {
  const ranked = new Map<number, Name[]>();
  for (const [index, name] of names.entries()) {
    if (index % batch === batch - 1) yield;
    const value = fit(name);
    if (value === undefined) continue;
    const rank = value * places.size + (places.get(name.kind) ?? 0);
    const equal = ranked.get(rank);
    if (equal === undefined) ranked.set(rank, [name]);
    else equal.push(name);
  }
  const found: Name[] = [];
  for (const rank of [...ranked.keys()].sort((a, b) => a - b)) {
    if (found.length >= most) break;
    found.push(...(ranked.get(rank) ?? []).sort((a, b) => a.characters.length - b.characters.length));
    yield;
  }
  return found.slice(0, most);
}

/** How each character of the titles is read, as the last one of them reads it. */
const readingsOf = new WeakMap<readonly Name[], ReadonlyMap<string, string>>();

function* readingsIn(names: readonly Name[]): Generator<undefined, ReadonlyMap<string, string>> {
  const known = readingsOf.get(names);
  if (known !== undefined) return known;
  const readings = new Map<string, string>();
  for (const [index, { characters, syllables }] of names.entries()) {
    if (index % batch === batch - 1) yield;
    for (const [at, character] of characters.entries()) readings.set(character, syllables[at] ?? character);
  }
  readingsOf.set(names, readings);
  return readings;
}

/**
 * The names and titles that match a query, best first; the nearest ones when none does. Yields after every few names, so that
 * somebody who types need not wait for all of a large site.
 */
export function* nameSearch(
  names: readonly Name[],
  query: string,
  most = Infinity,
  simplified?: Simplified,
): Generator<undefined, FoundNames> {
  const parts = wordsOf(query, simplified).map((word) => word.replace(/[^\p{L}\p{N}]/gu, ''));
  const whole = parts.join('');
  const letters = withoutTones(whole).replace(/ü/g, 'v');
  if (whole === '') return { names: [], isGuess: false };
  const isLatin = /^[a-z]+$/.test(letters);

  const fitting = yield* best(names, most, (name) => fitOf(name, parts, whole, isLatin ? letters : undefined));
  if (fitting.length > 0) return { names: fitting, isGuess: false };
  // Mixtures and readings that the title does not use come second: short letters fit too much in these ways.
  if (/[a-z]/.test(letters)) {
    const mixed = yield* best(names, most, (name) => {
      const at = name.characters.findIndex((_, start) =>
        matchesPinyin(name.characters, start, letters, (index) => name.readings[index]),
      );
      return at < 0 ? undefined : Math.min(at, 1);
    });
    if (mixed.length > 0) return { names: mixed, isGuess: false };
  }
  const readings = yield* readingsIn(names);
  const characters = Array.from(letters);
  const sounds = characters.map((character) => blurred(readings.get(character) ?? character));
  const unmatched: Unmatched = {
    characters,
    sounds,
    // Where ng and g met, an ng is left: there the names have n alone.
    sound: blurred(letters).replace(/ng/g, 'n'),
    ...(isLatin && { letters }),
  };
  const near = yield* best(names, Math.min(most, maxGuessed), (name) => nearnessOf(name, unmatched));
  return { names: near, isGuess: true };
}

/** The same at once. */
export function findNames(names: readonly Name[], query: string, most = Infinity, simplified?: Simplified): FoundNames {
  const search = nameSearch(names, query, most, simplified);
  for (;;) {
    const step = search.next();
    if (step.done === true) return step.value;
  }
}
