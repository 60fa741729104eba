/** Figures, counters and sentences of the ledger, for any orders. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { countersOf } from '../../../src/domain/orders/counters.ts';
import {
  daysSpans,
  doneShareAt,
  formatFigure,
  formatPercent,
  isAdded,
  lastDayOf,
  ledgerBy,
  ledgerFigures,
  ledgerMonths,
  median,
  monthAfter,
  monthOf,
  monthsBetween,
  sumOfFigures,
  type LedgerOrder,
  type Share,
} from '../../../src/domain/orders/figures.ts';
import { countChange, formatMonth, monthsSentence, shareChange } from '../../../src/domain/orders/sentences.ts';
import {
  dayOf,
  daysOverdue,
  dueOn,
  isOverdue,
  orderStateSequence,
  passedOn,
  stateOf,
  stepsOf,
} from '../../../src/domain/orders/states.ts';
import { daysAfter, daysBetween } from '../../../src/domain/time/dates.ts';
import { calendarDay, ledgerOrder, shuffled } from './arbitraries.ts';

const today = '2025-11-01';
const orders = fc.array(ledgerOrder, { maxLength: 30 });
const share: fc.Arbitrary<Share> = fc
  .nat(5_000)
  .chain((whole) => fc.record({ part: fc.nat(whole), whole: fc.constant(whole) }));
const month = calendarDay.map((day) => day.slice(0, 7));
const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0);

test('figures of orders do not depend on the order in which they are counted', () => {
  const twice = orders.chain((list) => fc.tuple(fc.constant(list), shuffled(list)));
  fc.assert(
    fc.property(twice, ([list, other]) => {
      assert.deepEqual(ledgerFigures(other, today), ledgerFigures(list, today));
      assert.deepEqual(ledgerMonths(other, today), ledgerMonths(list, today));
    }),
  );
});

test('every figure is what one counts by looking at each order', () => {
  fc.assert(
    fc.property(orders, (list) => {
      const figures = ledgerFigures(list, today);
      const count = (has: (order: LedgerOrder) => boolean) => list.filter(has).length;
      const decided = list.filter((order) => {
        const due = dueOn(order);
        return due !== undefined && (order.doneOn !== undefined || today > due);
      });
      assert.deepEqual(figures.done, { part: count(({ doneOn }) => doneOn !== undefined), whole: list.length });
      assert.deepEqual(figures.inTime, {
        part: decided.filter((order) => !isOverdue(order, today)).length,
        whole: decided.length,
      });
      assert.equal(
        figures.overdueNow,
        count((order) => order.doneOn === undefined && isOverdue(order, today)),
      );
      assert.deepEqual(figures.satisfied, {
        part: count(({ rating = 0 }) => rating >= 4),
        whole: count(({ rating }) => rating !== undefined),
      });
      assert.equal(figures.ratingSum, sum(list.map(({ rating = 0 }) => rating)));
      for (const state of orderStateSequence) {
        assert.equal(
          figures.passed[state],
          count((order) => passedOn(order, state) !== undefined),
        );
        assert.equal(
          figures.atState[state],
          count((order) => stateOf(order) === state),
        );
        const waits = list.flatMap((order) => {
          const step = stepsOf(order).find((each) => each.state === state);
          return step?.daysSincePrevious ?? [];
        });
        assert.equal(figures.daysTo[state], median(waits));
      }
      assert.equal(
        figures.daysToDone,
        median(list.flatMap(({ raisedOn, doneOn }) => (doneOn === undefined ? [] : daysBetween(raisedOn, doneOn)))),
      );
    }),
  );
});

test('every month is what one counts of its own days, and none is missing between', () => {
  fc.assert(
    fc.property(orders, (list) => {
      const months = ledgerMonths(list, today);
      const events = list.flatMap((order) => orderStateSequence.flatMap((state) => passedOn(order, state) ?? []));
      if (list.length === 0) {
        assert.deepEqual(months, []);
        return;
      }
      const edges = [...events.map(monthOf), monthOf(today)].sort();
      assert.deepEqual(
        months.map((each) => each.month),
        monthsBetween(events.map(monthOf).sort()[0] ?? '', edges.at(-1) ?? ''),
      );
      for (const { month: name, passed, inTime, satisfied, daysToDone } of months) {
        const during = (day: string | undefined) => day?.startsWith(name) === true;
        for (const state of orderStateSequence) {
          assert.equal(passed[state], list.filter((order) => during(passedOn(order, state))).length);
        }
        const done = list.filter(({ doneOn }) => during(doneOn));
        const due = done.filter(({ dueDays }) => dueDays !== undefined);
        assert.deepEqual(inTime, {
          part: due.filter((order) => !isOverdue(order, today)).length,
          whole: due.length,
        });
        const rated = list.filter(({ ratedOn }) => during(ratedOn));
        assert.deepEqual(satisfied, {
          part: rated.filter(({ rating = 0 }) => rating >= 4).length,
          whole: rated.length,
        });
        assert.equal(daysToDone, median(done.map(({ raisedOn, doneOn = '' }) => daysBetween(raisedOn, doneOn))));
      }
    }),
  );
});

test('orders under several keys are counted under each, and without a key nowhere', () => {
  const keyed = fc.array(fc.tuple(ledgerOrder, fc.uniqueArray(fc.constantFrom<string[]>('甲', '乙', '丙'))), {
    maxLength: 20,
  });
  fc.assert(
    fc.property(keyed, (list) => {
      const all = list.map(([order, keys]) => ({ ...order, keys }));
      const parts = ledgerBy(all, ({ keys }) => keys, today);
      for (const key of ['甲', '乙', '丙']) {
        const own = all.filter(({ keys }) => keys.includes(key));
        assert.deepEqual(parts.get(key), own.length === 0 ? undefined : ledgerFigures(own, today));
      }
      const single = ledgerBy(all, ({ keys }) => keys[0], today);
      assert.equal(
        sum([...single.values()].map(({ done }) => done.whole)),
        all.filter(({ keys }) => keys.length > 0).length,
      );
    }),
  );
});

test('an order is counted as done from the day it was done on, and as received from the day it was raised on', () => {
  fc.assert(
    fc.property(orders, calendarDay, (list, day) => {
      assert.deepEqual(doneShareAt(list, day), {
        part: list.filter(({ doneOn }) => doneOn !== undefined && daysBetween(doneOn, day) >= 0).length,
        whole: list.filter(({ raisedOn }) => daysBetween(raisedOn, day) >= 0).length,
      });
    }),
  );
});

test('spans of days follow each other without a gap, and each order that is done is in the one that has its days', () => {
  fc.assert(
    fc.property(orders, (list) => {
      const spans = daysSpans(list);
      spans.forEach(({ from, to, count }, index) => {
        assert.equal(from, index === 0 ? 0 : (spans[index - 1]?.to ?? NaN) + 1);
        const inside = list.filter(({ raisedOn, doneOn }) => {
          if (doneOn === undefined) return false;
          const days = daysBetween(raisedOn, doneOn);
          return days >= from && days <= (to ?? Infinity);
        });
        assert.equal(count, inside.length);
      });
      assert.equal(sum(spans.map(({ count }) => count)), ledgerFigures(list, today).done.part);
      if (spans.length > 1) assert.ok((spans.at(-1)?.count ?? 0) > 0, 'no empty span at the end');
    }),
  );
});

test('a state was passed no later than every state after it', () => {
  fc.assert(
    fc.property(ledgerOrder, (order) => {
      const days = orderStateSequence.map((state) => passedOn(order, state));
      days.forEach((day, index) => {
        const next = days[index + 1];
        if (next !== undefined) assert.ok(day !== undefined && day <= next);
      });
      const reached = orderStateSequence.indexOf(stateOf(order));
      assert.deepEqual(
        days.map((day) => day !== undefined),
        orderStateSequence.map((_, index) => index <= reached),
      );
    }),
  );
});

test('the steps of an order are its dates, and the days between them come to the days from the first to the last', () => {
  fc.assert(
    fc.property(ledgerOrder, (order) => {
      const steps = stepsOf(order);
      assert.deepEqual(
        steps.map(({ state, on }) => [state, on]),
        orderStateSequence.flatMap((state) => {
          const on = dayOf(order, state);
          return on === undefined ? [] : [[state, on]];
        }),
      );
      const [first, last] = [steps[0], steps.at(-1)];
      assert.ok(first && last && first.daysSincePrevious === undefined);
      assert.equal(sum(steps.map(({ daysSincePrevious = 0 }) => daysSincePrevious)), daysBetween(first.on, last.on));
    }),
  );
});

test('an order is overdue from the day after it was due, by one day more each day until it is done', () => {
  fc.assert(
    fc.property(ledgerOrder, fc.nat(60), (order, days) => {
      const due = dueOn(order);
      const on = daysAfter(due ?? order.raisedOn, days);
      const { doneOn: _, ...open } = order;
      assert.equal(daysOverdue(open, on), due === undefined ? 0 : days);
      assert.equal(isOverdue(open, on), due !== undefined && days > 0);
      assert.equal(daysOverdue(order, on), daysOverdue(order, order.doneOn === undefined ? on : '2099-01-01'));
    }),
  );
});

test('a query adds an order from the first day on which it passed the state', () => {
  const described = ledgerOrder.map((order) => ({ ...order, kind: 'wish', town: '甲镇', category: '代办' }) as const);
  fc.assert(
    fc.property(described, fc.constantFrom(...orderStateSequence), calendarDay, (order, state, from) => {
      const day = passedOn(order, state);
      assert.equal(isAdded(order, { from, state }), day !== undefined && daysBetween(from, day) >= 0);
      assert.equal(isAdded(order, { from, state, category: '路灯' }), false);
    }),
  );
});

test('a median lies in the middle: as many numbers above it as below', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1_000, max: 1_000 }), { minLength: 1 }), (numbers) => {
      const middle = median(numbers);
      assert.ok(middle !== undefined);
      const half = numbers.length / 2;
      assert.ok(numbers.filter((each) => each < middle).length <= half);
      assert.ok(numbers.filter((each) => each > middle).length <= half);
      assert.ok((median(numbers.map((each) => 0 - each)) ?? NaN) + middle === 0, 'turned round it is the opposite');
    }),
  );
});

test('a rate in per cent is off by no more than its rounding, and says all and none only where it is so', () => {
  fc.assert(
    fc.property(share, ({ part, whole }) => {
      const said = formatPercent({ part, whole });
      if (whole === 0) {
        assert.equal(said, '—');
        return;
      }
      assert.match(said, /^\d{1,3}(\.\d)?%$/);
      assert.equal(said === '100%', part === whole);
      assert.equal(said === '0%', part === 0);
      const off = Math.abs(Number(said.slice(0, -1)) - (part / whole) * 100);
      assert.ok(off <= 0.050_001 || said === '99.9%' || said === '0.1%', said);
      assert.ok(off < 0.100_001, said);
    }),
  );
});

test('a change and the change back are of the same size', () => {
  fc.assert(
    fc.property(fc.nat(999), fc.nat(999), share, share, (one, other, now, before) => {
      const there = countChange(one, other, '件');
      const back = countChange(other, one, '件');
      assert.equal(
        back,
        there.replace(/[多少] /, (word) => (word === '多 ' ? '少 ' : '多 ')),
      );
      assert.equal(there === '一样多', one === other);
      if (one > other) assert.equal(there, `多 ${String(one - other)} 件`);
      const points = shareChange(now, before);
      assert.equal(points === undefined, now.whole === 0 || before.whole === 0);
      if (points === undefined || points === '持平') return;
      const size = Number(/^[高低] (?<size>[\d.]+) 个百分点$/.exec(points)?.groups?.['size']);
      const exact = (now.part / now.whole - before.part / before.whole) * 100;
      assert.ok(Math.abs(Math.abs(exact) - size) <= 0.050_001, points);
      assert.equal(points.startsWith('高'), exact > 0);
    }),
  );
});

test('months add up, and the last day of a month is the day before the next month', () => {
  fc.assert(
    fc.property(month, fc.integer({ min: -300, max: 300 }), fc.integer({ min: -300, max: 300 }), (from, one, two) => {
      assert.equal(monthAfter(monthAfter(from, one), two), monthAfter(from, one + two));
      assert.equal(daysAfter(lastDayOf(from), 1), `${monthAfter(from, 1)}-01`);
      assert.equal(monthOf(lastDayOf(from)), from);
      const list = monthsBetween(from, monthAfter(from, one));
      assert.equal(list.length, Math.max(0, one + 1));
      list.forEach((each, index) => {
        assert.equal(each, monthAfter(from, index));
      });
    }),
  );
});

test('the name of a month can be read back, with its year where it stands beside another year', () => {
  fc.assert(
    fc.property(month, month, (one, beside) => {
      const isSameYear = one.slice(0, 4) === beside.slice(0, 4);
      const name = formatMonth(one, beside);
      assert.equal(name.includes('年'), !isSameYear);
      const [, year = beside.slice(0, 4), number = ''] = /^(?:(\d{4})年)?(\d{1,2})月$/.exec(name) ?? [];
      assert.equal(`${year}-${number.padStart(2, '0')}`, one);
    }),
  );
});

test('figures add up however they are grouped, and one 余 among them makes the sum one', () => {
  const figures = fc.array(fc.record({ value: fc.nat(100_000), atLeast: fc.boolean() }), { maxLength: 8 });
  fc.assert(
    fc.property(figures, figures, (one, other) => {
      const both = sumOfFigures([...one, ...other]);
      assert.deepEqual(sumOfFigures([sumOfFigures(one), sumOfFigures(other)]), both);
      assert.deepEqual(sumOfFigures([...other, ...one]), both);
      assert.equal(both.value, sum([...one, ...other].map(({ value }) => value)));
      assert.equal(
        formatFigure(both).endsWith('余'),
        [...one, ...other].some(({ atLeast }) => atLeast),
      );
    }),
  );
});

test('counters say the counts that they are made of, and no rate of nothing', () => {
  fc.assert(
    fc.property(orders, (list) => {
      const total = ledgerFigures(list, today);
      const counters = new Map(countersOf({ total }).map((counter) => [counter.id, counter]));
      assert.equal(counters.get('received')?.value, String(list.length));
      assert.equal(counters.get('open')?.value, String(list.filter(({ doneOn }) => doneOn === undefined).length));
      assert.equal(counters.has('done'), total.done.whole > 0);
      assert.equal(counters.has('in-time'), total.inTime.whole > 0);
      assert.equal(counters.has('content'), total.satisfied.whole > 0);
      assert.equal(counters.has('days'), total.done.part > 0);
      for (const [id, rate] of [
        ['done', total.done],
        ['in-time', total.inTime],
        ['content', total.satisfied],
      ] as const) {
        const counter = counters.get(id);
        if (counter === undefined) continue;
        assert.equal(counter.value, formatPercent(rate));
        const counts = [...counter.behind.matchAll(/(\d+) 件/g)].map(([, number]) => Number(number));
        assert.deepEqual(
          counts.toSorted((a, b) => a - b),
          [rate.part, rate.whole].sort((a, b) => a - b),
        );
      }
    }),
  );
});

test('the sentence of the months names the months that received most, and no others', () => {
  fc.assert(
    fc.property(fc.array(ledgerOrder, { minLength: 1, maxLength: 12 }), (list) => {
      const months = ledgerMonths(list, today);
      const most = Math.max(...months.map(({ passed }) => passed.raised));
      const said = monthsSentence(months);
      const named = [...said.matchAll(/\d{4}年\d{1,2}月/g)].map(([name]) => name);
      const busiest = months.filter(({ passed }) => passed.raised === most).map((each) => formatMonth(each.month));
      assert.deepEqual(named, months.length === 1 ? [] : busiest);
    }),
  );
});
