/** Ledgers in the forms that counties use are read correctly. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { suite } from 'node:test';
import { writeXlsx } from 'hucre/xlsx';
import { readChoice, readDay, readNumber } from '../../src/import/cell.ts';
import type { Outcome, ImportPlan } from '../../src/import/outcome.ts';
import { stationImportSchema } from '../../src/import/stations-schema.ts';
import type { CellValue } from '../../src/import/table.ts';
import { orderKinds } from '../../src/schemas/vocabulary.ts';
import { County, previewOf, sheetOf, soundOrder, soundStation, workbookOf, type RowOfCells } from './import-county.ts';

/** The fields of the entries that a plan adds; it adds every row, or the test fails with the refusals. */
function added({ outcomes }: ImportPlan): Record<string, unknown>[] {
  return outcomes.map((outcome: Outcome) => {
    if (outcome.kind !== 'add') assert.fail(JSON.stringify(outcome));
    return outcome.fields;
  });
}

/** The fields of one order whose row differs from a valid one. */
async function orderOf(change: RowOfCells): Promise<Record<string, unknown>> {
  using county = new County();
  const { plan } = await previewOf(county, [{ ...soundOrder, ...change }]);
  return added(plan)[0] ?? {};
}

suite('a day', () => {
  const days: [CellValue, string][] = [
    [new Date('2026-09-02'), '2026-09-02'],
    [new Date('2026-09-02T18:30:00Z'), '2026-09-02'],
    ['2026/9/2', '2026-09-02'],
    ['2026.9.2', '2026-09-02'],
    ['2026-9-2', '2026-09-02'],
    ['2026年9月2日', '2026-09-02'],
    [' 2026 年 9 月 2 日 ', '2026-09-02'],
    ['２０２６／９／２', '2026-09-02'],
    ['2026/9/2 14:30', '2026-09-02'],
    ['2026-09-02T14:30:00', '2026-09-02'],
    ['20260902', '2026-09-02'],
    [46267, '2026-09-02'],
    [46267.75, '2026-09-02'],
    ['46267', '2026-09-02'],
  ];
  for (const [written, day] of days) {
    test(`written ${String(written)} is ${day}`, () => {
      assert.deepEqual(readDay(written, '1900'), { value: day });
    });
  }

  test('as a number is counted from 1904 in workbooks of old Macs: four years and a day later', () => {
    assert.deepEqual(readDay(46267 - 1462, '1904'), { value: '2026-09-02' });
  });

  for (const written of [
    '9月2日',
    '9/2',
    '26/9/2',
    '2026年9月',
    '2026',
    '2026-02-30',
    '2026-13-01',
    '昨天',
    true,
    12,
    0.5,
  ]) {
    test(`is not made of ${String(written)}`, () => {
      assert.ok('expected' in readDay(written, '1900'));
    });
  }
});

test('numbers are read from text, with units and full-width digits', () => {
  for (const [written, value] of [
    ['５', 5],
    ['5天', 5],
    [' 1,200 ', 1200],
    ['9.6', 9.6],
    [5, 5],
  ] as const) {
    assert.deepEqual(readNumber(written, '', ['天']), { value });
  }
  for (const written of ['五', '5-7', '约5', '']) assert.ok('expected' in readNumber(written, ''));
});

test('a choice is read by its label, its code or another name', () => {
  for (const written of ['派单', 'dispatch', ' 派 单 ', '派单件']) {
    assert.deepEqual(readChoice(written, orderKinds, { 派单件: 'dispatch' }), { value: 'dispatch' });
  }
});

suite('a CSV file', () => {
  const gbk = readFileSync(join(import.meta.dirname, '../fixtures/import/ledger-gbk.csv'));
  const text = new TextDecoder('gbk').decode(gbk);
  const files: Record<string, Uint8Array | string> = {
    'in UTF-8': text,
    'in UTF-8 with a byte-order mark': `\ufeff${text}`,
    'in GBK': gbk,
    'in UTF-16, as Excel saves "Unicode text"': Buffer.from(`\ufeff${text.replaceAll(',', '\t')}`, 'utf16le'),
    'with semicolons': text.replaceAll(',', ';'),
    'with blank lines and blank columns at the end': `\n\n${text.replaceAll('\r\n', ',,\r\n')},,\r\n\r\n`,
  };
  for (const [kind, content] of Object.entries(files)) {
    test(`${kind} is read`, async () => {
      using county = new County();
      county.save('台账.csv', content);
      const { plan } = await county.importLedger('台账.csv');
      const [fields] = added(plan);
      assert.equal(fields?.['title'], '桥头要添一盏灯');
      assert.equal(fields['raisedOn'], '2026-09-02');
      assert.equal(fields['summary'], '桥头没有灯，\n装好了一盏。');
    });
  }
});

test('a workbook of Excel 97 is read', async () => {
  using county = new County();
  county.save('旧.xls', readFileSync(join(import.meta.dirname, '../fixtures/import/ledger-of-excel-97.xls')));
  const [fields] = added((await county.importLedger('旧.xls')).plan);
  assert.deepEqual(
    ['title', 'raisedOn', 'dispatchedOn', 'doneOn', 'rating'].map((field) => fields?.[field]),
    ['另一盏灯', '2026-09-02', '2026-09-03', '2026-09-05', 4],
  );
});

suite('headers', () => {
  test('may be called otherwise, carry units and marks, and stand in any order', async () => {
    using county = new County();
    const names: Record<string, string> = {
      标题: '事项名称',
      类型: '种类',
      乡镇: '所在乡镇 *',
      社区: '社区/村（社区）',
      提出日期: '受理日期：',
      '时限（天）': '时 限(天)',
      评价: '满意度',
      摘要: '办理情况（必填）',
      接单单位: '承办单位',
    };
    const rows = sheetOf([Object.fromEntries(Object.entries(soundOrder).toReversed())]);
    const [headers = []] = rows;
    rows[0] = headers.map((header) => names[String(header)] ?? header);
    county.save('a.xlsx', await workbookOf(rows));
    const { plan } = await county.importLedger('a.xlsx');
    assert.equal(added(plan)[0]?.['dueDays'], 5);
    assert.equal(added(plan)[0]?.['acceptedBy'], '市政维护班组');
  });

  test('may stand under a title, in two rows, with merged cells', async () => {
    using county = new County();
    const upper = ['标题', '类型', '类别', '地点信息', null, '来源', '提出', '办理', null, null, '摘要'];
    const lower = [null, null, null, '乡镇', '社区', null, '日期', '派单日期', '接单日期', '办结日期', null];
    const day = (text: string) => new Date(text);
    const cells = ['桥头要添一盏灯', '派单', '道路照明', '玉津镇', '滨江社区', '骑手随手拍'];
    const dates = [day('2026-09-02'), day('2026-09-03'), day('2026-09-03'), day('2026-09-05')];
    const merge = (startRow: number, startCol: number, endRow: number, endCol: number) => ({
      startRow,
      startCol,
      endRow,
      endCol,
    });
    county.save(
      'a.xlsx',
      await writeXlsx({
        sheets: [
          {
            name: '台账',
            rows: [['2026年派单制办件台账'], ['填报单位：某镇'], upper, lower, [...cells, ...dates, '装好了。']],
            merges: [
              merge(0, 0, 0, 10),
              ...[0, 1, 2, 5, 10].map((column) => merge(2, column, 3, column)),
              merge(2, 3, 2, 4),
              merge(2, 7, 2, 9),
            ],
          },
        ],
      }),
    );
    const { plan, preview } = await county.importLedger('a.xlsx');
    const [fields] = added(plan);
    assert.deepEqual(
      ['town', 'community', 'raisedOn', 'doneOn'].map((field) => fields?.[field]),
      ['玉津镇', '滨江社区', '2026-09-02', '2026-09-05'],
    );
    assert.match(preview, /表头在第 3、4 行/);
  });

  test('in one row are distinguished from the blank row and the title above them', async () => {
    using county = new County();
    county.save('a.xlsx', await workbookOf([['派单制办件台账'], [], ...sheetOf([soundOrder])]));
    assert.match((await county.importLedger('a.xlsx')).preview, /表头在第 3 行/);
  });

  test('that nobody knows are listed with their cells', async () => {
    using county = new County();
    const { preview } = await previewOf(county, [{ ...soundOrder, 领导批示: '好' }]);
    assert.match(preview, /不认识的栏，不导入：“领导批示”（T1）/);
  });

  test('that are missing may be filled for all rows from the command line', async () => {
    using county = new County();
    const { 类型: _kind, ...rest } = soundOrder;
    county.save('a.xlsx', await workbookOf(sheetOf([rest])));
    await assert.rejects(county.importLedger('a.xlsx'), /栏“类型” · 现在是：没有这一栏/);
    const { plan } = await county.importLedger('a.xlsx', { fill: ['类型=微心愿'] });
    assert.equal(added(plan)[0]?.['kind'], 'wish');
    await assert.rejects(county.importLedger('a.xlsx', { fill: ['标题=甲'] }), /表里没有的栏；“标题”表里有/);
    await assert.rejects(county.importLedger('a.xlsx', { fill: ['部门=甲'] }), /--fill · 现在是：部门=甲/);
  });
});

suite('cells', () => {
  test('with full-width digits, trailing blanks, numbers as text and text as numbers are read', async () => {
    const fields = await orderOf({
      编号: 12,
      标题: '  给３号楼前添一盏灯　',
      '时限（天）': '５ 天',
      评价: '满意',
      提出日期: '２０２６年９月２日',
      摘要: '第一行 \n\n\n\n第二行 ',
    });
    assert.equal(fields['reference'], '12');
    assert.equal(fields['title'], '给3号楼前添一盏灯');
    assert.equal(fields['dueDays'], 5);
    assert.equal(fields['rating'], 4);
    assert.equal(fields['raisedOn'], '2026-09-02');
    assert.equal(fields['summary'], '第一行\n\n第二行');
  });

  test('keep the punctuation of Chinese, which is full-width', async () => {
    assert.equal((await orderOf({ 摘要: '修好了：两盏（桥头），都亮。' }))['summary'], '修好了：两盏（桥头），都亮。');
  });

  test('with stars, or words for satisfaction, are marks', async () => {
    for (const [written, mark] of [
      ['非常满意', 5],
      ['★★★★☆', 4],
      ['基本满意', 3],
      ['不满意', 2],
      ['5分', 5],
    ] as const) {
      assert.equal((await orderOf({ 评价: written }))['rating'], mark);
    }
  });

  test('name towns without 镇, and people and stations by name or slug', async () => {
    const fields = await orderOf({ 乡镇: '罗城', 参与人员: '简 达、liu-ruqi；chen-chen', 站点: 'yujin-binjiang' });
    assert.equal(fields['town'], '罗城镇');
    assert.deepEqual(fields['helpers'], ['jian-da', 'liu-ruqi', 'chen-chen']);
    assert.equal(fields['station'], 'yujin-binjiang');
  });

  test('with formulas count by their last result, with rich text by all of it', async () => {
    using county = new County();
    const headers = Object.keys(soundOrder);
    const at = (header: string) => `1,${String(headers.indexOf(header))}`;
    const rich = [{ text: '桥头要' }, { text: '添一盏灯', font: { bold: true } }];
    county.save(
      'a.xlsx',
      await workbookOf(sheetOf([soundOrder]), {
        [at('评价')]: { formula: '2+3', formulaResult: 4, value: 4 },
        [at('标题')]: { value: '桥头要添一盏灯', richText: rich },
        [at('提出日期')]: { value: 46266 },
      }),
    );
    const [fields] = added((await county.importLedger('a.xlsx')).plan);
    assert.equal(fields?.['rating'], 4);
    assert.equal(fields['title'], '桥头要添一盏灯');
    assert.equal(fields['raisedOn'], '2026-09-01');
  });

  test('of a workbook that counts from 1904 are the days that it shows', async () => {
    using county = new County();
    county.save('a.xlsx', await workbookOf(sheetOf([soundOrder]), {}, { dateSystem: '1904' }));
    const [fields] = added((await county.importLedger('a.xlsx')).plan);
    assert.equal(fields?.['raisedOn'], '2026-09-02');
    assert.equal(fields['ratedOn'], '2026-09-08');
  });
});

suite('rows', () => {
  const second = { ...soundOrder, 编号: 'A-2', 标题: '另一件事' };

  test('that are blank, sums or notes are passed over, and said to be', async () => {
    using county = new County();
    const rows = sheetOf([soundOrder, {}, second]);
    const blank = (rows[0] ?? []).map(() => '  ');
    county.save('a.xlsx', await workbookOf([...rows, blank, ['合 计', '2 件'], ['填表人：某某'], [], []]));
    const { plan, preview } = await county.importLedger('a.xlsx');
    assert.equal(added(plan).length, 2);
    assert.match(preview, /跳过了不是办件的行：第 6 行“合 计”、第 7 行“填表人：某某”/);
  });

  test('share a cell that was merged over them', async () => {
    using county = new County();
    const rows = sheetOf([soundOrder, { ...second, 乡镇: null }]);
    const town = Object.keys(soundOrder).indexOf('乡镇');
    const merges = [{ startRow: 1, startCol: town, endRow: 2, endCol: town }];
    county.save('a.xlsx', await writeXlsx({ sheets: [{ name: '台账', rows, merges }] }));
    assert.deepEqual(
      added((await county.importLedger('a.xlsx')).plan).map(({ town: name }) => name),
      ['玉津镇', '玉津镇'],
    );
  });

  test('that are hidden are read as well, and said to be', async () => {
    using county = new County();
    const rows = sheetOf([soundOrder, second]);
    const columns = Object.keys(soundOrder).map((header) => ({ hidden: header === '摘要' }));
    county.save(
      'a.xlsx',
      await writeXlsx({ sheets: [{ name: '台账', rows, columns, rowDefs: new Map([[2, { hidden: true }]]) }] }),
    );
    const { plan, preview } = await county.importLedger('a.xlsx');
    assert.equal(added(plan).length, 2);
    assert.match(preview, /表里隐藏了 1 行、1 栏，也一样读了。/);
  });
});

suite('sheets', () => {
  const sheets = (names: readonly string[], hidden: readonly string[] = []) =>
    writeXlsx({
      sheets: [
        { name: '封面', rows: [['派单制台账']] },
        ...names.map((name) => ({ name, rows: sheetOf([soundOrder]), hidden: hidden.includes(name) })),
      ],
    });

  test('the one whose headers fit is read', async () => {
    using county = new County();
    county.save('a.xlsx', await sheets(['九月']));
    assert.match((await county.importLedger('a.xlsx')).preview, /^工作表“九月”/);
  });

  test('a hidden one is read only when it is named', async () => {
    using county = new County();
    county.save('a.xlsx', await sheets(['八月', '九月'], ['八月']));
    assert.match((await county.importLedger('a.xlsx')).preview, /^工作表“九月”/);
    assert.match((await county.importLedger('a.xlsx', { sheet: '八月' })).preview, /^工作表“八月”/);
  });

  test('two that fit as well are not guessed between', async () => {
    using county = new County();
    county.save('a.xlsx', await sheets(['八月', '九月']));
    await assert.rejects(county.importLedger('a.xlsx'), /工作表“八月”、“九月”都像办件 · 应为：用 --sheet 说明读哪一张/);
    await assert.rejects(
      county.importLedger('a.xlsx', { sheet: '十月' }),
      /没有工作表“十月” · 应为：其中之一：“封面”、“八月”、“九月”/,
    );
  });
});

suite('a station', () => {
  const hoursOf = async (written: string): Promise<unknown> => {
    using county = new County();
    const { plan } = await previewOf(county, [{ ...soundStation, 开放时间: written }], stationImportSchema);
    return added(plan)[0]?.['hours'];
  };
  const weekly = (days: Record<string, string[]>) => ({ kind: 'weekly', weekly: days, holidays: 'unknown' });
  const everyDay = (spans: string[]) => ({
    mon: spans,
    tue: spans,
    wed: spans,
    thu: spans,
    fri: spans,
    sat: spans,
    sun: spans,
  });

  test('has its hours read as people write them', async () => {
    assert.deepEqual(await hoursOf('24小时'), { kind: 'always', holidays: 'unknown' });
    assert.deepEqual(await hoursOf('不详'), { kind: 'unknown', holidays: 'unknown' });
    assert.deepEqual(await hoursOf('8:00—22:00'), weekly(everyDay(['08:00-22:00'])));
    assert.deepEqual(await hoursOf('每天 20:00-次日2:00'), weekly(everyDay(['20:00-26:00'])));
    assert.deepEqual(await hoursOf('每天20：00至2：00'), weekly(everyDay(['20:00-26:00'])));
    assert.deepEqual(
      await hoursOf('周一至周二、周四 8:30-12:00、14:00-17:30；周末 9点-12点'),
      weekly({
        mon: ['08:30-12:00', '14:00-17:30'],
        tue: ['08:30-12:00', '14:00-17:30'],
        thu: ['08:30-12:00', '14:00-17:30'],
        sat: ['09:00-12:00'],
        sun: ['09:00-12:00'],
      }),
    );
  });

  test('has its facilities in one column or in one for each', async () => {
    using county = new County();
    const { plan } = await previewOf(
      county,
      [{ ...soundStation, 设施: '热水、WiFi，厕所', 充电: '√', 空调: '不详' }],
      stationImportSchema,
    );
    const [fields] = added(plan);
    assert.deepEqual(fields?.['facilities'], {
      water: 'yes',
      microwave: 'no',
      wifi: 'yes',
      toilet: 'yes',
      charging: 'yes',
    });
    assert.deepEqual(fields['location'], { lng: 103.949, lat: 29.208, datum: 'gcj02' });
    assert.deepEqual(fields['verified'], { on: '2026-09-15', by: '县总工会' });
  });
});
