/**
 * Every fixed list of the content model: the code that entries store, and the Chinese label that people read.
 * The order here is the order in which choices are offered.
 */

/** Work that a person does (新就业群体). */
export const trades = {
  rider: '外卖骑手',
  courier: '快递员',
  errand: '跑腿员',
  'ride-hailing': '网约车司机',
  truck: '货车司机',
  other: '其他',
} as const;

/** What a story or clip is about (随手拍 themes). */
export const themes = {
  labour: '劳动之美',
  duty: '担当之美',
  dedication: '奉献之美',
} as const;

/** Where a clip was taken (随手拍 scenes). */
export const scenes = {
  daily: '日常工作',
  volunteer: '参与公益活动',
  service: '服务居民群众',
} as const;

/** Kinds of rest station. */
export const stationKinds = {
  outdoor: '户外劳动者服务站',
  'workers-home': '职工之家',
  'courier-post': '小哥驿站',
  'truckers-home': '货车司机之家',
} as const;

/** Kinds of order: what a resident or worker requested, and how it was received. */
export const orderKinds = {
  dispatch: '派单',
  wish: '微心愿',
  visit: '走访',
} as const;

/** The states an order passes, in order. */
export const orderStates = {
  raised: '已提出',
  dispatched: '已派单',
  accepted: '已接单',
  done: '已办结',
  rated: '已评价',
} as const;

/** The county's three actions (三大行动). */
export const actions = {
  shine: '红新闪耀',
  warm: '情暖新心',
  lead: '党建领航',
} as const;

/** The aim of each of the three actions, in one word. */
export const actionSlogans = {
  shine: '有为',
  warm: '有爱',
  lead: '有家',
} as const satisfies Record<keyof typeof actions, string>;

/** All properties of a festival. A new festival is a row here and nothing else. */
const festivalRows = {
  wuyi: { name: '五一国际劳动节', shortName: '五一', seal: '五一', ribbon: '五一专题', colour: '#ad3a22' },
  qiyi: { name: '七一建党节', shortName: '七一', seal: '七一', ribbon: '七一专题', colour: '#7d1f1a' },
  shiyi: { name: '十一国庆节', shortName: '十一', seal: '十一', ribbon: '十一专题', colour: '#8a640c' },
  spring: { name: '春节', shortName: '春节', seal: '春节', ribbon: '春节专题', colour: '#b5281e' },
  other: { name: '其他', shortName: '其他', seal: '佳节', ribbon: '节日专题', colour: '#2a6353' },
} as const;

/** One column of a table of codes, by code. */
function columnOf<Code extends string, Column extends string>(
  rows: Readonly<Record<Code, Readonly<Record<Column, string>>>>,
  column: Column,
): Readonly<Record<Code, string>> {
  // Object.fromEntries forgets the key type: the keys are those of the table.
  return Object.fromEntries(
    Object.entries<Readonly<Record<Column, string>>>(rows).map(([code, row]) => [code, row[column]]),
  ) as Record<Code, string>;
}

/** Holidays that have a feature. */
export const festivals = columnOf(festivalRows, 'name');
/** Festivals as people call them, where space is limited. */
export const festivalShortNames = columnOf(festivalRows, 'shortName');
/** The two characters of a festival's seal, on the cover of its features. */
export const festivalSeals = columnOf(festivalRows, 'seal');
/** The text on the ribbon of a share image. */
export const festivalRibbons = columnOf(festivalRows, 'ribbon');
/** Ground of the seal, in light and in dark alike, since it is on a picture; the characters on it are `--on-seal`. */
export const festivalColours = columnOf(festivalRows, 'colour');

/** Coordinate systems of locations. */
export const datums = {
  wgs84: 'WGS-84（手机 GPS、国际通用）',
  gcj02: 'GCJ-02（高德、腾讯地图）',
  bd09: 'BD-09（百度地图）',
} as const;

/** Who awarded an honour. */
export const honourLevels = {
  national: '国家级',
  province: '省级',
  city: '市级',
  county: '县级',
  employer: '单位',
} as const;

/** Facilities of a station. */
export const facilities = {
  water: '饮水',
  microwave: '微波炉',
  wifi: '无线网络',
  books: '报刊书籍',
  medicine: '应急药箱',
  rest: '休息座椅',
  toilet: '卫生间',
  charging: '手机充电',
  'ebike-swap': '电动车充换电',
  shower: '淋浴',
  bed: '住宿床位',
  parking: '停车',
  'truck-parking': '货车停车',
  'hot-meal': '热饭',
  aircon: '空调',
  'women-room': '女性关爱室',
} as const;

/** Whether a station has a facility. An unverified facility is unknown, and unknown is never shown as yes. */
export const availabilities = {
  yes: '有',
  no: '没有',
  unknown: '不详',
} as const;

/** How a station's hours are given. */
export const hoursKinds = {
  always: '全天开放',
  weekly: '按星期',
  unknown: '不详',
} as const;

/** How a station opens on public holidays (法定节假日). */
export const holidayHours = {
  'as-week': '照常开放',
  closed: '不开放',
  unknown: '不详',
} as const;

/** Days of the week as keys of weekly hours, Monday first. */
export const weekdays = {
  mon: '星期一',
  tue: '星期二',
  wed: '星期三',
  thu: '星期四',
  fri: '星期五',
  sat: '星期六',
  sun: '星期日',
} as const;

/** The sound of a clip. Speech requires captions. */
export const audioKinds = {
  speech: '有人说话',
  ambient: '只有环境声',
  silent: '无声',
} as const;

/** What of somebody may be shown, as the person agreed to in writing. */
export const consentScopes = {
  name: '姓名',
  portrait: '照片',
  story: '事迹',
  clip: '短片',
  voice: '声音',
  roles: '身份',
} as const;

/** The publication status of an entry. */
export const publicationStatuses = {
  draft: '草稿',
  review: '审核中',
  published: '已发布',
  withdrawn: '已撤回',
} as const;

export type Trade = keyof typeof trades;
export type Theme = keyof typeof themes;
export type Scene = keyof typeof scenes;
export type StationKind = keyof typeof stationKinds;
export type OrderKind = keyof typeof orderKinds;
export type OrderState = keyof typeof orderStates;
export type Action = keyof typeof actions;
export type Festival = keyof typeof festivalRows;
export type Datum = keyof typeof datums;
export type Facility = keyof typeof facilities;
export type Availability = keyof typeof availabilities;
export type HoursKind = keyof typeof hoursKinds;
export type HolidayHours = keyof typeof holidayHours;
export type Weekday = keyof typeof weekdays;
export type AudioKind = keyof typeof audioKinds;
export type ConsentScope = keyof typeof consentScopes;
export type PublicationStatus = keyof typeof publicationStatuses;

/**
 * The codes of a vocabulary, in its order, as the non-empty tuple that `z.enum` requires.
 * `Object.keys` forgets the key type; the vocabularies above are literal objects, so they have no other keys.
 */
export function codesOf<Vocabulary extends Readonly<Record<string, string>>>(
  vocabulary: Vocabulary,
): [keyof Vocabulary & string, ...(keyof Vocabulary & string)[]] {
  return Object.keys(vocabulary) as [keyof Vocabulary & string, ...(keyof Vocabulary & string)[]];
}
