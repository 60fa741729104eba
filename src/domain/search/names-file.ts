/**
 * The names and titles of the site as small files. The first one has what is asked for most and is fetched when the search is
 * opened; a large site has further ones, of the same form.
 */
import { kinds, kindsWith, type SearchCode } from '../../kinds.ts';
import { blurred } from '../text/pinyin-match.ts';
import { folded } from './text.ts';

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
  /** The day by which the newest is packed first, `2026-10-01`. */
  date?: string;
  /** The first letters of the name under which the search index stores the page's text, of a part of a page too. */
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
  /** In the first file, the addresses of the further ones, under the base path. */
  further?: string[];
}

/** A name or title that can be found. */
export interface Name extends NamedPage {
  /** The title as it is compared: letters and figures in one width and one case. */
  plain: string;
  /** The same by characters. */
  characters: readonly string[];
  /** The reading of each character of the title; other characters are stored as they are. */
  syllables: readonly string[];
  /** The same with what sounds alike to many written alike. */
  sounds: readonly string[];
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
 * @param surname how a character is read as a surname, where that is another reading: 单, 曾, 仇
 */
export function packNames(
  pages: readonly NamedPage[],
  read: (page: NamedPage) => readonly string[],
  surname: (character: string) => string | undefined = () => undefined,
): PackedNames {
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
  for (const [character, readings] of uses) {
    const other = surname(character);
    if (other !== undefined && !readings.has(other)) readings.set(other, 0);
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

/** A value by what it is made from, made once. */
function memoized(make: (from: string) => string): (from: string) => string {
  const made = new Map<string, string>();
  return (from) => {
    const known = made.get(from);
    if (known !== undefined) return known;
    const value = make(from);
    made.set(from, value);
    return value;
  };
}

const foldedCharacter = memoized((character) => {
  const plain = folded(character);
  // White space and signs are not typed and not read out; the rest is searchable.
  return /[\p{L}\p{N}]/u.test(plain) ? plain : '';
});
const soundOf = memoized(blurred);

/** After so many names the reading of a file can be interrupted. */
const batch = 32;

/** Reads a file of names, and yields after every few of them. */
export function* nameReader(packed: PackedNames): Generator<undefined, Name[]> {
  const syllables = packed.syllables.split(' ');
  const readings = new Map(
    Array.from(packed.characters).map((character, index) => [character, (syllables[index] ?? '').split('/')]),
  );
  const otherwise = new Map(packed.otherwise.map(([entry, character, which]) => [`${entry}/${character}`, which]));
  const kinds = packed.counts.flatMap((count, index) => Array<PageKind>(count).fill(inOrder[index] ?? 'page'));
  const slugs = packed.slugs.split('\n');
  const titles = packed.titles === '' ? [] : packed.titles.split('\n');
  const names: Name[] = [];
  for (const [entry, title] of titles.entries()) {
    if (entry % batch === batch - 1) yield;
    const kind = kinds[entry] ?? 'page';
    const characters: string[] = [];
    const spoken: string[] = [];
    const all: string[] = [];
    const known: (readonly string[])[] = [];
    let sounds: string[] | undefined;
    let index = 0;
    for (const character of title) {
      const own = readings.get(character);
      const syllable = own?.[otherwise.size === 0 ? 0 : (otherwise.get(`${entry}/${index}`) ?? 0)] ?? character;
      index += 1;
      all.push(syllable);
      const plain = foldedCharacter(character);
      if (plain === '') continue;
      characters.push(plain);
      spoken.push(own === undefined ? plain : syllable);
      known.push(own ?? [plain]);
    }
    const slug = slugs[entry] ?? '';
    const town = packed.towns[packed.townOf[entry] ?? -1];
    const fragment = packed.fragments.slice(entry * fragmentLength, (entry + 1) * fragmentLength).trim();
    names.push({
      kind,
      title,
      // Most addresses are never asked for.
      get path() {
        return slug.startsWith('/') ? slug : addressOf[kind](slug === '' ? slugFrom(all) : slug);
      },
      isSample: packed.samples[entry] === '1',
      ...(town !== undefined && { town }),
      ...(fragment !== '' && { fragment }),
      plain: characters.join(''),
      characters,
      syllables: spoken,
      get sounds() {
        return (sounds ??= spoken.map(soundOf));
      },
      readings: known,
    });
  }
  return names;
}

/** The same at once. */
export function unpackNames(packed: PackedNames): Name[] {
  const reader = nameReader(packed);
  for (;;) {
    const step = reader.next();
    if (step.done === true) return step.value;
  }
}
