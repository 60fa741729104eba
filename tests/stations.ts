/** A station for tests, of which a test gives only what it is about. */
import type { StationRecord } from '../src/domain/stations/record.ts';

/** Every day from 8:00 to 18:00, holidays included. */
export const openByDay: StationRecord['hours'] = {
  kind: 'weekly',
  holidays: 'as-week',
  weekly: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((each) => [each, ['08:00-18:00']])),
};

/** A station of 玉津镇 with the given fields. */
export const stationOf = (slug: string, given: Partial<StationRecord> = {}): StationRecord => ({
  slug,
  name: `${slug}站`,
  kind: 'outdoor',
  town: '玉津镇',
  address: '正街',
  lng: 103.95,
  lat: 29.2,
  onMap: { lng: 103.952, lat: 29.197 },
  has: 0,
  lacks: 0,
  hours: openByDay,
  closures: [],
  isSample: true,
  ...given,
});
