/** Random queries over a set of pages, with the pages that match. The same ones in every run. */
import { random } from './random.ts';

/** A page as the independent reference. */
export interface Page {
  path: string;
  title: string;
  /** Title and text in one width and one case, without spaces beside Chinese, blocks apart by a line break. */
  text: string;
  /** The same with compounds of letters cut into their parts: LibreOffice is `libre office`. */
  parts: string;
  /** What its kind is called: a word with synonyms stands for all pages of a kind that is called so. */
  label?: string;
}

/** A query and the pages that contain it. */
export interface Question {
  sort: string;
  query: string;
  truth: ReadonlySet<string>;
}

/** The text form of the reference. Written without the code that is measured. */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\S\n]+/g, ' ')
    .replace(/(?<=\p{Script=Han}) | (?=\p{Script=Han})/gu, '');
}

/** The forms of a text that queries are held against. */
export const formsOf = (text: string): Pick<Page, 'text' | 'parts'> => ({
  text: plain(text),
  parts: plain(text.replace(/(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu, ' ')),
});

const words = new Intl.Segmenter('zh', { granularity: 'word' });
const surnames = Array.from('赵钱孙周吴郑冯陈褚卫蒋沈韩杨朱秦许何吕施曹严华金魏陶姜');
const given = Array.from('鹭骞霖茉绾筠姝骥翊珩煜霏琬樾瑾澍颖昀');

/**
 * Generates queries of every sort.
 * @param count how many of each sort
 * @param groups words that are found by each other, in the form of texts
 */
export function questions(
  pages: readonly Page[],
  count: number,
  groups: readonly (readonly string[])[] = [],
): Question[] {
  const next = random(1_949);
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[Math.floor(next() * items.length)];
    if (item === undefined) throw new Error('Nothing to pick from.');
    return item;
  };
  /** Chinese matches anywhere; a Latin word by its beginning or, in a compound, by that of a part. */
  const holds = ({ text, parts }: Page, part: string) =>
    /^[a-z]+$/.test(part)
      ? [text, parts].some((form) => new RegExp(`(?<![a-z0-9])${part}`).test(form))
      : text.includes(part);
  const truthOf = (parts: readonly string[]) =>
    new Set(
      pages
        .filter((page) =>
          parts.every((part) => {
            const group = groups.find((words) => words.includes(part));
            return (group ?? [part]).some((word) => holds(page, word) || (group !== undefined && page.label === word));
          }),
        )
        .map(({ path }) => path),
    );

  /** A piece of a run of Chinese that may begin and end within a word. */
  const piece = (text: string): string | undefined => {
    const runs = text.match(/\p{Script=Han}{2,}/gu);
    if (runs === null) return undefined;
    const run = pick(runs);
    const length = Math.min(run.length, 2 + Math.floor(next() * 5));
    const start = Math.floor(next() * (run.length - length + 1));
    return run.slice(start, start + length);
  };
  /** One to three words of a run, as a dictionary cuts it. */
  const aligned = (text: string): string | undefined => {
    const runs = text.match(/\p{Script=Han}{2,}/gu);
    if (runs === null) return undefined;
    const cut = [...words.segment(pick(runs))].map(({ segment }) => segment);
    const start = Math.floor(next() * cut.length);
    const joined = cut.slice(start, start + 1 + Math.floor(next() * 3)).join('');
    return joined.length >= 2 ? joined : undefined;
  };
  const sorts: Record<string, () => string | undefined> = {
    'title, words': () => aligned(plain(pick(pages).title)),
    'title, any piece': () => piece(plain(pick(pages).title)),
    'text, words': () => aligned(pick(pages).text),
    'text, any piece': () => piece(pick(pages).text),
    'two words': () => {
      const { text } = pick(pages);
      const [first, second] = [aligned(text), piece(text)];
      return first === undefined || second === undefined ? undefined : `${first} ${second}`;
    },
    'Latin word': () => {
      const found = pick(pages).text.match(/(?<![a-z0-9.+_/&@#-])[a-z]{3,12}(?![a-z0-9.+_/&@#-])/g);
      return found === null ? undefined : pick(found);
    },
    'letters beside Chinese': () => {
      const found = pick(pages).text.match(/[a-z]{1,12}\p{Script=Han}{1,3}|\p{Script=Han}{1,3}[a-z]{1,12}/gu);
      return found === null ? undefined : pick(found);
    },
    'figures beside Chinese': () => {
      const found = pick(pages).text.match(
        /\p{Script=Han}{0,2}[0-9]{1,12}\p{Script=Han}{1,3}|\p{Script=Han}{1,3}[0-9]{1,12}(?:\p{Script=Han}[0-9]{1,2}\p{Script=Han})?/gu,
      );
      return found === null ? undefined : pick(found);
    },
  };
  const draw = (sort: string, make: () => string | undefined, wanted: number) => {
    const drawn = new Map<string, Question>();
    for (let tries = 0; drawn.size < wanted && tries < wanted * 50; tries++) {
      const query = make();
      if (query === undefined || drawn.has(query)) continue;
      const truth = truthOf(query.split(' '));
      drawn.set(query, { sort, query, truth });
    }
    return [...drawn.values()];
  };
  return [
    ...Object.entries(sorts).flatMap(([sort, make]) => draw(sort, make, count)),
    ...draw('one character', () => pick(pick(pages).text.match(/\p{Script=Han}/gu) ?? []), count),
    ...draw('name that is nowhere', () => pick(surnames) + pick(given) + pick(given), count).filter(
      ({ truth }) => truth.size === 0,
    ),
  ];
}
