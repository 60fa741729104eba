/** The table of characters that sound alike, for words that were typed by their sound. */
import type { SoundFile } from '../domain/search/sounds.ts';
import { readingsOf } from '../domain/text/pinyin.ts';
import { commonCharacters } from './gb2312.ts';

/**
 * Creates the table for a site: its own characters, and those that are usual in simplified Chinese.
 * @param counts how often each character occurs in the texts of the site
 */
export function soundsOf(counts: ReadonlyMap<string, number>): SoundFile {
  const table = new Map<string, { written: string[]; others: string[] }>();
  const own = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([character]) => character);
  for (const character of [...own, ...[...commonCharacters].filter((each) => !counts.has(each))]) {
    for (const syllable of readingsOf(character)) {
      const row = table.get(syllable) ?? { written: [], others: [] };
      (counts.has(character) ? row.written : row.others).push(character);
      table.set(syllable, row);
    }
  }
  return Object.fromEntries(
    [...table]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([syllable, { written, others }]) => [syllable, `${written.join('')} ${others.join('')}`.trimEnd()]),
  );
}
