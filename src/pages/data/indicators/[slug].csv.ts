/** Open data: one published figure as a table, a row for each period, and one for what the ledger adds. */
import type { APIRoute, InferGetStaticPropsType } from 'astro';
import { indicators } from '../../../library/indicators.ts';
import { csv } from '../_responses.ts';

export async function getStaticPaths() {
  return (await indicators()).map((indicator) => ({ params: { slug: indicator.slug }, props: { indicator } }));
}

const columns = ['名称', '时期', '数值', '余', '单位', '从何时起', '出处', '发布单位', '发布日期', '说明'];

export const GET: APIRoute<InferGetStaticPropsType<typeof getStaticPaths>> = ({ props: { indicator } }) => {
  const { label, unit, since, asOf, source, series, added } = indicator;
  const published = {
    名称: label,
    单位: unit,
    从何时起: since,
    出处: source.title,
    发布单位: source.publisher,
    发布日期: source.date,
  };
  return csv(
    [
      ...series
        .slice(0, -1)
        .map(({ period, value }) => ({ ...published, 时期: period, 数值: value, 说明: '公布的数' })),
      {
        ...published,
        时期: series.at(-1)?.period ?? asOf,
        数值: indicator.value,
        余: indicator.atLeast ? '余' : '',
        说明: '公布的数',
      },
      ...(added
        ? [
            {
              名称: label,
              数值: added.count,
              单位: unit,
              从何时起: added.query.from,
              出处: '本站派单台账',
              说明: `台账另计，不与公布的数相加${added.samples > 0 ? `；其中 ${String(added.samples)} 件是示例` : ''}`,
            },
          ]
        : []),
    ],
    columns,
  );
};
