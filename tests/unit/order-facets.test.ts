/** Packed facets against a count over all orders. */
import assert from 'node:assert/strict';
import test from 'node:test';
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
  type FacetValues,
} from '../../src/domain/orders/facets.ts';
import { isOverdue, stateOf } from '../../src/domain/orders/states.ts';
import { madeOrders } from '../ledger.ts';
import { oneOf, random } from '../random.ts';

const orders = madeOrders(700, { towns: ['甲镇', '乙镇', '丙镇', '丁镇'], from: '2025-01-01', days: 500 })
  .toSorted((a, b) => (a.raisedOn < b.raisedOn ? 1 : a.raisedOn > b.raisedOn ? -1 : 0))
  .map((order, index): FacetValues => ({
    state: stateOf(order),
    kind: order.kind,
    category: order.category,
    town: order.town,
    month: order.raisedOn.slice(0, 7),
    only: [...(index % 5 === 0 ? ['shareable'] : []), ...(isOverdue(order, '2026-06-01') ? ['late'] : [])],
  }));
const facets = packFacets(orders);
const has = (order: FacetValues, name: (typeof facetNames)[number], value: string) =>
  name === 'only' ? order.only.includes(value) : order[name] === value;
const next = random(11);

function someChoice(): FacetChoice {
  const choice: FacetChoice = {};
  for (const name of facetNames) {
    if (next() < 0.6) continue;
    choice[name] = name === 'only' ? oneOf(Object.keys(onlyLabels), next) : oneOf(orders, next)[name];
  }
  return choice;
}

test('what fits a choice is what one finds by looking at every order', () => {
  for (let round = 0; round < 300; round++) {
    const choice = someChoice();
    const expected = orders.flatMap((order, at) =>
      Object.entries(choice).every(([name, value]) => has(order, name as (typeof facetNames)[number], value)) ? at : [],
    );
    assert.deepEqual(fitting(facets, choice), expected);
  }
});

test('the count behind a value is what choosing it would show', () => {
  for (let round = 0; round < 60; round++) {
    const choice = someChoice();
    for (const name of facetNames) {
      const counts = countsBehind(facets, choice, name);
      assert.ok([...counts.values()].every((count) => count > 0));
      for (const value of new Set(orders.flatMap((order) => order[name]))) {
        assert.equal(counts.get(value) ?? 0, fitting(facets, { ...choice, [name]: value }).length);
      }
    }
  }
});

test('every order stands in its month, at its place', () => {
  for (const [at, { month }] of orders.entries()) {
    const place = placeOf(facets, at);
    assert.equal(place?.month, month);
    assert.equal(rangeOfMonth(facets, month)[0] + place.place, at);
  }
  assert.equal(placeOf(facets, orders.length), undefined);
});

test('a value that does not occur fits nothing, and a value that nothing fits is not counted', () => {
  assert.deepEqual(fitting(facets, { town: '戊镇' }), []);
  assert.deepEqual(fitting(facets, { month: '1999-01' }), []);
  for (const name of facetNames) {
    if (name !== 'town') assert.deepEqual(countsBehind(facets, { town: '戊镇' }, name), new Map());
  }
});

test('an order comes out of the packed facets with the values it went in with', () => {
  for (const [at, order] of orders.entries()) {
    assert.deepEqual(valuesAt(facets, at), {
      ...order,
      only: Object.keys(onlyLabels).filter((each) => order.only.includes(each)),
    });
  }
});
