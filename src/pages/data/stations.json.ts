/** Open data: all stations. */
import type { APIRoute } from 'astro';
import { stations } from '../../library/stations.ts';
import { json } from './_responses.ts';
import { degrees, stationRecord } from './_station-record.ts';

export const GET: APIRoute = async () =>
  json(
    (await stations()).map((station) => ({
      ...stationRecord(station),
      location: { lng: degrees(station.point.lng), lat: degrees(station.point.lat), datum: 'wgs84' },
    })),
  );
