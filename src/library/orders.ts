/** Orders of the dispatch system, as pages and data files need them. */
import { monthOf } from '../domain/orders/figures.ts';
import { packFacets, type FacetValues, type OrderFacets, type OrderRow } from '../domain/orders/facets.ts';
import { stepsOf, type OrderStep } from '../domain/orders/states.ts';
import { catalogue, named } from './catalogue.ts';
import { memoize } from './memoize.ts';
import { byPinyin, byDateDescending } from './comparators.ts';
import {
  clipSummary,
  featureSummary,
  orderSummary,
  personSummary,
  pictureOf,
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
  rating?: number;
  summary: string;
  steps: readonly OrderStep[];
  /** Whether it has a share poster and a card for links. */
  hasShareImages: boolean;
  before?: Picture;
  after?: Picture;
  helpers: readonly PersonSummary[];
  team?: { slug: string; name: string };
  station?: StationSummary;
  clip?: ClipSummary;
  features: readonly FeatureSummary[];
}

async function readList(): Promise<OrderSummary[]> {
  const all = await catalogue();
  return [...all.orders.visible.values()].map(orderSummary).sort(byDateDescending(({ raisedOn }) => raisedOn));
}

/** The summaries of all orders, newest first. */
export const orderList = memoize(readList);

/** The orders of each month, newest first. */
export async function ordersByMonth(): Promise<ReadonlyMap<string, readonly OrderSummary[]>> {
  return Map.groupBy(await orderList(), ({ raisedOn }) => monthOf(raisedOn));
}

/** The facet values of an order. */
export function facetsOf(order: OrderSummary): FacetValues {
  return {
    state: order.state,
    kind: order.kind,
    category: order.category,
    town: order.town,
    month: monthOf(order.raisedOn),
    only: [...(order.isShareable ? ['shareable'] : []), ...(order.daysOverdue > 0 ? ['late'] : [])],
  };
}

/** All orders packed for the filter in the browser. */
export async function orderFacets(): Promise<OrderFacets> {
  return packFacets((await orderList()).map(facetsOf));
}

/** The rows of a month as the filter in the browser shows them. */
export function orderRow({ slug, title, community, raisedOn, doneOn, daysOverdue, isSample }: OrderSummary): OrderRow {
  return [slug, title, community, raisedOn, doneOn ?? null, daysOverdue, isSample ? 1 : 0];
}

/** 需求清单: open orders; the longest overdue first, then those due first, then those without a due day. */
export async function openOrders(): Promise<OrderSummary[]> {
  const latest = '9999-12-31';
  return (await orderList())
    .filter(({ doneOn }) => doneOn === undefined)
    .toSorted((a, b) => {
      const [dueA, dueB] = [a.dueOn ?? latest, b.dueOn ?? latest];
      return dueA < dueB ? -1 : dueA > dueB ? 1 : a.raisedOn < b.raisedOn ? -1 : a.raisedOn > b.raisedOn ? 1 : 0;
    });
}

/** 责任清单: who is responsible for which open orders. Orders that nobody has accepted yet are last. */
export async function duties(): Promise<{ unit?: string; orders: readonly OrderSummary[] }[]> {
  return [...Map.groupBy(await openOrders(), ({ acceptedBy }) => acceptedBy)]
    .map(([unit, orders]) => ({ ...(unit !== undefined && { unit }), orders }))
    .sort((a, b) => {
      if (a.unit === undefined || b.unit === undefined) return a.unit === b.unit ? 0 : a.unit === undefined ? 1 : -1;
      return b.orders.length - a.orders.length || byPinyin(a.unit, b.unit);
    });
}

/** An organisation that accepts orders: a unit, a company, a team. */
export interface Resource {
  name: string;
  /** Slug, where it is a team. */
  team?: string;
  /** How many it has accepted, how many of these are done, how many are open. */
  taken: number;
  done: number;
  inHand: number;
  /** The kinds of order that it has done, most frequent first. */
  categories: readonly { category: string; count: number }[];
  /** The services that it offers; only teams list them. */
  can: readonly string[];
}

/** 资源清单: the teams first, then all others that have accepted orders; those that have accepted most first. */
export async function resources(): Promise<{ teams: readonly Resource[]; units: readonly Resource[] }> {
  const all = await catalogue();
  const data = [...all.orders.visible.values()].map(({ entry }) => entry.data);
  const resourceOf = (name: string, taken: typeof data): Resource => {
    const done = taken.filter(({ doneOn }) => doneOn !== undefined).length;
    return {
      name,
      taken: taken.length,
      done,
      inHand: taken.length - done,
      categories: [...Map.groupBy(taken, ({ category }) => category)]
        .map(([category, ofCategory]) => ({ category, count: ofCategory.length }))
        .sort((a, b) => b.count - a.count || byPinyin(a.category, b.category)),
      can: [],
    };
  };
  const most = (a: Resource, b: Resource) => b.taken - a.taken || byPinyin(a.name, b.name);
  const ofTeam = Map.groupBy(data, ({ team }) => team);
  const ofUnit = Map.groupBy(data, ({ acceptedBy }) => acceptedBy);
  return {
    teams: all.teams
      .map((team) => ({
        ...resourceOf(team.data.name, ofTeam.get(team.id) ?? []),
        team: team.id,
        can: team.data.does,
      }))
      .sort(most),
    units: [...ofUnit].flatMap(([unit, taken]) => (unit === undefined ? [] : [resourceOf(unit, taken)])).sort(most),
  };
}

/**
 * How many finished orders have share pictures, the newest of them; those with photos or a clip have them always. Of a
 * ledger of fifty thousand the pictures of all would take most of an hour and ten gigabytes.
 */
const shareImageLimit = 1000;

/** All orders with their details, newest first. */
export async function orders(): Promise<OrderPage[]> {
  const all = await catalogue();
  const list = [...all.orders.visible.values()].sort(byDateDescending(({ entry }) => entry.data.raisedOn));
  const newestDone = new Set(
    list
      .filter(({ entry }) => entry.data.doneOn !== undefined)
      .sort(byDateDescending(({ entry }) => entry.data.doneOn ?? ''))
      .slice(0, shareImageLimit)
      .map(({ slug }) => slug),
  );
  return list.map((visible): OrderPage => {
    const { data } = visible.entry;
    const summary = orderSummary(visible);
    const station = data.station === undefined ? undefined : all.stations.visible.get(data.station);
    const video = data.video === undefined ? undefined : all.videos.visible.get(data.video);
    const clip = video && clipSummary(video, all);
    const team = all.teams.find(({ id }) => id === data.team);
    return {
      ...summary,
      hasShareImages: summary.isShareable || newestDone.has(visible.slug),
      source: data.source,
      ...(data.dueDays !== undefined && { dueDays: data.dueDays }),
      ...(data.rating !== undefined && { rating: data.rating }),
      summary: data.summary,
      steps: stepsOf(data),
      ...(data.before && {
        before: pictureOf(data.before, `处理前：${data.title}`, {
          focus: data.beforeFocus,
          credit: data.pictureCredit,
        }),
      }),
      ...(data.after && {
        after: pictureOf(data.after, `处理后：${data.title}`, { focus: data.afterFocus, credit: data.pictureCredit }),
      }),
      helpers: named(all.people, data.helpers).map(personSummary),
      ...(team && { team: { slug: team.id, name: team.data.name } }),
      ...(station && { station: stationSummary(station) }),
      ...(clip && { clip }),
      features: all.backlinks.from('features', 'orders', visible.slug).map(featureSummary),
    };
  });
}
