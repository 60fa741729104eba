/** Packed facets, for any orders. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {
  countsBehind,
  facetNames,
  fitting,
  onlyLabels,
  packFacets,
  placeOf,
  rangeOfMonth,
  valuesAt,
  type FacetChoice,
  type FacetName,
  type FacetValues,
} from '../../../src/domain/orders/facets.ts';

const word = fc.string({ minLength: 1, maxLength: 4, unit: 'binary' });
const few = fc.uniqueArray(word, { minLength: 1, maxLength: 5 });
const only = fc.subarray(Object.keys(onlyLabels));
const months = ['2026-03', '2026-02', '2025-12'];

/** Orders newest first with few or many values, of any characters. */
const orders: fc.Arbitrary<FacetValues[]> = fc.tuple(few, few, few, few).chain(([states, kinds, categories, towns]) =>
  fc
    .array(
      fc.record(
        {
          state: fc.constantFrom(...states),
          kind: fc.constantFrom(...kinds),
          category: fc.constantFrom(...categories),
          town: fc.constantFrom(...towns),
          month: fc.constantFrom(...months),
          only,
        },
        { noNullPrototype: true },
      ),
      { maxLength: 25 },
    )
    .map((list) => list.toSorted((a, b) => (a.month < b.month ? 1 : a.month > b.month ? -1 : 0))),
);

/** Orders and something chosen of them, or of nothing. */
const chosen = orders.chain((list) =>
  fc.tuple(
    fc.constant(list),
    fc
      .tuple(
        ...facetNames.map((name) =>
          fc.option(fc.constantFrom('无', ...list.flatMap((order) => order[name])), { freq: 1 }),
        ),
      )
      .map((values) =>
        Object.fromEntries(
          facetNames.flatMap((name, index) => {
            const value = values[index];
            return value === null || value === undefined ? [] : [[name, value]];
          }),
        ),
      ),
  ),
) as fc.Arbitrary<[FacetValues[], FacetChoice]>;

const has = (order: FacetValues, name: FacetName, value: string) =>
  name === 'only' ? order.only.includes(value) : order[name] === value;

test('orders come out of packed facets as they went in, through JSON', () => {
  fc.assert(
    fc.property(orders, (list) => {
      const facets = JSON.parse(JSON.stringify(packFacets(list))) as ReturnType<typeof packFacets>;
      assert.deepEqual(
        list.map((_, at) => valuesAt(facets, at)),
        list,
      );
    }),
  );
});

test('what fits a choice is what one finds by looking at every order', () => {
  fc.assert(
    fc.property(chosen, ([list, choice]) => {
      const expected = list.flatMap((order, at) =>
        facetNames.every((name) => choice[name] === undefined || has(order, name, choice[name])) ? at : [],
      );
      assert.deepEqual(fitting(packFacets(list), choice), expected);
    }),
  );
});

test('the count behind a value is how many orders choosing it would show', () => {
  fc.assert(
    fc.property(chosen, fc.constantFrom(...facetNames), ([list, choice], name) => {
      const facets = packFacets(list);
      const counts = countsBehind(facets, choice, name);
      for (const value of new Set(list.flatMap((order) => order[name]))) {
        assert.equal(counts.get(value) ?? 0, fitting(facets, { ...choice, [name]: value }).length);
      }
      assert.ok([...counts.values()].every((count) => count > 0));
    }),
  );
});

test('the ranges of the months follow each other and hold every order at its place', () => {
  fc.assert(
    fc.property(orders, (list) => {
      const facets = packFacets(list);
      let end = 0;
      for (const [month, count] of facets.months) {
        assert.deepEqual(rangeOfMonth(facets, month), [end, end + count]);
        for (let place = 0; place < count; place++) {
          assert.equal(list[end + place]?.month, month);
          assert.deepEqual(placeOf(facets, end + place), { month, place });
        }
        end += count;
      }
      assert.equal(end, list.length);
      assert.equal(placeOf(facets, end), undefined);
      assert.deepEqual(rangeOfMonth(facets, '1999-01'), [0, 0]);
    }),
  );
});
