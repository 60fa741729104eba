/** Imports into a content tree: all or nothing, the same the second time, and nothing that would not build. */
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import test, { suite } from 'node:test';
import { readXlsx, writeXlsx } from 'hucre/xlsx';
import { checkContent, readContent } from '../../src/content-check/check.ts';
import { lineOf } from '../../src/content-check/problem.ts';
import { ImportFailure } from '../../src/import/errors.ts';
import { lookupsOf } from '../../src/import/lookups.ts';
import { orderImportSchema } from '../../src/import/orders-schema.ts';
import { countOutcomes } from '../../src/import/report.ts';
import { stationImportSchema } from '../../src/import/stations-schema.ts';
import type { CellValue } from '../../src/import/table.ts';
import { makeTemplate } from '../../src/import/template.ts';
import {
  brokenOrder,
  County,
  saveRows,
  soundOrder,
  soundStation,
  workbookOf,
  type RowOfCells,
} from '../unit/import-county.ts';

const root = join(import.meta.dirname, '../..');
const second: RowOfCells = { ...soundOrder, 编号: 'A-2', 标题: '楼道灯不亮', 参与人员: null };
const oldOrder =
  '# 原来的\ntitle: 楼道灯不亮\nreference: A-2\nkind: wish\ncategory: 灯\ntown: 玉津镇\ncommunity: 甲\nsource: 乙\nraisedOn: 2026-09-02\nsummary: 丙\npublication: { status: draft }\n';
const fileOfFirst = 'orders/2026/qiao-tou-yao-tian-yi-zhan-deng.yaml';

const problemsOf = async (county: County) => (await checkContent(county.content)).problems.map(lineOf);

suite('writing', () => {
  test('without --write is a preview that changes nothing', async () => {
    using county = new County();
    const before = county.everything();
    const { plan, preview, written } = await county.importLedger(await saveRows(county, [soundOrder]));
    assert.equal(written, 0);
    assert.equal(countOutcomes(plan).added, 1);
    assert.match(
      preview,
      /新增 1（都是草稿）\n {2}第 2 行 · 桥头要添一盏灯 · orders\/2026\/qiao-tou-yao-tian-yi-zhan-deng\.yaml/,
    );
    assert.deepEqual(county.everything(), before);
  });

  test('makes drafts with every field in the order of the schema', async () => {
    using county = new County();
    await county.importLedger(await saveRows(county, [soundOrder]), { writes: true });
    assert.equal(
      county.read(fileOfFirst),
      `title: 桥头要添一盏灯
reference: A-1
kind: dispatch
category: 道路照明
town: 玉津镇
community: 滨江社区
source: 骑手随手拍
raisedOn: 2026-09-02
dueDays: 5
dispatchedOn: 2026-09-03
acceptedOn: 2026-09-03
acceptedBy: 市政维护班组
doneOn: 2026-09-05
ratedOn: 2026-09-08
rating: 5
helpers:
  - jian-da
team: jianlu-xianfeng
station: yujin-binjiang
summary: 桥头没有灯，班组装好了一盏。
publication:
  status: draft
`,
    );
    assert.deepEqual(await problemsOf(county), []);
  });

  test('does nothing while a row is refused, and with --skip-invalid leaves only that row out', async () => {
    using county = new County();
    const before = county.everything();
    const file = await saveRows(county, [soundOrder, brokenOrder, second]);
    assert.equal((await county.importLedger(file, { writes: true })).written, 0);
    assert.deepEqual(county.everything(), before);
    const { written, plan } = await county.importLedger(file, { writes: true, skipsInvalid: true });
    assert.equal(written, 2);
    assert.deepEqual(countOutcomes(plan), { added: 2, changed: 0, held: 0, same: 0, refused: 1 });
    assert.deepEqual(await problemsOf(county), []);
  });

  test('that is interrupted half-way leaves everything as it was', async () => {
    using county = new County();
    county.put('orders/2026/old.yaml', oldOrder);
    const before = county.everything();
    const many = Array.from({ length: 200 }, (_, at) => ({
      ...soundOrder,
      编号: `B-${String(at)}`,
      标题: `第${String(at)}盏灯`,
    }));
    const file = await saveRows(county, [second, ...many]);
    const importUntil = (stopAt: number, reached: number[]) => {
      const interruption = new AbortController();
      return county.importLedger(file, {
        writes: true,
        signal: interruption.signal,
        onProgress: (stage, fraction) => {
          if (stage !== 'write') return;
          reached.push(fraction);
          if (fraction >= stopAt) interruption.abort(new Error('停'));
        },
      });
    };
    const reached: number[] = [];
    await assert.rejects(importUntil(0.1, reached), /停/);
    assert.ok((reached.at(-1) ?? 0) >= 0.1 && (reached.at(-1) ?? 1) < 0.2);
    assert.deepEqual(county.everything(), before);
    // From here on half of it would be on the disk.
    assert.equal((await importUntil(0.6, [])).written, 201);
    assert.equal(county.git('status', '--porcelain'), '');
  });

  test('is one version of exactly these files, which says what was done', async () => {
    using county = new County();
    county.put('orders/2026/old.yaml', oldOrder);
    const { written } = await county.importLedger(await saveRows(county, [soundOrder, second]), { writes: true });
    assert.equal(written, 2);
    assert.equal(county.git('log', '-1', '--format=%s'), '导入办件：新增 1，更改 1');
    assert.deepEqual(county.git('show', '--name-only', '--format=').split('\n').sort(), [
      'orders/2026/old.yaml',
      fileOfFirst,
    ]);
    assert.equal(county.git('status', '--porcelain'), '');
    assert.equal(county.git('log', '--format=%s', '--', 'people'), '开始记录');
  });

  test('of more files than are put into the index of Git one by one leaves nothing to commit', async () => {
    using county = new County();
    // What somebody prepared for a commit of their own stays prepared.
    await county.importLedger(await saveRows(county, [soundOrder]), { writes: true });
    county.put('people/wang-wu/index.md', '还没写完');
    county.git('add', 'people/wang-wu/index.md');
    const many = Array.from({ length: 120 }, (_, at) => ({
      ...soundOrder,
      编号: `D-${String(at)}`,
      标题: `第${String(at)}盏灯`,
    }));
    await county.importLedger(await saveRows(county, many), { writes: true });
    assert.equal(county.git('status', '--porcelain'), 'A  people/wang-wu/index.md');
  });

  test('does not write over what somebody saved since the rows were compared', async () => {
    using county = new County();
    county.put('orders/2026/old.yaml', oldOrder);
    const file = await saveRows(county, [soundOrder, second]);
    const published = oldOrder.replace('status: draft', 'status: published');
    await assert.rejects(
      county.importLedger(file, {
        writes: true,
        onProgress: (stage) => {
          if (stage === 'compare') county.put('orders/2026/old.yaml', published);
        },
      }),
      new ImportFailure('orders/2026/old.yaml · 现在：刚刚被别人改了 · 应为：与读取时一样，请再导入一次'),
    );
    assert.equal(county.read('orders/2026/old.yaml'), published);
    assert.equal(county.everything()[fileOfFirst], undefined);
  });

  test('over a folder is refused as a whole', async () => {
    using county = new County();
    // A folder is at the path of the second entry.
    mkdirSync(join(county.content, 'orders/2026/lou-dao-deng-bu-liang.yaml'), { recursive: true });
    const before = county.everything();
    await assert.rejects(
      county.importLedger(await saveRows(county, [soundOrder, second]), { writes: true }),
      new ImportFailure('“orders/2026/lou-dao-deng-bu-liang.yaml”是一个文件夹'),
    );
    assert.deepEqual(county.everything(), before);
  });
});

suite('the same file again', () => {
  test('changes nothing, with codes and without', async () => {
    for (const rows of [[soundOrder, second], [soundOrder, second].map((row) => ({ ...row, 编号: null }))]) {
      using county = new County();
      const file = await saveRows(county, rows);
      await county.importLedger(file, { writes: true });
      const before = county.everything();
      const { plan, written } = await county.importLedger(file, { writes: true });
      assert.deepEqual(countOutcomes(plan), { added: 0, changed: 0, held: 0, same: 2, refused: 0 });
      assert.equal(written, 0);
      assert.deepEqual(county.everything(), before);
    }
  });

  test('of five hundred stations and orders changes nothing either', async () => {
    using county = new County();
    const numbers = Array.from({ length: 500 }, (_, at) => at);
    const orders = numbers.map((at) => ({
      ...soundOrder,
      编号: null,
      标题: `第${String(at % 50)}盏灯`,
      社区: `第${String(at)}社区`,
    }));
    const stations = numbers.map((at) => ({ ...soundStation, 站点名称: `第${String(at)}驿站` }));
    for (const [rows, schema] of [
      [orders, orderImportSchema],
      [stations, stationImportSchema],
    ] as const) {
      const file = await saveRows(county, rows);
      assert.equal((await county.importLedger(file, { schema, writes: true })).written, 500);
      assert.equal(countOutcomes((await county.importLedger(file, { schema, writes: true })).plan).same, 500);
    }
    assert.deepEqual(await problemsOf(county), []);
  });
});

suite('an entry that is there', () => {
  const draft = `# 这件事问过社区
title: 桥头要添一盏灯 # 原话
kind: dispatch
town: 玉津镇
category: 道路照明
community: 滨江社区
source: 骑手随手拍
raisedOn: 2026-09-02
summary: >-
  桥头没有灯，
  班组装好了一盏。
publication: { status: draft } # 还没核对
`;
  const row: RowOfCells = {
    ...soundOrder,
    摘要: null,
    参与人员: null,
    队伍: null,
    站点: null,
    评价: null,
    评价日期: null,
  };

  test('and is a draft gets what is new, keeps comments and order, and every change is shown', async () => {
    using county = new County();
    county.put('orders/2026/deng.yaml', draft);
    const { preview, written } = await county.importLedger(
      await saveRows(county, [{ ...row, 来源: '居民来电', 摘要: soundOrder['摘要'] ?? null }]),
      {
        writes: true,
      },
    );
    assert.equal(written, 1);
    assert.match(preview, /第 2 行 · 桥头要添一盏灯 · orders\/2026\/deng\.yaml（草稿）/);
    assert.match(preview, / {6}来源：“骑手随手拍” → “居民来电”/);
    assert.match(preview, / {6}办结日期：没有填写 → “2026-09-05”/);
    const text = county.read('orders/2026/deng.yaml');
    assert.match(
      text,
      /^# 这件事问过社区\ntitle: 桥头要添一盏灯 # 原话\nreference: A-1\nkind: dispatch\ntown: 玉津镇\ncategory/,
    );
    assert.match(text, /\npublication: \{ status: draft \} # 还没核对\n$/);
    assert.deepEqual(await problemsOf(county), []);
  });

  test('keeps a field whose cell is blank', async () => {
    using county = new County();
    county.put('orders/2026/deng.yaml', draft.replace('raisedOn', 'dueDays: 9\nraisedOn'));
    await county.importLedger(await saveRows(county, [{ ...row, 摘要: ' ', '时限（天）': '' }]), {
      writes: true,
      fill: [],
    });
    assert.match(county.read('orders/2026/deng.yaml'), /dueDays: 9/);
  });

  for (const status of ['review', 'published', 'withdrawn']) {
    test(`and is ${status} is reported and left alone, unless it is said that it may be changed`, async () => {
      using county = new County();
      county.put('orders/2026/deng.yaml', draft.replace('status: draft', `status: ${status}`));
      const before = county.everything();
      const file = await saveRows(county, [{ ...row, 摘要: soundOrder['摘要'] ?? null }]);
      const { plan, preview, written } = await county.importLedger(file, { writes: true });
      assert.equal(countOutcomes(plan).held, 1);
      assert.equal(written, 0);
      assert.match(
        preview,
        /不再是草稿、与表格不同 1（没有改；要改，加 --update-published）\n.*\n {6}编号：没有填写 → “A-1”/,
      );
      assert.deepEqual(county.everything(), before);
      assert.equal((await county.importLedger(file, { writes: true, updatesPublished: true })).written, 1);
      assert.match(county.read('orders/2026/deng.yaml'), new RegExp(`doneOn: 2026-09-05[^]*status: ${status}`));
    });
  }

  test('is found by its code when its title has changed', async () => {
    using county = new County();
    county.put('orders/2026/deng.yaml', draft.replace('kind:', 'reference: a-1\nkind:'));
    const { plan } = await county.importLedger(await saveRows(county, [{ ...soundOrder, 标题: '桥头的灯' }]));
    assert.equal(countOutcomes(plan).changed, 1);
  });

  test('with another code is another thing, however alike', async () => {
    using county = new County();
    county.put('orders/2026/deng.yaml', draft.replace('kind:', 'reference: B-9\nkind:'));
    const { plan } = await county.importLedger(await saveRows(county, [soundOrder]));
    assert.deepEqual(countOutcomes(plan), { added: 1, changed: 0, held: 0, same: 0, refused: 0 });
  });

  test('twice is refused: nobody can say which is meant', async () => {
    using county = new County();
    county.put('orders/2026/deng.yaml', draft);
    county.put('orders/2026/deng-er.yaml', draft);
    const { preview } = await county.importLedger(await saveRows(county, [soundOrder]));
    assert.match(
      preview,
      /台账!A2 · 栏“编号” · 现在是：分不清是哪一个：orders\/2026\/deng-er\.yaml、orders\/2026\/deng\.yaml/,
    );
  });

  test('with a change that would not build is refused with its cell', async () => {
    using county = new County();
    county.put('orders/2026/deng.yaml', draft);
    const { preview } = await county.importLedger(
      await saveRows(county, [{ ...row, 办结日期: '2026-09-01', 派单日期: null, 接单日期: null, 摘要: '好了。' }]),
    );
    assert.match(preview, /台账!M2 · 栏“办结日期” · 现在是：“2026-09-01” · 应为：不早于“提出日期”（2026-09-02）/);
  });
});

test('names for new entries never clash: the day goes behind them, then a number', async () => {
  using county = new County();
  county.put('orders/2025/qiao-tou-yao-tian-yi-zhan-deng.yaml', 'title: 占了名字\n');
  const rows = ['甲社区', '乙社区', '丙社区'].map((社区, at) => ({ ...soundOrder, 社区, 编号: `A-${String(at)}` }));
  const { plan } = await county.importLedger(await saveRows(county, rows));
  assert.deepEqual(
    plan.outcomes.map((outcome) => (outcome.kind === 'add' ? outcome.file : outcome.kind)),
    ['', '-2', '-3'].map((end) => `orders/2026/qiao-tou-yao-tian-yi-zhan-deng-2026-09-02${end}.yaml`),
  );
});

test('people without an entry are left out and named when that is asked for', async () => {
  using county = new County();
  const file = await saveRows(county, [{ ...soundOrder, 参与人员: '简达、王五' }]);
  const { plan, preview } = await county.importLedger(file, { leavesUnknownPeopleOut: true });
  assert.equal(countOutcomes(plan).added, 1);
  assert.match(preview, /没有人物条目、略过了的人：王五/);
});

test('a station is changed by its address name, and an address name that is none is refused', async () => {
  using county = new County();
  const row = { ...soundStation, 站点名称: '滨江新驿站', 网址名: 'yujin-binjiang' };
  const { preview } = await county.importLedger(await saveRows(county, [row]), { schema: stationImportSchema });
  assert.match(preview, /站点名称：“滨江驿站” → “滨江新驿站”/);
  assert.match(preview, /开放时间：“全天开放” → “按星期”/);
  const wrong = await county.importLedger(
    await saveRows(county, [{ ...row, 站点名称: '滨江驿站', 网址名: 'binjiang' }]),
    {
      schema: stationImportSchema,
    },
  );
  assert.match(wrong.preview, /台账!P2 · 栏“网址名” · 现在是：“binjiang”，没有这个站点/);
});

/** A generator of numbers that returns the same ones in every run (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

test('whatever is written builds, published as well: rows put together by chance from good and bad cells', async () => {
  using county = new County();
  const random = randomNumbers(20260902);
  const oneOf = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const cells: Record<string, readonly CellValue[]> = {
    标题: ['桥头的灯', '灯'.repeat(41), '电话13812345678', 7],
    类型: ['派单', '微心愿', '投诉', 'visit'],
    乡镇: ['玉津镇', '罗城', '别处'],
    社区: ['甲社区', '3栋2单元501', '乙村'],
    提出日期: ['2026-09-02', 46267, '9月2日', '2026.9.5'],
    '时限（天）': [5, '7天', 400, null],
    派单日期: ['2026-09-03', '2026-09-01', null],
    接单日期: ['2026-09-04', null],
    办结日期: ['2026-09-06', '2026-09-03', null],
    评价日期: ['2026-09-08', null],
    评价: ['满意', 5, 9, null],
    参与人员: ['简达', '陈晨', null],
    站点: ['滨江驿站', '没有的站', null],
    摘要: ['修好了。', '第一行\n第二行：好', '- 列表 # 井号', "'引号", '身份证11010519491231002X', '灯'.repeat(1001)],
  };
  const rows = Array.from({ length: 1500 }, (_, at) => ({
    ...soundOrder,
    编号: `C-${String(at)}`,
    队伍: null,
    ...Object.fromEntries(
      Object.entries(cells).map(([header, values]) => [header, random() < 0.75 ? (values[0] ?? null) : oneOf(values)]),
    ),
  }));
  const { plan, written } = await county.importLedger(await saveRows(county, rows), {
    writes: true,
    skipsInvalid: true,
  });
  assert.ok(written > 100 && countOutcomes(plan).refused > 100);
  for (const outcome of plan.outcomes) {
    if (outcome.kind !== 'add') continue;
    county.put(outcome.file, county.read(outcome.file).replace('status: draft', 'status: published'));
  }
  assert.deepEqual(await problemsOf(county), []);
});

suite('the template', () => {
  for (const schema of [orderImportSchema, stationImportSchema]) {
    test(`of ${schema.collection} adds nothing when nobody filled it in, and says so`, async () => {
      using county = new County();
      county.save('模板.xlsx', await makeTemplate(schema, lookupsOf(await readContent(county.content))));
      const { plan, preview, written } = await county.importLedger('模板.xlsx', { schema, writes: true });
      assert.deepEqual(plan.outcomes, []);
      assert.equal(written, 0);
      assert.match(preview, /跳过了 1 行示例。/);
      assert.doesNotMatch(preview, /不认识的栏/);
    });

    test(`of ${schema.collection} has an example that only its mark keeps from being imported`, async () => {
      using county = new County();
      const workbook = await readXlsx(await makeTemplate(schema, lookupsOf(await readContent(county.content))));
      const rows = workbook.sheets[0]?.rows.map((row) =>
        row.map((value) => (typeof value === 'string' ? value.replace('【示例】', '') : value)),
      );
      county.save('a.xlsx', await workbookOf(rows ?? []));
      const { plan } = await county.importLedger('a.xlsx', { schema });
      assert.deepEqual(countOutcomes(plan), { added: 1, changed: 0, held: 0, same: 0, refused: 0 });
    });

    test(`of ${schema.collection} offers the words of every list, towns included`, async () => {
      using county = new County();
      const workbook = await readXlsx(await makeTemplate(schema, lookupsOf(await readContent(county.content))));
      const [first, , lists] = workbook.sheets;
      for (const [at, column] of schema.columns.entries()) {
        const words = column.choices?.(lookupsOf(await readContent(county.content)));
        if (words === undefined) continue;
        const offered = lists?.rows.slice(1).flatMap((row) => row[at] ?? []);
        assert.deepEqual(offered, words, column.header);
        const rule = first?.dataValidations?.find(({ inputTitle }) => inputTitle === column.header);
        assert.equal(rule?.type, 'list', column.header);
      }
    });
  }

  test('filled in and taken into a copy of the project’s content gives content that builds', async () => {
    using county = new County(join(root, 'content'));
    const lookups = lookupsOf(await readContent(county.content));
    for (const [schema, rows] of [
      [
        orderImportSchema,
        [soundOrder, second].map((row) => ({ ...row, 参与人员: null, 队伍: '犍路先锋', 站点: null })),
      ],
      [stationImportSchema, [soundStation]],
    ] as const) {
      const workbook = await readXlsx(await makeTemplate(schema, lookups));
      const [headers = [], example = []] = workbook.sheets[0]?.rows ?? [];
      const filled = rows.map((row: RowOfCells) =>
        headers.map((header) => row[String(header).replace('*', '')] ?? null),
      );
      county.save(
        'a.xlsx',
        await writeXlsx({ sheets: [{ name: schema.templateName, rows: [headers, example, ...filled] }] }),
      );
      const { written, preview } = await county.importLedger('a.xlsx', { schema, writes: true });
      assert.equal(written, rows.length, preview);
    }
    assert.deepEqual(await problemsOf(county), []);
  });
});
