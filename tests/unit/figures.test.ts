/** The figures of the ledger: examples counted by hand, and properties that hold for every ledger. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { daysAfter } from '../../src/domain/time/dates.ts';
import {
  daysSpans,
  doneShareAt,
  isAdded,
  lastDayOf,
  ledgerBy,
  ledgerFigures,
  ledgerMonths,
  median,
  monthAfter,
  monthsBetween,
  formatPercent,
  sumOfFigures,
  type LedgerFigures,
  type LedgerOrder,
  type Share,
} from '../../src/domain/orders/figures.ts';
import {
  daysOverdue,
  isOverdue,
  passedOn,
  stateOf,
  orderStateSequence,
  stepsOf,
  wishStage,
} from '../../src/domain/orders/states.ts';
import { madeOrders } from '../ledger.ts';
import { random } from '../random.ts';

test('the state of an order is the last step that has a date', () => {
  assert.equal(stateOf({ raisedOn: '2026-01-01' }), 'raised');
  assert.equal(stateOf({ raisedOn: '2026-01-01', doneOn: '2026-01-03' }), 'done');
});

test('steps tell the days since the step before, passing over steps that were not taken', () => {
  assert.deepEqual(stepsOf({ raisedOn: '2026-01-01', acceptedOn: '2026-01-01', doneOn: '2026-01-04' }), [
    { state: 'raised', on: '2026-01-01' },
    { state: 'accepted', on: '2026-01-01', daysSincePrevious: 0 },
    { state: 'done', on: '2026-01-04', daysSincePrevious: 3 },
  ]);
});

test('an order is overdue on the day after it was due, done or not', () => {
  const order = { raisedOn: '2026-01-01', dueDays: 5 };
  assert.equal(isOverdue(order, '2026-01-06'), false);
  assert.equal(isOverdue(order, '2026-01-07'), true);
  assert.equal(isOverdue({ ...order, doneOn: '2026-01-06' }, '2026-12-31'), false);
  assert.equal(isOverdue({ ...order, doneOn: '2026-01-07' }, '2026-01-07'), true);
  assert.equal(isOverdue({ raisedOn: '2026-01-01' }, '2030-01-01'), false);
});

test('a step that nobody dated was passed by the day of the next one', () => {
  const order = { raisedOn: '2026-01-01', dispatchedOn: '2026-01-02', doneOn: '2026-01-05' };
  assert.equal(passedOn(order, 'dispatched'), '2026-01-02');
  assert.equal(passedOn(order, 'accepted'), '2026-01-05');
  assert.equal(passedOn(order, 'rated'), undefined);
});

test('how far an order ran over is counted in days, until it was done or until today', () => {
  assert.equal(daysOverdue({ raisedOn: '2026-01-01', dueDays: 5 }, '2026-01-09'), 3);
  assert.equal(daysOverdue({ raisedOn: '2026-01-01', dueDays: 5, doneOn: '2026-01-07' }, '2026-02-01'), 1);
  assert.equal(daysOverdue({ raisedOn: '2026-01-01' }, '2026-02-01'), 0);
});

test('a wish is dispatched, carried out and rated (转—办—评); other orders have no such stages', () => {
  assert.deepEqual(
    orderStateSequence.map((state) => wishStage('wish', state)),
    [undefined, '转', undefined, '办', '评'],
  );
  assert.equal(wishStage('dispatch', 'done'), undefined);
});

test('a small ledger is counted as one counts it by hand', () => {
  const ledger: LedgerOrder[] = [
    // Done in time after 3 days, satisfied.
    {
      raisedOn: '2026-01-01',
      dispatchedOn: '2026-01-01',
      acceptedOn: '2026-01-02',
      doneOn: '2026-01-04',
      dueDays: 3,
      ratedOn: '2026-01-05',
      rating: 5,
    },
    // Done a day late after 6 days, not satisfied; its acceptance is undated.
    { raisedOn: '2026-01-10', doneOn: '2026-01-16', dueDays: 5, ratedOn: '2026-02-01', rating: 3 },
    // Open, due long ago.
    { raisedOn: '2026-01-20', dispatchedOn: '2026-01-22', dueDays: 2 },
    // Open, due today: not late yet.
    { raisedOn: '2026-01-30', dueDays: 2 },
    // Done without a due day.
    { raisedOn: '2026-01-31', acceptedOn: '2026-01-31', doneOn: '2026-02-01' },
  ];
  const { daysToDone, ...figures } = ledgerFigures(ledger, '2026-02-01');
  assert.deepEqual(figures, {
    passed: { raised: 5, dispatched: 4, accepted: 3, done: 3, rated: 2 },
    atState: { raised: 1, dispatched: 1, accepted: 0, done: 1, rated: 2 },
    overdueNow: 1,
    done: { part: 3, whole: 5 },
    inTime: { part: 1, whole: 3 },
    satisfied: { part: 1, whole: 2 },
    ratingSum: 8,
    daysTo: { dispatched: 1, accepted: 0.5, done: 2, rated: 8.5 },
  });
  assert.equal(daysToDone, 3);
  assert.deepEqual(doneShareAt(ledger, '2026-01-31'), { part: 2, whole: 5 });
  assert.deepEqual(doneShareAt(ledger, '2026-02-01'), { part: 3, whole: 5 });
});

test('months are listed without gaps up to today, each event in the month of its own day', () => {
  const months = ledgerMonths(
    [{ raisedOn: '2025-11-30', doneOn: '2026-01-02', dueDays: 40, ratedOn: '2026-01-03', rating: 4 }],
    '2026-02-15',
  );
  assert.deepEqual(
    months.map(({ month, passed }) => [month, passed.raised, passed.done, passed.rated]),
    [
      ['2025-11', 1, 0, 0],
      ['2025-12', 0, 0, 0],
      ['2026-01', 0, 1, 1],
      ['2026-02', 0, 0, 0],
    ],
  );
  const january = months[2];
  assert.deepEqual(january?.inTime, { part: 1, whole: 1 });
  assert.equal(january.daysToDone, 33);
  assert.deepEqual(ledgerMonths([], '2026-02-15'), []);
});

test('of nothing there is no median, and one span of days that is empty', () => {
  assert.ok(!('daysToDone' in ledgerFigures([{ raisedOn: '2026-01-01' }], '2026-02-01')));
  assert.deepEqual(
    ledgerMonths([{ raisedOn: '2026-01-01' }], '2026-01-31').map((each) => 'daysToDone' in each),
    [false],
  );
  assert.deepEqual(daysSpans([]), [{ from: 0, to: 0, count: 0 }]);
});

test('a rating counts in the month of its day, and half of the two counts in none', () => {
  for (const order of [
    { raisedOn: '2026-01-01', doneOn: '2026-01-02', rating: 5 },
    { raisedOn: '2026-01-01', doneOn: '2026-01-02', ratedOn: '2026-01-03' },
  ]) {
    assert.deepEqual(ledgerMonths([order], '2026-01-31')[0]?.satisfied, { part: 0, whole: 0 });
  }
});

test('months and their last days follow the calendar', () => {
  assert.deepEqual(monthsBetween('2025-11', '2026-02'), ['2025-11', '2025-12', '2026-01', '2026-02']);
  assert.deepEqual(monthsBetween('2026-02', '2026-01'), []);
  assert.equal(monthAfter('2026-01', -1), '2025-12');
  assert.equal(lastDayOf('2028-02'), '2028-02-29');
});

test('a median is the middle, or the mean of the two in the middle', () => {
  assert.equal(median([9, 1, 5]), 5);
  assert.equal(median([1, 10, 2, 9]), 5.5);
  assert.equal(median([]), undefined);
});

test('a rate says 100% only of all, 0% only of none, and of nothing it is no number', () => {
  assert.equal(formatPercent({ part: 7, whole: 8 }), '87.5%');
  assert.equal(formatPercent({ part: 9999, whole: 10_000 }), '99.9%');
  assert.equal(formatPercent({ part: 1, whole: 10_000 }), '0.1%');
  assert.equal(formatPercent({ part: 8, whole: 8 }), '100%');
  assert.equal(formatPercent({ part: 0, whole: 8 }), '0%');
  assert.equal(formatPercent({ part: 0, whole: 0 }), '—');
});

test('the ledger adds to a published figure only what is asked for, from the first day on', () => {
  const order = { kind: 'wish', town: '甲镇', category: '代办', raisedOn: '2026-01-01', doneOn: '2026-01-05' } as const;
  const query = { from: '2026-01-05', state: 'done' } as const;
  assert.equal(isAdded(order, query), true);
  assert.equal(isAdded(order, { ...query, from: '2026-01-06' }), false);
  assert.equal(isAdded(order, { ...query, state: 'rated' }), false);
  assert.equal(isAdded(order, { ...query, kind: 'dispatch' }), false);
  assert.equal(isAdded(order, { ...query, kind: 'wish', town: '甲镇', category: '代办' }), true);
  assert.equal(isAdded(order, { ...query, town: '乙镇' }), false);
});

const today = '2026-06-30';
const ledgers = Array.from({ length: 40 }, (_, seed) =>
  madeOrders(1 + seed * 13, { towns: ['甲镇', '乙镇', '丙镇'], from: '2025-03-01', days: 480 }, seed),
);
const sum = <Each>(list: Iterable<Each>, of: (each: Each) => number) =>
  [...list].reduce((all, each) => all + of(each), 0);
const shares = ({ done, inTime, satisfied }: LedgerFigures): Share[] => [done, inTime, satisfied];

test('whatever a ledger is split by, the parts come to the whole', () => {
  for (const ledger of ledgers) {
    const whole = ledgerFigures(ledger, today);
    for (const keyOf of ['town', 'category', 'kind', 'community'] as const) {
      const parts = [...ledgerBy(ledger, (order) => order[keyOf], today).values()];
      for (const state of orderStateSequence) {
        assert.equal(
          sum(parts, ({ passed }) => passed[state]),
          whole.passed[state],
        );
        assert.equal(
          sum(parts, ({ atState }) => atState[state]),
          whole.atState[state],
        );
      }
      shares(whole).forEach(({ part, whole: all }, index) => {
        assert.equal(
          sum(parts, (figures) => shares(figures)[index]?.part ?? NaN),
          part,
        );
        assert.equal(
          sum(parts, (figures) => shares(figures)[index]?.whole ?? NaN),
          all,
        );
      });
      assert.equal(
        sum(parts, ({ overdueNow }) => overdueNow),
        whole.overdueNow,
      );
      assert.equal(
        sum(parts, ({ ratingSum }) => ratingSum),
        whole.ratingSum,
      );
    }
  }
});

test('the months come to the whole in every state', () => {
  for (const ledger of ledgers) {
    const { passed } = ledgerFigures(ledger, today);
    const months = ledgerMonths(ledger, today);
    for (const state of orderStateSequence)
      assert.equal(
        sum(months, (month) => month.passed[state]),
        passed[state],
      );
  }
});

test('an order counts once in each state it passed, and never in a state before which it stands', () => {
  for (const ledger of ledgers) {
    const { passed, atState } = ledgerFigures(ledger, today);
    for (const [index, state] of orderStateSequence.entries()) {
      assert.equal(passed[state], ledger.filter((order) => orderStateSequence.indexOf(stateOf(order)) >= index).length);
      const next = orderStateSequence[index + 1];
      assert.equal(atState[state], passed[state] - (next === undefined ? 0 : passed[next]));
    }
  }
});

test('no rate is above 100 %, at any time', () => {
  for (const ledger of ledgers) {
    const all = [ledgerFigures(ledger, today), ...ledgerBy(ledger, ({ town }) => town, today).values()];
    for (const { part, whole } of all.flatMap(shares)) assert.ok(part >= 0 && part <= whole);
    for (const { inTime, satisfied } of ledgerMonths(ledger, today)) {
      assert.ok(inTime.part <= inTime.whole && satisfied.part <= satisfied.whole);
    }
    for (let day = '2025-03-01'; day < today; day = daysAfter(day, 17)) {
      const { part, whole } = doneShareAt(ledger, day);
      assert.ok(part <= whole);
    }
  }
});

test('every order that is done took one span of days', () => {
  for (const ledger of ledgers) {
    assert.equal(
      sum(daysSpans(ledger), ({ count }) => count),
      ledgerFigures(ledger, today).passed.done,
    );
  }
});

test('余 is never lost in a sum, and never appears from nowhere', () => {
  const next = random(7);
  for (let round = 0; round < 200; round++) {
    const figures = Array.from({ length: Math.floor(next() * 6) }, () => ({
      value: Math.floor(next() * 500),
      atLeast: next() < 0.3,
    }));
    const { value, atLeast } = sumOfFigures(figures);
    assert.equal(
      value,
      sum(figures, (figure) => figure.value),
    );
    assert.equal(
      atLeast,
      figures.some((figure) => figure.atLeast),
    );
    // Adding one by one has the same result as adding all at once.
    assert.deepEqual(
      figures.reduce((all, figure) => sumOfFigures([all, figure]), { value: 0, atLeast: false }),
      { value, atLeast },
    );
  }
});

test("moving one order's day moves exactly one bar down and one up", () => {
  const next = random(3);
  for (const ledger of ledgers.slice(5)) {
    const at = Math.floor(next() * ledger.length);
    const order = ledger[at];
    if (order === undefined) throw new Error('The ledger has orders.');
    const before = ledgerMonths(ledger, today);
    // To the month before, which every other date of the order is after.
    const moved = ledger.with(at, { ...order, raisedOn: `${monthAfter(order.raisedOn.slice(0, 7), -1)}-01` });
    const after = new Map(ledgerMonths(moved, today).map(({ month, passed }) => [month, passed.raised]));
    const months = new Set([...before.map(({ month }) => month), ...after.keys()]);
    const changes = [...months]
      .map((month) => (after.get(month) ?? 0) - (before.find((each) => each.month === month)?.passed.raised ?? 0))
      .filter((change) => change !== 0);
    assert.deepEqual(changes.sort(), [-1, 1]);
  }
});
