/** The sketch map of the county on the stations' pages. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { onSketch, placesOf, scaleBar, sketchOf, smoothPath } from '../../src/domain/places/schematic-map.ts';

test('a sketch keeps both directions to one scale', () => {
  const sketch = sketchOf([103.7, 29, 104.2, 29.48]);
  assert.deepEqual(onSketch(sketch, { lng: 103.7, lat: 29.48 }), [0, 0]);
  assert.deepEqual(onSketch(sketch, { lng: 104.2, lat: 29 }), [sketch.width, sketch.height]);
  const { kilometres, units } = scaleBar(sketch);
  // 0.48° of latitude is 53.4 km.
  assert.ok(Math.abs(units / kilometres - sketch.height / 53.37) < 0.1, `${units} units for ${kilometres} km`);
});

test('a river passes every point of its course', () => {
  const points = placesOf('103.86,29.36 103.9,29.3 103.95,29.21');
  assert.deepEqual(points[1], { lng: 103.9, lat: 29.3 });
  assert.match(
    smoothPath([
      [0, 0],
      [10, 10],
      [20, 0],
    ]),
    /^M0 0C[\d ]+ 10 10C[\d ]+ 20 0$/,
  );
});

test('an editor may put several spaces or a new line between the points of a river', () => {
  assert.deepEqual(
    placesOf('103.86,29.36  103.9,29.3\n  103.95,29.21'),
    placesOf('103.86,29.36 103.9,29.3 103.95,29.21'),
  );
});

test('the bar of the scale is the longest round number of kilometres that takes no more than a quarter', () => {
  // 12 units in a kilometre: ten are 120 of 480.
  const sketch = { width: 480, height: 12 * 111.195, box: [103, 29, 104, 30] as const };
  assert.deepEqual(scaleBar(sketch), { kilometres: 10, units: 120 });
  assert.deepEqual(scaleBar({ ...sketch, height: sketch.height + 1 }), { kilometres: 5, units: 60 });
});
