/** One station as the data files give it. */
import type { Station } from '../../library/stations.ts';
import { absolute } from './_responses.ts';

/** The fields of a station in JSON and GeoJSON. Coordinates are WGS-84. */
export function stationRecord(station: Station) {
  return {
    slug: station.slug,
    url: absolute(station.href),
    name: station.name,
    kind: station.kind,
    town: station.town,
    address: station.address,
    landmark: station.landmark,
    host: station.host,
    phone: station.phone,
    hours: station.hours,
    facilities: Object.fromEntries(station.facilities.map(({ facility, availability }) => [facility, availability])),
    access: station.access,
    truck: station.truck,
    services: station.services,
    closures: station.closures,
    verified: station.verified,
    sample: station.isSample,
  };
}

/** Degrees to six places: a tenth of a metre. */
export const degrees = (value: number) => Number(value.toFixed(6));
