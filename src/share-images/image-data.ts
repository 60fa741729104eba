/** The data that a share picture shows of one entry, and nothing else: all of it is part of the cache key. */
import { formatDate, formatDateRange, daysBetween } from '../domain/time/dates.ts';
import { kindRow } from '../kinds.ts';
import type { EntryView } from '../library/entries.ts';
import type { FeatureSummary, PersonSummary, Picture, Summary } from '../library/summaries.ts';
import type { Clip } from '../library/videos.ts';
import type { OrderPage } from '../library/orders.ts';
import type { Settings } from '../schemas/site.ts';
import { festivalRibbons, orderKinds, scenes, themes, trades, type Trade } from '../schemas/vocabulary.ts';

/** How a photograph is proportioned: a landscape, a portrait, or a phone's upright frame. */
type Shape = 'wide' | 'upright' | 'tall';

/** A photograph of an entry. */
export interface Photo {
  kind: 'photo';
  /** Absolute path of the original. */
  file: string;
  shape: Shape;
  /** Height of the focal point of a crop, 0 (top) to 1 (bottom). */
  focus: number;
  /** Puts the sign for "play" on it. */
  isClip: boolean;
}

/** The upper part of a poster, the right-hand part of a card. */
export type Visual =
  | Photo
  /** Shown where there is no portrait. */
  | { kind: 'trade'; trade: Trade }
  /** Only river and jasmine, for kinds that have neither photograph nor drawing. */
  | { kind: 'river' }
  /** How many days an order took: in large figures, since an order seldom has a photograph. */
  | { kind: 'days'; days: number; raisedOn: string; doneOn: string };

/** The content of the share images of one entry. Plain data: it is hashed, and passed to a worker thread. */
export interface ShareImageData {
  /** What kind of entry it is, in two to four characters, on the ribbon. */
  label: string;
  title: string;
  /** The one line, or the first lines, under the title. */
  lead: string;
  /** Trade, place, date: each its own short text. */
  facts: readonly string[];
  /** A required mark on the picture: a sample or a preview stays marked wherever it is sent. */
  mark?: string;
  visual: Visual;
  /** Public address of the page, the one in the QR code. */
  address: string;
  siteName: string;
  county: string;
}

/** The part of the data that is the same for the whole site. */
export interface SiteFacts {
  settings: Settings;
  /** Public origin without a path. */
  siteUrl: string;
}

const present = (texts: readonly (string | undefined)[]) =>
  texts.filter((text): text is string => text !== undefined && text !== '');

/** The path of a picture's original. Astro stores it beside its documented properties. */
function originalOf(image: Picture['image'] & { fsPath?: string }): string {
  if (image.fsPath === undefined) throw new Error(`Astro no longer says where the original of ${image.src} lies.`);
  return image.fsPath;
}

/** @param usualFocus height of the focal point, 0 to 1, in pictures of this kind where no editor marked it */
function photo({ image, focus }: Picture, usualFocus: number, isClip = false): Visual {
  const ratio = image.width / image.height;
  // An upright photograph of a person is cropped; only a clip's frame is shown whole, since it was not framed for a
  // crop.
  const shape = ratio > 1.2 ? 'wide' : isClip && ratio < 0.7 ? 'tall' : 'upright';
  return {
    kind: 'photo',
    file: originalOf(image),
    shape,
    focus: focus === undefined ? usualFocus : focus.y / 100,
    isClip,
  };
}

function ofEntry({ href, isSample, preview }: Summary, { settings, siteUrl }: SiteFacts) {
  const mark = preview === undefined ? (isSample ? '示例' : undefined) : '未公开';
  return {
    ...(mark !== undefined && { mark }),
    address: new URL(href, siteUrl).href,
    siteName: settings.name,
    county: settings.county,
  };
}

/** An entry of any kind: title, description, place and day over the river. */
export function imageDataOfEntry(entry: EntryView, site: SiteFacts): ShareImageData {
  const { label, search } = kindRow(entry.kind);
  return {
    ...ofEntry(entry, site),
    label: search?.label ?? label,
    title: entry.title,
    lead: entry.description ?? '',
    facts: present([entry.town, entry.date && formatDate(entry.date)]),
    visual: { kind: 'river' },
  };
}

/** A worker: portrait or trade, name, headline. */
export function imageDataOfPerson(person: PersonSummary, site: SiteFacts): ShareImageData {
  return {
    ...ofEntry(person, site),
    label: '人物',
    title: person.name,
    lead: person.headline,
    facts: [...(person.trade === 'other' ? [] : [trades[person.trade]]), person.town],
    visual: person.portrait
      ? // Faces are in the upper third.
        photo(person.portrait, 0.3)
      : { kind: 'trade', trade: person.trade },
  };
}

/** A clip: its frame, title, theme, place and day. */
export function imageDataOfClip(clip: Clip, site: SiteFacts): ShareImageData {
  return {
    ...ofEntry(clip, site),
    label: '随手拍',
    title: clip.title,
    lead: `${themes[clip.theme]} · ${scenes[clip.scene]}`,
    facts: [present([clip.town, clip.place]).join(' '), formatDate(clip.recordedOn)],
    visual: photo(clip.poster, 0.5, true),
  };
}

/** A feature: cover, title, lead, days. */
export function imageDataOfFeature(feature: FeatureSummary, site: SiteFacts): ShareImageData {
  return {
    ...ofEntry(feature, site),
    label: festivalRibbons[feature.festival],
    title: feature.title,
    lead: feature.lead,
    facts: [formatDateRange(feature.from, feature.to)],
    visual: photo(feature.cover, 0.4),
  };
}

/**
 * A finished order: the photo taken afterwards or the days it took, title, what was done. Others have no share images.
 */
export function imageDataOfOrder(order: OrderPage, site: SiteFacts): ShareImageData | undefined {
  if (order.doneOn === undefined || !order.hasShareImages) return undefined;
  const place = `${order.town}${order.community}`;
  return {
    ...ofEntry(order, site),
    label: '办好的事',
    title: order.title,
    lead: order.summary,
    facts: [`${orderKinds[order.kind]} · ${order.category}`, place],
    visual: order.after
      ? photo(order.after, 0.4)
      : {
          kind: 'days',
          days: daysBetween(order.raisedOn, order.doneOn),
          raisedOn: order.raisedOn,
          doneOn: order.doneOn,
        },
  };
}
