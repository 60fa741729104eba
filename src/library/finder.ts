/** What the station finder carries to the browser: all stations, or from some hundreds on the tree that leads to them. */
import { createHash } from 'node:crypto';
import { calendarOf } from '../domain/calendar.ts';
import { convert } from '../domain/coordinates.ts';
import type { FinderData, TownInTree } from '../domain/finder.ts';
import { syllablesOf } from '../domain/pinyin.ts';
import { readingsOf } from '../domain/place-words.ts';
import { leafName } from '../domain/quadtree.ts';
import { bitsOf, packStations, textsOf, type StationRecord } from '../domain/station-record.ts';
import { mostInPage } from '../domain/station-search.ts';
import { shardsOf } from '../domain/station-shards.ts';
import { environment } from '../environment.ts';
import { catalogue, type Shown } from './catalogue.ts';
import { stationsInOrder } from './stations.ts';

function recordOf({ slug, entry }: Shown<'stations'>): StationRecord {
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
    ...(data.verified && { verifiedOn: data.verified.on }),
    isSample: data.publication.sample === true,
  };
}

/** A file that the finder fetches when it needs it. Its name holds a hash of its text. */
export interface FinderFile {
  name: string;
  text: string;
}

/** The finder's data, and what goes into files of their own: nothing while all stations fit into the page. */
export async function finder(): Promise<{ data: FinderData; files: readonly FinderFile[] }> {
  const { settings, holidays } = await catalogue();
  const records = (await stationsInOrder()).map(recordOf);
  const common = {
    builtOn: environment.today,
    calendar: calendarOf(holidays),
  };
  const { characters, syllables } = readingsOf(records.flatMap(textsOf), syllablesOf);
  if (records.length <= mostInPage) {
    return { data: { ...common, readings: { syllables }, stations: packStations(records) }, files: [] };
  }

  const { west, south, east, north } = settings.bounds;
  const hash = (text: string) => createHash('sha256').update(text).digest('base64url');
  const { tree, shards } = shardsOf(records, [west, south, east, north], hash);
  const counts = Map.groupBy(records, ({ town }) => town);
  const towns = settings.towns.flatMap(({ name }): TownInTree[] => {
    const count = counts.get(name)?.length ?? 0;
    const leaves = shards.flatMap((shard, index) => (shard.towns.includes(name) ? [index] : []));
    return count === 0 ? [] : [[name, count, leaves]];
  });
  const readings = JSON.stringify({ characters, syllables });
  const readingsFile = `readings-${hash(readings).slice(0, 8)}`;
  return {
    data: { ...common, tree, towns, readingsFile },
    files: [
      ...shards.map((shard) => ({ name: leafName(shard), text: JSON.stringify(shard.stations) })),
      { name: readingsFile, text: readings },
    ],
  };
}
