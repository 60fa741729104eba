/** A station in the vocabulary of schema.org, for search engines and map services. */
import { formatClock, minutesOfSpan, wholeDaySpan } from '../../schemas/span.ts';
import type { Closure, Hours } from '../../schemas/station.ts';
import {
  facilities,
  stationKinds,
  weekdays,
  type Availability,
  type Facility,
  type StationKind,
  type Weekday,
} from '../../schemas/vocabulary.ts';
import type { Place } from '../places/distance.ts';

const dayNames = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
} as const satisfies Record<Weekday, string>;

/** Minutes as a clock time of schema.org: past midnight it is a time of the next day, earlier than the opening. */
function clock(minutes: number): string {
  return formatClock(minutes % 1_440).padStart(5, '0');
}

interface Specification {
  '@type': 'OpeningHoursSpecification';
  dayOfWeek?: string[];
  opens: string;
  closes: string;
  validFrom?: string;
  validThrough?: string;
}

/**
 * Days with the same span are grouped; unknown hours have no span. A span to 24:00 is written 23:59, as schema.org
 * requires for whole days.
 */
function specificationsOf(hours: Hours): Specification[] {
  const days = Object.keys(weekdays) as Weekday[];
  const spans = new Map<string, string[]>();
  for (const day of days) {
    for (const span of hours.kind === 'always' ? [wholeDaySpan] : (hours.weekly?.[day] ?? [])) {
      spans.set(span, [...(spans.get(span) ?? []), dayNames[day]]);
    }
  }
  return [...spans].map(([span, dayOfWeek]) => ({
    '@type': 'OpeningHoursSpecification',
    dayOfWeek,
    opens: clock(minutesOfSpan(span)[0]),
    closes: minutesOfSpan(span)[1] === 1_440 ? '23:59' : clock(minutesOfSpan(span)[1]),
  }));
}

/** The input about a station. */
export interface DescribedStation {
  name: string;
  kind: StationKind;
  town: string;
  address: string;
  county: string;
  phone?: string | undefined;
  host?: string | undefined;
  /** WGS-84, as schema.org defines it. */
  point: Place;
  hours: Hours;
  closures: readonly Closure[];
  facilities: readonly { facility: Facility; availability: Availability }[];
  isSample: boolean;
}

/** The JSON-LD of a station. @param url the whole address of its page */
export function stationSchemaOrg(
  station: DescribedStation,
  url: string,
): { '@type': string } & Record<string, unknown> {
  const { name, isSample, kind, town, county, address, phone, host, point, hours, closures } = station;
  return {
    '@context': 'https://schema.org',
    '@type': 'CivicStructure',
    '@id': url,
    url,
    name: isSample ? `${name}（示例）` : name,
    description: stationKinds[kind],
    address: {
      '@type': 'PostalAddress',
      streetAddress: address,
      addressLocality: town,
      addressRegion: county,
      addressCountry: 'CN',
    },
    geo: { '@type': 'GeoCoordinates', latitude: Number(point.lat.toFixed(6)), longitude: Number(point.lng.toFixed(6)) },
    ...(phone !== undefined && { telephone: phone }),
    ...(host !== undefined && { maintainer: { '@type': 'Organization', name: host } }),
    openingHoursSpecification: specificationsOf(hours),
    ...(closures.length > 0 && {
      specialOpeningHoursSpecification: closures.map(({ from, to }): Specification => ({
        '@type': 'OpeningHoursSpecification',
        opens: '00:00',
        closes: '00:00',
        validFrom: from,
        validThrough: to,
      })),
    }),
    // An unverified facility is stated neither as present nor as absent.
    amenityFeature: station.facilities
      .filter(({ availability }) => availability !== 'unknown')
      .map(({ facility, availability }) => ({
        '@type': 'LocationFeatureSpecification',
        name: facilities[facility],
        value: availability === 'yes',
      })),
  };
}
