/** The nearest stations of a list. */
import type { Calendar } from '../time/calendar.ts';
import { distance, type Place } from '../places/distance.ts';
import { byDistance, type Found } from '../places/by-distance.ts';
import { readingTable, type Readings, type ReadingTable } from '../places/place-search.ts';
import { fits, type StationFilter } from './filter.ts';
import { unpackStations, type PackedStations, type SearchedStation } from './record.ts';

/** Up to this many stations are in the page itself; above, the page contains a tree and fetches leaves. */
export const inlineStationLimit = 300;

/** A query: requirements, place and moment. */
export interface StationQuery {
  /** In WGS-84. */
  from: Place;
  filter: StationFilter;
  calendar: Calendar;
  /** Milliseconds since 1970. */
  moment: number;
  /** Most results. */
  limit: number;
}

/** All matches with their distances, unsorted. */
export function passing(
  stations: readonly SearchedStation[],
  { from, filter, calendar, moment }: Omit<StationQuery, 'limit'>,
): Found<SearchedStation>[] {
  return stations
    .filter((station) => fits(station, filter, calendar, moment))
    .map((item) => ({ item, metres: distance(from, item) }));
}

/** The nearest matches of a list. */
export function nearestInList(stations: readonly SearchedStation[], query: StationQuery): Found<SearchedStation>[] {
  return passing(stations, query).sort(byDistance).slice(0, query.limit);
}

/** A source of stations: a list in the page, or a tree of leaves. */
export interface StationSource {
  /** All stations, where the page contains them all. */
  readonly all?: readonly SearchedStation[];
  /** The nearest matches. Rejects when something cannot be fetched. */
  nearest(query: StationQuery): Promise<Found<SearchedStation>[]>;
  /** The stations that a town or words select from; `undefined` when a town has to be chosen first. */
  within(town: string | undefined): Promise<readonly SearchedStation[] | undefined>;
  /** The readings of the characters in the stations' texts. */
  readings(): Promise<ReadingTable>;
}

/** A list as a source of stations. */
export class StationList implements StationSource {
  readonly all: readonly SearchedStation[];
  private readonly loadReadings: () => Promise<Readings>;

  /** @param readings fetches the readings of characters; called when somebody types letters */
  constructor(stations: PackedStations, readings: () => Promise<Readings>) {
    this.all = unpackStations(stations);
    this.loadReadings = readings;
  }

  async readings(): Promise<ReadingTable> {
    return readingTable(await this.loadReadings());
  }

  nearest(query: StationQuery): Promise<Found<SearchedStation>[]> {
    return Promise.resolve(nearestInList(this.all, query));
  }

  within(): Promise<readonly SearchedStation[]> {
    return Promise.resolve(this.all);
  }
}
