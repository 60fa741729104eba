/** Open data: what is counted of the ledger as one table, a row for each month and for each part of every split. */
import type { APIRoute } from 'astro';
import type { LedgerFigures, MonthOfLedger } from '../../domain/orders/figures.ts';
import { ledger, splits, type Split } from '../../library/ledger.ts';
import { csv } from './_responses.ts';

const columns = [
  '分法',
  '名称',
  '收到',
  '派单',
  '接单',
  '办结',
  '评价',
  '按期办结',
  '有时限且已办结或过期',
  '满意',
  '有评分',
  '用时中位数（天）',
  '现在超期',
];

type Counts = Pick<LedgerFigures & MonthOfLedger, 'passed' | 'inTime' | 'satisfied'> & {
  daysToDone?: number;
  overdueNow?: number;
};

const row = (split: string, name: string, { passed, inTime, satisfied, daysToDone, overdueNow }: Counts) => ({
  分法: split,
  名称: name,
  收到: passed.raised,
  派单: passed.dispatched,
  接单: passed.accepted,
  办结: passed.done,
  评价: passed.rated,
  按期办结: inTime.part,
  有时限且已办结或过期: inTime.whole,
  满意: satisfied.part,
  有评分: satisfied.whole,
  '用时中位数（天）': daysToDone,
  现在超期: overdueNow,
});

export const GET: APIRoute = async () => {
  const { total, months, by } = await ledger();
  return csv(
    [
      row('全部', '全部', total),
      ...months.map((month) => row('月份', month.month, month)),
      ...(Object.keys(splits) as Split[]).flatMap((split) =>
        by[split].map(({ name, figures }) => row(splits[split], name, figures)),
      ),
    ],
    columns,
  );
};
