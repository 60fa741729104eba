/** Holiday features, as pages need them. */
import { environment } from '../environment.ts';
import { catalogue, named } from './catalogue.ts';
import { byDateDescending } from './comparators.ts';
import { storyParts, type StoryPart } from './story.ts';
import {
  clipSummary,
  featureSummary,
  orderSummary,
  personSummary,
  type ClipSummary,
  type FeatureSummary,
  type OrderSummary,
  type PersonSummary,
} from './summaries.ts';

/** Everything a feature's page shows, in the order the editor set. */
export interface FeaturePage extends FeatureSummary {
  people: readonly PersonSummary[];
  clips: readonly ClipSummary[];
  orders: readonly OrderSummary[];
}

/** All features with their entries, newest first. */
export async function features(): Promise<FeaturePage[]> {
  const all = await catalogue();
  return [...all.features.visible.values()].sort(byDateDescending(({ entry }) => entry.data.from)).map((visible) => {
    const { data } = visible.entry;
    return {
      ...featureSummary(visible),
      people: named(all.people, data.people).map(personSummary),
      clips: named(all.videos, data.videos).flatMap((clip) => clipSummary(clip, all) ?? []),
      orders: named(all.orders, data.orders).map(orderSummary),
    };
  });
}

/** The features whose days include today. */
export async function featuresOfToday(): Promise<FeatureSummary[]> {
  const { today } = environment;
  return (await features()).filter(({ from, to }) => from <= today && today <= to);
}

/** The text of a feature with its blocks; empty when it has none. */
export async function textOf(slug: string): Promise<StoryPart[]> {
  const visible = (await catalogue()).features.visible.get(slug);
  return visible === undefined ? [] : storyParts(visible.entry);
}
