import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { convert, type Point } from '../../src/domain/places/coordinates.ts';
import { mapLinks } from '../../src/domain/places/map-links.ts';
import { pastedLocation, type PastedLocation } from '../../src/domain/places/pasted-location.ts';

/** About what the county's settings have. */
const bounds = { west: 103.7, south: 28.9, east: 104.2, north: 29.5 };

const found = (lng: number, lat: number, datum: Point['datum'] = 'gcj02'): PastedLocation => ({
  is: 'found',
  point: { lng, lat, datum },
});

// Forms of links: the vendors' public documentation of their URI schemes, and what their pages put into the address.
const examples: readonly (readonly [string, PastedLocation])[] = [
  ['103.949012,29.208901', found(103.949012, 29.208901)],
  ['29.208901,103.949012', found(103.949012, 29.208901)],
  ['１０３．９４９，２９．２０８', found(103.949, 29.208)],
  ['经度：103.949 纬度：29.208', found(103.949, 29.208)],
  ['北纬29.208°，东经103.949°', found(103.949, 29.208)],
  ['29°12\'32"N 103°56\'44"E', found(103.945556, 29.208889)],
  ['东经103度56分44秒，北纬29度12分32秒', found(103.945556, 29.208889)],
  ['犍为县总工会（103.949012, 29.208901）', found(103.949012, 29.208901)],
  ['https://uri.amap.com/marker?position=103.949012,29.208901&name=驿站', found(103.949012, 29.208901)],
  [
    'https://www.amap.com/regeo?lng=103.949012&lat=29.208901&name=%E5%9C%B0%E5%9B%BE%E9%80%89%E7%82%B9',
    found(103.949012, 29.208901),
  ],
  [
    'https://wb.amap.com/?p=B0FFABCDEF%2C29.208901%2C103.949012%2C%E9%A9%BF%E7%AB%99%2C%E7%8E%89%E6%B4%A5',
    found(103.949012, 29.208901),
  ],
  ['【高德地图】驿站 https://www.amap.com/?q=29.208901,103.949012,驿站', found(103.949012, 29.208901)],
  ['https://apis.map.qq.com/uri/v1/marker?marker=coord:29.208901,103.949012;title:驿站', found(103.949012, 29.208901)],
  [
    'https://api.map.baidu.com/marker?location=29.208901,103.949012&title=x&output=html',
    found(103.949012, 29.208901, 'bd09'),
  ],
  [
    'https://api.map.baidu.com/marker?location=29.208901,103.949012&coord_type=gcj02&output=html',
    found(103.949012, 29.208901),
  ],
  ['https://www.openstreetmap.org/#map=17/29.20890/103.94901', found(103.94901, 29.2089, 'wgs84')],
  ['geo:29.208901,103.949012', found(103.949012, 29.208901, 'wgs84')],
  ['https://surl.amap.com/abcDEF123', { is: 'short-link' }],
  ['https://j.map.baidu.com/a1/b2', { is: 'short-link' }],
  ['104.066541,30.572269', { is: 'outside', point: { lng: 104.066541, lat: 30.572269, datum: 'gcj02' } }],
  ['玉津镇滨江路 12 号', { is: 'none' }],
  ['103', { is: 'none' }],
  ['0833-4221234', { is: 'none' }],
  ['', { is: 'none' }],
];

for (const [text, result] of examples) {
  test(`${text === '' ? 'nothing' : `“${text}”`} is ${result.is}`, () => {
    assert.deepEqual(pastedLocation(text, bounds), result);
  });
}

test('the middle of a map of 百度 is read from the metres in its address', () => {
  const result = pastedLocation('https://map.baidu.com/@11572000.12,3379000.34,17z', {
    west: 103,
    south: 28,
    east: 105,
    north: 31,
  });
  assert.ok(result.is === 'found' && result.point.datum === 'bd09');
  // A degree of longitude is 111,320 metres of that projection within a thousandth: 11,572,000 / 111,320 is 103.95.
  assert.ok(Math.abs(result.point.lng - 103.95) < 0.1);
});

test('every point of the county is read back from the links that the site makes itself', () => {
  const points = fc.record({
    lng: fc.double({ min: 103.72, max: 104.18, noNaN: true }),
    lat: fc.double({ min: 28.92, max: 29.48, noNaN: true }),
  });
  fc.assert(
    fc.property(points, (place) => {
      for (const { href } of mapLinks(place, '驿站 2.0', '红新闪耀')) {
        const result = pastedLocation(href, bounds);
        assert.ok(result.is === 'found', href);
        const { lng, lat } = convert(result.point, 'gcj02');
        assert.ok(Math.abs(lng - place.lng) < 2e-6 && Math.abs(lat - place.lat) < 2e-6, href);
      }
    }),
  );
});
