/** Rest stations, as pages and data files need them. */
import { convert, type Point } from '../domain/places/coordinates.ts';
import { mapLinks, type MapLink } from '../domain/places/map-links.ts';
import type { Closure } from '../schemas/station.ts';
import { facilities, type Availability, type Facility } from '../schemas/vocabulary.ts';
import { catalogue } from './catalogue.ts';
import type { VisibleEntry } from './visible-entry.ts';
import { byPinyin, byDateDescending } from './comparators.ts';
import {
  clipSummary,
  orderSummary,
  pictureOf,
  personSummary,
  stationSummary,
  type ClipSummary,
  type OrderSummary,
  type PersonSummary,
  type Picture,
  type StationSummary,
} from './summaries.ts';

/** Everything a station's page shows. */
export interface Station extends StationSummary {
  /** In WGS-84. */
  point: Point;
  phone?: string;
  host?: string;
  access?: string;
  truck?: { bays: number; maxLength?: number | undefined; maxHeight?: number | undefined };
  services: readonly string[];
  photo?: Picture;
  verified?: { on: string; by: string };
  closures: readonly Closure[];
  /** Every facility; unverified ones as unknown. */
  facilities: readonly { facility: Facility; availability: Availability }[];
  maps: readonly MapLink[];
  orders: readonly OrderSummary[];
  clips: readonly ClipSummary[];
  people: readonly PersonSummary[];
}

/** The stations of one town. */
export interface TownOfStations<Each> {
  town: string;
  stations: readonly Each[];
}

const ifPresent = <Value>(key: string, value: Value | undefined): Record<string, Value> =>
  value === undefined ? {} : { [key]: value };

/** The stations that may be visible, by town and name. */
export async function stationsInOrder(): Promise<VisibleEntry<'stations'>[]> {
  const { stations, settings } = await catalogue();
  const rank = new Map(settings.towns.map(({ name }, index) => [name, index]));
  return [...stations.visible.values()].sort(
    (a, b) =>
      (rank.get(a.entry.data.town) ?? 0) - (rank.get(b.entry.data.town) ?? 0) ||
      byPinyin(a.entry.data.name, b.entry.data.name),
  );
}

/** All stations with their details, by town and name. */
export async function stations(): Promise<Station[]> {
  const all = await catalogue();
  return (await stationsInOrder()).map((visible): Station => {
    const { slug } = visible;
    const { data } = visible.entry;
    const orders = all.backlinks
      .from('orders', 'station', slug)
      .toSorted(byDateDescending(({ entry }) => entry.data.raisedOn));
    const clipSlugs = new Set(orders.flatMap(({ entry }) => entry.data.video ?? []));
    return {
      ...stationSummary(visible),
      point: convert(data.location, 'wgs84'),
      ...ifPresent('phone', data.phone),
      ...ifPresent('host', data.host),
      ...ifPresent('access', data.access),
      ...ifPresent('truck', data.truck),
      services: data.services,
      ...ifPresent(
        'photo',
        data.photo &&
          pictureOf(data.photo, data.photoAlt ?? data.name, { focus: data.photoFocus, credit: data.photoCredit }),
      ),
      ...ifPresent('verified', data.verified),
      closures: data.closures,
      facilities: (Object.keys(facilities) as Facility[]).map((facility) => ({
        facility,
        availability: data.facilities[facility] ?? 'unknown',
      })),
      maps: mapLinks(convert(data.location, 'gcj02'), data.name, all.settings.name),
      orders: orders.map(orderSummary),
      clips: [...clipSlugs].flatMap((clip) => {
        const video = all.videos.visible.get(clip);
        return (video && clipSummary(video, all)) ?? [];
      }),
      people: all.backlinks.from('people', 'stations', slug).map(personSummary),
    };
  });
}

/** Groups stations by town, in the order of the settings; towns without a station are left out. */
export function byTown<Each extends { town: string }>(list: readonly Each[]): TownOfStations<Each>[] {
  return [...Map.groupBy(list, ({ town }) => town)].map(([town, inTown]) => ({ town, stations: inTown }));
}
