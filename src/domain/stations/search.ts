/** The nearest stations of a list. */
import type { Calendar } from '../time/calendar.ts';
import { distance, type Place } from '../places/distance.ts';
import { byDistance, type Found } from '../places/by-distance.ts';
import { readingTable, type Readings, type ReadingTable } from '../places/place-search.ts';
import { fits, type StationFilter } from './filter.ts';
import { textsOf, unpackStations, type PackedStations, type SearchedStation } from './record.ts';

/** Up to this many stations stand in the page itself; above, the page carries a tree and fetches leaves. */
export const inlineStationLimit = 300;

/** What is asked, from where and when. */
export interface Question {
  /** In WGS-84. */
  from: Place;
  filter: StationFilter;
  calendar: Calendar;
  /** Milliseconds since 1970. */
  moment: number;
  /** How many are wanted. */
  wanted: number;
}

/** Whatever passes, with its distance, in no order. */
export function passing(
  stations: readonly SearchedStation[],
  { from, filter, calendar, moment }: Omit<Question, 'wanted'>,
): Found<SearchedStation>[] {
  return stations
    .filter((station) => fits(station, filter, calendar, moment))
    .map((item) => ({ item, metres: distance(from, item) }));
}

/** The nearest of a list. */
export function nearestInList(stations: readonly SearchedStation[], question: Question): Found<SearchedStation>[] {
  return passing(stations, question).sort(byDistance).slice(0, question.wanted);
}

/** Where stations come from: a list in the page, or a tree of leaves. */
export interface StationSource {
  /** All stations, where the page has them all. */
  readonly all?: readonly SearchedStation[];
  /** The nearest that pass. Rejects when something cannot be fetched. */
  nearest(question: Question): Promise<Found<SearchedStation>[]>;
  /** The stations among which a town or words are looked for; nothing when a town has to be chosen first. */
  within(town: string | undefined): Promise<readonly SearchedStation[] | undefined>;
  /** How the characters of the stations' texts are read. */
  readings(): Promise<ReadingTable>;
}

/** A list as a source of stations. */
export class StationList implements StationSource {
  readonly all: readonly SearchedStation[];
  readonly #readings: Readings;

  constructor(stations: PackedStations, readings: Readings) {
    this.all = unpackStations(stations);
    this.#readings = readings;
  }

  readings(): Promise<ReadingTable> {
    return Promise.resolve(readingTable(this.#readings, this.all.flatMap(textsOf)));
  }

  nearest(question: Question): Promise<Found<SearchedStation>[]> {
    return Promise.resolve(nearestInList(this.all, question));
  }

  within(): Promise<readonly SearchedStation[]> {
    return Promise.resolve(this.all);
  }
}
