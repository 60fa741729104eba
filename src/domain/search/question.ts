/**
 * A question in the words of everyday: 清溪哪里有厕所, 附近可以洗澡的地方. What only makes it a question is left out, and the
 * rest is cut at words that are known, so that each can be asked for by itself.
 */
import { turns } from './question-turns.ts';
import type { Synonyms } from './synonyms.ts';
import { wordsOf, type Simplified } from './text.ts';

/** What may stand before and behind a word in a question, and is left out where two characters are left. */
const before = /^[的了是在有和与及去到找能要想我你给让被把个都还就也很请问查看]+(?=.{2})/u;
const behind = /([^]{2})[的了吗呢吧啊呀嘛不没里哪]+$/u;

/** Whether a question asks how many there are. */
export const asksForCount = (query: string): boolean => /多少|几[个家处]|数量|总数|一共|总共/u.test(query);

/** One thing that a question asks for. */
export interface Wanted {
  /** As it was typed, in its folded form. */
  text: string;
  /** The words of which a page must have one. */
  words: readonly string[];
  /** The group of synonyms that it belongs to. */
  group?: number;
}

/**
 * What a question asks for, in its order, each thing once.
 * @param known other words that are cut off where they stand: names of towns, people and teams, in their folded form
 * @param segment cuts what is left into the words of a dictionary
 */
export function wantedBy(
  query: string,
  synonyms: Synonyms,
  known: ReadonlySet<string>,
  simplified?: Simplified,
  segment: (text: string) => string[] = (text) => [text],
): Wanted[] {
  const wanted = new Map<string, Wanted>();
  const add = (piece: Wanted) => {
    if (!wanted.has(piece.text)) wanted.set(piece.text, piece);
  };
  for (const word of joinedLetters(wordsOf(query, simplified), synonyms)) {
    const typed = withoutMeasures(word, synonyms);
    // Letters that a word of a group is read as stand for it whole.
    const read = synonyms.of(typed);
    if (read !== undefined) {
      add({ text: typed, group: read, words: synonyms.groups[read] ?? [typed] });
      continue;
    }
    for (const { text, group } of synonyms.cut(typed)) {
      if (group !== undefined) add({ text, group, words: synonyms.groups[group] ?? [text] });
      else {
        for (const piece of cutAtKnown(text, known).flatMap((each) =>
          known.has(each) || /[0-9a-z]/.test(each) ? [each] : segment(each),
        )) {
          // What is left of a verb or a measure word beside a word that is known: 接热水, 一个站.
          if (Array.from(piece).length > 1 || piece === typed) add({ text: piece, words: [piece] });
        }
      }
    }
  }
  return [...wanted.values()];
}

/** Words with letters that are read as one word of a group put together: `huoche siji`. */
function joinedLetters(words: readonly string[], synonyms: Synonyms): string[] {
  const joined = words.join('');
  return /^[a-zü]+$/.test(joined) && synonyms.of(joined) !== undefined ? [joined] : [...words];
}

/** What stands between a verb and its object in speech: 喝口水, 洗个澡, 热一下饭. */
const measures = /一?[个口下点会把顿]儿?/gu;

/** A word without measure words where what is left is a word of a group. */
function withoutMeasures(word: string, synonyms: Synonyms): string {
  return word.replace(measures, (measure: string, at: number) => {
    const around = word.charAt(at - 1) + word.charAt(at + measure.length);
    return synonyms.of(around) === undefined ? measure : '';
  });
}

/** Cuts what has no synonym at known words and at the turns of questions, which are left out. */
function cutAtKnown(text: string, known: ReadonlySet<string>): string[] {
  const longest = Math.max(0, ...[...known].map(({ length }) => length));
  const pieces: string[] = [];
  let rest = '';
  const end = () => {
    // 的 stands between two things: 2026年3月的需求.
    const parts = /..的../u.test(rest) ? rest.split('的') : [rest];
    for (const part of parts) pieces.push(part.replace(before, '').replace(behind, '$1'));
    rest = '';
  };
  let at = 0;
  while (at < text.length) {
    const from = at;
    const name = Array.from({ length: longest }, (_, index) => text.slice(from, from + longest - index)).find(
      (each) => each.length > 1 && known.has(each),
    );
    const cut = name ?? turns.find((each) => text.startsWith(each, from));
    if (cut === undefined) {
      rest += text.charAt(at);
      at += 1;
      continue;
    }
    end();
    if (name !== undefined) pieces.push(name);
    at += cut.length;
  }
  end();
  return pieces;
}
