/** Points as map services hand them out: coordinates that were copied, and links in which they stand. */
import gcoord from 'gcoord';
import { isWithin, type Bounds, type Point } from './coordinates.ts';
import type { Datum } from '../../schemas/vocabulary.ts';

/** What became of a text in which a point was looked for. */
export type PastedLocation =
  | { is: 'found'; point: Point }
  /** A short link: the coordinates are where it leads. */
  | { is: 'short-link' }
  /** A point, in no order of longitude and latitude within the bounds. */
  | { is: 'outside'; point: Point }
  | { is: 'none' };

/** The coordinate systems of map services in China by their hosts: their public documentation of links. */
const hosts: readonly (readonly [RegExp, Datum])[] = [
  [/(?:^|\.)(?:amap|autonavi)\.com$/, 'gcj02'],
  [/(?:^|\.)qq\.com$/, 'gcj02'],
  [/(?:^|\.)baidu\.com$/, 'bd09'],
  [/(?:^|\.)tianditu\.gov\.cn$/, 'wgs84'],
  [/(?:^|\.)openstreetmap\.org$/, 'wgs84'],
  [/(?:^|\.)apple\.com$/, 'gcj02'],
];

const shortHosts = /^(?:surl\.amap\.com|j\.map\.baidu\.com|url\.amap\.com|dwz\.cn|t\.cn)$/;

/** The degrees of 29°12′32″. */
const degreesOf = (degrees: string, minutes = '0', seconds = '0') =>
  Number(degrees) + Number(minutes) / 60 + Number(seconds) / 3600;

const sexagesimal = /(\d{1,3})\s*[°度º]\s*(\d{1,2})\s*[′'’分]\s*(?:(\d{1,2}(?:\.\d+)?)\s*(?:[″"”秒]|''|’’))?/g;

/** A number that can be degrees: a whole one is not, no map says a place to a hundred kilometres. */
const decimal = /^\d{1,3}\.\d{2,}$/;

/** The longitude and latitude among two numbers, in either order: in China no number can be both. */
function ordered(first: number, second: number): { lng: number; lat: number } | undefined {
  const isLng = (value: number) => value >= 73 && value <= 136;
  const isLat = (value: number) => value >= 3 && value <= 54;
  if (isLng(first) && isLat(second)) return { lng: first, lat: second };
  return isLat(first) && isLng(second) ? { lng: second, lat: first } : undefined;
}

/** Six digits are a tenth of a metre. */
const rounded = ({ lng, lat, datum }: Point): Point => ({
  lng: Number(lng.toFixed(6)),
  lat: Number(lat.toFixed(6)),
  datum,
});

/** The address in a text; `undefined` where there is none. */
function addressIn(text: string): URL | undefined {
  const found = /https?:\/\/[^\s“”"'）)】]+/.exec(text)?.[0];
  return found !== undefined && URL.canParse(found) ? new URL(found) : undefined;
}

const decoded = (text: string) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** The coordinate system that an address says itself: `coord_type=gcj02`, `coordinate=wgs84`. */
function namedSystem({ searchParams }: URL): Datum | undefined {
  const named = [searchParams.get('coord_type'), searchParams.get('coordinate')].join(' ').toLowerCase();
  if (named.includes('wgs84') || /\b1\b/.test(searchParams.get('coord_type') ?? '')) return 'wgs84';
  if (named.includes('gcj02') || named.includes('gaode')) return 'gcj02';
  return named.includes('bd09') ? 'bd09' : undefined;
}

/** The middle of the map that 百度地图 shows, in metres of its own projection: `@11571234.56,3389012.34,17z`. */
function baiduCentre(text: string): Point | undefined {
  const [, x, y] = /@(\d{7,8}(?:\.\d+)?),(\d{6,8}(?:\.\d+)?),/.exec(text) ?? [];
  if (x === undefined || y === undefined) return undefined;
  const [lng, lat] = gcoord.transform([Number(x), Number(y)], gcoord.BD09Meter, gcoord.BD09);
  return { lng, lat, datum: 'bd09' };
}

/** The pairs of degrees in a text, in their order. */
function pairsIn(text: string): { lng: number; lat: number }[] {
  const precise = [...text.matchAll(sexagesimal)].map(([, degrees = '', minutes, seconds]) =>
    degreesOf(degrees, minutes, seconds),
  );
  const numbers =
    precise.length >= 2
      ? precise
      : [...text.matchAll(/[\d.]+/g)].flatMap(([number]) => (decimal.test(number) ? [Number(number)] : []));
  return numbers.slice(1).flatMap((second, index) => ordered(numbers[index] ?? NaN, second) ?? []);
}

/**
 * The point in a text that was copied from a map: `103.949012,29.208901` in either order, with words around it, in degrees,
 * minutes and seconds, or in the address of 高德, 腾讯, 百度 and others, each in its own coordinate system.
 * @param bounds of the points that can be meant: of several the first within them
 */
export function pastedLocation(text: string, bounds: Bounds): PastedLocation {
  const narrow = text.normalize('NFKC');
  const address = addressIn(narrow);
  const isGeo = /^\s*geo:/i.test(narrow);
  const host = address?.hostname ?? '';
  // 高德 is what most take coordinates from, and 腾讯 and phones in China use the same system.
  const datum =
    (address === undefined ? undefined : namedSystem(address)) ??
    hosts.find(([pattern]) => pattern.test(host))?.[1] ??
    (isGeo ? 'wgs84' : 'gcj02');
  const centre = datum === 'bd09' ? baiduCentre(narrow) : undefined;
  const points = [
    ...pairsIn(address === undefined ? narrow : decoded(address.href)).map((pair): Point => ({ ...pair, datum })),
    ...(centre === undefined ? [] : [centre]),
  ].map(rounded);
  const inside = points.find((point) => isWithin(point, bounds));
  if (inside !== undefined) return { is: 'found', point: inside };
  const [first] = points;
  if (first !== undefined) return { is: 'outside', point: first };
  return shortHosts.test(host) ? { is: 'short-link' } : { is: 'none' };
}
