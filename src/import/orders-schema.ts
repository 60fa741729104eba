/** The ledger of orders (派单, 微心愿, 走访): its columns and how their cells are read. */
import { orderKinds, type OrderKind } from '../schemas/vocabulary.ts';
import {
  partsOf,
  readChoice,
  readCode,
  readDay,
  readLine,
  readNumber,
  readProse,
  textOf,
  wordOf,
  type CellResult,
} from './cell.ts';
import { fills, readName, readTown, type Column, type Fields, type ImportSchema, type Lookups } from './column.ts';
import type { CellValue } from './table.ts';

/** The ratings of the site by the words for satisfaction that ledgers use. */
const satisfaction: Readonly<Record<string, number>> = {
  非常满意: 5,
  很满意: 5,
  十分满意: 5,
  满意: 4,
  比较满意: 4,
  较满意: 4,
  基本满意: 3,
  一般: 3,
  不满意: 2,
  较不满意: 2,
  非常不满意: 1,
  很不满意: 1,
};

function readRating(value: CellValue): CellResult<number> {
  const expected = '1 到 5 的整数，或非常满意（5）、满意（4）、基本满意或一般（3）、不满意（2）、非常不满意（1）';
  const word = wordOf(value);
  if (/^[★⭐]{1,5}☆*$/u.test(word)) return { value: word.replace(/☆/g, '').length };
  const mark = satisfaction[word];
  if (mark !== undefined) return { value: mark };
  const read = readNumber(value, expected, ['分', '星']);
  return 'value' in read && !(Number.isInteger(read.value) && read.value >= 1 && read.value <= 5) ? { expected } : read;
}

function readDueDays(value: CellValue): CellResult<number> {
  const expected = '1 到 365 的整数，按自然天算，例如 5';
  const read = readNumber(value, expected, ['天', '日', '个自然日', '自然日']);
  return 'value' in read && !(Number.isInteger(read.value) && read.value >= 1 && read.value <= 365)
    ? { expected }
    : read;
}

function readHelpers(value: CellValue, _table: unknown, lookups: Lookups): CellResult<Fields> {
  const slugs: string[] = [];
  for (const name of partsOf(value)) {
    const isKnown = lookups.people.has(name.replace(/\s+/g, ''));
    const read = readName(name, lookups.people, '人物');
    if ('value' in read) slugs.push(read.value);
    else if (isKnown) return read;
    else if (lookups.leavesUnknownPeopleOut) lookups.leftOut.add(name);
    else return { ...read, expected: `${read.expected}，或加 --skip-unknown-people 略过没有条目的人` };
  }
  return { value: slugs.length === 0 ? {} : { helpers: [...new Set(slugs)] } };
}

const kindNames: Readonly<Record<string, OrderKind>> = {
  派单制: 'dispatch',
  派单件: 'dispatch',
  派单办件: 'dispatch',
  心愿: 'wish',
  微心愿认领: 'wish',
  入户走访: 'visit',
  走访诉求: 'visit',
  三必访: 'visit',
};

const day = (field: string): Pick<Column, 'fields' | 'read' | 'format' | 'width'> => ({
  ...fills(field, (value, { dateSystem }) => readDay(value, dateSystem)),
  format: 'day',
  width: 13,
});

const columns: readonly Column[] = [
  {
    header: '编号',
    synonyms: ['序列号', '工单号', '工单编号', '单号', '派单编号', '台账编号', '诉求编号', '事项编号', '编码'],
    ...fills('reference', readCode),
    isNeeded: false,
    explanation: '县里台账上的编号，每件不同。不公开；有编号，改了标题再导入也认得出是同一件',
    example: '2026-0001',
    width: 14,
  },
  {
    header: '标题',
    synonyms: [
      '诉求',
      '事项',
      '事项名称',
      '诉求事项',
      '诉求标题',
      '诉求内容',
      '心愿',
      '心愿内容',
      '需求',
      '需求内容',
      '名称',
      '问题',
    ],
    ...fills('title', readLine),
    isNeeded: true,
    explanation: '办什么事，一句话，40 字以内，不写姓名和住址',
    example: '桥头要添一盏灯',
    width: 30,
  },
  {
    header: '类型',
    synonyms: ['种类', '办件类型', '工单类型', '派单类型'],
    ...fills('kind', (value) => readChoice(value, orderKinds, kindNames)),
    isNeeded: true,
    explanation: '派单、微心愿或走访',
    example: '派单',
    choices: () => Object.values(orderKinds),
    width: 10,
  },
  {
    header: '类别',
    synonyms: ['分类', '诉求类别', '事项类别', '诉求分类', '问题类别', '所属类别', '领域'],
    ...fills('category', readLine),
    isNeeded: true,
    explanation: '20 字以内，同一类用同一个词，例如“道路照明”“环境卫生”',
    example: '道路照明',
    width: 12,
  },
  {
    header: '乡镇',
    synonyms: ['镇', '所在乡镇', '镇街', '乡镇(街道)', '街道', '镇(街道)', '所属乡镇', '属地'],
    fields: ['town'],
    read: (value, _table, { towns }) => {
      const read = readTown(textOf(value), towns);
      return 'value' in read ? { value: { town: read.value } } : read;
    },
    isNeeded: true,
    explanation: '网站设置里有的乡镇',
    example: '',
    choices: ({ towns }) => towns,
    width: 10,
  },
  {
    header: '社区',
    synonyms: ['村', '社区/村', '村(社区)', '社区(村)', '村/社区', '村社区', '所在社区', '社区或村', '所属社区'],
    ...fills('community', readLine),
    isNeeded: true,
    explanation: '写到社区或村，不写门牌',
    example: '滨江社区',
    width: 14,
  },
  {
    header: '来源',
    synonyms: ['需求来源', '诉求来源', '来源渠道', '受理渠道', '渠道', '收集渠道', '反映渠道'],
    ...fills('source', readLine),
    isNeeded: true,
    explanation: '需求从哪里来，例如“微信交流群”“骑手随手拍”“居民来电”，不写来电人的号码',
    example: '骑手随手拍',
    width: 14,
  },
  {
    header: '提出日期',
    synonyms: [
      '提出时间',
      '受理日期',
      '受理时间',
      '登记日期',
      '登记时间',
      '收集日期',
      '收集时间',
      '诉求日期',
      '反映日期',
      '反映时间',
      '上报日期',
      '上报时间',
    ],
    ...day('raisedOn'),
    isNeeded: true,
    explanation: '写明年份，例如 2026-09-02',
    example: '2026-09-02',
  },
  {
    header: '时限（天）',
    synonyms: ['时限', '办理时限', '办结时限', '期限', '办理期限', '限办天数', '要求天数'],
    ...fills('dueDays', readDueDays),
    isNeeded: false,
    explanation: '要求几天内办结，自然天，1 到 365',
    example: '5',
    format: 'number',
    width: 11,
  },
  {
    header: '派单日期',
    synonyms: ['派单时间', '派发日期', '派发时间', '交办日期', '交办时间', '转办日期', '转办时间'],
    ...day('dispatchedOn'),
    isNeeded: false,
    explanation: '不早于提出日期；还没有派单就空着，下同',
    example: '2026-09-03',
  },
  {
    header: '接单日期',
    synonyms: ['接单时间', '签收日期', '签收时间', '认领日期', '认领时间'],
    ...day('acceptedOn'),
    isNeeded: false,
    explanation: '不早于派单日期',
    example: '2026-09-03',
  },
  {
    header: '接单单位',
    synonyms: ['承办单位', '责任单位', '办理单位', '认领单位', '接单人', '接单单位或个人', '主办单位', '牵头单位'],
    ...fills('acceptedBy', readLine),
    isNeeded: false,
    explanation: '哪个单位接的单',
    example: '市政维护班组',
    width: 18,
  },
  {
    header: '办结日期',
    synonyms: ['办结时间', '完成日期', '完成时间', '办理日期', '解决日期', '解决时间', '实现日期'],
    ...day('doneOn'),
    isNeeded: false,
    explanation: '不早于接单日期',
    example: '2026-09-05',
  },
  {
    header: '评价日期',
    synonyms: ['评价时间', '回访日期', '回访时间'],
    ...day('ratedOn'),
    isNeeded: false,
    explanation: '不早于办结日期；评价和评价日期，要么都填，要么都不填',
    example: '2026-09-08',
  },
  {
    header: '评价',
    synonyms: ['满意度', '评分', '评价结果', '群众评价', '评价等级', '回访评价', '满意度评价'],
    ...fills('rating', readRating),
    isNeeded: false,
    explanation: '1 到 5 分，5 分最好；非常满意算 5，满意算 4，基本满意、一般算 3，不满意算 2，非常不满意算 1',
    example: '5',
    format: 'number',
    width: 8,
  },
  {
    header: '参与人员',
    synonyms: ['出力的人', '参与人', '参与小哥', '志愿者', '办理人员', '帮办人员', '参与者'],
    fields: ['helpers'],
    read: readHelpers,
    isNeeded: false,
    explanation: '网站上有人物条目的人，写姓名，几个人用顿号隔开；有同名的写网址名',
    example: '',
    width: 18,
  },
  {
    header: '队伍',
    synonyms: ['服务队', '志愿队', '志愿服务队', '所属队伍', '参与队伍'],
    fields: ['team'],
    read: (value, _table, { teams }) => {
      const read = readName(textOf(value), teams, '队伍');
      return 'value' in read ? { value: { team: read.value } } : read;
    },
    isNeeded: false,
    explanation: '网站上有的队伍',
    example: '',
    choices: ({ teams }) => [...teams.keys()],
    width: 12,
  },
  {
    header: '站点',
    synonyms: ['驿站', '服务站', '相关站点', '关联站点', '所属站点'],
    fields: ['station'],
    read: (value, _table, { stations }) => {
      const read = readName(textOf(value), stations, '站点');
      return 'value' in read ? { value: { station: read.value } } : read;
    },
    isNeeded: false,
    explanation: '网站上有的站点',
    example: '',
    choices: ({ stations }) => [...stations.keys()],
    width: 24,
  },
  {
    header: '摘要',
    synonyms: [
      '办理情况',
      '办理结果',
      '事情经过',
      '经过',
      '处理情况',
      '处理结果',
      '办理过程',
      '简要情况',
      '办结情况',
      '内容摘要',
      '落实情况',
    ],
    ...fills('summary', readProse),
    isNeeded: true,
    explanation: '事情经过，1000 字以内，不写姓名、电话和住址',
    example: '骑手夜里经过，看见桥头没有灯，拍了照片。班组第三天装好了一盏。',
    width: 50,
  },
];

/** The import schema of the ledger of orders. */
export const orderImportSchema: ImportSchema = {
  collection: 'orders',
  noun: '办件',
  columns,
  templateName: '办件台账',
  identity: ['title', 'raisedOn', 'town', 'community'],
  code: { field: 'reference', header: '编号' },
  titleField: 'title',
  folderOf: ({ raisedOn }) => `orders/${String(raisedOn).slice(0, 4)}`,
  dayField: 'raisedOn',
};
