/** Orders of the dispatch system, as pages and data files need them. */
import { stepsOf, type OrderStep } from '../domain/figures.ts';
import { catalogue, named } from './catalogue.ts';
import { newestFirst } from './order-of-lists.ts';
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
  type Picture,
  type StationSummary,
} from './summaries.ts';

/** Everything an order's page shows. */
export interface OrderPage extends OrderSummary {
  source: string;
  dueDays?: number;
  acceptedBy?: string;
  rating?: number;
  summary: string;
  steps: readonly OrderStep[];
  before?: Picture;
  after?: Picture;
  helpers: readonly PersonSummary[];
  team?: { slug: string; name: string };
  station?: StationSummary;
  clip?: ClipSummary;
  features: readonly FeatureSummary[];
}

/** All orders with everything that is known of them, newest first. */
export async function orders(): Promise<OrderPage[]> {
  const all = await catalogue();
  const list = [...all.orders.shown.values()].sort(newestFirst(({ entry }) => entry.data.raisedOn));
  return list.map((shown): OrderPage => {
    const { data } = shown.entry;
    const station = data.station === undefined ? undefined : all.stations.shown.get(data.station);
    const video = data.video === undefined ? undefined : all.videos.shown.get(data.video);
    const clip = video && clipSummary(video, all);
    const team = all.teams.find(({ id }) => id === data.team);
    return {
      ...orderSummary(shown),
      source: data.source,
      ...(data.dueDays !== undefined && { dueDays: data.dueDays }),
      ...(data.acceptedBy !== undefined && { acceptedBy: data.acceptedBy }),
      ...(data.rating !== undefined && { rating: data.rating }),
      summary: data.summary,
      steps: stepsOf(data),
      ...(data.before && { before: { image: data.before, alt: `处理前：${data.title}` } }),
      ...(data.after && { after: { image: data.after, alt: `处理后：${data.title}` } }),
      helpers: named(all.people, data.helpers).map(personSummary),
      ...(team && { team: { slug: team.id, name: team.data.name } }),
      ...(station && { station: stationSummary(station) }),
      ...(clip && { clip }),
      features: [...all.features.shown.values()]
        .filter(({ entry }) => entry.data.orders.includes(shown.slug))
        .map(featureSummary),
    };
  });
}

/** Slugs of withdrawn orders. */
export async function withdrawnOrders(): Promise<readonly string[]> {
  return (await catalogue()).orders.withdrawn;
}
