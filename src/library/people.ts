/** Workers, as pages need them. */
import type { Honour } from '../schemas/person.ts';
import { honourLevels } from '../schemas/vocabulary.ts';
import { catalogue, named, type Catalogue, type VisibleEntry } from './catalogue.ts';
import { byPinyin, newestFirst } from './comparators.ts';
import { storyParts, type StoryPart } from './story.ts';
import {
  clipSummary,
  featureSummary,
  orderSummary,
  personSummary,
  stationSummary,
  type ClipSummary,
  type FeatureSummary,
  type OrderSummary,
  type PersonSummary,
  type StationSummary,
} from './summaries.ts';

/** Everything a person's page shows. */
export interface PersonStory extends PersonSummary {
  employer?: string;
  since?: number;
  citation?: string;
  quote?: string;
  /** Newest first. */
  honours: readonly Honour[];
  clips: readonly ClipSummary[];
  orders: readonly OrderSummary[];
  stations: readonly StationSummary[];
  features: readonly FeatureSummary[];
  teams: readonly { slug: string; name: string }[];
  /** Others of the same trade. */
  colleagues: readonly PersonSummary[];
}

function inOrder(people: Catalogue['people']): VisibleEntry<'people'>[] {
  const publishedOn = ({ entry }: VisibleEntry<'people'>) => entry.data.publication.publishOn ?? '';
  return [...people.visible.values()]
    .sort((a, b) => byPinyin(a.entry.data.name, b.entry.data.name))
    .sort((a, b) => byPinyin(publishedOn(b), publishedOn(a)));
}

/** The roll: newest first, then by name. */
export async function people(): Promise<PersonSummary[]> {
  return inOrder((await catalogue()).people).map(personSummary);
}

/** Everybody who received one honour in one year. */
interface HonourOfYear extends Pick<Honour, 'title' | 'level' | 'by'> {
  people: readonly PersonSummary[];
}

/** The honours of one year. */
export interface YearOfHonours {
  year: number;
  honours: readonly HonourOfYear[];
}

/** The roll of honour: years newest first, in each year the highest level first. */
export async function honourRoll(): Promise<YearOfHonours[]> {
  const received = inOrder((await catalogue()).people).flatMap((visible) =>
    visible.entry.data.honours.map((honour) => ({ honour, person: personSummary(visible) })),
  );
  const rank = Object.keys(honourLevels);
  return [...Map.groupBy(received, ({ honour }) => honour.year)]
    .sort(([a], [b]) => b - a)
    .map(([year, ofYear]) => ({
      year,
      honours: [...Map.groupBy(ofYear, ({ honour: { title, level, by } }) => `${level}\n${title}\n${by}`).values()]
        .flatMap((same) => {
          const first = same[0]?.honour;
          return first === undefined
            ? []
            : [{ title: first.title, level: first.level, by: first.by, people: same.map(({ person }) => person) }];
        })
        .sort((a, b) => rank.indexOf(a.level) - rank.indexOf(b.level) || byPinyin(a.title, b.title)),
    }));
}

/** Slugs of withdrawn people. */
export async function withdrawnPeople(): Promise<readonly string[]> {
  return (await catalogue()).people.withdrawn;
}

/** Every person's page. Links made from either side show on both. */
export async function personStories(): Promise<PersonStory[]> {
  const all = await catalogue();
  const roll = inOrder(all.people);
  return roll.map((visible): PersonStory => {
    const { slug } = visible;
    const { data } = visible.entry;
    const clips = [...all.videos.visible.values()]
      .filter((clip) => clip.entry.data.people.includes(slug) || data.videos.includes(clip.slug))
      .sort(newestFirst(({ entry }) => entry.data.recordedOn));
    const orders = [...all.orders.visible.values()]
      .filter(({ entry }) => entry.data.helpers.includes(slug))
      .sort(newestFirst(({ entry }) => entry.data.raisedOn));
    const features = [...all.features.visible.values()].filter(({ entry }) => entry.data.people.includes(slug));
    return {
      ...personSummary(visible),
      ...(data.employer !== undefined && { employer: data.employer }),
      ...(data.since !== undefined && { since: data.since }),
      ...(data.citation !== undefined && { citation: data.citation }),
      ...(data.quote !== undefined && { quote: data.quote }),
      honours: data.honours.toSorted((a, b) => b.year - a.year),
      clips: clips.flatMap((clip) => clipSummary(clip, all) ?? []),
      orders: orders.map(orderSummary),
      stations: named(all.stations, data.stations).map(stationSummary),
      features: features.map(featureSummary),
      teams: all.teams
        .filter((team) => team.data.members.includes(slug))
        .map((team) => ({ slug: team.id, name: team.data.name })),
      colleagues: roll
        .filter((other) => other.slug !== slug && other.entry.data.trade === data.trade)
        .slice(0, 4)
        .map(personSummary),
    };
  });
}

/** The story itself, with the blocks that stand in it. */
export async function storyOf(slug: string): Promise<StoryPart[]> {
  const visible = (await catalogue()).people.visible.get(slug);
  return visible === undefined ? [] : storyParts(visible.entry);
}
