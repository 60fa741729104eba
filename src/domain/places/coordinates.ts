/**
 * Points on the ground. A location is stored in the coordinate system it was read in; a mix-up of two systems puts a
 * station about 400 m (WGS-84 and GCJ-02) to 900 m (BD-09) away from its door.
 */
import gcoord from 'gcoord';
import type { Datum } from '../../schemas/vocabulary.ts';

/** A point in degrees, in the coordinate system named by `datum`. */
export interface Point {
  lng: number;
  lat: number;
  datum: Datum;
}

const systems = { wgs84: gcoord.WGS84, gcj02: gcoord.GCJ02, bd09: gcoord.BD09 } as const;

/**
 * The same point in another coordinate system. Inside China the way to WGS-84 and back is off by at most 0.15 m through
 * GCJ-02 and 0.3 m through BD-09, whose inverses are found step by step.
 */
export function convert(point: Point, datum: Datum): Point {
  if (point.datum === datum) return point;
  const [lng, lat] = gcoord.transform([point.lng, point.lat], systems[point.datum], systems[datum]);
  return { lng, lat, datum };
}

/** A rectangle in degrees, WGS-84. */
export interface Bounds {
  west: number;
  south: number;
  east: number;
  north: number;
}

/** Whether a point, in any system, is within bounds. */
export function isWithin(point: Point, bounds: Bounds): boolean {
  const { lng, lat } = convert(point, 'wgs84');
  return lng >= bounds.west && lng <= bounds.east && lat >= bounds.south && lat <= bounds.north;
}
