/** Open data: all stations as GeoJSON, in WGS-84 as RFC 7946 demands. */
import type { APIRoute } from 'astro';
import { stations } from '../../library/stations.ts';
import { json } from './_responses.ts';
import { degrees, stationRecord } from './_station-record.ts';

export const GET: APIRoute = async () =>
  json(
    {
      type: 'FeatureCollection',
      features: (await stations()).map((station) => ({
        type: 'Feature',
        id: station.slug,
        geometry: { type: 'Point', coordinates: [degrees(station.point.lng), degrees(station.point.lat)] },
        properties: stationRecord(station),
      })),
    },
    'application/geo+json',
  );
