/**
 * Writes a content tree with more stations than a page contains, so that the site is built with a tree and its leaves.
 */
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { facilitiesOf } from '../src/domain/stations/record.ts';
import { province } from './province.ts';
import { random } from './random.ts';

/** The towns of the county. */
export const towns = [
  { name: '甲镇', lng: 103.8, lat: 29.1 },
  { name: '乙镇', lng: 104, lat: 29.2 },
  { name: '丙镇', lng: 103.95, lat: 29.4 },
];

/** Writes `count` stations around three towns into a directory, and the holiday tables of the project's own content. */
export async function writeManyStations(directory: string, count: number): Promise<void> {
  await rm(directory, { recursive: true, force: true });
  await mkdir(join(directory, 'stations'), { recursive: true });
  await mkdir(join(directory, 'site'), { recursive: true });
  await cp(join(import.meta.dirname, '../content/site/holidays'), join(directory, 'site/holidays'), {
    recursive: true,
  });
  const settings = {
    name: '站点很多的县',
    county: '多站县',
    description: '用来试站点很多的时候。',
    host: '测试',
    adcode: '511123',
    contact: { phone: '0833-0000000' },
    towns,
    bounds: { west: 103.7, south: 29, east: 104.2, north: 29.48 },
  };
  await writeFile(join(directory, 'site/settings.yaml'), stringify(settings));
  const next = random(400);
  await Promise.all(
    province(count).map(async (record, index) => {
      const town = towns[index % towns.length];
      if (town === undefined) throw new Error('There are towns.');
      const station = {
        name: `${town.name}第${String(index + 1)}站`,
        kind: record.kind,
        town: town.name,
        address: `${town.name}${record.address.replace(record.town, '')}`,
        ...(record.landmark !== undefined && { landmark: record.landmark }),
        location: { lng: town.lng + (next() - 0.5) * 0.1, lat: town.lat + (next() - 0.5) * 0.1, datum: 'wgs84' },
        phone: '0833-0000001',
        hours: record.hours,
        facilities: Object.fromEntries(facilitiesOf(record.has).map((code) => [code, 'yes'])),
        publication: { status: 'published', sample: true },
      };
      await writeFile(join(directory, `stations/zhan-${String(index + 1)}.yaml`), stringify(station));
    }),
  );
}
