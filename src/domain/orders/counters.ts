/** The counters of the ledger that matter first: each with its value, its change, and how it is counted. */
import { formatPercent, type LedgerFigures, type MonthOfLedger, type Share } from './figures.ts';
import { countChange, formatDays, formatMonth, shareChange } from './sentences.ts';

/** A counter. */
export interface Counter {
  /** Names the counter in the address of its explanation. */
  id: 'received' | 'done' | 'open' | 'in-time' | 'content' | 'days';
  label: string;
  value: string;
  unit?: string;
  /** The counts behind the value. */
  behind: string;
  /** What changed from the month before last to the last one; nothing where there is nothing to compare. */
  change?: string;
  /** How it is counted. */
  definition: string;
}

/** The counts that the counters are made of. */
export interface Counted {
  total: LedgerFigures;
  /** The last month that is over, and the one before. */
  lastMonth?: MonthOfLedger;
  monthBefore?: MonthOfLedger;
  /** 办结率 at the end of these two. */
  doneAtEnds?: { last: Share; before: Share };
}

const ifPresent = (change: string | undefined): { change?: string } => (change === undefined ? {} : { change });

function compared(
  { lastMonth, monthBefore }: Counted,
  describe: (last: MonthOfLedger, before: MonthOfLedger, names: { last: string; before: string }) => string | undefined,
): { change?: string } {
  if (lastMonth === undefined || monthBefore === undefined) return {};
  const last = formatMonth(lastMonth.month);
  return ifPresent(describe(lastMonth, monthBefore, { last, before: formatMonth(monthBefore.month, lastMonth.month) }));
}

function comparedShares(counted: Counted, of: (month: MonthOfLedger) => Share): { change?: string } {
  return compared(counted, (last, before, names) => {
    const change = shareChange(of(last), of(before));
    const now = of(last);
    if (now.whole === 0) return undefined;
    const value = `${names.last} ${formatPercent(now)}`;
    return change === undefined
      ? value
      : `${value}，${change === '持平' ? `与${names.before}持平` : `比${names.before}${change}`}`;
  });
}

/** The counters, in the order in which they are shown. A rate of nothing is left out. */
export function countersOf(counted: Counted): Counter[] {
  const { total, doneAtEnds } = counted;
  const open = total.done.whole - total.done.part;
  const counters: (Counter | undefined)[] = [
    {
      id: 'received',
      label: '收到的需求',
      value: String(total.done.whole),
      unit: '件',
      behind: `其中派出 ${String(total.passed.dispatched)} 件，接下 ${String(total.passed.accepted)} 件`,
      ...compared(counted, ({ passed }, before, names) =>
        `${names.last} ${String(passed.raised)} 件，比${names.before}${countChange(passed.raised, before.passed.raised, '件')}`.replace(
          /比(.+)一样多/,
          '与$1一样多',
        ),
      ),
      definition: '台账里的每一件派单、微心愿和走访，从提出那天起数一次。',
    },
    total.done.whole === 0
      ? undefined
      : {
          id: 'done',
          label: '办结率',
          value: formatPercent(total.done),
          behind: `办结 ${String(total.done.part)} 件，共收到 ${String(total.done.whole)} 件`,
          ...(doneAtEnds !== undefined &&
            compared(counted, (_last, _before, names) => {
              const change = shareChange(doneAtEnds.last, doneAtEnds.before);
              return change === undefined
                ? undefined
                : `${names.last}底${change === '持平' ? `与${names.before}底持平` : `比${names.before}底${change}`}`;
            })),
          definition: '有办结日期的件，除以收到的全部件，没有到期的也算在分母里。',
        },
    total.inTime.whole === 0
      ? undefined
      : {
          id: 'in-time',
          label: '按期率',
          value: formatPercent(total.inTime),
          behind: `按期办结 ${String(total.inTime.part)} 件，有时限而且已办结或已到期的 ${String(total.inTime.whole)} 件`,
          ...comparedShares(counted, ({ inTime }) => inTime),
          definition:
            '在时限最后一天或之前办结的件，除以有时限、并且已经办结或已经过期的件。过期还没办结的算没有按期；没有定时限的不参加计算。按月比的是当月办结的件。',
        },
    total.satisfied.whole === 0
      ? undefined
      : {
          id: 'content',
          label: '满意率',
          value: formatPercent(total.satisfied),
          behind: `${String(total.satisfied.whole)} 件有评价，${String(total.satisfied.part)} 件打了 4 分或 5 分，平均 ${(total.ratingSum / total.satisfied.whole).toFixed(1)} 分`,
          ...comparedShares(counted, ({ satisfied }) => satisfied),
          definition: '满分 5 分，打 4 分或 5 分算满意；满意的件除以有评价的件。按月比的是当月评价的件。',
        },
    total.daysToDone === undefined
      ? undefined
      : {
          id: 'days',
          label: '办结用时',
          value: formatDays(total.daysToDone).replace(/ 天$/, ''),
          ...(total.daysToDone === 0 ? {} : { unit: '天' }),
          behind: '从提出到办结，一半的件不超过这个天数',
          ...compared(counted, (last, before, names) => {
            if (last.daysToDone === undefined) return undefined;
            const now = `${names.last} ${formatDays(last.daysToDone)}`;
            return before.daysToDone === undefined ? now : `${now}，${names.before} ${formatDays(before.daysToDone)}`;
          }),
          definition:
            '每一件从提出到办结隔了几天，排成一列取最中间的数（中位数）；少数拖得久的件不会把它拉高。按月比的是当月办结的件。',
        },
    {
      id: 'open',
      label: '正在办的',
      value: String(open),
      unit: '件',
      behind: total.overdueNow === 0 ? '都在时限以内' : `其中 ${String(total.overdueNow)} 件已超过时限`,
      definition: '收到了、还没有办结的件。过了时限最后一天就算超期，超期的件在需求清单里写明。',
    },
  ];
  return counters.filter((counter) => counter !== undefined);
}
