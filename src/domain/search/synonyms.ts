/**
 * Words that mean the same to those who ask: 厕所 and 卫生间, 骑手 and 外卖小哥. A page that has one word of a group is found by
 * every other one. In the index a group is one word of its own (`wordOfGroup`), so that what a synonym finds is counted
 * and narrowed as any word is.
 */
import { withoutTones } from '../text/pinyin-match.ts';
import { folded } from './text.ts';

/** Groups of words with one meaning, as editors wrote them. */
export type SynonymGroups = readonly (readonly string[])[];

/** The file of synonyms. */
export interface SynonymFile {
  groups: SynonymGroups;
  /** For each word of each group how it is read, in letters without tones; empty where it is letters itself. */
  readings: SynonymGroups;
}

/** A piece of a text: a word of a group, or what stands between two of them. */
export interface Segment {
  text: string;
  /** Index of the group; none for what is no word of a group. */
  group?: number;
}

/** So many letters may be the beginning of a reading: `waimai`, not `wai`. */
const fewestLetters = 5;

/** The words of all groups, to be looked up. */
export class Synonyms {
  /** The words of each group in the form in which texts are compared. */
  readonly groups: SynonymGroups;
  readonly readings: SynonymGroups;
  private readonly groupOf = new Map<string, number>();
  private readonly groupOfReading = new Map<string, number>();
  /** Lengths of words in code units, the longest first. */
  private readonly lengths: readonly number[];

  constructor({ groups, readings }: SynonymFile) {
    this.readings = readings;
    this.groups = groups.map((words) => words.map((word) => folded(word)));
    for (const [group, words] of this.groups.entries()) {
      for (const word of words) if (!this.groupOf.has(word)) this.groupOf.set(word, group);
    }
    for (const [group, read] of readings.entries()) {
      for (const each of read) if (each !== '' && !this.groupOfReading.has(each)) this.groupOfReading.set(each, group);
    }
    this.lengths = [...new Set([...this.groupOf.keys()].map(({ length }) => length))].sort((a, b) => b - a);
  }

  /** The group of a word in its folded form, or of one that is read like these letters or begins like them. */
  of(word: string): number | undefined {
    const known = this.groupOf.get(word);
    if (known !== undefined) return known;
    const letters = withoutTones(word).replace(/ü/g, 'v');
    const read = this.groupOfReading.get(letters);
    if (read !== undefined || letters.length < fewestLetters) return read;
    const begun = new Set(
      [...this.groupOfReading].flatMap(([each, group]) => (each.startsWith(letters) ? [group] : [])),
    );
    const [group] = begun;
    return begun.size === 1 ? group : undefined;
  }

  /** Every word of every group. */
  get words(): Iterable<string> {
    return this.groupOf.keys();
  }

  /** Cuts a folded text at the words of groups, of which the longest counts at each place. */
  cut(text: string): Segment[] {
    const segments: Segment[] = [];
    let from = 0;
    let at = 0;
    while (at < text.length) {
      const start = at;
      const length = this.lengths.find((each) => this.groupOf.has(text.slice(start, start + each)));
      if (length === undefined) {
        at += 1;
        continue;
      }
      if (from < at) segments.push({ text: text.slice(from, at) });
      const word = text.slice(at, at + length);
      segments.push({ text: word, group: this.groupOf.get(word) ?? 0 });
      at += length;
      from = at;
    }
    if (from < text.length) segments.push({ text: text.slice(from) });
    return segments;
  }

  /** The groups of which a folded text has a word anywhere. */
  groupsIn(text: string): number[] {
    return this.groups.flatMap((words, group) => (words.some((word) => text.includes(word)) ? [group] : []));
  }
}
