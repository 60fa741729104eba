/** Summaries of entries for lists. Components receive these and never an entry itself. */
import type { ImageMetadata } from 'astro';
import { paths, underBase } from '../addresses.ts';
import { daysOverdue, dueOn, stateOf } from '../domain/orders/states.ts';
import { environment } from '../environment.ts';
import type { Focus } from '../schemas/field.ts';
import type {
  Facility,
  Festival,
  OrderKind,
  OrderState,
  Scene,
  StationKind,
  Theme,
  Trade,
} from '../schemas/vocabulary.ts';
import type { Catalogue, GatedKind } from './catalogue.ts';
import type { VisibleEntry } from './visible-entry.ts';
import type { PreviewReason } from './publication.ts';

/** A path of the site as written in a link. */
export function href(path: string): string {
  return underBase(environment.basePath, path);
}

/** The fields of every summary. */
export interface Summary {
  slug: string;
  href: string;
  /** Whether the entry is a sample, which must be marked. */
  isSample: boolean;
  /** Why it is visible although it is not public; only in a preview. */
  preview?: PreviewReason;
}

/** A picture with its text alternative. */
export interface Picture {
  image: ImageMetadata;
  alt: string;
  /** The focal point of a crop; the middle where none was given. */
  focus?: Focus;
  /** Who took or drew it. */
  credit?: string;
}

/** A picture field of an entry with its related fields. */
export function pictureOf(
  image: ImageMetadata,
  alt: string,
  { focus, credit }: { focus?: Focus | undefined; credit?: string | undefined } = {},
): Picture {
  return { image, alt, ...(focus !== undefined && { focus }), ...(credit !== undefined && { credit }) };
}

/** A worker in a list. */
export interface PersonSummary extends Summary {
  name: string;
  trade: Trade;
  town: string;
  headline: string;
  themes: readonly Theme[];
  /** Years in which honours were received, newest first. */
  honourYears: readonly number[];
  portrait?: Picture;
}

/** A clip in a list. */
export interface ClipSummary extends Summary {
  title: string;
  recordedOn: string;
  town: string;
  scene: Scene;
  theme: Theme;
  /** The holidays whose features show it. */
  festivals: readonly Festival[];
  durationSeconds: number;
  /** The bytes of the smallest rendition. */
  bytes: number;
  isVertical: boolean;
  poster: Picture;
}

/** A station in a list. */
export interface StationSummary extends Summary {
  name: string;
  kind: StationKind;
  town: string;
  address: string;
  landmark?: string;
  hours: VisibleEntry<'stations'>['entry']['data']['hours'];
  /** The facilities that are known to be there. */
  has: readonly Facility[];
  /** Whether there is a bay for a truck. */
  takesTrucks: boolean;
}

/** An order in a list. */
export interface OrderSummary extends Summary {
  title: string;
  kind: OrderKind;
  state: OrderState;
  category: string;
  town: string;
  community: string;
  raisedOn: string;
  doneOn?: string;
  acceptedBy?: string;
  /** The last day on which it is in time. */
  dueOn?: string;
  /** Days overdue, when it was done or today; 0 when it is in time. */
  daysOverdue: number;
  /** Whether it is done and has pictures or a clip of the result. */
  isShareable: boolean;
}

/** A feature in a list. */
export interface FeatureSummary extends Summary {
  title: string;
  festival: Festival;
  year: number;
  from: string;
  to: string;
  lead: string;
  cover: Picture;
}

/** The fields common to the summaries of all kinds. @param path address of the entry's page, without the base path */
export function entrySummary<Kind extends GatedKind>(
  { slug, entry, preview }: VisibleEntry<Kind>,
  path: string,
): Summary {
  const isSample = entry.data.publication.sample === true;
  return { slug, href: href(path), isSample, ...(preview !== undefined && { preview }) };
}

/** The summary of a worker. */
export function personSummary(visible: VisibleEntry<'people'>): PersonSummary {
  const { data } = visible.entry;
  return {
    ...entrySummary(visible, paths.person(visible.slug)),
    name: data.name,
    trade: data.trade,
    town: data.town,
    headline: data.headline,
    themes: data.themes,
    honourYears: [...new Set(data.honours.map(({ year }) => year))].sort((a, b) => b - a),
    ...(data.portrait && {
      portrait: pictureOf(data.portrait, data.portraitAlt ?? data.name, {
        focus: data.portraitFocus,
        credit: data.portraitCredit,
      }),
    }),
  };
}

/** The summary of a clip, or `undefined` when it has no manifest. */
export function clipSummary(
  visible: VisibleEntry<'videos'>,
  { media, backlinks }: Pick<Catalogue, 'media' | 'backlinks'>,
): ClipSummary | undefined {
  const { data } = visible.entry;
  const manifest = media.get(data.clip)?.data;
  if (manifest === undefined) return undefined;
  return {
    ...entrySummary(visible, paths.video(visible.slug)),
    title: data.title,
    recordedOn: data.recordedOn,
    town: data.town,
    scene: data.scene,
    theme: data.theme,
    festivals: [...new Set(backlinks.from('features', 'videos', visible.slug).map(({ entry }) => entry.data.festival))],
    durationSeconds: manifest.durationSeconds,
    bytes: Math.min(...manifest.renditions.map(({ bytes }) => bytes)),
    isVertical: manifest.height > manifest.width,
    poster: pictureOf(data.poster ?? manifest.poster, `短片封面：${data.title}`, { focus: data.posterFocus }),
  };
}

/** The summary of a station. */
export function stationSummary(visible: VisibleEntry<'stations'>): StationSummary {
  const { data } = visible.entry;
  return {
    ...entrySummary(visible, paths.station(visible.slug)),
    name: data.name,
    kind: data.kind,
    town: data.town,
    address: data.address,
    ...(data.landmark !== undefined && { landmark: data.landmark }),
    hours: data.hours,
    has: (Object.keys(data.facilities) as Facility[]).filter((facility) => data.facilities[facility] === 'yes'),
    takesTrucks: (data.truck?.bays ?? 0) > 0,
  };
}

/** The summary of an order. */
export function orderSummary(visible: VisibleEntry<'orders'>): OrderSummary {
  const { data } = visible.entry;
  const due = dueOn(data);
  return {
    ...entrySummary(visible, paths.order(visible.slug)),
    title: data.title,
    kind: data.kind,
    state: stateOf(data),
    category: data.category,
    town: data.town,
    community: data.community,
    raisedOn: data.raisedOn,
    ...(data.doneOn !== undefined && { doneOn: data.doneOn }),
    ...(data.acceptedBy !== undefined && { acceptedBy: data.acceptedBy }),
    ...(due !== undefined && { dueOn: due }),
    daysOverdue: daysOverdue(data, environment.today),
    isShareable:
      data.doneOn !== undefined && [data.before, data.after, data.video].some((visible) => visible !== undefined),
  };
}

/** The summary of a feature. */
export function featureSummary(visible: VisibleEntry<'features'>): FeatureSummary {
  const { data } = visible.entry;
  return {
    ...entrySummary(visible, paths.feature(visible.slug)),
    title: data.title,
    festival: data.festival,
    year: data.year,
    from: data.from,
    to: data.to,
    lead: data.lead,
    cover: pictureOf(data.cover, data.coverAlt, { focus: data.coverFocus, credit: data.coverCredit }),
  };
}
