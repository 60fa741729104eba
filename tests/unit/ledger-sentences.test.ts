/** The sentences about the ledger agree with the numbers they are made from. */
import assert from 'node:assert/strict';
import test from 'node:test';
import {
  daysSpans,
  ledgerFigures,
  ledgerMonths,
  type LedgerOrder,
  type MonthOfLedger,
} from '../../src/domain/orders/figures.ts';
import { countersOf } from '../../src/domain/orders/counters.ts';
import {
  countChange,
  formatDays,
  daysSentence,
  flowSentence,
  formatMonth,
  monthsSentence,
  formatOverdue,
  seriesChange,
  shareChange,
  formatDaysSpan,
  townsSentence,
} from '../../src/domain/orders/sentences.ts';

const today = '2026-03-10';
const ledger: LedgerOrder[] = [
  { raisedOn: '2026-01-05', doneOn: '2026-01-05', dueDays: 3, ratedOn: '2026-01-06', rating: 5 },
  { raisedOn: '2026-01-06', doneOn: '2026-01-16', dueDays: 3, ratedOn: '2026-02-01', rating: 3 },
  { raisedOn: '2026-02-03', doneOn: '2026-02-05', dueDays: 5 },
  { raisedOn: '2026-02-04', dueDays: 5 },
  { raisedOn: '2026-02-20' },
];
const months = ledgerMonths(ledger, today);
const total = ledgerFigures(ledger, today);

test('months are named with their year, unless they stand beside one of the same year', () => {
  assert.equal(formatMonth('2026-09'), '2026年9月');
  assert.equal(formatMonth('2026-08', '2026-09'), '8月');
  assert.equal(formatMonth('2025-12', '2026-01'), '2025年12月');
});

test('the sentence of the months names the busiest, all of them when they are equal', () => {
  assert.equal(monthsSentence(months), '3 个月里收到 5 件，办结 3 件；2026年2月收到的最多，3 件。');
  assert.equal(
    monthsSentence(ledgerMonths(ledger.slice(0, 4), today)),
    '3 个月里收到 4 件，办结 3 件；2026年1月、2026年2月收到的最多，各 2 件。',
  );
  assert.equal(monthsSentence([]), '这段时间没有收到需求，也没有办结的件。');
});

test('the sentence of one month names no busiest, and months that received nothing have none', () => {
  const [january] = months;
  assert.ok(january);
  assert.equal(monthsSentence([january]), '这个月收到 2 件，办结 2 件。');
  const none = { ...january, passed: { ...january.passed, raised: 0 } };
  assert.equal(monthsSentence([none]), '这个月收到 0 件，办结 2 件。');
  assert.equal(monthsSentence([none, { ...none, month: '2026-02' }]), '2 个月里收到 0 件，办结 4 件。');
  const received = { ...january, passed: { ...january.passed, done: 0 } };
  assert.equal(monthsSentence([received]), '这个月收到 2 件，办结 0 件。');
  const quiet = { ...none, passed: { ...none.passed, done: 0 } };
  assert.equal(monthsSentence([quiet]), '这段时间没有收到需求，也没有办结的件。');
});

test('the sentence of the flow says what is open and how much of it is late', () => {
  assert.equal(flowSentence(total), '收到 5 件，办结 3 件，占 60%；还在办的 2 件里有 1 件已超过时限；2 件有了评价。');
  assert.equal(
    flowSentence(ledgerFigures(ledger.slice(0, 3), today)),
    '收到 3 件，办结 3 件，占 100%；没有还在办的；2 件有了评价。',
  );
  assert.equal(flowSentence(ledgerFigures([], today)), '还没有收到需求。');
  assert.equal(
    flowSentence(ledgerFigures(ledger.slice(4), today)),
    '收到 1 件，办结 0 件，占 0%；还在办的 1 件都没有超过时限。',
  );
});

test('the sentence of the towns names those with most and how many were heard', () => {
  assert.equal(
    townsSentence(
      [
        ['甲镇', 6],
        ['乙镇', 2],
      ],
      3,
    ),
    '甲镇最多，6 件，占 75%；3 个乡镇里有 2 个提出过需求。',
  );
  assert.equal(
    townsSentence(
      [
        ['甲镇', 2],
        ['乙镇', 2],
      ],
      2,
    ),
    '甲镇、乙镇最多，各 2 件；2 个乡镇都提出过需求。',
  );
  assert.equal(townsSentence([], 2), '还没有哪个乡镇提出需求。');
  assert.equal(townsSentence([['甲镇', 0]], 2), '还没有哪个乡镇提出需求。');
  assert.equal(
    townsSentence(
      [
        ['甲镇', 3],
        ['乙镇', 0],
      ],
      2,
    ),
    '甲镇最多，3 件，占 100%；2 个乡镇里有 1 个提出过需求。',
  );
});

test('the sentence of the days says no more than the median and the spans allow', () => {
  assert.equal(
    daysSentence(daysSpans(ledger), total.daysToDone),
    '办结的 3 件，有一半在 2 天以内办结；一周以内办结的 2 件，超过一周的 1 件。',
  );
  assert.equal(
    daysSentence(daysSpans(ledger.slice(0, 1)), 0),
    '办结的 1 件，有一半以上当天办结；一周以内办结的 1 件，没有超过一周的。',
  );
  assert.equal(daysSentence([], undefined), '还没有办结的件。');
  assert.equal(daysSentence([{ from: 0, to: 0, count: 0 }], 3), '还没有办结的件。');
  assert.equal(daysSentence([{ from: 0, to: 0, count: 1 }], undefined), '还没有办结的件。');
  assert.equal(
    daysSentence(
      [
        { from: 6, to: 7, count: 2 },
        { from: 8, to: 14, count: 1 },
        { from: 31, count: 1 },
      ],
      7.5,
    ),
    '办结的 4 件，有一半在 7 天以内办结；一周以内办结的 2 件，超过一周的 2 件。',
  );
});

test('changes are said as people say them', () => {
  assert.equal(countChange(14, 9, '件'), '多 5 件');
  assert.equal(countChange(3, 9, '件'), '少 6 件');
  assert.equal(countChange(3, 3, '件'), '一样多');
  assert.equal(shareChange({ part: 3, whole: 4 }, { part: 1, whole: 2 }), '高 25 个百分点');
  assert.equal(shareChange({ part: 1, whole: 3 }, { part: 1, whole: 2 }), '低 16.7 个百分点');
  assert.equal(shareChange({ part: 1, whole: 2 }, { part: 2, whole: 4 }), '持平');
  assert.equal(shareChange({ part: 1, whole: 2 }, { part: 0, whole: 0 }), undefined);
  assert.equal(shareChange({ part: 0, whole: 0 }, { part: 1, whole: 2 }), undefined);
});

test('a published series says how its last value differs from the one before', () => {
  const series = [
    { period: '2023', value: 33 },
    { period: '2024', value: 36 },
  ];
  assert.equal(seriesChange(series, '个'), '比2023年多 3 个');
  assert.equal(seriesChange([...series, { period: '2025-06', value: 35.5 }], '个'), '比2024年少 0.5 个');
  assert.equal(seriesChange([...series, { period: '2025-06', value: 36 }], '个'), '与2024年持平');
  assert.equal(seriesChange(series.slice(1), '个'), undefined);
});

test('days and spans of days are said with the same day as such', () => {
  assert.equal(formatDays(0), '当天');
  assert.equal(formatDays(undefined), '—');
  assert.equal(formatDays(2.5), '2.5 天');
  assert.deepEqual([{ from: 0, to: 0 }, { from: 4, to: 5 }, { from: 31 }].map(formatDaysSpan), [
    '当天',
    '4–5 天',
    '31 天以上',
  ]);
});

test('an order that ran over says by how much, done or not', () => {
  assert.equal(formatOverdue(3, false), '已超期 3 天');
  assert.equal(formatOverdue(1, true), '超期 1 天办结');
  assert.equal(formatOverdue(0, true), undefined);
});

test('the counters compare the last month that is over with the one before', () => {
  const [monthBefore, lastMonth] = months;
  assert.ok(monthBefore && lastMonth);
  const counters = countersOf({
    total,
    lastMonth,
    monthBefore,
    doneAtEnds: { last: { part: 3, whole: 5 }, before: { part: 2, whole: 2 } },
  });
  assert.deepEqual(
    counters.map(({ label, value, change }) => [label, value, change]),
    [
      ['收到的需求', '5', '2026年2月 3 件，比1月多 1 件'],
      ['办结率', '60%', '2026年2月底比1月底低 40 个百分点'],
      ['按期率', '50%', '2026年2月 100%，比1月高 50 个百分点'],
      ['满意率', '50%', '2026年2月 0%，比1月低 100 个百分点'],
      ['办结用时', '2', '2026年2月 2 天，1月 5 天'],
      ['正在办的', '2', undefined],
    ],
  );
});

test('each counter says the counts behind it, its unit, and how it is counted', () => {
  assert.deepEqual(
    countersOf({ total }).map(({ id, value, unit, behind }) => [id, value, unit, behind]),
    [
      ['received', '5', '件', '其中派出 3 件，接下 3 件'],
      ['done', '60%', undefined, '办结 3 件，共收到 5 件'],
      ['in-time', '50%', undefined, '按期办结 2 件，有时限而且已办结或已到期的 4 件'],
      ['content', '50%', undefined, '2 件有评价，1 件打了 4 分或 5 分，平均 4.0 分'],
      ['days', '2', '天', '从提出到办结，一半的件不超过这个天数'],
      ['open', '2', '件', '其中 1 件已超过时限'],
    ],
  );
  assert.deepEqual(
    countersOf({ total }).map(({ definition }) => definition),
    [
      '台账里的每一件派单、微心愿和走访，从提出那天起数一次。',
      '有办结日期的件，除以收到的全部件，没有到期的也算在分母里。',
      '在时限最后一天或之前办结的件，除以有时限、并且已经办结或已经过期的件。过期还没办结的算没有按期；没有定时限的不参加计算。按月比的是当月办结的件。',
      '满分 5 分，打 4 分或 5 分算满意；满意的件除以有评价的件。按月比的是当月评价的件。',
      '每一件从提出到办结隔了几天，排成一列取最中间的数（中位数）；少数拖得久的件不会把它拉高。按月比的是当月办结的件。',
      '收到了、还没有办结的件。过了时限最后一天就算超期，超期的件在需求清单里写明。',
    ],
  );
});

test('a counter without anything late says so, and one that was done on the same day has no unit', () => {
  const counters = new Map(
    countersOf({ total: ledgerFigures([...ledger.slice(0, 1), ...ledger.slice(4)], today) }).map((counter) => [
      counter.id,
      counter,
    ]),
  );
  assert.equal(counters.get('open')?.behind, '都在时限以内');
  assert.deepEqual([counters.get('days')?.value, counters.get('days')?.unit], ['当天', undefined]);
});

test('counters of two equal months say that nothing changed, and of one month nothing', () => {
  const [, lastMonth] = months;
  assert.ok(lastMonth);
  const monthBefore = { ...lastMonth, month: '2026-01' };
  const same = { part: 1, whole: 2 };
  const changesOf = (counted: Omit<Parameters<typeof countersOf>[0], 'total'>) =>
    Object.fromEntries(countersOf({ total, ...counted }).map(({ id, change }) => [id, change]));
  const all = {
    received: '2026年2月 3 件，与1月一样多',
    done: '2026年2月底与1月底持平',
    'in-time': '2026年2月 100%，与1月持平',
    content: '2026年2月 0%，与1月持平',
    days: '2026年2月 2 天，1月 2 天',
    open: undefined,
  };
  assert.deepEqual(changesOf({ lastMonth, monthBefore, doneAtEnds: { last: same, before: same } }), all);
  const none = {
    received: undefined,
    done: undefined,
    'in-time': undefined,
    content: undefined,
    days: undefined,
    open: undefined,
  };
  assert.deepEqual(changesOf({ lastMonth, monthBefore }), { ...all, done: undefined });
  assert.deepEqual(changesOf({ lastMonth }), none);
  assert.deepEqual(changesOf({ monthBefore }), none);
  assert.deepEqual(changesOf({}), none);
});

test('where a month has nothing of a kind, the other is said alone or nothing is said', () => {
  const [, lastMonth] = months;
  assert.ok(lastMonth);
  const nothing = { part: 0, whole: 0 };
  const { daysToDone: _, ...undone } = lastMonth;
  const quiet = { ...undone, month: '2026-01', inTime: nothing, satisfied: nothing };
  const changes = (last: MonthOfLedger, before: MonthOfLedger) =>
    countersOf({ total, lastMonth: last, monthBefore: before, doneAtEnds: { last: nothing, before: nothing } })
      .filter(({ id }) => id !== 'received')
      .map(({ id, change }) => [id, change]);
  assert.deepEqual(changes({ ...lastMonth, month: '2026-02' }, quiet), [
    ['done', undefined],
    ['in-time', '2026年2月 100%'],
    ['content', '2026年2月 0%'],
    ['days', '2026年2月 2 天'],
    ['open', undefined],
  ]);
  assert.deepEqual(
    changes({ ...quiet, month: '2026-02' }, { ...lastMonth, month: '2026-01' }).map(([, change]) => change),
    [undefined, undefined, undefined, undefined, undefined],
  );
});

test('a counter of which nothing can be said about the months has no change', () => {
  const [, lastMonth] = months;
  assert.ok(lastMonth);
  const nothing = { part: 0, whole: 0 };
  const counters = countersOf({
    total,
    lastMonth: { ...lastMonth, satisfied: nothing },
    monthBefore: lastMonth,
    doneAtEnds: { last: nothing, before: nothing },
  });
  assert.deepEqual(
    counters.filter((counter) => !('change' in counter)).map(({ id }) => id),
    ['done', 'content', 'open'],
  );
});

test('what cannot be counted yet is no counter', () => {
  const counters = countersOf({ total: ledgerFigures([{ raisedOn: '2026-03-01' }], today) });
  assert.deepEqual(
    counters.map(({ id }) => id),
    ['received', 'done', 'open'],
  );
});
