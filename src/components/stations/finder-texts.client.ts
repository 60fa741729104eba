/** The heading over an answer of the finder, and the sentence that announces it. */
import { formatDistance, type Place } from '../../domain/places/distance.ts';
import type { FinderResult } from '../../domain/stations/finder.ts';
import type { FormQuestion } from './finder-question.client.ts';

/** A position with a larger error than this, in metres, is announced as inexact. */
const inexactFrom = 500;
/** If the nearest station is farther away than this, in metres, the visitor is not in the county. */
const outsideFrom = 30_000;

/** The heading of an answer. @param from where the visitor is, if located */
export function headingOf(answer: FinderResult, { words, filter }: FormQuestion, from: Place | undefined): string {
  if (answer.needsTown === true) return '先选一个乡镇';
  if (answer.list.length === 0) return '没有找到';
  const place = words !== '' ? `“${words}”附近` : filter.town;
  if (answer.isRelaxed) return `${place ?? '附近'}现在没有确定开着的，先列出最近的`;
  const open = filter.isOpenNow === true ? '现在开着的' : '';
  return `${place ?? (from ? '离你最近' : '')}${place === undefined && open !== '' && from ? '、' : ''}${open}站点`;
}

/**
 * The sentence that announces an answer.
 * @param isLocated whether distances are measured from the visitor
 * @param accuracy of the visitor's position, in metres; 0 if that is not what changed
 */
export function summaryOf(
  { list, needsTown, unsure = 0 }: FinderResult,
  { filter }: FormQuestion,
  isLocated: boolean,
  accuracy: number,
): string {
  if (needsTown === true) return '站点很多，先选乡镇，再打地标或街名。';
  if (list.length === 0) return '没有符合这些条件的站点，去掉一两个条件试试。';
  const nearest = isLocated ? (list[0]?.metres ?? 0) : 0;
  if (nearest > outsideFrom) return `最近的站点在 ${formatDistance(nearest)}以外，你不在本地附近。可以选乡镇看看。`;
  if (accuracy > inexactFrom) {
    return `这次定位只准到 ${formatDistance(accuracy)}左右，先后可能不对；也可以选乡镇。`;
  }
  const unknown = [
    ...((filter.facilities ?? 0) === 0 ? [] : ['设施']),
    ...(filter.isOpenNow === true ? ['开放时间'] : []),
  ].join('或');
  return `列出 ${list.length} 个${unsure > 0 && unknown !== '' ? `；另有 ${unsure} 个${unknown}不详，没有列入` : ''}`;
}
