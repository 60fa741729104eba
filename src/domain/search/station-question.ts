/** Questions that the stations' data answer: a facility, an hour, the length of a truck, a town, or a mixture of them. */
import { facilities, stationKinds, type Facility, type StationKind } from '../../schemas/vocabulary.ts';
import { facilityBits, type StationFilter } from '../stations/filter.ts';
import { asksForCount, type Wanted } from './question.ts';
import { folded } from './text.ts';

/** What of stations a question asks for. */
export interface StationQuestion {
  filter: StationFilter;
  /** The finder's parameters with the same filter. */
  parameters: string;
  /** What the stations are like: `有淋浴、全天开放的`; empty where nothing but nearness was asked for. */
  description: string;
  /** Whether it is asked how many there are. */
  isCount: boolean;
}

/** Words for the hours in which most stations are closed. */
const always = /24小时|24\s*h(?![a-z])|二十四小时|全天|通宵|夜里|夜间|晚上|半夜|凌晨|深夜|不打烊/gu;
const now = /(?:现在|此刻|这会儿?)(?:还?开着|开门|营业)?的?|还开着|开着门|开着的/gu;
const near = /附近|最近|离我|周边|周围|旁边|就近/gu;
/** The length of a truck: 9.6米, 17米5. */
const length = /(\d{1,2})(?:\.(\d))?米(\d)?(?!\d)/u;
/** Where a truck is to be parked: 停大车, 货车可以停的. */
const parking =
  /停(?:得下|放|靠|一?下)?(?:大?货车|大车|挂车|卡车|板车|半挂)|(?:大?货车|大车|挂车|卡车|板车|半挂车?).{0,3}停/u;
/** What is wrong with something: then a facility is not looked for. */
const complaint = /脏|坏|堵|漏|臭|响|亮|丢|修|清理|投诉|问题|没人|乱|黑/u;
/** So many characters that say nothing here may be in a question that asks for something of stations: 凌晨三点. */
const mostUnknown = 3;
/** What is said of stations without narrowing them. */
const fillers =
  /中午|早上|下午|白天|夏天|冬天|下雨|雨天|天热|天冷|路上|快递|外卖|骑手|站点|歇脚站点|驿站|服务站|歇脚点|货车|大车|卡车|挂车|司机|板车|平板车|半挂车?|厢货|小货车|皮卡|面包车|开门|开放|营业|停车|停靠|停放|车长|充电|^[站停长大喝用开还的能有里哪]+|[站停长大喝用开还的能有里哪]+$/gu;

/**
 * Reads a question as one about stations; `undefined` when it asks for anything else as well.
 * @param query in its folded form
 * @param cut cuts a question at synonyms, towns and the words for facilities and kinds of stations
 * @param towns names of towns
 * @param isName whether a word is somebody's or something's name
 */
export function stationQuestionOf(
  query: string,
  cut: (query: string) => readonly Wanted[],
  towns: readonly string[],
  isName: (word: string) => boolean,
): StationQuestion | undefined {
  const asked: Facility[] = [];
  const unknown: { text: string; isName: boolean }[] = [];
  let kind: StationKind | undefined;
  let town: string | undefined;
  const [, metres = '0', after, spoken = '0'] = length.exec(query) ?? [];
  const size = Number(`${metres}.${after ?? spoken}`);
  const rest = [always, now, near, length].reduce((text, pattern) => text.replace(pattern, ' '), query);
  let said = rest;
  for (const { text, words } of cut(rest)) {
    const named = <Code extends string>(labels: Readonly<Record<Code, string>>) =>
      (Object.keys(labels) as Code[]).find((code) => words.includes(folded(labels[code])));
    const facility = named(facilities);
    const ofKind = named(stationKinds);
    const inTown = towns.find((name) => name === text || name.slice(0, -1) === text);
    if (facility !== undefined || ofKind !== undefined || inTown !== undefined) said = said.replace(text, '');
    if (facility !== undefined) asked.push(facility);
    else if (ofKind !== undefined) kind = ofKind;
    else if (inTown !== undefined) town = inTown;
    else {
      const left = text.replace(fillers, '');
      if (left !== '') unknown.push({ text: left, isName: isName(text) || words.length > 1 });
    }
  }
  const isAlwaysOpen = query.search(always) >= 0;
  const isOpenNow = query.search(now) >= 0;
  if (parking.test(query) && !asked.includes('truck-parking')) asked.push('truck-parking');
  const isTruck = size > 0 || asked.includes('truck-parking');
  const isNarrow =
    asked.length > 0 ||
    kind !== undefined ||
    isAlwaysOpen ||
    isTruck ||
    (town !== undefined && unknown.length === 0) ||
    (asksForCount(query) && /(?:^|[^网])站/u.test(query));
  const isOther =
    unknown.some(({ isName: isOfName }) => isOfName) ||
    unknown.reduce((sum, { text }) => sum + Array.from(text).length, 0) > (isNarrow ? mostUnknown : 0) ||
    complaint.test(said);
  if (isOther) return undefined;
  if (!isNarrow && !isOpenNow && query.search(near) < 0) return undefined;

  const parameters = new URLSearchParams();
  for (const code of asked) parameters.append('facility', code);
  if (kind !== undefined) parameters.set('kind', kind);
  if (town !== undefined) parameters.set('town', town);
  if (isAlwaysOpen) parameters.set('always', 'always');
  if (isTruck) parameters.set('truck', 'for-trucks');
  if (size > 0) parameters.set('length', String(size));
  parameters.set('open', isOpenNow ? 'now' : 'all');
  const described = [
    ...asked.map((code) => `有${facilities[code]}`),
    ...(size > 0 ? [`停得下 ${String(size)} 米货车`] : []),
    ...(isAlwaysOpen ? ['全天开放'] : []),
    ...(isOpenNow ? ['现在开着'] : []),
  ].join('、');
  return {
    filter: {
      facilities: facilityBits(asked),
      ...(kind !== undefined && { kind }),
      ...(town !== undefined && { town }),
      ...(isAlwaysOpen && { isAlwaysOpen }),
      ...(isOpenNow && { isOpenNow }),
      ...(isTruck && { truck: { length: size, height: 0 } }),
    },
    parameters: parameters.toString(),
    isCount: asksForCount(query),
    description: `${town ?? ''}${described === '' ? '' : `${described}的`}${kind === undefined ? '' : stationKinds[kind]}`,
  };
}
