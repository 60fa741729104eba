/**
 * Broken workbooks: each is refused with the exact cell, and not a byte of the content changes, though writing is on.
 */
import assert from 'node:assert/strict';
import test, { suite } from 'node:test';
import type { Cell } from 'hucre';
import { ImportFailure } from '../../src/import/errors.ts';
import type { CellValue } from '../../src/import/table.ts';
import { orderImportSchema } from '../../src/import/orders-schema.ts';
import { formatRefusal } from '../../src/import/report.ts';
import { stationImportSchema } from '../../src/import/stations-schema.ts';
import { County, sheetOf, soundOrder, soundStation, workbookOf, type RowOfCells } from './import-county.ts';

interface BrokenRow {
  broken: string;
  change: RowOfCells;
  expected: string[];
}

const orders: BrokenRow[] = [
  {
    broken: 'a date without a year',
    change: { 提出日期: '9月2日' },
    expected: [
      '台账!H3 · 栏“提出日期” · 现在是：“9月2日” · 应为：写明年份的日期，2026-09-02 这样的日期（2026/9/2、2026.9.2、2026年9月2日也认得）',
    ],
  },
  {
    broken: 'a day that does not exist',
    change: { 提出日期: '2026年2月30日' },
    expected: [
      '台账!H3 · 栏“提出日期” · 现在是：“2026年2月30日” · 应为：2026-09-02 这样的日期（2026/9/2、2026.9.2、2026年9月2日也认得），而且这一天要存在',
    ],
  },
  {
    broken: 'a month without a day',
    change: { 提出日期: '2026年9月' },
    expected: [
      '台账!H3 · 栏“提出日期” · 现在是：“2026年9月” · 应为：写到哪一天，2026-09-02 这样的日期（2026/9/2、2026.9.2、2026年9月2日也认得）',
    ],
  },
  {
    broken: 'a small number for a date',
    change: { 提出日期: 5 },
    expected: [
      '台账!H3 · 栏“提出日期” · 现在是：“5” · 应为：2026-09-02 这样的日期（2026/9/2、2026.9.2、2026年9月2日也认得）',
    ],
  },
  {
    broken: 'a kind that is none',
    change: { 类型: '投诉' },
    expected: ['台账!C3 · 栏“类型” · 现在是：“投诉” · 应为：其中之一：派单、微心愿、走访'],
  },
  {
    broken: 'a town of another county',
    change: { 乡镇: '赵家镇' },
    expected: ['台账!E3 · 栏“乡镇” · 现在是：“赵家镇” · 应为：网站设置里的乡镇：罗城镇、玉津镇'],
  },
  {
    broken: 'no title',
    change: { 标题: '　' },
    expected: ['台账!B3 · 栏“标题” · 现在是：没有填写 · 应为：必填：标题：办什么事'],
  },
  {
    broken: 'a title of 41 characters',
    change: { 标题: '灯'.repeat(41) },
    expected: [
      '台账!B3 · 栏“标题” · 现在是：“灯灯灯灯灯灯灯灯灯灯灯灯灯灯灯灯灯灯灯灯灯灯灯灯灯灯灯灯灯灯灯灯灯灯灯灯灯灯灯灯…” · 应为：不超过 40 个字',
    ],
  },
  {
    broken: 'dispatched before it was raised',
    change: { 派单日期: '2026/9/1' },
    expected: ['台账!J3 · 栏“派单日期” · 现在是：“2026/9/1” · 应为：不早于“提出日期”（2026-09-02）'],
  },
  {
    broken: 'done before it was accepted',
    change: { 办结日期: '2026.9.2' },
    expected: ['台账!M3 · 栏“办结日期” · 现在是：“2026.9.2” · 应为：不早于“接单日期”（2026-09-03）'],
  },
  {
    broken: 'six of five marks',
    change: { 评价: 6 },
    expected: [
      '台账!O3 · 栏“评价” · 现在是：“6” · 应为：1 到 5 的整数，或非常满意（5）、满意（4）、基本满意或一般（3）、不满意（2）、非常不满意（1）',
    ],
  },
  {
    broken: 'satisfaction as a percentage',
    change: { 评价: 0.96 },
    expected: [
      '台账!O3 · 栏“评价” · 现在是：“0.96” · 应为：1 到 5 的整数，或非常满意（5）、满意（4）、基本满意或一般（3）、不满意（2）、非常不满意（1）',
    ],
  },
  {
    broken: 'a rating without its date',
    change: { 评价日期: null },
    expected: ['台账!O3 · 栏“评价” · 现在是：“5” · 应为：评价和评价日期要么都填，要么都不填'],
  },
  {
    broken: 'rated though not done',
    change: { 办结日期: null },
    expected: ['台账!M3 · 栏“办结日期” · 现在是：没有填写 · 应为：有评价的必须有办结日期'],
  },
  {
    broken: 'working days',
    change: { '时限（天）': '5个工作日' },
    expected: ['台账!I3 · 栏“时限（天）” · 现在是：“5个工作日” · 应为：1 到 365 的整数，按自然天算，例如 5'],
  },
  {
    broken: 'no days at all',
    change: { '时限（天）': 0 },
    expected: ['台账!I3 · 栏“时限（天）” · 现在是：“0” · 应为：1 到 365 的整数，按自然天算，例如 5'],
  },
  {
    broken: 'somebody who has no entry',
    change: { 参与人员: '简达、王五' },
    expected: [
      '台账!P3 · 栏“参与人员” · 现在是：“王五”，没有这个人物 · 应为：已经有条目的人物，先在编辑台里建好，或加 --skip-unknown-people 略过没有条目的人',
    ],
  },
  {
    broken: 'a name that two people have',
    change: { 参与人员: '陈晨' },
    expected: ['台账!P3 · 栏“参与人员” · 现在是：“陈晨”，有 2 个同名的 · 应为：写网址名，chen-chen 或 chen-chen-er'],
  },
  {
    broken: 'a team that is not there',
    change: { 队伍: '犍路' },
    expected: [
      '台账!Q3 · 栏“队伍” · 现在是：“犍路”，没有这个队伍 · 应为：已经有条目的队伍，例如 犍路先锋；没有的先在编辑台里建好',
    ],
  },
  {
    broken: 'a station that is not there',
    change: { 站点: '滨江站' },
    expected: [
      '台账!R3 · 栏“站点” · 现在是：“滨江站”，没有这个站点 · 应为：已经有条目的站点，例如 滨江驿站；没有的先在编辑台里建好',
    ],
  },
  {
    broken: 'a code that Excel made a date of',
    change: { 编号: new Date('2026-03-12') },
    expected: [
      '台账!A3 · 栏“编号” · 现在是：“2026-03-12” · 应为：文字格式的编号：Excel 把它当成了日期，把这一栏设为“文本”再填',
    ],
  },
  {
    broken: 'a code that lost its last digits',
    change: { 编号: Number('2026090212345678912') },
    expected: [
      '台账!A3 · 栏“编号” · 现在是：“2026090212345678800” · 应为：文字格式的编号：数字太长，Excel 已经丢掉了末尾几位，把这一栏设为“文本”再填',
    ],
  },
  {
    broken: 'a mobile number in the summary',
    change: { 摘要: '联系 138 1234 5678，灯修好了。' },
    expected: [
      '台账!S3 · 栏“摘要” · 现在是：手机号“138********78” · 应为：去掉它；单位公开的服务号码，先登记到网站设置的“公开的手机号”（site/settings.yaml 的 publicNumbers）',
    ],
  },
  {
    broken: 'an identity number in the source',
    change: { 来源: '11010519491231002X 来电' },
    expected: ['台账!G3 · 栏“来源” · 现在是：身份证号“110*************2X” · 应为：去掉它，公开的内容里不写身份证号'],
  },
  {
    broken: 'the door of a home',
    change: { 社区: '滨江社区3栋2单元501' },
    expected: [
      '台账!F3 · 栏“社区” · 现在是：到户的地址“3栋2单元501” · 应为：写到社区、村或路段，不写几栋几单元几室、几组几号',
    ],
  },
  {
    broken: 'three mistakes in a row',
    change: { 类型: '投诉', 提出日期: '昨天', 评价: '好' },
    expected: [
      '台账!C3 · 栏“类型” · 现在是：“投诉” · 应为：其中之一：派单、微心愿、走访',
      '台账!H3 · 栏“提出日期” · 现在是：“昨天” · 应为：2026-09-02 这样的日期（2026/9/2、2026.9.2、2026年9月2日也认得）',
      '台账!O3 · 栏“评价” · 现在是：“好” · 应为：1 到 5 的整数，或非常满意（5）、满意（4）、基本满意或一般（3）、不满意（2）、非常不满意（1）',
    ],
  },
];

const stations: BrokenRow[] = [
  {
    broken: 'longitude and latitude changed over',
    change: { 经度: 29.208, 纬度: 103.949 },
    expected: [
      '台账!F3 · 栏“纬度” · 现在是：“103.949” · 应为：不大于 90 的数',
      '台账!E3 · 栏“经度” · 现在是：经度 29.208、纬度 103.949 · 应为：在犍为县范围内：经度 103.7 到 104.2，纬度 29 到 29.48（看看经纬度是否写反）',
    ],
  },
  {
    broken: 'degrees and minutes',
    change: { 经度: '103°56′' },
    expected: ['台账!E3 · 栏“经度” · 现在是：“103°56′” · 应为：以度为单位的小数，例如 103.949'],
  },
  {
    broken: 'a system of coordinates that nobody knows',
    change: { 坐标系: '某图' },
    expected: [
      '台账!G3 · 栏“坐标系” · 现在是：“某图” · 应为：其中之一：WGS-84（手机 GPS、国际通用）、GCJ-02（高德、腾讯地图）、BD-09（百度地图）',
    ],
  },
  {
    broken: 'hours in words',
    change: { 开放时间: '上班时间' },
    expected: [
      '台账!I3 · 栏“开放时间” · 现在是：“上班时间” · 应为：全天、不详，或按星期写时段，例如“周一至周五 08:30-17:30；周六 09:00-12:00”“每天 08:00-12:00、14:00-22:00”',
    ],
  },
  {
    broken: 'hours that overlap',
    change: { 开放时间: '每天 08:00-12:00、11:00-18:00' },
    expected: [
      '台账!I3 · 栏“开放时间” · 现在是：“每天 08:00-12:00、11:00-18:00” · 应为：同一天的时段按先后写，互不重叠',
    ],
  },
  {
    broken: 'a mobile number that is on no list',
    change: { 电话: '13812345678' },
    expected: [
      '台账!H3 · 栏“电话” · 现在是：手机号“138******78” · 应为：去掉它；单位公开的服务号码，先登记到网站设置的“公开的手机号”（site/settings.yaml 的 publicNumbers）',
    ],
  },
  {
    broken: 'a flat',
    change: { 地址: '西街12号2单元301室' },
    expected: [
      '台账!D3 · 栏“地址” · 现在是：到户的地址“2单元301室” · 应为：写到社区、村或路段，不写几栋几单元几室、几组几号',
    ],
  },
  {
    broken: 'a facility neither there nor missing',
    change: { 饮水: '坏了' },
    expected: ['台账!K3 · 栏“饮水” · 现在是：“坏了” · 应为：其中之一：有、没有、不详'],
  },
  {
    broken: 'checked by nobody',
    change: { 核实人: null },
    expected: ['台账!O3 · 栏“核实人” · 现在是：没有填写 · 应为：必填：核实人或单位'],
  },
  {
    broken: 'half a parking bay',
    change: { 货车车位: 2.5 },
    expected: ['台账!M3 · 栏“货车车位” · 现在是：“2.5” · 应为：一个整数'],
  },
];

suite('a row that is broken is refused with its cell, and nothing is written', () => {
  for (const [schema, sound, cases] of [
    [orderImportSchema, soundOrder, orders],
    [stationImportSchema, soundStation, stations],
  ] as const) {
    for (const { broken, change, expected } of cases) {
      test(`${schema.collection}: ${broken}`, async () => {
        using county = new County();
        const before = county.everything();
        // A valid row comes first: it is not written either.
        const first = { ...sound, 编号: 'A-0', 标题: '先来的一件', 站点名称: '先来的驿站' };
        const known = new Set(schema.columns.map(({ header }) => header));
        const rows = [first, { ...sound, ...change }].map((row) =>
          Object.fromEntries(Object.entries(row).filter(([header]) => known.has(header))),
        );
        county.save('broken.xlsx', await workbookOf(sheetOf(rows)));
        const { plan, written } = await county.importLedger('broken.xlsx', { schema, writes: true });
        const refusals = plan.outcomes.flatMap((outcome) => (outcome.kind === 'refuse' ? outcome.refusals : []));
        assert.deepEqual(refusals.map(formatRefusal), expected);
        assert.equal(written, 0);
        assert.deepEqual(county.everything(), before);
      });
    }
  }
});

interface BrokenFile {
  broken: string;
  file: () => Promise<Uint8Array> | Uint8Array;
  name?: string;
  expected: string[];
}

const rows = (change: RowOfCells = {}): CellValue[][] => sheetOf([{ ...soundOrder, ...change }]);
const headers = Object.keys(soundOrder);
const withCell = (header: string, cell: Partial<Cell>) =>
  workbookOf(rows(), { [`1,${String(headers.indexOf(header))}`]: cell });
const text = (content: string) => new TextEncoder().encode(content);

const files: BrokenFile[] = [
  {
    broken: 'a formula that failed',
    file: () => withCell('办结日期', { value: '#REF!', type: 'error' }),
    expected: ['台账!M2 · 栏“办结日期” · 现在是：公式出错，“#REF!” · 应为：能算出结果的公式，或直接填写'],
  },
  {
    broken: 'a formula that nobody has worked out',
    file: () => withCell('评价', { formula: 'A1+1' }),
    expected: ['台账!O2 · 栏“评价” · 现在是：公式还没有算出结果 · 应为：在 Excel 或 WPS 里打开、保存一次，再导入'],
  },
  {
    broken: 'the same code twice',
    file: () => workbookOf(sheetOf([soundOrder, { ...soundOrder, 标题: '另一件事' }])),
    expected: ['台账!A3 · 栏“编号” · 现在是：“A-1”，与第 2 行相同 · 应为：每行不同的编号'],
  },
  {
    broken: 'the same thing twice without a code',
    file: () => workbookOf(sheetOf([soundOrder, soundOrder].map((row) => ({ ...row, 编号: null })))),
    expected: [
      '台账!B3 · 栏“标题” · 现在是：标题、提出日期、乡镇、社区与第 2 行相同 · 应为：每件一行；真是两件就加一栏“编号”分开',
    ],
  },
  {
    broken: 'a column that is missing',
    file: () => workbookOf(rows().map((row) => row.map((value) => (value === '乡镇' ? '所在的乡镇' : value)))),
    expected: [
      '台账!1:1 · 栏“乡镇” · 现在是：没有这一栏（认出的有 编号、标题、类型、类别、社区、来源、提出日期、时限（天）、派单日期、接单日期、接单单位、办结日期、评价日期、评价、参与人员、队伍、站点、摘要） · 应为：乡镇、镇、所在乡镇、镇街、乡镇(街道)、街道 之一；E1 的“所在的乡镇”如果就是它，请改名；全表都一样的可以用 --fill 乡镇=…',
    ],
  },
  {
    broken: 'a column that comes twice',
    file: () => workbookOf(rows().map((row) => row.map((value) => (value === '队伍' ? '办理情况' : value)))),
    expected: ['台账!Q1、S1 · 栏“摘要” · 现在是：有 2 栏 · 应为：只留一栏，别的改名或删去'],
  },
  {
    broken: 'no headers',
    file: () =>
      workbookOf([
        ['姓名', '电话'],
        ['甲', '0833'],
      ]),
    expected: [
      '台账.xlsx · 现在：工作表“台账”里没有认得出的表头 · 应为：一行表头，有这些栏：标题、类型、类别、乡镇、社区、来源、提出日期、摘要',
    ],
  },
  {
    broken: 'half a file',
    file: async () => (await workbookOf(rows())).slice(0, 3000),
    expected: [
      '台账.xlsx · 现在：打不开，文件不完整、加了密码或不是工作簿 · 应为：完整的工作簿；在 Excel 或 WPS 里“另存为”.xlsx 工作簿，再导入',
    ],
  },
  {
    broken: 'an old workbook with nothing in it',
    file: () => Buffer.from(`d0cf11e0a1b11ae1${'00'.repeat(600)}`, 'hex'),
    name: 'a.xls',
    expected: [
      'a.xls · 现在：打不开，文件不完整、加了密码或不是工作簿 · 应为：完整的工作簿；在 Excel 或 WPS 里“另存为”.xlsx 工作簿，再导入',
    ],
  },
  {
    broken: 'a page that calls itself a workbook',
    file: () => text('<html><table></table></html>'),
    name: 'a.xls',
    expected: ['a.xls · 现在：其实是网页 · 应为：在 Excel 或 WPS 里“另存为”.xlsx 工作簿，再导入'],
  },
  {
    broken: 'nothing',
    file: () => new Uint8Array(),
    expected: ['台账.xlsx · 现在：空文件 · 应为：有表头、有内容的表格'],
  },
  {
    broken: 'a workbook with a password',
    file: () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]),
    expected: ['台账.xlsx · 现在：加了打开密码 · 应为：去掉密码的工作簿'],
  },
  {
    broken: 'a picture',
    file: () => Buffer.from('89504e470d0a1a0a0000000d4948445200', 'hex'),
    expected: ['台账.xlsx · 现在：不是文字，也不是工作簿 · 应为：.xlsx 工作簿，或 UTF-8、GBK 编码的 .csv 文件'],
  },
  {
    broken: 'a quote that never ends',
    file: () => text('标题,类型\n"灯,派单\n灯,派单\n'),
    name: 'a.csv',
    expected: ['a.csv · 现在：第 3 行附近的引号不成对 · 应为：成对的英文引号 "…"，引号里面的引号写两个 ""'],
  },
];

suite('a file that is broken is refused as a whole, and nothing is written', () => {
  for (const { broken, file, name = '台账.xlsx', expected } of files) {
    test(broken, async () => {
      using county = new County();
      const before = county.everything();
      county.save(name, await file());
      const said = await county.importLedger(name, { writes: true }).then(
        ({ plan }) => plan.outcomes.flatMap((each) => (each.kind === 'refuse' ? each.refusals.map(formatRefusal) : [])),
        (error: unknown) => {
          assert.ok(error instanceof ImportFailure);
          return error.message.split('\n');
        },
      );
      assert.deepEqual(said, expected);
      assert.deepEqual(county.everything(), before);
    });
  }
});
