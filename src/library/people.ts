/** Workers, as pages need them. */
import type { Honour } from '../schemas/person.ts';
import { honourLevels } from '../schemas/vocabulary.ts';
import { catalogue, named } from './catalogue.ts';
import type { VisibleEntry } from './visible-entry.ts';
import { byCode, byDateDescending, byPinyin } from './comparators.ts';
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

/** People that may be shown: those published last first, then by name. */
export async function peopleInOrder(): Promise<VisibleEntry<'people'>[]> {
  const { people } = await catalogue();
  const publishedOn = ({ entry }: VisibleEntry<'people'>) => entry.data.publication.publishOn ?? '';
  return [...people.visible.values()].sort(
    (a, b) => byCode(publishedOn(b), publishedOn(a)) || byPinyin(a.entry.data.name, b.entry.data.name),
  );
}

/** The roll: newest first, then by name. */
export async function people(): Promise<PersonSummary[]> {
  return (await peopleInOrder()).map(personSummary);
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
  const received = (await peopleInOrder()).flatMap((visible) =>
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

/** Every person's page. Links made from either side show on both. */
export async function personStories(): Promise<PersonStory[]> {
  const all = await catalogue();
  const roll = await peopleInOrder();
  return roll.map((visible): PersonStory => {
    const { slug } = visible;
    const { data } = visible.entry;
    const clips = [
      ...new Set([...all.backlinks.from('videos', 'people', slug), ...named(all.videos, data.videos)]),
    ].sort(byDateDescending(({ entry }) => entry.data.recordedOn));
    const orders = all.backlinks
      .from('orders', 'helpers', slug)
      .toSorted(byDateDescending(({ entry }) => entry.data.raisedOn));
    const features = all.backlinks.from('features', 'people', slug);
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

/** The story with its blocks. */
export async function storyOf(slug: string): Promise<StoryPart[]> {
  const visible = (await catalogue()).people.visible.get(slug);
  return visible === undefined ? [] : storyParts(visible.entry);
}
