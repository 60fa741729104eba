import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { typedDay } from '../../src/domain/text/typed-day.ts';
import { formatDate } from '../../src/domain/time/dates.ts';

const today = '2026-05-01';

const examples: readonly (readonly [string, string | undefined])[] = [
  ['2026-04-28', '2026-04-28'],
  ['2026/4/8', '2026-04-08'],
  ['2026.4.28', '2026-04-28'],
  ['20260428', '2026-04-28'],
  ['２０２６年４月２８日', '2026-04-28'],
  ['2026年4月28号', '2026-04-28'],
  ['2026 年 4 月 28 日', '2026-04-28'],
  ['2026年4月28日 星期二', '2026-04-28'],
  ['4月28日（周二）', '2026-04-28'],
  ['4-28', '2026-04-28'],
  ['4.8', '2026-04-08'],
  ['二〇二六年四月二十八日', '2026-04-28'],
  ['二○二六年十月一日', '2026-10-01'],
  ['二零二六年十二月三十日', '2026-12-30'],
  ['五月二十日', '2026-05-20'],
  ['今天', '2026-05-01'],
  [' 昨天 ', '2026-04-30'],
  ['前天', '2026-04-29'],
  ['明天', '2026-05-02'],
  ['2026年2月30日', undefined],
  ['2月29日', undefined],
  ['2024年2月29日', '2024-02-29'],
  ['13月1日', undefined],
  ['2026年4月', undefined],
  ['2026', undefined],
  ['上周', undefined],
  ['28/4/2026', undefined],
  ['', undefined],
];

for (const [typed, day] of examples) {
  test(`“${typed}” is ${day ?? 'no day'}`, () => {
    assert.equal(typedDay(typed, today), day);
  });
}

test('a day without a year lies where its field says', () => {
  const read = (text: string, lies?: 'behind' | 'ahead') => typedDay(text, today, lies);
  assert.deepEqual(
    [
      read('12月30日'),
      read('12月30日', 'behind'),
      read('1月3日', 'ahead'),
      read('5月1日', 'ahead'),
      read('5月1日', 'behind'),
    ],
    ['2026-12-30', '2025-12-30', '2027-01-03', '2026-05-01', '2026-05-01'],
  );
  // A year that is written is the one that is meant.
  assert.deepEqual([read('2026年12月30日', 'behind'), read('2026-01-03', 'ahead')], ['2026-12-30', '2026-01-03']);
});

test('every day is read from the way in which the site writes it, and from its own code', () => {
  const days = fc.date({ min: new Date('1950-01-01'), max: new Date('2100-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(days, (moment) => {
      const day = moment.toISOString().slice(0, 10);
      assert.deepEqual([typedDay(formatDate(day), today), typedDay(day, today)], [day, day]);
    }),
  );
});

test('no text is read as a day that no calendar has', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[\d年月日号/.〇一二十-]{0,14}$/), (text) => {
      const day = typedDay(text, today);
      if (day !== undefined) assert.equal(new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10), day);
    }),
  );
});
