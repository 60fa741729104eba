/** The form of published figures. */
import { collection, fields } from '@keystatic/core';
import { slugOf } from '../../domain/text/pinyin.ts';
import { kinds } from '../../kinds.ts';
import { actions, orderKinds, orderStates } from '../../schemas/vocabulary.ts';
import { choice, day, figure, line, optionalChoice, period, prose, titled, town } from './fields.ts';

const periodDescription = '写成 2022、2022-10 或 2022-10-16。';

/** 成效数据 */
export const indicators = collection({
  label: kinds.indicators.studio.label,
  path: kinds.indicators.files.studioPath,
  slugField: 'label',
  columns: ['label', 'value', 'unit', 'action'],
  format: { data: 'yaml' },
  schema: {
    label: titled({ label: '名称', longest: 120, generate: slugOf }),
    value: figure({ label: '数值', form: 'decimal', required: true, description: '照公布的写，不带逗号和单位。' }),
    unit: line({ label: '单位', required: true, longest: 12, description: '例如“件”。' }),
    atLeast: fields.checkbox({ label: '公布时带“余”字', description: '例如“500 余件”，即不少于这个数。' }),
    action: choice(actions, { label: '属于哪项行动' }),
    order: figure({
      label: '次序',
      form: 'whole',
      required: true,
      pattern: { regex: /^\d{1,4}$/, message: '次序：填写 0 到 9999 的整数' },
      description: '在本行动里的先后，小的在前。',
    }),
    since: period({ label: '从什么时候算起', description: periodDescription }),
    asOf: period({ label: '算到什么时候', description: periodDescription }),
    note: prose({ label: '说明', longest: 300 }),
    source: fields.object(
      {
        title: line({ label: '标题', required: true }),
        publisher: line({ label: '发布单位', required: true }),
        url: line({
          label: '网址',
          longest: 2000,
          pattern: { regex: /^https?:\/\/\S+$/, message: '网址以 http:// 或 https:// 开头' },
        }),
        date: period({ label: '发布日期', description: periodDescription }),
      },
      { label: '出处', description: '数字从哪里来，读者要能查到。', layout: [12, 6, 6, 12] },
    ),
    series: fields.array(
      fields.object({
        period: period({ label: '时期', required: true, description: periodDescription }),
        value: figure({ label: '数值', form: 'decimal', required: true, description: '到这一时期为止的数值。' }),
      }),
      {
        label: '各时期的数值',
        description: '从早到晚排列；最后一个要等于上面的“数值”。没有就不填。',
        itemLabel: (item) => `${item.fields.period.value}：${item.fields.value.value}`,
      },
    ),
    ledger: fields.object(
      {
        from: day({ label: '从哪一天起', description: '从这一天起，台账里的件数另行累加到上面的数值。' }),
        state: optionalChoice(orderStates, { label: '数到哪一步的件', none: '（不累加）' }),
        kind: optionalChoice(orderKinds, { label: '只数这一类', none: '（各类都数）' }),
        town: town({ label: '只数这个乡镇' }),
        category: line({ label: '只数这个类别' }),
      },
      {
        label: '由派单台账累加',
        description: '不累加就整组留空；要累加，“从哪一天起”和“数到哪一步的件”都要填。',
        layout: [6, 6, 4, 4, 4],
      },
    ),
  },
});
