/** Coordinates, distances, the quadtree and the finding of places, anywhere. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { byDistance, type Found } from '../../../src/domain/places/by-distance.ts';
import { convert, isWithin } from '../../../src/domain/places/coordinates.ts';
import {
  distance,
  distanceToBox,
  formatDistance,
  formatTravelTime,
  travelMinutes,
  type Box,
  type Place,
} from '../../../src/domain/places/distance.ts';
import { mapLinks } from '../../../src/domain/places/map-links.ts';
import { matchesWords, readingsOf, readingTable } from '../../../src/domain/places/place-search.ts';
import {
  divide,
  hashLength,
  leafName,
  leavesOf,
  nearestInTree,
  rankedLeaves,
  regionOf,
  type Leaf,
} from '../../../src/domain/places/quadtree.ts';
import { onSketch, placesOf, scaleBar, sketchOf, smoothPath } from '../../../src/domain/places/schematic-map.ts';
import { syllablesOf } from '../../../src/domain/text/pinyin.ts';
import { chineseText } from './arbitraries.ts';

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true, noDefaultInfinity: true });
/** A place inside China, where GCJ-02 is defined. */
const inChina = fc.record({ lng: number(75, 134), lat: number(19, 52) }, { noNullPrototype: true });
/** A place in one county, on a grid of a metre, so that some are equally far away. */
const grid = (from: number, to: number) => fc.integer({ min: from * 1e5, max: to * 1e5 }).map((each) => each / 1e5);
const inCounty = fc.oneof(
  fc.record({ lng: grid(103, 104), lat: grid(29, 30) }, { noNullPrototype: true }),
  fc.record({ lng: fc.constantFrom(103.1, 103.5, 103.9), lat: fc.constantFrom(29.2, 29.5) }, { noNullPrototype: true }),
);
const datum = fc.constantFrom('wgs84', 'gcj02', 'bd09');
const box: fc.Arbitrary<Box> = fc
  .tuple(number(-170, 140), number(-80, 70), number(0, 30), number(0, 15))
  .map(([west, south, wide, high]) => [west, south, west + wide, south + high]);

test('a point comes back to within a metre from every coordinate system to every other', () => {
  fc.assert(
    fc.property(inChina, datum, datum, datum, (place, one, two, three) => {
      const start = { ...place, datum: one };
      const back = convert(convert(convert(start, two), three), one);
      assert.equal(back.datum, one);
      assert.ok(distance(back, start) < 1, `${String(distance(back, start))} m`);
    }),
  );
});

test('coordinate systems differ by some hundred metres, so that none can be taken for another', () => {
  fc.assert(
    fc.property(inChina, (place) => {
      const wgs84 = { ...place, datum: 'wgs84' } as const;
      for (const other of ['gcj02', 'bd09'] as const) {
        const away = distance(wgs84, convert(wgs84, other));
        assert.ok(away > 30 && away < 2_000, `${other}: ${String(away)} m`);
      }
    }),
  );
});

test('a point is within bounds in whichever system it is given', () => {
  fc.assert(
    fc.property(inCounty, datum, (place, other) => {
      const bounds = { west: 103.2, south: 29.3, east: 103.8, north: 29.7 };
      const point = { ...place, datum: 'wgs84' } as const;
      const edges = [place.lng - 103.2, 103.8 - place.lng, place.lat - 29.3, 29.7 - place.lat];
      // Right on an edge the millimetres of a conversion decide.
      if (edges.some((away) => Math.abs(away) < 1e-6)) return;
      assert.equal(
        isWithin(convert(point, other), bounds),
        edges.every((away) => away > 0),
      );
    }),
    { numRuns: 300 },
  );
});

test('a distance is the same both ways, nothing to the place itself, and no detour is shorter', () => {
  const anywhere = fc.record({ lng: number(-180, 180), lat: number(-90, 90) });
  fc.assert(
    fc.property(anywhere, anywhere, anywhere, (a, b, c) => {
      assert.equal(distance(a, a), 0);
      assert.ok(Math.abs(distance(a, b) - distance(b, a)) < 1e-6);
      assert.ok(distance(a, b) <= Math.PI * 6_371_008.8 + 0.01);
      // The formula loses digits near the other side of the Earth: a metre there, nothing where anybody asks.
      assert.ok(distance(a, c) <= distance(a, b) + distance(b, c) + 1);
    }),
  );
  fc.assert(
    fc.property(inChina, inChina, inChina, (a, b, c) => {
      assert.ok(distance(a, c) <= distance(a, b) + distance(b, c) + 1e-6);
    }),
  );
});

test('no place of a box is nearer than the bound of the box, and a place inside has the bound 0', () => {
  const from = fc.record({ lng: number(-179, 179), lat: number(-85, 85) });
  fc.assert(
    fc.property(from, box, number(0, 1), number(0, 1), (place, bounds, x, y) => {
      const [west, south, east, north] = bounds;
      const inside = { lng: west + x * (east - west), lat: south + y * (north - south) };
      assert.ok(distance(place, inside) >= distanceToBox(place, bounds));
      assert.equal(distanceToBox(inside, bounds), 0);
    }),
    { numRuns: 500 },
  );
});

test('the bound of a box is reached by the nearest of many places on its edge', () => {
  const from = fc.record({ lng: number(60, 140), lat: number(0, 60) });
  const near: fc.Arbitrary<Box> = fc
    .tuple(number(90, 110), number(20, 40), number(0.5, 5), number(0.5, 5))
    .map(([west, south, wide, high]) => [west, south, west + wide, south + high]);
  fc.assert(
    fc.property(from, near, (place, bounds) => {
      const [west, south, east, north] = bounds;
      if (place.lng >= west && place.lng <= east && place.lat >= south && place.lat <= north) return;
      const steps = Array.from({ length: 201 }, (_, index) => index / 200);
      const edge = steps.flatMap((step) => [
        { lng: west + step * (east - west), lat: south },
        { lng: west + step * (east - west), lat: north },
        { lng: west, lat: south + step * (north - south) },
        { lng: east, lat: south + step * (north - south) },
      ]);
      const nearest = Math.min(...edge.map((each) => distance(place, each)));
      // Two places of the edge are at most 2.8 km apart, so the nearest is at most half of that from the best.
      assert.ok(nearest - distanceToBox(place, bounds) < 1_400, String(nearest - distanceToBox(place, bounds)));
    }),
  );
});

test('a distance in words is off by no more than its rounding', () => {
  fc.assert(
    fc.property(number(0, 200_000), (metres) => {
      const said = formatDistance(metres);
      const [, digits = '', unit] = /^(\d+(?:\.\d)?) (米|公里)$/.exec(said) ?? [];
      const read = Number(digits) * (unit === '米' ? 1 : 1_000);
      const allowed = unit === '米' ? (metres < 10 ? 10 : 5) : digits.includes('.') ? 50 : 500;
      assert.ok(Math.abs(read - metres) <= allowed + 1e-6, `${String(metres)}: ${said}`);
      assert.equal(unit === '米', metres < 995);
      assert.equal(digits.includes('.'), metres >= 995 && metres < 9_950);
    }),
    { numRuns: 300 },
  );
});

test('minutes are as many as the way takes, begun ones counted whole', () => {
  fc.assert(
    fc.property(number(0, 200_000), (metres) => {
      for (const [by, pace] of [
        ['walk', 75],
        ['ride', 250],
      ] as const) {
        const minutes = travelMinutes(metres, by);
        assert.ok(minutes >= 1 && minutes * pace >= metres);
        assert.ok(minutes === 1 || (minutes - 1) * pace < metres);
      }
      const said = formatTravelTime(metres);
      const walk = travelMinutes(metres, 'walk');
      const ride = travelMinutes(metres, 'ride');
      assert.equal(said.includes(`步行 ${String(walk)} 分钟，`), walk <= 30);
      assert.ok(said.endsWith(ride > 99 ? `骑车 ${(ride / 60).toFixed(1)} 小时` : `骑车 ${String(ride)} 分钟`), said);
    }),
    { numRuns: 300 },
  );
});

interface Item extends Place {
  slug: string;
}
const items = fc
  .array(inCounty, { minLength: 1, maxLength: 60 })
  .map((list) => list.map((place, index): Item => ({ ...place, slug: `s${String(index).padStart(3, '0')}` })));
const county: Box = [103.2, 29.2, 103.8, 29.8];
const capacity = fc.integer({ min: 1, max: 9 });

/** A tree of items as a page carries it, and its leaves with what lies in them. */
function treeOf(list: readonly Item[], most: number) {
  const { box: root, shape, leaves } = divide(list, county, most);
  const regions = [...new Set(leaves.map(({ path }) => regionOf(path)))];
  const tree = {
    box: root,
    shape,
    sizes: leaves.map(({ items: held }) => Math.floor(Math.log2(held.length)).toString(36)).join(''),
    offers: leaves.map((_, index) => index % 4),
    hashes: regions.map((_, index) => String(index).padStart(hashLength, '0')).join(''),
  };
  return { tree, built: leaves, leaves: leavesOf(tree), regions };
}

test('a tree holds every item once, in a leaf within whose box it lies', () => {
  fc.assert(
    fc.property(items, capacity, (list, most) => {
      const { built, leaves, regions, tree } = treeOf(list, most);
      assert.deepEqual(
        leaves.map(({ path }) => path),
        built.map(({ path }) => path),
      );
      assert.deepEqual(
        built.flatMap(({ items: held }) => held.map(({ slug }) => slug)).sort(),
        list.map(({ slug }) => slug),
      );
      built.forEach(({ path, items: held }, index) => {
        const leaf = leaves[index];
        assert.ok(leaf);
        const [west, south, east, north] = leaf.box;
        for (const { lng, lat } of held) {
          assert.ok(
            lng >= west && lng <= east && lat >= south && lat <= north,
            `${path} ${String(lng)},${String(lat)}`,
          );
        }
        const isOneSpot = new Set(held.map(({ lng, lat }) => `${String(lng)},${String(lat)}`)).size === 1;
        assert.ok(held.length > 0 && (held.length <= most || isOneSpot));
        assert.ok(leaf.count <= held.length && held.length < leaf.count * 2);
        assert.equal(leaf.offers, tree.offers[index]);
        assert.equal(leaf.hash, String(regions.indexOf(regionOf(path))).padStart(hashLength, '0'));
      });
      assert.equal(new Set(leaves.map(leafName)).size, leaves.length, 'every leaf has a name of its own');
    }),
    { numRuns: 200 },
  );
});

test('adding an item changes the leaf where it lies, and no other', () => {
  fc.assert(
    fc.property(items, inCounty, capacity, (list, place, most) => {
      // What lies outside the box stretches it, and then every rectangle is another.
      const inside = ({ lng, lat }: Place) => lng >= 103.2 && lng <= 103.8 && lat >= 29.2 && lat <= 29.8;
      if (!list.every(inside) || !inside(place)) return;
      const before = divide(list, county, most).leaves;
      const after = divide([...list, { ...place, slug: 'new' }], county, most).leaves;
      const texts = new Set(after.map((leaf) => JSON.stringify(leaf)));
      assert.ok(before.filter((leaf) => !texts.has(JSON.stringify(leaf))).length <= 1);
    }),
    { numRuns: 300 },
  );
});

test('the nearest in a tree are the nearest of all, equally near ones by their slugs', async () => {
  await fc.assert(
    fc.asyncProperty(items, capacity, inCounty, fc.nat(12), fc.nat(3), async (list, most, from, wanted, asked) => {
      const { built, leaves } = treeOf(list, most);
      const held = new Map(built.map(({ path, items: inLeaf }) => [path, inLeaf]));
      const offering = new Set(leaves.filter(({ offers }) => (offers & asked) === asked).map(({ path }) => path));
      const found = ({ slug, ...place }: Item): Found<Item> => ({
        item: { slug, ...place },
        metres: distance(from, place),
      });
      const searched: string[] = [];
      const nearest = await nearestInTree(rankedLeaves(leaves, from, asked), wanted, (leaf: Leaf) => {
        searched.push(leaf.path);
        return Promise.resolve((held.get(leaf.path) ?? []).map(found));
      });
      const truth = built.flatMap(({ path, items: inLeaf }) => (offering.has(path) ? inLeaf.map(found) : []));
      assert.deepEqual(nearest, truth.sort(byDistance).slice(0, wanted));
      assert.equal(new Set(searched).size, searched.length);
      assert.ok(searched.every((path) => offering.has(path)));
    }),
    { numRuns: 300 },
  );
});

test('leaves come nearest first, each with a bound that no item in it falls short of', () => {
  fc.assert(
    fc.property(items, capacity, inCounty, (list, most, from) => {
      const { built, leaves } = treeOf(list, most);
      const ranked = rankedLeaves(leaves, from, 0);
      assert.equal(ranked.length, leaves.length);
      ranked.forEach(({ leaf, bound }, index) => {
        assert.ok(bound >= (ranked[index - 1]?.bound ?? 0));
        const inLeaf = built.find(({ path }) => path === leaf.path)?.items ?? [];
        for (const place of inLeaf) assert.ok(distance(from, place) >= bound);
      });
    }),
  );
});

test('found things have one order: turned round it is the opposite, and only a thing itself is equal', () => {
  const found = fc.record({ metres: fc.nat(3), item: fc.record({ slug: fc.constantFrom('a', 'b', 'c') }) });
  fc.assert(
    fc.property(found, found, (one, other) => {
      assert.equal(Math.sign(byDistance(one, other)), 0 - Math.sign(byDistance(other, one)));
      assert.equal(byDistance(one, other) === 0, one.metres === other.metres && one.item.slug === other.item.slug);
      if (one.metres < other.metres) assert.ok(byDistance(one, other) < 0);
      else if (one.metres === other.metres && one.item.slug < other.item.slug) assert.ok(byDistance(one, other) < 0);
    }),
  );
});

test('a place is found by any piece of its text, by the pinyin of it and by its initials', () => {
  const pieces = chineseText({ minLength: 2, maxLength: 9 }).chain((text) =>
    fc.tuple(fc.constant(text), fc.nat(text.length - 2), fc.integer({ min: 1, max: 4 })),
  );
  fc.assert(
    fc.property(
      pieces,
      fc.array(chineseText({ minLength: 1, maxLength: 5 }), { maxLength: 4 }),
      ([text, from, length], others) => {
        const texts = [text, ...others];
        const table = readingTable(readingsOf(texts, syllablesOf));
        const syllables = syllablesOf(text).slice(from, from + length);
        const initials = syllables.map((each) => each.charAt(0)).join('');
        for (const query of [
          text.slice(from, from + length),
          syllables.join(''),
          syllables.join('').slice(0, -1) || syllables.join(''),
          syllables.join(' '),
          syllables.join('').toUpperCase(),
          initials,
          `${initials.slice(0, 1)}${syllables.slice(1).join('')}`,
        ]) {
          assert.ok(matchesWords([undefined, text], query, table), query);
        }
        assert.ok(!matchesWords([text], `${text}无`, table));
        assert.ok(!matchesWords([text], `${syllablesOf(text).join('')}xq`, table));
        assert.ok(matchesWords([text], ' ', table));
      },
    ),
  );
});

test('a table of readings holds every way in which a character is read', () => {
  fc.assert(
    fc.property(fc.array(chineseText({ minLength: 0, maxLength: 6 }), { maxLength: 6 }), (texts) => {
      const table = readingTable(readingsOf(texts, syllablesOf));
      for (const text of texts) {
        const syllables = syllablesOf(text);
        Array.from(text).forEach((character, index) => {
          assert.ok(table.get(character)?.includes(syllables[index] ?? ''));
        });
      }
      assert.equal(table.size, new Set(texts.join('')).size);
      for (const each of table.values()) assert.deepEqual(each, [...new Set(each)].sort());
    }),
  );
});

test('a sketch keeps directions and order: corners are corners, and what lies further east or north stands so', () => {
  const bounds: fc.Arbitrary<Box> = fc
    .tuple(number(100, 110), number(20, 35), number(0.1, 2), number(0.1, 2))
    .map(([west, south, wide, high]) => [west, south, west + wide, south + high]);
  fc.assert(
    fc.property(bounds, number(0, 1), number(0, 1), (area, x, y) => {
      const [west, south, east, north] = area;
      const sketch = sketchOf(area);
      assert.equal(Math.max(sketch.width, sketch.height), 480);
      assert.deepEqual(onSketch(sketch, { lng: west, lat: north }), [0, 0]);
      assert.deepEqual(onSketch(sketch, { lng: east, lat: south }), [sketch.width, sketch.height]);
      const [across, down] = onSketch(sketch, { lng: west + x * (east - west), lat: north - y * (north - south) });
      assert.ok(Math.abs(across - x * sketch.width) <= 0.5001 && Math.abs(down - y * sketch.height) <= 0.5001);
      // A unit is as long across as down, at the middle, but for the rounding of the sides.
      const middle = (south + north) / 2;
      const wide = distance({ lng: west, lat: middle }, { lng: east, lat: middle });
      const high = distance({ lng: west, lat: south }, { lng: west, lat: north });
      assert.ok(Math.abs(sketch.width - (480 * wide) / Math.max(wide, high)) < 0.6);
      const { kilometres, units } = scaleBar(sketch);
      assert.ok(Math.abs(units - (sketch.height * kilometres * 1_000) / high) < 0.6);
      assert.ok(units <= 121 || kilometres === 1);
    }),
  );
});

test('the points of a line can be read as they are written, and the path passes each of them', () => {
  const points = fc.array(fc.tuple(fc.integer({ min: -500, max: 500 }), fc.integer({ min: -500, max: 500 })), {
    minLength: 1,
    maxLength: 8,
  });
  fc.assert(
    fc.property(points, (line) => {
      assert.deepEqual(
        placesOf(line.map(([x, y]) => `${String(x)},${String(y)}`).join(' ')),
        line.map(([lng, lat]) => ({ lng, lat })),
      );
      const [first = '', ...curves] = smoothPath(line).split(/(?=C)/);
      assert.equal(first, `M${String(line[0]?.[0])} ${String(line[0]?.[1])}`);
      assert.equal(curves.length, line.length - 1);
      curves.forEach((curve, index) => {
        const numbers = curve.slice(1).split(' ').map(Number);
        assert.deepEqual(numbers.slice(4), line[index + 1]);
        // Catmull-Rom: the tangent at a point is half the way between its neighbours, a third of it on each side.
        const at = (which: number) => line[Math.max(0, Math.min(line.length - 1, which))] ?? [0, 0];
        for (const axis of [0, 1] as const) {
          const away = (one: number, other: number) => (at(one)[axis] - at(other)[axis]) / 6;
          assert.ok(Math.abs((numbers[axis] ?? NaN) - (at(index)[axis] + away(index + 1, index - 1))) <= 0.5001);
          assert.ok(Math.abs((numbers[axis + 2] ?? NaN) - (at(index + 1)[axis] - away(index + 2, index))) <= 0.5001);
        }
      });
    }),
  );
});

test('a link to a map holds the point to a tenth of a metre and the name, whatever it is', () => {
  fc.assert(
    fc.property(inChina, fc.string({ minLength: 1, unit: 'grapheme' }), (place, name) => {
      for (const { href } of mapLinks(place, name, '红新闪耀')) {
        assert.ok(href.includes(place.lng.toFixed(6)) && href.includes(place.lat.toFixed(6)));
        assert.ok(href.includes(encodeURIComponent(name)));
        assert.ok(URL.canParse(href));
      }
    }),
  );
});
