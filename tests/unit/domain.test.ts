import assert from 'node:assert/strict';
import test from 'node:test';
import { underBase } from '../../src/addresses.ts';
import { convert, isWithin } from '../../src/domain/places/coordinates.ts';
import { formatDistance, formatTravelTime } from '../../src/domain/places/distance.ts';
import { scaleBar, sketchOf } from '../../src/domain/places/schematic-map.ts';
import { formatDate, formatDateRange, daysAfter, daysBetween } from '../../src/domain/time/dates.ts';
import { formatFigure } from '../../src/domain/orders/figures.ts';
import { formatHolidayHours, formatHours, formatSpan } from '../../src/domain/stations/hours-format.ts';
import { mapLinks } from '../../src/domain/places/map-links.ts';
import { formatDuration, formatBytes } from '../../src/domain/clips/format.ts';

test('a path stands under the base path without a doubled slash', () => {
  assert.equal(underBase('/', '/people/'), '/people/');
  assert.equal(underBase('/ztzl/xjy/', '/people/'), '/ztzl/xjy/people/');
});

test('WGS-84 becomes GCJ-02 as in the published test vector, to the sixth decimal', () => {
  const { lng, lat } = convert({ lng: 103.95, lat: 29.21, datum: 'wgs84' }, 'gcj02');
  assert.equal(lng.toFixed(6), '103.952083');
  assert.equal(lat.toFixed(6), '29.206924');
});

test('a point of the county comes back to a millionth of a degree through every system', () => {
  for (const datum of ['gcj02', 'bd09'] as const) {
    const back = convert(convert({ lng: 103.95, lat: 29.21, datum: 'wgs84' }, datum), 'wgs84');
    assert.ok(Math.abs(back.lng - 103.95) < 1e-6 && Math.abs(back.lat - 29.21) < 1e-6);
  }
});

test('whether a point is inside is decided in one system, whatever it was given in', () => {
  const bounds = { west: 103.95, south: 29.2, east: 104, north: 29.3 };
  // 103.952083 in GCJ-02 is 103.95 in WGS-84: on the edge, though its number is well inside.
  assert.equal(isWithin({ lng: 103.9522, lat: 29.206924, datum: 'gcj02' }, bounds), true);
  assert.equal(isWithin({ lng: 103.9519, lat: 29.206924, datum: 'gcj02' }, bounds), false);
});

test('every map gets its own order of longitude and latitude', () => {
  const links = mapLinks(convert({ lng: 103.95, lat: 29.21, datum: 'wgs84' }, 'gcj02'), '滨江站', '红新闪耀');
  const name = encodeURIComponent('滨江站');
  assert.deepEqual(
    links.map(({ map }) => map),
    ['高德地图', '百度地图', '腾讯地图', '苹果地图'],
  );
  const [gaode, baidu, tencent, apple] = links.map(({ href }) => href);
  assert.ok(gaode?.includes(`to=103.952083,29.206924,${name}`));
  assert.ok(baidu?.includes('location=29.206924,103.952083') && baidu.includes('coord_type=gcj02'));
  assert.ok(tencent?.includes('tocoord=29.206924,103.952083'));
  assert.ok(apple?.includes('daddr=29.206924,103.952083'));
});

test('dates are said as in Chinese print, and a month or a year alone stays one', () => {
  assert.equal(formatDate('2026-05-01'), '2026年5月1日');
  assert.equal(formatDate('2022-10'), '2022年10月');
  assert.equal(formatDate('2022'), '2022年');
  assert.equal(formatDateRange('2026-04-28', '2026-05-07'), '2026年4月28日至5月7日');
  assert.equal(formatDateRange('2025-12-30', '2026-01-02'), '2025年12月30日至2026年1月2日');
});

test('days are counted over the end of February in a leap year', () => {
  assert.equal(daysBetween('2028-02-28', '2028-03-01'), 2);
  assert.equal(daysAfter('2028-02-28', 2), '2028-03-01');
});

test('余 is part of a figure', () => {
  assert.equal(formatFigure({ value: 300, atLeast: true }), '300余');
  assert.equal(formatFigure({ value: 58, atLeast: false }), '58');
});

test('hours are said day by day only where days differ', () => {
  const open = ['08:00-12:00', '14:00-18:00'];
  const hours = { kind: 'weekly', holidays: 'closed' } as const;
  assert.equal(
    formatHours({ ...hours, weekly: { mon: open, tue: open, wed: open, thu: open, fri: open } }),
    '星期一至星期五 8:00–12:00，14:00–18:00；星期六至星期日 不开门',
  );
  const all = ['07:30-22:00'];
  assert.equal(
    formatHours({ ...hours, weekly: { mon: all, tue: all, wed: all, thu: all, fri: all, sat: all, sun: all } }),
    '每天 7:30–22:00',
  );
  assert.equal(formatHours({ kind: 'always', holidays: 'unknown' }), '全天开放');
  assert.equal(formatHours({ kind: 'unknown', holidays: 'unknown' }), '开放时间不详');
  assert.equal(formatHours({ kind: 'weekly', holidays: 'unknown' }), '开放时间不详');
  assert.equal(formatHours({ kind: 'unknown', holidays: 'unknown', weekly: { mon: all } }), '开放时间不详');
  assert.equal(
    formatHours({ ...hours, weekly: { mon: all, tue: all, wed: all, thu: all, fri: all, sat: all } }),
    '星期一至星期六 7:30–22:00；星期日 不开门',
  );
});

test('a span over midnight says that it ends on the next day', () => {
  assert.equal(formatSpan('20:00-26:00'), '20:00–次日2:00');
  assert.equal(formatSpan('20:00-24:00'), '20:00–24:00');
  assert.equal(formatSpan('00:00-24:00'), '全天');
});

test('holidays are shown for stations with weekly hours, unknown ones included', () => {
  assert.equal(formatHolidayHours({ kind: 'weekly', weekly: {}, holidays: 'unknown' }), '法定节假日不详');
  assert.equal(formatHolidayHours({ kind: 'always', holidays: 'unknown' }), undefined);
  assert.equal(formatHolidayHours({ kind: 'always', holidays: 'as-week' }), undefined);
  assert.equal(formatHolidayHours({ kind: 'unknown', holidays: 'closed' }), undefined);
  assert.equal(formatHolidayHours({ kind: 'always', holidays: 'closed' }), '法定节假日不开放');
});

test('lengths and sizes are written in the units people know', () => {
  assert.equal(formatDuration(9.2), '0:09');
  assert.equal(formatDuration(0.3), '0:01');
  assert.equal(formatDuration(90), '1:30');
  assert.equal(formatBytes(285_600), '286 KB');
  assert.equal(formatBytes(1_000_000), '1.0 MB');
  assert.equal(formatBytes(3_560_000), '3.6 MB');
});

test('a point on an edge is within, and so is one at a corner', () => {
  const bounds = { west: 103.5, south: 29, east: 104, north: 29.5 };
  for (const lng of [103.5, 104]) {
    for (const lat of [29, 29.5]) assert.ok(isWithin({ lng, lat, datum: 'wgs84' }, bounds));
  }
});

test('words of distances and times change at their limits', () => {
  assert.deepEqual([994, 995, 9_949, 9_950].map(formatDistance), ['990 米', '1.0 公里', '9.9 公里', '10 公里']);
  assert.equal(formatTravelTime(2_250), '步行 30 分钟，骑车 9 分钟');
  assert.equal(formatTravelTime(2_251), '骑车 10 分钟');
  assert.equal(formatTravelTime(24_750), '骑车 99 分钟');
  assert.equal(formatTravelTime(24_751), '骑车 1.7 小时');
});

test('a scale is the longest of round lengths within a quarter of the sketch', () => {
  assert.deepEqual(scaleBar(sketchOf([103, 29, 104, 30])), { kilometres: 20, units: 86 });
  assert.deepEqual(scaleBar(sketchOf([103.7, 29, 104.2, 29.48])), { kilometres: 10, units: 90 });
  assert.equal(scaleBar(sketchOf([103.7, 29, 103.701, 29.001])).kilometres, 1);
});

test('only the map whose app WeChat does not start is barred there', () => {
  const links = mapLinks({ lng: 103.95, lat: 29.21 }, '滨江站', '红新闪耀');
  assert.deepEqual(
    links.map(({ map, isBarredInWeChat }) => [map, isBarredInWeChat]),
    [
      ['高德地图', true],
      ['百度地图', undefined],
      ['腾讯地图', undefined],
      ['苹果地图', undefined],
    ],
  );
});
