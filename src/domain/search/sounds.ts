/** Characters that sound alike, for words that were typed by their sound: 微博炉 for 微波炉, 捷为 for 犍为. */
import { blurred } from '../text/pinyin-match.ts';

/**
 * By syllable without tone, the characters that are read so: first those of the site's texts, the commonest first, then,
 * behind a space, usual ones that no text has.
 */
export type SoundFile = Readonly<Record<string, string>>;

/** At most so many characters are tried in place of one. */
const maxAlike = 12;
/** A word is corrected up to this length in characters. */
const longestWord = 8;

/** The sounds of characters. What is hard to tell apart in the south-west counts as the same: z and zh, n and l, in and ing. */
export class Sounds {
  private readonly soundsOf = new Map<string, Set<string>>();
  private readonly charactersOf = new Map<string, string[]>();

  constructor(file: SoundFile) {
    for (const [syllable, characters] of Object.entries(file)) {
      const sound = blurred(syllable);
      const [written = '', others = ''] = characters.split(' ');
      for (const character of Array.from(written + others)) {
        this.soundsOf.set(character, (this.soundsOf.get(character) ?? new Set()).add(sound));
      }
      this.charactersOf.set(sound, [...(this.charactersOf.get(sound) ?? []), ...Array.from(written)]);
    }
  }

  /** Whether two characters may be read alike. */
  isAlike(a: string, b: string): boolean {
    const other = this.soundsOf.get(b);
    return a === b || [...(this.soundsOf.get(a) ?? [])].some((sound) => other?.has(sound) === true);
  }

  /**
   * The words in which one character of a word is replaced by another one of the site's that sounds like it. Of a word of two
   * too little would be left: 李想 is a name, not 理想.
   */
  *corrections(word: string): Generator<string> {
    const characters = Array.from(word);
    if (characters.length < 3 || characters.length > longestWord || !/^\p{Script=Han}+$/u.test(word)) return;
    for (const [at, character] of characters.entries()) {
      const alike = [...(this.soundsOf.get(character) ?? [])].flatMap((sound) => this.charactersOf.get(sound) ?? []);
      const others = [...new Set(alike)].filter((other) => other !== character);
      for (const other of others.slice(0, maxAlike))
        yield [...characters.slice(0, at), other, ...characters.slice(at + 1)].join('');
    }
  }

  /** A word in which a piece is replaced by a known word that sounds like it: 淋浴间 for 淋雨间. */
  withKnown(word: string, known: Iterable<string>): string | undefined {
    const characters = Array.from(word);
    const all = [...known];
    for (let length = characters.length - 1; length > 1; length -= 1) {
      for (let at = 0; at + length <= characters.length; at += 1) {
        const piece = characters.slice(at, at + length).join('');
        const nearest = this.nearest(piece, all);
        if (nearest !== undefined) {
          return [...characters.slice(0, at), nearest, ...characters.slice(at + length)].join('');
        }
      }
    }
    return undefined;
  }

  /** The known word of the same length that sounds like a word and has most of its characters, with one of them at least. */
  nearest(word: string, known: Iterable<string>): string | undefined {
    const characters = Array.from(word);
    let best: string | undefined;
    let most = 0;
    for (const other of known) {
      const others = Array.from(other);
      if (others.length !== characters.length || other === word) continue;
      const same = others.filter((character, index) => character === characters[index]).length;
      if (same <= most || !others.every((character, index) => this.isAlike(character, characters[index] ?? '')))
        continue;
      [best, most] = [other, same];
    }
    return best;
  }
}
