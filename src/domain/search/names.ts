/**
 * The names and titles of the site as one small file, and how they are found in it: in characters, in pinyin, by
 * initials, and, when nothing else fits, by what sounds alike or is one letter off.
 */
import { kinds, kindsWith, type SearchCode } from '../../kinds.ts';
import { matchesPinyin } from '../text/pinyin-match.ts';
import { folded, wordsOf, type Simplified } from './text.ts';

const searchable = [...kindsWith('search')].sort((a, b) => kinds[a].search.rank - kinds[b].search.rank);

/** The code of a kind of page that the search distinguishes. */
export type PageKind = SearchCode;

/** What visitors call the kinds of page, in the order in which equal hits are shown. */
export const pageKinds = Object.fromEntries(
  searchable.map((kind) => [kinds[kind].search.code, kinds[kind].search.label]),
  // Object.fromEntries forgets which keys it was given: they are the codes of the table.
) as Readonly<Record<PageKind, string>>;

/** The address of a page of a kind, by its slug. For plain pages, including lists, the address itself is stored. */
const addressOf = {
  ...(Object.fromEntries(
    searchable.map((kind) => [kinds[kind].search.code, kinds[kind].pages.entry]),
    // Object.fromEntries forgets the key type, as above.
  ) as Record<PageKind, (slug: string) => string>),
  page: (slug: string) => slug,
};

/** A name or title before it is packed. */
export interface NamedPage {
  kind: PageKind;
  title: string;
  /** Address under the base path, beginning with `/`. */
  path: string;
  town?: string;
  /** Whether it is a sample, which must be marked wherever it is shown. */
  isSample: boolean;
  /** The first letters of the name under which the search index stores the page's text; none for a part of a page. */
  fragment?: string;
}

/** The file of names: columns, since similar values next to each other compress well. */
export interface PackedNames {
  /** The number of consecutive entries of each kind, in the order of `pageKinds`. */
  counts: number[];
  /** Titles, one a line. */
  titles: string;
  /** Slugs, one a line; empty where the pinyin of the title, joined with hyphens, is the slug. */
  slugs: string;
  towns: string[];
  /** For each entry the index of its town in `towns`, -1 for none. */
  townOf: number[];
  /** For each entry `1` for a sample, `0` for none. */
  samples: string;
  /** The beginnings of the names of texts in the index, four characters each; four spaces for none. */
  fragments: string;
  /** Every Chinese character of the titles. */
  characters: string;
  /** How each is read, the commonest reading first: `xing/hang`, with spaces between characters. */
  syllables: string;
  /** Where a title reads a character by another than its commonest reading: entry, character, which reading. */
  otherwise: [entry: number, character: number, reading: number][];
}

/** A name or title that can be found. */
export interface Name extends NamedPage {
  /** The title as it is compared, by characters. */
  characters: readonly string[];
  /** The reading of each character of the title; other characters are stored as they are. */
  syllables: readonly string[];
  /** All readings of each character, for readers who use another one. */
  readings: readonly (readonly string[])[];
}

const fragmentLength = 4;
const han = /\p{Script=Han}/u;
const inOrder = Object.keys(pageKinds) as PageKind[];

/** The slug in an address, or the address itself where it is not the usual one of the kind. */
function slugIn({ kind, path }: NamedPage): string {
  const slug = /([^/#]+)\/?$/.exec(path)?.[1] ?? '';
  return addressOf[kind](slug) === path ? slug : path;
}

/** Letters that a slug is made of, out of syllables. */
const slugFrom = (syllables: readonly string[]) =>
  syllables
    .join('-')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

/**
 * Packs names into the file.
 * @param read the syllable of every character of a title; other characters as they are
 */
export function packNames(pages: readonly NamedPage[], read: (page: NamedPage) => readonly string[]): PackedNames {
  const sorted = inOrder
    .flatMap((kind) => pages.filter((page) => page.kind === kind))
    // Titles are stored one a line, and places in them are counted in the stored form.
    .map((page) => ({ ...page, title: page.title.replace(/\s+/g, ' ') }))
    .map((page) => ({ ...page, syllables: read(page) }));
  const uses = new Map<string, Map<string, number>>();
  for (const { title, syllables } of sorted) {
    Array.from(title).forEach((character, index) => {
      const syllable = syllables[index] ?? '';
      if (!han.test(character) || !/^[a-z]+$/.test(syllable)) return;
      const readings = uses.get(character) ?? new Map<string, number>();
      readings.set(syllable, (readings.get(syllable) ?? 0) + 1);
      uses.set(character, readings);
    });
  }
  const readings = new Map(
    [...uses].map(([character, counted]) => [
      character,
      [...counted].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([syllable]) => syllable),
    ]),
  );
  const characters = [...readings.keys()].sort();
  const towns = [...new Set(sorted.flatMap(({ town }) => town ?? []))];
  return {
    counts: inOrder.map((kind) => sorted.filter((page) => page.kind === kind).length),
    titles: sorted.map(({ title }) => title).join('\n'),
    slugs: sorted
      .map((page) => {
        const slug = slugIn(page);
        return slug === slugFrom(page.syllables) ? '' : slug;
      })
      .join('\n'),
    towns,
    townOf: sorted.map(({ town }) => (town === undefined ? -1 : towns.indexOf(town))),
    samples: sorted.map(({ isSample }) => (isSample ? '1' : '0')).join(''),
    fragments: sorted.map(({ fragment = '' }) => fragment.slice(0, fragmentLength).padEnd(fragmentLength)).join(''),
    characters: characters.join(''),
    syllables: characters.map((character) => readings.get(character)?.join('/')).join(' '),
    otherwise: sorted.flatMap(({ title, syllables }, entry) =>
      Array.from(title).flatMap((character, index): [number, number, number][] => {
        const which = readings.get(character)?.indexOf(syllables[index] ?? '') ?? -1;
        return which > 0 ? [[entry, index, which]] : [];
      }),
    ),
  };
}

/** Reads the file of names. */
export function unpackNames(packed: PackedNames): Name[] {
  const syllables = packed.syllables.split(' ');
  const readings = new Map(
    Array.from(packed.characters).map((character, index) => [character, (syllables[index] ?? '').split('/')]),
  );
  const otherwise = new Map(packed.otherwise.map(([entry, character, which]) => [`${entry}/${character}`, which]));
  const kinds = packed.counts.flatMap((count, index) => Array<PageKind>(count).fill(inOrder[index] ?? 'page'));
  const slugs = packed.slugs.split('\n');
  const titles = packed.titles === '' ? [] : packed.titles.split('\n');
  return titles.map((title, entry) => {
    const kind = kinds[entry] ?? 'page';
    const written = Array.from(title);
    const spoken = written.map((character, index) => {
      const known = readings.get(character);
      return known?.[otherwise.get(`${entry}/${index}`) ?? 0] ?? character;
    });
    const slug = slugs[entry] ?? '';
    const town = packed.towns[packed.townOf[entry] ?? -1];
    const fragment = packed.fragments.slice(entry * fragmentLength, (entry + 1) * fragmentLength).trim();
    // White space and signs are not typed and not read out; the rest is searchable.
    const searched = written.flatMap((character, index) => {
      const plain = folded(character);
      return /[\p{L}\p{N}]/u.test(plain)
        ? [{ plain, spoken: spoken[index] ?? '', readings: readings.get(character) ?? [plain] }]
        : [];
    });
    return {
      kind,
      title,
      path: slug.startsWith('/') ? slug : addressOf[kind](slug === '' ? slugFrom(spoken) : slug),
      isSample: packed.samples[entry] === '1',
      ...(town !== undefined && { town }),
      ...(fragment !== '' && { fragment }),
      characters: searched.map(({ plain }) => plain),
      syllables: searched.map((each) => (han.test(each.plain) ? each.spoken : each.plain)),
      readings: searched.map((each) => each.readings),
    };
  });
}

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
 * @param query the same in one, ü as v
 */
function fitOf({ characters, syllables, town }: Name, parts: readonly string[], query: string): number | undefined {
  const title = characters.join('');
  const whole = parts.join('');
  if (title === whole) return 0;
  if (title.startsWith(whole)) return 1;
  if (title.includes(whole)) return 2;
  if (
    parts.some((part) => title.includes(part)) &&
    parts.every((part) => title.includes(part) || town?.includes(part) === true)
  ) {
    return 3;
  }
  if (!/^[a-z]+$/.test(query)) return undefined;
  const initials = initialsOf(syllables);
  if (syllables.join('') === query || initials === query) return 4;
  if (readsOut(syllables, 0, query)) return 5;
  if (initials.startsWith(query)) return 6;
  if (syllables.some((_, at) => readsOut(syllables, at, query))) return 7;
  return initials.includes(query) ? 8 : undefined;
}

/** What sounds alike to many, written alike: zh z, ch c, sh s; ang an, eng en, ing in; l n r; h f; ü u. */
function blurred(letters: string): string {
  return letters
    .replace(/([zcs])h/g, '$1')
    .replace(/ng/g, 'n')
    .replace(/[lr]/g, 'n')
    .replace(/f/g, 'h')
    .replace(/v/g, 'u');
}

/**
 * Whether two words are equal but for one letter that is changed, missing, added, or has changed places with the next.
 */
function isOneOff(a: string, b: string): boolean {
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

/** The distance of a title from a query that matches none, 0 the nearest; `undefined` when it is not near. */
function nearnessOf({ characters, syllables }: Name, whole: string, spoken: readonly string[]): number | undefined {
  const letters = spoken.join('');
  const isLatin = /^[a-z]+$/.test(whole);
  if (isLatin && whole.length < 3) return undefined;
  let best: number | undefined;
  const better = (value: number) => {
    best = Math.min(best ?? value, value);
  };
  const blurredQuery = blurred(letters);
  syllables.forEach((_, at) => {
    const later = at === 0 ? 0 : 1;
    if (isLatin) {
      let read = '';
      for (const syllable of syllables.slice(at)) {
        read += syllable;
        const alike = blurred(read);
        if (alike === blurredQuery) better(later);
        else if (letters.length >= 4 && isOneOff(alike, blurredQuery)) better(2 + later);
        if (alike.length > blurredQuery.length) break;
      }
    } else {
      // One character of another writing, or unknown: two thirds of the others must be the same or sound the same.
      const length = spoken.length;
      if (at + length > characters.length) return;
      let same = 0;
      let alike = 0;
      Array.from(whole).forEach((character, index) => {
        if (characters[at + index] === character) same += 1;
        else if (blurred(syllables[at + index] ?? '') === blurred(spoken[index] ?? '')) alike += 1;
      });
      if (same + alike === length && (same > 0 || length > 2)) better(later);
      else if (length >= 3 && same + alike >= length - 1 && same >= Math.ceil(length / 2)) better(2 + later);
    }
  });
  return best;
}

/** The result of a search among the names. */
export interface FoundNames {
  names: Name[];
  /** Whether they do not match and are only the nearest. */
  isGuess: boolean;
}

const initialOrder = new Map(inOrder.map((kind, index) => [kind, index]));

/** The names and titles that match a query, best first; the nearest ones when none does. */
export function findNames(names: readonly Name[], query: string, most = Infinity, simplified?: Simplified): FoundNames {
  const parts = wordsOf(query, simplified).map((word) => word.replace(/[^\p{L}\p{N}]/gu, ''));
  const whole = parts.join('');
  const letters = whole.replace(/ü/g, 'v');
  if (whole === '') return { names: [], isGuess: false };
  const best = (fit: (name: Name) => number | undefined) =>
    names
      .flatMap((name) => {
        const value = fit(name);
        return value === undefined ? [] : [{ name, value }];
      })
      .sort(
        (a, b) =>
          a.value - b.value ||
          (initialOrder.get(a.name.kind) ?? 0) - (initialOrder.get(b.name.kind) ?? 0) ||
          a.name.characters.length - b.name.characters.length,
      )
      .map(({ name }) => name);

  const fitting = best((name) => fitOf(name, parts, letters));
  if (fitting.length > 0) return { names: fitting.slice(0, most), isGuess: false };
  // Mixtures and readings that the title does not use come second: short letters fit too much in these ways.
  if (/[a-z]/.test(letters)) {
    const mixed = best((name) => {
      const at = name.characters.findIndex((_, start) =>
        matchesPinyin(name.characters, start, letters, (index) => name.readings[index]),
      );
      return at < 0 ? undefined : Math.min(at, 1);
    });
    if (mixed.length > 0) return { names: mixed.slice(0, most), isGuess: false };
  }
  const readings = new Map<string, string>();
  for (const { characters, syllables } of names) {
    characters.forEach((character, index) => readings.set(character, syllables[index] ?? character));
  }
  const spoken = Array.from(letters).map((character) => readings.get(character) ?? character);
  const near = best((name) => nearnessOf(name, letters, spoken));
  return { names: near.slice(0, Math.min(most, 5)), isGuess: true };
}
