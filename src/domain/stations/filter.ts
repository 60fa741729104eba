/** Filtering of stations. One set of rules for the list inside the page and for leaves of the tree. */
import type { StationKind } from '../../schemas/vocabulary.ts';
import type { Calendar } from '../time/calendar.ts';
import { isAlwaysOpen, openStatusAt } from './opening-hours.ts';
import { bitOf, facilityCount, type SearchedStation, type Truck } from './record.ts';

/** The criteria; one that is absent does not filter. */
export interface StationFilter {
  /** Facilities that must be known to be there, one bit each. */
  facilities?: number;
  kind?: StationKind;
  town?: string;
  /** Open at the moment of the query; unknown is not open. */
  isOpenNow?: boolean;
  /** Open day and night. */
  isAlwaysOpen?: boolean;
  /** A truck of this length and height, in metres, must be known to fit; 0 requires a bay of any size. */
  truck?: { length: number; height: number };
}

/** Whether a truck is known to fit. With an unknown limit, no truck of a given size is known to fit. */
export function takesTruck(truck: Truck | undefined, { length, height }: { length: number; height: number }): boolean {
  if (truck === undefined || truck.bays === 0) return false;
  return (truck.maxLength ?? 0) >= length && (truck.maxHeight ?? 0) >= height;
}

/** Whether a station meets all criteria. @param moment the moment of the query, milliseconds since 1970 */
export function fits(station: SearchedStation, filter: StationFilter, calendar: Calendar, moment: number): boolean {
  const required = filter.facilities ?? 0;
  return (
    (station.has & required) === required &&
    (filter.kind === undefined || station.kind === filter.kind) &&
    (filter.town === undefined || station.town === filter.town) &&
    (filter.isAlwaysOpen !== true || isAlwaysOpen(station.hours)) &&
    (filter.truck === undefined || takesTruck(station.truck, filter.truck)) &&
    (filter.isOpenNow !== true || openStatusAt(station.opening, calendar, moment) === 'open')
  );
}

/** Summary bits of a leaf: the facilities of all its stations together, and two bits above those of the vocabulary. */
const alwaysBit = 1 << facilityCount;
const truckBit = 1 << (facilityCount + 1);

/** The bits that a station adds to the summary of its leaf. */
export function offeredBy(station: Pick<SearchedStation, 'has' | 'hours' | 'truck'>): number {
  return (
    station.has |
    (isAlwaysOpen(station.hours) ? alwaysBit : 0) |
    (takesTruck(station.truck, { length: 0, height: 0 }) ? truckBit : 0)
  );
}

/** The bits that a leaf must have to be worth fetching. */
export function requiredBits(filter: StationFilter): number {
  return (
    (filter.facilities ?? 0) |
    (filter.isAlwaysOpen === true ? alwaysBit : 0) |
    (filter.truck === undefined ? 0 : truckBit)
  );
}

/** Bits of facilities by their codes. */
export const facilityBits = (codes: readonly Parameters<typeof bitOf>[0][]) =>
  codes.reduce((bits, code) => bits | bitOf(code), 0);
