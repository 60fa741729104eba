/** Where words of a question lead besides pages that have them: to a list, a choice of it, a feature, a page that helps. */
import { paths } from '../addresses.ts';
import type { Destination } from '../domain/search/destinations.ts';
import { syllablesOf } from '../domain/text/pinyin.ts';
import { kindRow, kindsWith } from '../kinds.ts';
import { festivals, festivalShortNames, themes, trades, type Theme, type Trade } from '../schemas/vocabulary.ts';
import { catalogue } from './catalogue.ts';
import { features } from './features.ts';
import { listsOfTowns } from './lists.ts';
import { people } from './people.ts';

/** The address of the people of a trade or a theme. */
const peopleWhere = (choice: Readonly<Record<string, string>>) =>
  `${paths.people}?${new URLSearchParams(choice).toString()}`;

/** Words with how they are read, for those who type letters. */
const withReadings = (words: readonly string[]) => [
  ...new Set(words.flatMap((word) => [word, syllablesOf(word).join('').toLowerCase()])),
];

/** Every destination, those that editors wrote first. */
export async function destinations(): Promise<Destination[]> {
  const [all, listed, themed, towns] = await Promise.all([catalogue(), people(), features(), listsOfTowns()]);
  const lists = kindsWith('pages').flatMap((kind): Destination[] => {
    const { label, pages, search } = kindRow(kind);
    if (pages?.list === undefined || pages.listLabel === undefined) return [];
    return [{ title: pages.listLabel, path: pages.list, words: [pages.listLabel, label, search?.label ?? label] }];
  });
  const ofPeople = <Code extends string>(
    name: string,
    labels: Readonly<Record<Code, string>>,
    codes: ReadonlySet<string>,
  ): Destination[] =>
    (Object.keys(labels) as Code[])
      .filter((code) => codes.has(code) && code !== 'other')
      .map((code) => ({
        title: `${labels[code]}的故事`,
        path: peopleWhere({ [name]: code }),
        words: [labels[code]],
      }));
  const newestOf = new Map(themed.toReversed().map((feature) => [feature.festival, feature]));
  const found = [
    ...all.synonyms.flatMap(({ data }) => data.leads),
    ...ofPeople<Trade>('trade', trades, new Set(listed.map(({ trade }) => trade))),
    ...ofPeople<Theme>('theme', themes, new Set(listed.flatMap((person) => person.themes))),
    ...[...newestOf].map(([festival, feature]) => ({
      title: feature.title,
      path: paths.feature(feature.slug),
      words: [festivalShortNames[festival], festivals[festival]],
    })),
    ...lists,
    ...towns.map(({ path, title }) => ({ title: `${title}的人和事`, path, words: [title, title.slice(0, -1)] })),
  ];
  return found.map((destination) => ({ ...destination, words: withReadings(destination.words) }));
}
