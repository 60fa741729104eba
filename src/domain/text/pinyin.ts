/** Addresses in Latin letters made from Chinese titles. */
import { pinyin } from 'pinyin-pro';

/** Longest slug that is made; what is longer is cut at a hyphen. */
const longestSlug = 60;

/** How a text is read: as a person's name, where 单 is a surname read `shan`, or as ordinary words. */
export type Reading = 'words' | 'name';

/**
 * The slug of a text: pinyin without tones, ü as v, Latin letters and digits kept, parts joined with hyphens. Empty for
 * a text that has nothing to read, so that the form requires one from the editor.
 */
export function slugOf(text: string, reading: Reading = 'words'): string {
  const parts = pinyin(text.normalize('NFKC'), {
    toneType: 'none',
    type: 'array',
    nonZh: 'consecutive',
    v: true,
    surname: reading === 'name' ? 'head' : 'off',
  });
  const slug = parts
    .join('-')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  if (slug.length <= longestSlug) return slug;
  const cut = slug.slice(0, longestSlug + 1);
  // Without a hyphen the index is -1, which takes away the one character that is too many.
  return cut.slice(0, cut.lastIndexOf('-'));
}

/** The syllable of every character of a text, without tones, ü as v; other characters are returned as they are. */
export function syllablesOf(text: string, reading: Reading = 'words'): string[] {
  return pinyin(text, { toneType: 'none', type: 'array', v: true, surname: reading === 'name' ? 'head' : 'off' });
}

/** How a character is read as a surname, where that is another reading than its usual one. */
export function surnameReadingOf(character: string): string | undefined {
  const [usual] = syllablesOf(character, 'words');
  const [surname] = pinyin(character, { toneType: 'none', type: 'array', v: true, surname: 'all' });
  return surname === usual ? undefined : surname;
}

/** Every syllable that a single character is read as, the commonest first, without tones, ü as v. */
export function readingsOf(character: string): string[] {
  return [...new Set(pinyin(character, { toneType: 'none', type: 'array', v: true, multiple: true }))];
}
