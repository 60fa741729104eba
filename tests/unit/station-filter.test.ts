/** What the finder's criteria ask for: trucks, and the bits by which leaves of the tree are passed over. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { facilityBits, offeredBy, requiredBits, takesTruck } from '../../src/domain/stations/filter.ts';
import { bitOf } from '../../src/domain/stations/record.ts';
import { stationOf } from '../stations.ts';

test('a truck fits up to the limits of length and height, and not beyond', () => {
  const bays = { bays: 4, maxLength: 13, maxHeight: 4.2 };
  assert.ok(takesTruck(bays, { length: 13, height: 4.2 }));
  assert.ok(takesTruck(bays, { length: 9.6, height: 3.5 }));
  assert.ok(!takesTruck(bays, { length: 13.5, height: 4.2 }));
  assert.ok(!takesTruck(bays, { length: 13, height: 4.3 }));
});

test('who does not say how long or how high the truck is asks for a bay of any size', () => {
  assert.ok(takesTruck({ bays: 1 }, { length: 0, height: 0 }));
  assert.ok(takesTruck({ bays: 1, maxLength: 13 }, { length: 9.6, height: 0 }));
  assert.ok(takesTruck({ bays: 1, maxHeight: 4.2 }, { length: 0, height: 4 }));
});

test('where a limit is not known, no truck of a given size is promised a place', () => {
  assert.ok(!takesTruck({ bays: 1 }, { length: 4.2, height: 0 }));
  assert.ok(!takesTruck({ bays: 1 }, { length: 0, height: 2.5 }));
  assert.ok(!takesTruck({ bays: 1, maxHeight: 4.2 }, { length: 4.2, height: 4 }));
  assert.ok(!takesTruck({ bays: 1, maxLength: 13 }, { length: 4.2, height: 4 }));
});

test('no truck fits where there is no bay', () => {
  assert.ok(!takesTruck(undefined, { length: 0, height: 0 }));
  assert.ok(!takesTruck({ bays: 0, maxLength: 13, maxHeight: 4.2 }, { length: 0, height: 0 }));
});

test('a leaf has to offer every facility that is asked for, day and night and bays included', () => {
  const shower = bitOf('shower');
  assert.equal(requiredBits({}), 0);
  assert.equal(requiredBits({ facilities: facilityBits(['shower', 'bed']) }), shower | bitOf('bed'));
  const around = stationOf('a', { has: shower, hours: { kind: 'always', holidays: 'as-week' }, truck: { bays: 2 } });
  const asked = { facilities: shower, isAlwaysOpen: true, truck: { length: 13, height: 0 } };
  assert.equal(offeredBy(around), requiredBits(asked));
  assert.equal(offeredBy(stationOf('b', { has: shower })), shower);
});
