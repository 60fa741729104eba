/**
 * The letters of the pictures: Noto Serif SC for titles, Noto Sans SC for the rest, from `assets/fonts`, never from the
 * machine. One file of each face has the 8,000 usual characters; the rest are in a hundred small files, of which only
 * those that a text needs are read (雩 of 舞雩镇 is in one of them). A character that no file has is replaced, never drawn
 * as a box.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { create } from 'fontkitten';
import type { Font as SatoriFont } from 'satori';
import { slugOf } from '../domain/text/pinyin.ts';

/** A face of the pictures. */
export type Face = 'title' | 'lead' | 'plain';

const faces = {
  title: { family: 'noto-serif-sc', weight: 700 },
  lead: { family: 'noto-serif-sc', weight: 500 },
  plain: { family: 'noto-sans-sc', weight: 400 },
} as const satisfies Record<Face, { family: string; weight: number }>;

/** A file of a face, once read. */
interface FontFile {
  font: SatoriFont;
  has: (codePoint: number) => boolean;
}

/**
 * Of the fonts, in the names of their folders. The key of a share image depends on this file, so on the version too.
 */
const version = '5.3.0';

const fileOf = (family: string, name: string) => readFileSync(resolve('assets/fonts', `${family}-${version}`, name));

/** Whether a font maps characters to glyphs. Some of the small files hold emoji as pictures and no table of characters. */
function isMapped(font: { hasGlyphForCodePoint: (codePoint: number) => boolean }): boolean {
  try {
    font.hasGlyphForCodePoint(0x20);
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

const read = new Map<string, FontFile>();

function fontFile(face: Face, part: string): FontFile {
  const { family, weight } = faces[face];
  const name = `${face}-${part}`;
  const known = read.get(name);
  if (known) return known;
  const data = fileOf(family, `${family}-${part}-${weight}-normal.woff`);
  const parsed = create(data);
  if (!('hasGlyphForCodePoint' in parsed)) throw new Error(`${family}-${part} is a collection of fonts, not a font.`);
  const hasCharacters = isMapped(parsed);
  const file: FontFile = {
    font: { name, data, weight, style: 'normal' },
    has: (codePoint) => hasCharacters && parsed.hasGlyphForCodePoint(codePoint),
  };
  read.set(name, file);
  return file;
}

/** First and last character of a range, and the part of the face that says it has it. */
type Range = readonly [first: number, last: number, part: string];

const rangesOfFace = new Map<Face, readonly Range[]>();

function ranges(face: Face): readonly Range[] {
  const known = rangesOfFace.get(face);
  if (known) return known;
  const parts = JSON.parse(fileOf(faces[face].family, 'unicode.json').toString()) as Record<string, string>;
  const list = Object.entries(parts).flatMap(([part, text]) =>
    text.split(',').map((range): Range => {
      const [first = '', last = first] = range.trim().replace('U+', '').split('-');
      return [Number.parseInt(first, 16), Number.parseInt(last, 16), part.replace(/[[\]]/g, '')];
    }),
  );
  rangesOfFace.set(face, list);
  return list;
}

const usual = ['chinese-simplified', 'latin'];
/** Parts beyond the usual ones that some text has needed so far. */
const more: Record<Face, string[]> = { title: [], lead: [], plain: [] };

/** The part of a face that has a character, or nothing. The ranges promise more than the files hold: both are asked. */
function partWith(codePoint: number, face: Face): string | undefined {
  const claimed = () =>
    ranges(face).flatMap(([first, last, part]) => (first <= codePoint && codePoint <= last ? [part] : []));
  return (
    [...usual, ...more[face]].find((part) => fontFile(face, part).has(codePoint)) ??
    claimed().find((part) => fontFile(face, part).has(codePoint))
  );
}

/** A character that no file of the face has, otherwise: a Han character by its sound, a sign or an emoji left out. */
function otherwise(character: string): string {
  if (!/\p{Script=Han}/u.test(character)) return '';
  return slugOf(character) || '某';
}

/** The text as the face can show it; files that it needs are made ready. */
export function showable(text: string, face: Face): string {
  return Array.from(text.normalize('NFC').replace(/\s+/g, ' ').trim(), (character) => {
    const codePoint = character.codePointAt(0) ?? 0;
    const part = partWith(codePoint, face);
    if (part === undefined) return otherwise(character);
    if (!usual.includes(part) && !more[face].includes(part)) more[face].push(part);
    return character;
  })
    .join('')
    .replace(/ +/g, ' ')
    .trim();
}

const all = Object.keys(faces) as Face[];
let given: SatoriFont[] = [];

/** The files that are ready. The same list as long as none is added: satori keeps what it parsed by the list. */
export function fonts(): SatoriFont[] {
  const wanted = all.flatMap((face) => [...usual, ...more[face]].map((part) => fontFile(face, part).font));
  if (wanted.length !== given.length) given = wanted;
  return given;
}

/** The `font-family` of a face: its usual files, then the others that are ready. */
export function familyOf(face: Face): string {
  return [...usual, ...more[face]].map((part) => `${face}-${part}`).join(', ');
}
