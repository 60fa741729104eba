/** The nearest stations, out of a list that is there or out of leaves that are fetched. */
import type { Calendar } from './calendar.ts';
import { distance, type Place } from './distance.ts';
import { nearerFirst, nearestInTree, rankedLeaves, type Found, type Leaf } from './quadtree.ts';
import { askedBits, fits, type StationFilter } from './station-filter.ts';
import type { SearchedStation } from './station-record.ts';

/** Up to this many stations stand in the page itself; above, the page carries a tree and fetches leaves. */
export const mostInPage = 300;
/** The most stations of a leaf. */
export const leafCapacity = 256;

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
  return passing(stations, question).sort(nearerFirst).slice(0, question.wanted);
}

/** The nearest of a tree. @param load fetches the stations of a leaf */
export function nearestInLeaves(
  leaves: readonly Leaf[],
  question: Question,
  load: (leaf: Leaf) => Promise<readonly SearchedStation[]>,
): Promise<Found<SearchedStation>[]> {
  const ranked = rankedLeaves(leaves, question.from, askedBits(question.filter));
  const asksMuch = askedBits(question.filter) !== 0 || question.filter.isOpenNow === true;
  return nearestInTree(
    ranked,
    question.wanted,
    async (leaf) => passing(await load(leaf), question),
    asksMuch ? 0.5 : 1,
  );
}
