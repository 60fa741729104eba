/** The data of the station finder in the browser: all stations, or above some hundreds a tree of them. */
import { createHash } from 'node:crypto';
import { calendarOf, type Calendar } from '../domain/time/calendar.ts';
import { convert } from '../domain/places/coordinates.ts';
import { daysAfter } from '../domain/time/dates.ts';
import type { FinderData, TownInTree } from '../domain/stations/finder.ts';
import { syllablesOf } from '../domain/text/pinyin.ts';
import { readingsOf } from '../domain/places/place-search.ts';
import { leafName } from '../domain/places/quadtree.ts';
import { bitsOf, packStations, textsOf, type StationRecord } from '../domain/stations/record.ts';
import { inlineStationLimit } from '../domain/stations/search.ts';
import { shardsOf } from '../domain/stations/shards.ts';
import { StationTree } from '../domain/stations/tree.ts';
import { environment } from '../environment.ts';
import { catalogue } from './catalogue.ts';
import type { VisibleEntry } from './visible-entry.ts';
import { memoize } from './memoize.ts';
import { stationsInOrder } from './stations.ts';
import { stationSummary, type StationSummary } from './summaries.ts';

function recordOf({ slug, entry }: VisibleEntry<'stations'>): StationRecord {
  const { data } = entry;
  const { lng, lat } = convert(data.location, 'wgs84');
  const onMap = convert(data.location, 'gcj02');
  return {
    slug,
    name: data.name,
    kind: data.kind,
    town: data.town,
    address: data.address,
    ...(data.landmark !== undefined && { landmark: data.landmark }),
    ...(data.access !== undefined && { access: data.access }),
    ...(data.phone !== undefined && { phone: data.phone }),
    lng,
    lat,
    onMap: { lng: onMap.lng, lat: onMap.lat },
    has: bitsOf(data.facilities, 'yes'),
    lacks: bitsOf(data.facilities, 'no'),
    hours: data.hours,
    closures: data.closures,
    ...(data.truck && { truck: data.truck }),
    isSample: data.publication.sample === true,
  };
}

/** The calendar of holidays that pages use. */
export async function holidayCalendar(): Promise<Calendar> {
  return calendarOf((await catalogue()).holidays);
}

/** How many other stations a station's page lists. */
const neighboursShown = 3;

/** A station near another, and its distance in metres. */
export interface Neighbour {
  station: StationSummary;
  metres: number;
}

async function readNeighbours(): Promise<ReadonlyMap<string, readonly Neighbour[]>> {
  const { settings } = await catalogue();
  const visible = await stationsInOrder();
  const records = visible.map(recordOf);
  const summaries = new Map(visible.map((each) => [each.slug, stationSummary(each)]));
  const { west, south, east, north } = settings.bounds;
  // The tree that the browser searches is used here too: comparing all with all would not do for many.
  const { tree, shards } = shardsOf(records, [west, south, east, north], () => '---');
  const leaves = new Map(shards.map(({ path, stations }) => [path, stations]));
  const source = new StationTree(
    tree,
    [],
    ({ path }) => Promise.resolve(leaves.get(path) ?? packStations([])),
    () => Promise.resolve({ characters: '', syllables: '' }),
  );
  const calendar = calendarOf([]);
  return new Map(
    await Promise.all(
      records.map(async (record) => {
        const found = await source.nearest({
          from: record,
          filter: {},
          calendar,
          moment: 0,
          limit: neighboursShown + 1,
        });
        const others = found.flatMap(({ item, metres }) => {
          const station = summaries.get(item.slug);
          return station === undefined || item.slug === record.slug ? [] : [{ station, metres }];
        });
        return [record.slug, others.slice(0, neighboursShown)] as const;
      }),
    ),
  );
}

const neighbours = memoize(readNeighbours);

/** The stations nearest to a station, nearest first. */
export async function neighboursOf(slug: string): Promise<readonly Neighbour[]> {
  return (await neighbours()).get(slug) ?? [];
}

/** A file that the finder fetches when it needs it. Its name contains a hash of its text. */
export interface FinderFile {
  name: string;
  text: string;
}

/** The finder's data, and the files beside it: the readings, and the leaves where not all stations fit into the page. */
export async function finder(): Promise<{ data: FinderData; files: readonly FinderFile[] }> {
  const { settings, holidays } = await catalogue();
  const records = (await stationsInOrder()).map(recordOf);
  const common = {
    builtOn: environment.today,
    // Past years are not needed for the present; on the first of January the night before still counts.
    calendar: calendarOf(holidays.filter(({ year }) => `${year}-12-31` >= daysAfter(environment.today, -1))),
  };
  const hash = (text: string) => createHash('sha256').update(text).digest('base64url');
  const text = JSON.stringify(readingsOf(records.flatMap(textsOf), syllablesOf));
  const readings = { name: `readings-${hash(text).slice(0, 8)}`, text };
  const readingsFile = readings.name;
  if (records.length <= inlineStationLimit) {
    return { data: { ...common, readingsFile, stations: packStations(records) }, files: [readings] };
  }

  const { west, south, east, north } = settings.bounds;
  const { tree, shards } = shardsOf(records, [west, south, east, north], hash);
  const counts = Map.groupBy(records, ({ town }) => town);
  const towns = settings.towns.flatMap(({ name }): TownInTree[] => {
    const count = counts.get(name)?.length ?? 0;
    const leaves = shards.flatMap((shard, index) => (shard.towns.includes(name) ? [index] : []));
    return count === 0 ? [] : [[name, count, leaves]];
  });
  return {
    data: { ...common, readingsFile, tree, towns },
    files: [...shards.map((shard) => ({ name: leafName(shard), text: JSON.stringify(shard.stations) })), readings],
  };
}
