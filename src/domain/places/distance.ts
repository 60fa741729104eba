/** Distances over the ground, straight as the crow flies, and the time they take. */

/** A place in degrees. Both ends of a distance are in one and the same coordinate system. */
export interface Place {
  lng: number;
  lat: number;
}

/** A rectangle in degrees, edges included. */
export type Box = readonly [west: number, south: number, east: number, north: number];

/** Mean radius of the Earth in metres (IUGG R1). A sphere of it is at most 0.6 % off. */
const radius = 6_371_008.8;
const radians = Math.PI / 180;

const halfSineSquared = (angle: number) => Math.sin(angle / 2) ** 2;
const metresOf = (haversine: number) => 2 * radius * Math.asin(Math.min(1, Math.sqrt(haversine)));

function haversine(a: Place, b: Place): number {
  return (
    halfSineSquared((a.lat - b.lat) * radians) +
    Math.cos(a.lat * radians) * Math.cos(b.lat * radians) * halfSineSquared((a.lng - b.lng) * radians)
  );
}

/** The great-circle distance in metres, by the haversine formula. */
export function distance(a: Place, b: Place): number {
  return metresOf(haversine(a, b));
}

/**
 * A distance in metres that no place inside the box falls short of; 0 for a place inside it. Beside the box the nearest
 * point of a meridian is not at the same latitude but a little poleward: where the great circle meets it at a right
 * angle, tan φ' = tan φ / cos Δλ. The result is a hair below the exact bound, so that rounding never hides a place.
 */
export function distanceToBox(from: Place, [west, south, east, north]: Box): number {
  const { lng, lat } = from;
  let bound: number;
  if (lng >= west && lng <= east) {
    bound = metresOf(halfSineSquared(Math.max(south - lat, lat - north, 0) * radians));
  } else {
    const away = (edge: number) => Math.abs(((edge - lng + 540) % 360) - 180);
    const edge = away(west) < away(east) ? west : east;
    const nearest =
      Math.atan2(Math.sin(lat * radians), Math.cos(lat * radians) * Math.cos((edge - lng) * radians)) / radians;
    const candidates = [south, north, ...(nearest > south && nearest < north ? [nearest] : [])];
    bound = Math.min(...candidates.map((each) => distance(from, { lng: edge, lat: each })));
  }
  return Math.max(0, bound * (1 - 1e-9) - 1e-6);
}

/** Metres a minute: 4.5 km/h on foot; 15 km/h for an electric bike in a town, with its crossings. */
const pace = { walk: 75, ride: 250 } as const;

/** Whole minutes for a straight line, at least one. The way by road is longer. */
export function travelMinutes(metres: number, by: keyof typeof pace): number {
  return Math.max(1, Math.ceil(metres / pace[by]));
}

/** A distance as text: 80 米, 350 米, 2.4 公里, 18 公里. */
export function formatDistance(metres: number): string {
  if (metres < 995) return `${Math.max(10, Math.round(metres / 10) * 10)} 米`;
  const kilometres = metres / 1_000;
  return `${kilometres < 9.95 ? kilometres.toFixed(1) : Math.round(kilometres)} 公里`;
}

/** How long it takes: on foot where one would walk, else on an electric bike. */
export function formatTravelTime(metres: number): string {
  const walk = travelMinutes(metres, 'walk');
  const ride = travelMinutes(metres, 'ride');
  const riding = ride > 99 ? `骑车 ${(ride / 60).toFixed(1)} 小时` : `骑车 ${ride} 分钟`;
  return walk <= 30 ? `步行 ${walk} 分钟，${riding}` : riding;
}
