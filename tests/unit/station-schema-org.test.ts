/** What search engines and map services are told about a station, in the vocabulary of schema.org. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { stationSchemaOrg, type DescribedStation } from '../../src/domain/stations/schema-org.ts';

const url = 'https://www.example.gov.cn/stations/a/';
const everyDay = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const station: DescribedStation = {
  name: '滨江驿站',
  kind: 'truckers-home',
  town: '玉津镇',
  address: '滨江路 8 号',
  county: '犍为县',
  point: { lng: 103.94912345678, lat: 29.20812344444 },
  hours: { kind: 'always', holidays: 'as-week' },
  closures: [],
  facilities: [],
  isSample: false,
};

test('a station with nothing but its duties is told without telephone, keeper and closures', () => {
  assert.deepEqual(stationSchemaOrg(station, url), {
    '@context': 'https://schema.org',
    '@type': 'CivicStructure',
    '@id': url,
    url,
    name: '滨江驿站',
    description: '货车司机之家',
    address: {
      '@type': 'PostalAddress',
      streetAddress: '滨江路 8 号',
      addressLocality: '玉津镇',
      addressRegion: '犍为县',
      addressCountry: 'CN',
    },
    geo: { '@type': 'GeoCoordinates', latitude: 29.208123, longitude: 103.949123 },
    openingHoursSpecification: [
      { '@type': 'OpeningHoursSpecification', dayOfWeek: everyDay, opens: '00:00', closes: '23:59' },
    ],
    amenityFeature: [],
  });
});

test('telephone, keeper, closures and facilities are told where they are known', () => {
  const told = stationSchemaOrg(
    {
      ...station,
      phone: '0833-4231234',
      host: '玉津镇总工会',
      closures: [{ from: '2026-12-01', to: '2026-12-15', reason: '检修' }],
      facilities: [
        { facility: 'water', availability: 'yes' },
        { facility: 'bed', availability: 'no' },
        { facility: 'shower', availability: 'unknown' },
      ],
    },
    url,
  );
  assert.equal(told['telephone'], '0833-4231234');
  assert.deepEqual(told['maintainer'], { '@type': 'Organization', name: '玉津镇总工会' });
  assert.deepEqual(told['specialOpeningHoursSpecification'], [
    {
      '@type': 'OpeningHoursSpecification',
      opens: '00:00',
      closes: '00:00',
      validFrom: '2026-12-01',
      validThrough: '2026-12-15',
    },
  ]);
  assert.deepEqual(told['amenityFeature'], [
    { '@type': 'LocationFeatureSpecification', name: '饮水', value: true },
    { '@type': 'LocationFeatureSpecification', name: '住宿床位', value: false },
  ]);
});

test('a span past midnight closes earlier than it opens, and one to midnight closes at 23:59', () => {
  const weekly = { fri: ['20:00-26:00'], sat: ['06:00-24:00'] };
  const told = stationSchemaOrg({ ...station, hours: { kind: 'weekly', holidays: 'as-week', weekly } }, url);
  assert.deepEqual(told['openingHoursSpecification'], [
    { '@type': 'OpeningHoursSpecification', dayOfWeek: ['Friday'], opens: '20:00', closes: '02:00' },
    { '@type': 'OpeningHoursSpecification', dayOfWeek: ['Saturday'], opens: '06:00', closes: '23:59' },
  ]);
});

test('days with the same span are told together, and hours that nobody knows are not told', () => {
  const weekly = { mon: ['08:00-12:00', '14:00-18:00'], wed: ['08:00-12:00'] };
  const told = stationSchemaOrg({ ...station, hours: { kind: 'weekly', holidays: 'closed', weekly } }, url);
  assert.deepEqual(told['openingHoursSpecification'], [
    { '@type': 'OpeningHoursSpecification', dayOfWeek: ['Monday', 'Wednesday'], opens: '08:00', closes: '12:00' },
    { '@type': 'OpeningHoursSpecification', dayOfWeek: ['Monday'], opens: '14:00', closes: '18:00' },
  ]);
  const unknown = stationSchemaOrg({ ...station, hours: { kind: 'unknown', holidays: 'unknown' } }, url);
  assert.deepEqual(unknown['openingHoursSpecification'], []);
});

test('a sample is marked as one wherever its name is read', () => {
  assert.equal(stationSchemaOrg({ ...station, isSample: true }, url)['name'], '滨江驿站（示例）');
});
