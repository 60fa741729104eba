/** How stations are written into columns for the finder: what a phone has to load. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { packHours, packStations, textsOf, unpackHours, unpackStations } from '../../src/domain/stations/record.ts';
import { stationOf } from '../stations.ts';

test('the hours of a week are one line, in which a day that repeats the one before is empty', () => {
  const day = ['08:00-18:00'];
  assert.equal(
    packHours({ kind: 'weekly', holidays: 'closed', weekly: { mon: day, tue: day, wed: day, thu: day, fri: day } }),
    'weekly/closed/08:00-18:00/////-/',
  );
  const spans = ['08:00-12:00', '14:00-18:00'];
  assert.equal(
    packHours({ kind: 'weekly', holidays: 'unknown', weekly: { tue: spans, sun: spans } }),
    'weekly/unknown/-/08:00-12:00,14:00-18:00/-////08:00-12:00,14:00-18:00',
  );
});

test('of hours that are not by the week only their kind and the holidays are written', () => {
  assert.equal(packHours({ kind: 'always', holidays: 'as-week' }), 'always/as-week');
  assert.equal(packHours({ kind: 'unknown', holidays: 'unknown' }), 'unknown/unknown');
  assert.deepEqual(unpackHours('always/as-week'), { kind: 'always', holidays: 'as-week' });
});

test('a day of which an entry says nothing is a day without hours', () => {
  assert.deepEqual(unpackHours(packHours({ kind: 'weekly', holidays: 'closed', weekly: { wed: ['20:00-26:00'] } })), {
    kind: 'weekly',
    holidays: 'closed',
    weekly: { mon: [], tue: [], wed: ['20:00-26:00'], thu: [], fri: [], sat: [], sun: [] },
  });
});

test('a town at the beginning of a name or an address is abbreviated, at the end it is not', () => {
  const stations = [
    stationOf('a', { name: '玉津镇司机之家', address: '岷江大桥旁，往玉津镇' }),
    stationOf('b', { name: '小哥驿站·玉津镇', address: '玉津镇南街 6 号' }),
  ];
  const packed = packStations(stations);
  assert.deepEqual(packed.name, ['~司机之家', '小哥驿站·玉津镇']);
  assert.deepEqual(packed.address, ['岷江大桥旁，往玉津镇', '~南街 6 号']);
  assert.deepEqual(
    unpackStations(packed).map(({ name, address }) => [name, address]),
    stations.map(({ name, address }) => [name, address]),
  );
});

test('closures and trucks are written only for the stations that have them', () => {
  const packed = packStations([
    stationOf('a', { truck: { bays: 3, maxLength: 13 } }),
    stationOf('b', { closures: [{ from: '2026-12-01', to: '2026-12-15', reason: '检修' }] }),
    stationOf('c', { truck: { bays: 12, maxHeight: 4.2 } }),
  ]);
  assert.deepEqual(packed.closures, { 1: [['2026-12-01', '2026-12-15', '检修']] });
  assert.deepEqual(packed.trucks, { 0: [3, 13, 0], 2: [12, 0, 4.2] });
});

test('samples are given by their numbers, and not one by one where all stations are samples', () => {
  const [one, sample] = [stationOf('a', { isSample: false }), stationOf('b')];
  assert.deepEqual(packStations([one, sample, one, sample]).samples, [1, 3]);
  assert.deepEqual(packStations([one, one]).samples, []);
  assert.equal(packStations([sample, sample]).samples, true);
});

test('a county without stations has columns without entries, which JSON can hold', () => {
  const packed = packStations([]);
  assert.deepEqual(packed.from, [0, 0, 0, 0]);
  assert.deepEqual(JSON.parse(JSON.stringify(packed)), packed);
  assert.deepEqual(unpackStations(packed), []);
});

test('hours that many stations share are prepared once, but a station with a closure has its own', () => {
  const closures = [{ from: '2026-12-01', to: '2026-12-15', reason: '检修' }];
  const [a, b, c] = unpackStations(packStations([stationOf('a'), stationOf('b'), stationOf('c', { closures })]));
  assert.equal(a?.opening, b?.opening);
  assert.deepEqual(a?.opening.closures, []);
  assert.equal(c?.opening.closures.length, 1);
});

test('a station is found by its name, town, address and landmark, and by nothing else where it has no landmark', () => {
  assert.deepEqual(textsOf(stationOf('a', { landmark: '客运站旁' })), ['a站', '玉津镇', '正街', '客运站旁']);
  assert.deepEqual(textsOf(stationOf('a')), ['a站', '玉津镇', '正街', '']);
});
