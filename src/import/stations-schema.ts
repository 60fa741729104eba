/** The list of rest stations: its columns and how their cells are read. */
import {
  availabilities,
  datums,
  facilities,
  holidayHours,
  stationKinds,
  weekdays,
  type Availability,
  type Datum,
  type Facility,
  type StationKind,
  type Weekday,
} from '../schemas/vocabulary.ts';
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
import { fills, readTown, type Column, type Fields, type ImportSchema } from './column.ts';
import type { CellValue } from './table.ts';

const weekdayCodes = Object.keys(weekdays) as Weekday[];
const weekdayCharacters = '一二三四五六日';

const hoursExpected =
  '全天、不详，或按星期写时段，例如“周一至周五 08:30-17:30；周六 09:00-12:00”“每天 08:00-12:00、14:00-22:00”';

function clock(hours: string, minutes: string | undefined): string {
  return `${hours.padStart(2, '0')}:${minutes ?? '00'}`;
}

/** The days named before a span; every day where there are none. */
function daysOf(words: string): Weekday[] | undefined {
  const text = words
    .replace(/星期|礼拜|周/g, '')
    .replace(/天/g, '日')
    .replace(/[:：]$/, '');
  if (text === '' || /^(?:每日|日日|每|全)$/.test(text)) return weekdayCodes;
  if (/^工作日$/.test(text)) return weekdayCodes.slice(0, 5);
  if (/^(?:末|双休日|末两日)$/.test(text)) return weekdayCodes.slice(5);
  const found: Weekday[] = [];
  for (const part of text.split(/[、,，和]/)) {
    const [, first = '', last = first] = /^([一二三四五六日])(?:[至到~—–-]([一二三四五六日]))?$/.exec(part) ?? [];
    const [from, to] = [weekdayCharacters.indexOf(first), weekdayCharacters.indexOf(last)];
    if (first === '' || to < from) return undefined;
    found.push(...weekdayCodes.slice(from, to + 1));
  }
  return found;
}

/** Opening hours as people write them. A span that ends before it begins ends on the next day. */
function readHours(value: CellValue): CellResult<Fields> {
  const refused = { expected: hoursExpected };
  const text = textOf(value)
    .normalize('NFKC')
    .replace(/[~〜～—–至到](?=\s*(?:次日|翌日|凌晨)?\s*\d)/g, '-')
    .replace(/[：]/g, ':')
    .replace(/ +/g, '');
  if (/^(?:全天(?:开放)?|24小时(?:开放|营业)?|0?0:00-24:00)$/.test(text))
    return { value: { 'hours.kind': 'always', 'hours.weekly': undefined } };
  if (/^(?:不详|不清楚|待定|未知)$/.test(text))
    return { value: { 'hours.kind': 'unknown', 'hours.weekly': undefined } };
  const weekly: Partial<Record<Weekday, string[]>> = {};
  for (const clause of text.split(/[;；\n。]+/).filter((part) => part !== '')) {
    const at = clause.search(/\d/);
    if (at < 0) return refused;
    const days = daysOf(clause.slice(0, at));
    if (days === undefined) return refused;
    const spans: string[] = [];
    for (const part of clause.slice(at).split(/[、,，]/)) {
      const match = /^(\d{1,2})[:点时](\d{2})?分?-(次日|翌日|凌晨)?(\d{1,2})[:点时](\d{2})?分?$/.exec(part);
      if (match === null) return refused;
      const [, hour = '', minutes, nextDay, endHour = '', endMinutes] = match;
      const opens = clock(hour, minutes);
      const closes = clock(endHour, endMinutes);
      const isNextDay = nextDay !== undefined || closes <= opens;
      spans.push(`${opens}-${isNextDay ? clock(String(Number(endHour) + 24), endMinutes) : closes}`);
    }
    for (const day of days) weekly[day] = [...(weekly[day] ?? []), ...spans];
  }
  const inOrder = Object.fromEntries(
    weekdayCodes.flatMap((day) => (weekly[day] === undefined ? [] : [[day, weekly[day]]])),
  );
  return Object.keys(inOrder).length === 0 ? refused : { value: { 'hours.kind': 'weekly', 'hours.weekly': inOrder } };
}

const availabilityNames: Readonly<Record<string, Availability>> = {
  是: 'yes',
  '√': 'yes',
  '✓': 'yes',
  '✔': 'yes',
  1: 'yes',
  Y: 'yes',
  TRUE: 'yes',
  否: 'no',
  无: 'no',
  没: 'no',
  '×': 'no',
  '✗': 'no',
  x: 'no',
  X: 'no',
  0: 'no',
  N: 'no',
  FALSE: 'no',
  不清楚: 'unknown',
};

/** Other names of facilities in spreadsheets; one without any is recognised by its label only. */
const facilityNames: Readonly<Partial<Record<Facility, readonly string[]>>> = {
  water: ['饮水机', '热水', '开水', '温开水'],
  microwave: ['微波'],
  wifi: ['wifi', 'WIFI', 'WiFi', 'Wi-Fi', '无线', '免费wifi'],
  books: ['书籍', '报刊', '图书', '书报'],
  medicine: ['应急医药箱', '医药箱', '药箱', '急救箱'],
  rest: ['座椅', '休息座位', '桌椅', '休息区'],
  toilet: ['厕所', '洗手间'],
  charging: ['充电', '手机充电口', '充电插座'],
  'ebike-swap': ['电动车充电', '换电', '换电柜', '电动车换电'],
  shower: ['洗澡', '淋浴换洗'],
  bed: ['住宿', '床位'],
  parking: ['停车位', '停车场'],
  'truck-parking': ['货车停车位', '货车停车场'],
  'hot-meal': ['热饭菜', '爱心餐', '餐饮'],
  aircon: ['冷暖空调'],
  'women-room': ['母婴室', '女性关爱'],
};

function readFacilities(value: CellValue): CellResult<Fields> {
  const found: Record<string, Availability> = {};
  for (const part of partsOf(value)) {
    const word = wordOf(part);
    const code = (Object.keys(facilities) as Facility[]).find(
      (each) =>
        wordOf(facilities[each]) === word ||
        facilityNames[each]?.some((name) => name.toLowerCase() === word.toLowerCase()) === true,
    );
    if (code === undefined) {
      return {
        found: `“${part}”，没有这种设施`,
        expected: `用顿号隔开的设施：${Object.values(facilities).join('、')}`,
      };
    }
    found[`facilities.${code}`] = 'yes';
  }
  return { value: found };
}

const datumNames: Readonly<Record<string, Datum>> = {
  高德: 'gcj02',
  高德地图: 'gcj02',
  腾讯: 'gcj02',
  腾讯地图: 'gcj02',
  火星坐标: 'gcj02',
  'GCJ-02': 'gcj02',
  GCJ02: 'gcj02',
  百度: 'bd09',
  百度地图: 'bd09',
  'BD-09': 'bd09',
  BD09: 'bd09',
  GPS: 'wgs84',
  手机GPS: 'wgs84',
  天地图: 'wgs84',
  'WGS-84': 'wgs84',
  WGS84: 'wgs84',
};

const kindNames: Readonly<Record<string, StationKind>> = {
  户外劳动者驿站: 'outdoor',
  劳动者驿站: 'outdoor',
  爱心驿站: 'outdoor',
  小哥之家: 'courier-post',
  快递小哥驿站: 'courier-post',
  骑手驿站: 'courier-post',
  司机之家: 'truckers-home',
  卡车司机之家: 'truckers-home',
};

const optionalDay = (field: string) => fills(field, (value, { dateSystem }) => readDay(value, dateSystem));
const metres = (field: string) =>
  fills(field, (value) => readNumber(value, '一个数，单位是米，例如 9.6', ['米', 'm', 'M']));

const columns: readonly Column[] = [
  {
    header: '站点名称',
    synonyms: ['名称', '站名', '驿站名称', '服务站名称', '站点'],
    ...fills('name', readLine),
    isNeeded: true,
    explanation: '40 字以内',
    example: '滨江路小哥驿站',
    width: 26,
  },
  {
    header: '类型',
    synonyms: ['站点类型', '种类', '类别'],
    ...fills('kind', (value) => readChoice(value, stationKinds, kindNames)),
    isNeeded: true,
    explanation: Object.values(stationKinds).join('、'),
    example: '小哥驿站',
    choices: () => Object.values(stationKinds),
    width: 18,
  },
  {
    header: '乡镇',
    synonyms: ['镇', '所在乡镇', '镇街', '乡镇(街道)', '街道', '所属乡镇', '属地'],
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
    header: '地址',
    synonyms: ['详细地址', '站点地址', '具体位置', '位置', '具体地址'],
    ...fills('address', readLine),
    isNeeded: true,
    explanation: '写到门牌号，让第一次来的人也找得到；不写单元和房号',
    example: '玉津镇滨江路12号',
    width: 28,
  },
  {
    header: '附近好认的地方',
    synonyms: ['地标', '参照物', '附近标志'],
    ...fills('landmark', readLine),
    isNeeded: false,
    explanation: '例如“县客运站对面”',
    example: '县客运站对面',
    width: 18,
  },
  {
    header: '经度',
    synonyms: ['东经', 'lng', 'longitude'],
    ...fills('location.lng', (value) => readNumber(value, '以度为单位的小数，例如 103.949', ['°', '°E', '度'])),
    isNeeded: true,
    explanation: '以度为单位的小数',
    example: '103.949',
    format: 'number',
    width: 12,
  },
  {
    header: '纬度',
    synonyms: ['北纬', 'lat', 'latitude'],
    ...fills('location.lat', (value) => readNumber(value, '以度为单位的小数，例如 29.208', ['°', '°N', '度'])),
    isNeeded: true,
    explanation: '以度为单位的小数',
    example: '29.208',
    format: 'number',
    width: 12,
  },
  {
    header: '坐标系',
    synonyms: ['坐标来源', '地图', '坐标系统'],
    ...fills('location.datum', (value) => readChoice(value, datums, datumNames)),
    isNeeded: true,
    explanation: '经纬度从哪里抄来：高德、腾讯、百度或手机 GPS。选错了会偏出几百米',
    example: '高德',
    choices: () => ['高德', '腾讯', '百度', '手机 GPS'],
    width: 10,
  },
  {
    header: '电话',
    synonyms: ['联系电话', '站点电话', '服务电话'],
    ...fills('phone', readCode),
    isNeeded: false,
    explanation: '座机；手机号要先登记到网站设置的“公开的手机号”',
    example: '0833-4221234',
    width: 14,
  },
  {
    header: '设站单位',
    synonyms: ['建站单位', '主办单位', '管理单位', '责任单位', '依托单位'],
    ...fills('host', readLine),
    isNeeded: false,
    explanation: '谁设的站',
    example: '社区党群服务中心',
    width: 18,
  },
  {
    header: '开放时间',
    synonyms: ['服务时间', '营业时间', '开放时段'],
    fields: ['hours.kind', 'hours.weekly'],
    read: readHours,
    isNeeded: true,
    explanation: hoursExpected,
    example: '周一至周五 08:30-17:30；周六 09:00-12:00',
    width: 32,
  },
  {
    header: '法定节假日',
    synonyms: ['节假日', '节假日开放'],
    ...fills('hours.holidays', (value) =>
      readChoice(value, holidayHours, { 照常: 'as-week', 开放: 'as-week', 休息: 'closed' }),
    ),
    isNeeded: false,
    explanation: '照常开放、不开放或不详',
    example: '不详',
    choices: () => Object.values(holidayHours),
    width: 12,
  },
  {
    header: '设施',
    synonyms: ['服务设施', '设施设备', '有哪些设施'],
    fields: ['facilities'],
    read: readFacilities,
    isNeeded: false,
    explanation: '有的设施，用顿号隔开；也可以每种设施一栏，填有、没有或不详',
    example: '',
    width: 20,
  },
  ...(Object.keys(facilities) as Facility[]).map((code): Column => ({
    header: facilities[code],
    synonyms: facilityNames[code] ?? [],
    ...fills(`facilities.${code}`, (value) => readChoice(value, availabilities, availabilityNames)),
    isNeeded: false,
    explanation: '有、没有或不详；没核实过的空着',
    example: '',
    choices: () => Object.values(availabilities),
    width: 9,
  })),
  {
    header: '怎么进',
    synonyms: ['进入方式', '入口'],
    ...fills('access', readProse),
    isNeeded: false,
    explanation: '走哪个门、要不要登记，200 字以内',
    example: '',
    width: 24,
  },
  {
    header: '货车车位',
    synonyms: ['货车车位数', '货车泊位'],
    ...fills('truck.bays', (value) => readNumber(value, '一个整数', ['个'])),
    isNeeded: false,
    explanation: '能停货车的站点才填，几个车位',
    example: '',
    format: 'number',
    width: 10,
  },
  {
    header: '最大车长（米）',
    synonyms: ['最大车长', '车长'],
    ...metres('truck.maxLength'),
    isNeeded: false,
    explanation: '米',
    example: '',
    format: 'number',
    width: 14,
  },
  {
    header: '最大车高（米）',
    synonyms: ['最大车高', '限高', '车高'],
    ...metres('truck.maxHeight'),
    isNeeded: false,
    explanation: '米',
    example: '',
    format: 'number',
    width: 14,
  },
  {
    header: '服务项目',
    synonyms: ['服务', '服务内容', '便民服务'],
    fields: ['services'],
    read: (value) => ({ value: { services: partsOf(value) } }),
    isNeeded: false,
    explanation: '用顿号隔开',
    example: '',
    width: 24,
  },
  {
    header: '核实日期',
    synonyms: ['最近核实', '核实时间', '核查日期'],
    ...optionalDay('verified.on'),
    isNeeded: false,
    explanation: '最近一次去看过的日子；核实日期和核实人，要么都填，要么都不填',
    example: '2026-09-15',
    format: 'day',
    width: 13,
  },
  {
    header: '核实人',
    synonyms: ['核实单位', '核实人或单位', '核查人'],
    ...fills('verified.by', readLine),
    isNeeded: false,
    explanation: '人或单位',
    example: '县总工会巡查',
    width: 16,
  },
  {
    header: '网址名',
    synonyms: ['slug', '站点编号'],
    ...fills('slug', readCode),
    isNeeded: false,
    explanation: '网页地址里的名字，一般空着，自动按拼音生成；改了名称的站点填上原来的，就认得出是同一个',
    example: '',
    width: 18,
  },
];

/** The list of stations. */
export const stationImportSchema: ImportSchema = {
  collection: 'stations',
  noun: '站点',
  columns,
  templateName: '站点名单',
  identity: ['name', 'town'],
  code: { field: 'slug', header: '网址名' },
  titleField: 'name',
  folderOf: () => 'stations',
  // An unverified facility.
  meansLeftOut: (path) => (path.startsWith('facilities.') ? 'unknown' : undefined),
};
