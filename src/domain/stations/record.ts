/**
 * A station as the finder sends it to the browser: what a list shows and what filters need, in columns, because columns
 * of similar values compress best and are cut to the same form for every station.
 */
import type { IsoDate } from '../../schemas/field.ts';
import type { Closure, Hours } from '../../schemas/station.ts';
import {
  facilities,
  stationKinds,
  weekdays,
  type Availability,
  type Facility,
  type HolidayHours,
  type HoursKind,
  type StationKind,
  type Weekday,
} from '../../schemas/vocabulary.ts';
import type { Place } from '../places/distance.ts';
import { openingOf, type Opening } from './opening-hours.ts';

/**
 * One station. Its place is in WGS-84, where the phone's own fix is; `onMap` is the same point in GCJ-02 for map links.
 */
export interface StationRecord extends Place {
  slug: string;
  name: string;
  kind: StationKind;
  town: string;
  address: string;
  landmark?: string;
  access?: string;
  phone?: string;
  onMap: Place;
  /** Facilities that are there, one bit each in the order of the vocabulary. */
  has: number;
  /** Facilities that are known to be absent. One that is in neither set is unknown. */
  lacks: number;
  hours: Hours;
  closures: readonly Closure[];
  truck?: Truck;
  isSample: boolean;
}

/** Parking for trucks, in metres; a limit that is absent is not known. */
export interface Truck {
  bays: number;
  maxLength?: number | undefined;
  maxHeight?: number | undefined;
}

/** A record with its hours ready to be computed with. */
export interface SearchedStation extends StationRecord {
  opening: Opening;
}

const facilityCodes = Object.keys(facilities) as Facility[];
const kindCodes = Object.keys(stationKinds) as StationKind[];
const weekdayCodes = Object.keys(weekdays) as Weekday[];

/** The number of facilities in the vocabulary: each has a bit. */
export const facilityCount = facilityCodes.length;

/** The bit of a facility. */
export function bitOf(facility: Facility): number {
  return 1 << facilityCodes.indexOf(facility);
}

/** The bits of all facilities with one availability. */
export function bitsOf(of: Partial<Record<Facility, Availability>>, availability: Availability): number {
  return facilityCodes.reduce((bits, code) => bits | (of[code] === availability ? bitOf(code) : 0), 0);
}

/** The facilities whose bit is set, in the order of the vocabulary. */
export function facilitiesOf(bits: number): Facility[] {
  return facilityCodes.filter((code) => (bits & bitOf(code)) !== 0);
}

/** Degrees in hundred-thousandths: about a metre, the width of a door. */
const grid = 1e5;
const onGrid = (degrees: number) => Math.round(degrees * grid);

/** Names and addresses mostly begin with the town: a tilde abbreviates it. */
const withoutTown = (text: string, town: string) => (text.startsWith(town) ? `~${text.slice(town.length)}` : text);
const withTown = (text: string, town: string) => (text.startsWith('~') ? town + text.slice(1) : text);

/**
 * Hours in one line: kind, holidays, and the seven days from Monday; a day that repeats the one before is left out.
 * `weekly/closed/08:00-18:00/////-/`: Monday to Friday, not at weekends.
 */
export function packHours({ kind, holidays, weekly }: Hours): string {
  const days = kind === 'weekly' ? weekdayCodes.map((day) => (weekly?.[day] ?? []).join(',') || '-') : [];
  return [kind, holidays, ...days.map((day, index) => (day === days[index - 1] ? '' : day))].join('/');
}

/** The hours of a line that `packHours` wrote. */
export function unpackHours(line: string): Hours {
  const [kind = '', holidays = '', ...days] = line.split('/');
  let spans: string[] = [];
  const weekly = days.map((day, index) => {
    if (day !== '') spans = day === '-' ? [] : day.split(',');
    return [weekdayCodes[index], spans];
  });
  return {
    kind: kind as HoursKind,
    holidays: holidays as HolidayHours,
    ...(kind === 'weekly' && { weekly: Object.fromEntries(weekly) as Hours['weekly'] }),
  };
}

/** Stations in columns. Repeated texts are stored once, in a table, and referred to by their index in it. */
export interface PackedStations {
  slug: string[];
  name: string[];
  kind: number[];
  towns: string[];
  town: number[];
  address: string[];
  /** An empty text means that no value is given. */
  landmark: string[];
  access: string[];
  phone: string[];
  /**
   * Smallest longitude and latitude of all, WGS-84, in hundred-thousandths of a degree, and the smallest shift to
   * GCJ-02.
   */
  from: [lng: number, lat: number, shiftLng: number, shiftLat: number];
  lng: number[];
  lat: number[];
  shiftLng: number[];
  shiftLat: number[];
  has: number[];
  lacks: number[];
  weeks: string[];
  hours: number[];
  /** Closures and trucks are rare: by the station's index in the columns. */
  closures: Record<string, [from: IsoDate, to: IsoDate, reason: string][]>;
  trucks: Record<string, [bays: number, maxLength: number, maxHeight: number]>;
  /** Indexes of the stations that are samples, or `true` when all are. */
  samples: number[] | true;
}

/** A table of distinct texts, built while packing. */
function table() {
  const texts: string[] = [];
  const places = new Map<string, number>();
  return {
    texts,
    place(text: string): number {
      const known = places.get(text);
      if (known !== undefined) return known;
      places.set(text, texts.length);
      return texts.push(text) - 1;
    },
  };
}

const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b), Infinity);

/** Packs stations, in the order given. */
export function packStations(stations: readonly StationRecord[]): PackedStations {
  const [towns, weeks] = [table(), table()];
  const points = stations.map(({ lng, lat, onMap }) => {
    const [x, y] = [onGrid(lng), onGrid(lat)];
    return { x, y, shiftX: onGrid(onMap.lng) - x, shiftY: onGrid(onMap.lat) - y };
  });
  const from: PackedStations['from'] =
    stations.length === 0
      ? [0, 0, 0, 0]
      : [
          least(points.map(({ x }) => x)),
          least(points.map(({ y }) => y)),
          least(points.map(({ shiftX }) => shiftX)),
          least(points.map(({ shiftY }) => shiftY)),
        ];
  const samples = stations.flatMap(({ isSample }, index) => (isSample ? [index] : []));
  return {
    slug: stations.map(({ slug }) => slug),
    name: stations.map(({ name, town }) => withoutTown(name, town)),
    kind: stations.map(({ kind }) => kindCodes.indexOf(kind)),
    town: stations.map(({ town }) => towns.place(town)),
    towns: towns.texts,
    address: stations.map(({ address, town }) => withoutTown(address, town)),
    landmark: stations.map(({ landmark }) => landmark ?? ''),
    access: stations.map(({ access }) => access ?? ''),
    phone: stations.map(({ phone }) => phone ?? ''),
    from,
    lng: points.map(({ x }) => x - from[0]),
    lat: points.map(({ y }) => y - from[1]),
    shiftLng: points.map(({ shiftX }) => shiftX - from[2]),
    shiftLat: points.map(({ shiftY }) => shiftY - from[3]),
    has: stations.map(({ has }) => has),
    lacks: stations.map(({ lacks }) => lacks),
    hours: stations.map(({ hours }) => weeks.place(packHours(hours))),
    weeks: weeks.texts,
    closures: Object.fromEntries(
      stations.flatMap(({ closures }, index) =>
        closures.length === 0
          ? []
          : [[index, closures.map(({ from: first, to, reason }) => [first, to, reason] as const)]],
      ),
    ),
    trucks: Object.fromEntries(
      stations.flatMap(({ truck }, index) =>
        truck === undefined ? [] : [[index, [truck.bays, truck.maxLength ?? 0, truck.maxHeight ?? 0] as const]],
      ),
    ) as unknown as PackedStations['trucks'],
    samples: samples.length === stations.length ? true : samples,
  };
}

const unknownHours: Hours = { kind: 'unknown', holidays: 'unknown' };

const ifPresent = <Key extends string, Value>(key: Key, value: Value | '' | 0 | undefined) =>
  (value === '' || value === 0 || value === undefined ? {} : { [key]: value }) as Partial<Record<Key, Value>>;

/** The stations of packed columns, in their order. */
export function unpackStations(packed: PackedStations): SearchedStation[] {
  const weeks = packed.weeks.map(unpackHours);
  const openings = weeks.map((hours) => openingOf(hours));
  const samples = new Set(packed.samples === true ? packed.slug.keys() : packed.samples);
  // Every column has the length of the first.
  const at = (column: readonly number[], index: number) => column[index] ?? 0;
  const text = (column: readonly string[], index: number) => column[index] ?? '';
  return packed.slug.map((slug, index): SearchedStation => {
    const x = packed.from[0] + at(packed.lng, index);
    const y = packed.from[1] + at(packed.lat, index);
    const week = at(packed.hours, index);
    const town = text(packed.towns, at(packed.town, index));
    const closures = (packed.closures[index] ?? []).map(([from, to, reason]) => ({ from, to, reason }));
    const truck = packed.trucks[index];
    const hours = weeks[week] ?? unknownHours;
    return {
      slug,
      name: withTown(text(packed.name, index), town),
      kind: kindCodes[at(packed.kind, index)] ?? 'outdoor',
      town,
      address: withTown(text(packed.address, index), town),
      ...ifPresent('landmark', packed.landmark[index]),
      ...ifPresent('access', packed.access[index]),
      ...ifPresent('phone', packed.phone[index]),
      lng: x / grid,
      lat: y / grid,
      onMap: {
        lng: (x + packed.from[2] + at(packed.shiftLng, index)) / grid,
        lat: (y + packed.from[3] + at(packed.shiftLat, index)) / grid,
      },
      has: at(packed.has, index),
      lacks: at(packed.lacks, index),
      hours,
      closures,
      opening: (closures.length === 0 ? openings[week] : undefined) ?? openingOf(hours, closures),
      ...(truck && {
        truck: { bays: truck[0], ...ifPresent('maxLength', truck[1]), ...ifPresent('maxHeight', truck[2]) },
      }),
      isSample: samples.has(index),
    };
  });
}

/** The searched texts of a station. */
export function textsOf({
  name,
  town,
  address,
  landmark = '',
}: Pick<StationRecord, 'name' | 'town' | 'address' | 'landmark'>): string[] {
  return [name, town, address, landmark];
}
