/**
 * The finder's queries: the stations nearest to the visitor, those of a town, those around a landmark.
 * The page passes the data that it contains; where that is a tree, leaves are fetched as they are needed.
 */
import type { IsoDate } from '../../schemas/field.ts';
import type { Calendar } from '../time/calendar.ts';
import type { Place } from '../places/distance.ts';
import { openStatusAt } from './opening-hours.ts';
import { hasLetters, matchesWords, type ReadingTable } from '../places/place-search.ts';
import { byDistance } from '../places/by-distance.ts';
import type { PackedTree } from '../places/quadtree.ts';
import { fits, type StationFilter } from './filter.ts';
import { textsOf, type PackedStations, type SearchedStation } from './record.ts';
import { passing, type StationSource } from './search.ts';

/** The stations of a town in the tree: its name, how many there are, and the numbers of the leaves that hold them. */
export type TownInTree = [name: string, count: number, leaves: number[]];

/** The data that a page contains for the finder. */
export interface FinderData {
  /** The day of the build. */
  builtOn: IsoDate;
  calendar: Calendar;
  /** The name of the file that has the readings of the characters in the stations' texts. */
  readingsFile: string;
  /** All stations… */
  stations?: PackedStations;
  /** …or the tree of them. */
  tree?: PackedTree;
  towns?: TownInTree[];
}

/** A query of the form. */
export interface FinderQuery {
  /** The visitor's position, WGS-84. */
  from?: Place | undefined;
  /** A landmark, a street or a name, in characters, pinyin or initials. */
  words: string;
  filter: StationFilter;
  moment: number;
  limit: number;
}

/** A station in a result. */
export interface FinderItem {
  station: SearchedStation;
  /** Metres from the visitor or from the landmark; none where there is nothing to measure from. */
  metres?: number;
}

/** The result of a query. */
export interface FinderResult {
  list: FinderItem[];
  /** Whether there are more than are listed. */
  hasMore: boolean;
  /** Set when no match is open, and the list contains matches that open later. */
  isRelaxed: boolean;
  /** The station that distances are measured from, when that is not the visitor. */
  around?: string;
  /** Set when words were typed that are searched only within a town, and none is chosen. */
  needsTown?: boolean;
  /** Stations left out only because their facilities or hours are unverified; not known for a whole tree. */
  unsure?: number;
}

const noReadings: ReadingTable = new Map();

/** Runs queries over the stations of a page. */
export class Finder {
  readonly calendar: Calendar;
  private readonly source: StationSource;
  private readings: Promise<ReadingTable> | undefined;

  constructor(calendar: Calendar, source: StationSource) {
    this.calendar = calendar;
    this.source = source;
  }

  /** The stations of a page that contains them all; none for a tree. */
  get all(): readonly SearchedStation[] {
    return this.source.all ?? [];
  }

  /** Runs a query. Rejects when a leaf cannot be fetched. */
  async find(query: FinderQuery): Promise<FinderResult> {
    const answer = await this.search(query);
    if (answer.list.length > 0 || query.filter.isOpenNow !== true) return answer;
    const relaxed = await this.search({ ...query, filter: { ...query.filter, isOpenNow: false } });
    return { ...relaxed, isRelaxed: relaxed.list.length > 0 };
  }

  private async search({ from, words, filter, moment, limit }: FinderQuery): Promise<FinderResult> {
    const { calendar } = this;
    const cut = (list: FinderItem[]) => ({
      list: list.slice(0, limit),
      hasMore: list.length > limit,
      isRelaxed: false,
    });
    if (words.trim() === '' && filter.town === undefined && from !== undefined) {
      const found = await this.source.nearest({ from, filter, calendar, moment, limit: limit + 1 });
      const unsure = this.source.all && this.unsure(this.source.all, filter, moment);
      return {
        ...cut(found.map(({ item, metres }) => ({ station: item, metres }))),
        ...(unsure !== undefined && { unsure }),
      };
    }

    const within = await this.source.within(filter.town);
    if (within === undefined) return { list: [], hasMore: false, isRelaxed: false, needsTown: true };
    const counted = { unsure: this.unsure(within, filter, moment) };

    if (words.trim() !== '') {
      const readings = hasLetters(words) ? await this.knownReadings() : noReadings;
      const matches = within.filter(
        (station) =>
          (filter.town === undefined || station.town === filter.town) &&
          matchesWords(textsOf(station), words, readings),
      );
      const first = matches[0];
      if (first === undefined) return { list: [], hasMore: false, isRelaxed: false };
      // Stations that contain the words come first, then those around the first of them.
      const origin = from ?? first;
      const isMatch = new Set(matches);
      const found = passing(within, { from: origin, filter, calendar, moment }).sort(
        (a, b) => Number(isMatch.has(b.item)) - Number(isMatch.has(a.item)) || byDistance(a, b),
      );
      return {
        ...cut(found.map(({ item, metres }) => ({ station: item, metres }))),
        ...(from === undefined && { around: first.name }),
      };
    }

    if (from !== undefined) {
      const found = passing(within, { from, filter, calendar, moment }).sort(byDistance);
      return { ...cut(found.map(({ item, metres }) => ({ station: item, metres }))), ...counted };
    }
    const inOrder = within.filter((station) => fits(station, filter, calendar, moment));
    return { ...cut(inOrder.map((station) => ({ station }))), ...counted };
  }

  /** The readings of characters, fetched once. */
  private async knownReadings(): Promise<ReadingTable> {
    this.readings ??= this.source.readings();
    try {
      return await this.readings;
    } catch (error) {
      // A failed fetch is retried next time.
      this.readings = undefined;
      throw error;
    }
  }

  /** How many stations are left out only because their facilities or hours are unverified. */
  private unsure(within: readonly SearchedStation[], filter: StationFilter, moment: number): number {
    const { isOpenNow, facilities = 0, ...rest } = filter;
    const { calendar } = this;
    return within.filter((station) => {
      if ((station.lacks & facilities) !== 0 || !fits(station, rest, calendar, moment)) return false;
      const status = isOpenNow === true ? openStatusAt(station.opening, calendar, moment) : 'open';
      const hasAll = (station.has & facilities) === facilities;
      return status !== 'closed' && !(hasAll && status === 'open');
    }).length;
  }
}
