/** A figure that the county published, with its source. */
import { z } from 'zod';
import { choice, day, entry, line, notBefore, period, prose, webAddress, whenFieldsValid } from './field.ts';
import { actions, orderKinds, orderStates } from './vocabulary.ts';

/** The fields of an indicator. */
export const indicatorSchema = entry(
  z
    .strictObject({
      label: line('名称'),
      unit: line('单位，例如“件”', 12),
      action: choice(actions, '属于哪项行动'),
      order: z.number().int().min(0).max(9999).describe('在本行动里的次序，小的在前'),
      value: z.number().min(0).describe('数值，照公布的写'),
      atLeast: z.boolean().default(false).describe('公布时写的是“余”，即不少于这个数'),
      since: period('从什么时候算起').optional(),
      asOf: period('算到什么时候').optional(),
      note: prose('说明', 300).optional(),
      source: z
        .strictObject({
          title: line('出处标题'),
          publisher: line('发布单位'),
          url: webAddress('网址').optional(),
          date: period('发布日期').optional(),
        })
        .describe('出处'),
      series: z
        .array(z.strictObject({ period: period('时期'), value: z.number().min(0).describe('到这一时期的数值') }))
        .refine(
          (points) => points.every((point, index) => index === 0 || point.period > (points[index - 1]?.period ?? '')),
          '时期从早到晚排列，不重复',
        )
        .default([])
        .describe('各时期的数值；最后一个就是 value'),
      ledger: z
        .strictObject({
          from: day('从哪一天起，台账里的件数另行累加'),
          state: choice(orderStates, '数到了哪一步的件'),
          kind: choice(orderKinds, '只数这一类').optional(),
          town: line('只数这个乡镇').optional(),
          category: line('只数这个类别').optional(),
        })
        .optional()
        .describe('由派单台账累加的部分'),
    })
    .refine(
      ({ series, value }) => {
        const last = series.at(-1);
        return last === undefined || last.value === value;
      },
      { path: ['value'], message: '等于 series 里最后一个时期的数值', when: whenFieldsValid('value', 'series') },
    )
    .refine(...notBefore('asOf', 'since'))
    // What the source counted is already in the published figure; the ledger counts from the day after.
    .refine(
      ({ ledger, asOf, source }) => {
        const until = asOf ?? source.date;
        return ledger === undefined || until === undefined || ledger.from.slice(0, until.length) > until;
      },
      {
        path: ['ledger', 'from'],
        message: '晚于公布的数算到的那一天（asOf，没有就看 source 的 date），免得同一件事数两遍',
        when: whenFieldsValid('ledger', 'asOf', 'source'),
      },
    ),
);

export type Indicator = z.infer<typeof indicatorSchema>;
