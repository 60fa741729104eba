/** The figures of the ledger as sentences. A chart beside them shows the same; a reader may need only these. */
import { formatDate } from '../time/dates.ts';
import { formatPercent, type DaysSpan, type LedgerFigures, type MonthOfLedger, type Share } from './figures.ts';

/** `2026-09` as 9月; with its year where it is another than that of `beside`. */
export function formatMonth(month: string, beside?: string): string {
  const [year, number] = month.split('-');
  const name = `${String(Number(number))}月`;
  return beside?.slice(0, 4) === year ? name : `${String(year)}年${name}`;
}

/** A median of days as text: `4 天`, `2.5 天`, `当天`. A median of nothing is a dash. */
export function formatDays(days: number | undefined): string {
  if (days === undefined) return '—';
  return days === 0 ? '当天' : `${String(days)} 天`;
}

/** A span of days: 当天, `3 天`, `4–5 天`, `31 天以上`. */
export function formatDaysSpan({ from, to }: Pick<DaysSpan, 'from' | 'to'>): string {
  if (to === undefined) return `${String(from)} 天以上`;
  if (from === to) return formatDays(from);
  return `${String(from)}–${String(to)} 天`;
}

/** How a count differs from the one before: 多 3 件, 少 2 件, 一样多. */
export function countChange(now: number, before: number, unit: string): string {
  if (now === before) return '一样多';
  return `${now > before ? '多' : '少'} ${String(Math.abs(now - before))} ${unit}`;
}

/** How a share differs from the one before, in percentage points; nothing where either is a share of nothing. */
export function shareChange(now: Share, before: Share): string | undefined {
  if (now.whole === 0 || before.whole === 0) return undefined;
  const points = Math.round((now.part / now.whole - before.part / before.whole) * 1000) / 10;
  if (points === 0) return '持平';
  return `${points > 0 ? '高' : '低'} ${String(Math.abs(points))} 个百分点`;
}

/** How the last value of a series differs from the one before it: 比2024年多 3 个; nothing where there is only one. */
export function seriesChange(series: readonly { period: string; value: number }[], unit: string): string | undefined {
  const [before, last] = series.slice(-2);
  if (before === undefined || last === undefined) return undefined;
  const difference = Math.round((last.value - before.value) * 1000) / 1000;
  const than = formatDate(before.period);
  if (difference === 0) return `与${than}持平`;
  return `比${than}${difference > 0 ? '多' : '少'} ${String(Math.abs(difference))} ${unit}`;
}

/** Of several, those with the largest count; empty where all have none. */
function largest<Each>(list: readonly Each[], countOf: (each: Each) => number): Each[] {
  const most = Math.max(0, ...list.map(countOf));
  return most === 0 ? [] : list.filter((each) => countOf(each) === most);
}

/** The chart of the months, in sentences. */
export function monthsSentence(months: readonly MonthOfLedger[]): string {
  const received = months.reduce((sum, { passed }) => sum + passed.raised, 0);
  const done = months.reduce((sum, { passed }) => sum + passed.done, 0);
  if (received === 0 && done === 0) return '这段时间没有收到需求，也没有办结的件。';
  const busiest = largest(months, ({ passed }) => passed.raised);
  const names = busiest.map(({ month }) => formatMonth(month)).join('、');
  const peak =
    busiest.length === 0 || months.length === 1
      ? ''
      : `；${names}收到的最多，${busiest.length > 1 ? '各 ' : ''}${String(busiest[0]?.passed.raised)} 件`;
  return `${months.length === 1 ? '这个月' : `${String(months.length)} 个月里`}收到 ${String(received)} 件，办结 ${String(done)} 件${peak}。`;
}

/** The flow from the request to the rating, in sentences. */
export function flowSentence({ passed, done, overdueNow }: LedgerFigures): string {
  if (done.whole === 0) return '还没有收到需求。';
  const open = done.whole - done.part;
  const rest =
    open === 0
      ? '没有还在办的'
      : `还在办的 ${String(open)} 件${overdueNow === 0 ? '都没有超过时限' : `里有 ${String(overdueNow)} 件已超过时限`}`;
  const rated = passed.rated === 0 ? '' : `；${String(passed.rated)} 件有了评价`;
  return `收到 ${String(done.whole)} 件，办结 ${String(done.part)} 件，占 ${formatPercent(done)}；${rest}${rated}。`;
}

/** The ranked list of towns, in sentences. @param towns how many towns there are, with and without orders */
export function townsSentence(ranked: readonly (readonly [town: string, count: number])[], towns: number): string {
  const total = ranked.reduce((sum, [, count]) => sum + count, 0);
  const [first] = ranked;
  if (first === undefined || total === 0) return '还没有哪个乡镇提出需求。';
  const most = largest(ranked, ([, count]) => count);
  const name = most.map(([town]) => town).join('、');
  const share =
    most.length > 1
      ? `各 ${String(first[1])} 件`
      : `${String(first[1])} 件，占 ${formatPercent({ part: first[1], whole: total })}`;
  const heard = ranked.filter(([, count]) => count > 0).length;
  const reach =
    heard >= towns
      ? `${String(towns)} 个乡镇都提出过需求`
      : `${String(towns)} 个乡镇里有 ${String(heard)} 个提出过需求`;
  return `${name}最多，${share}；${reach}。`;
}

/** The distribution of days until done, in sentences. */
export function daysSentence(spans: readonly DaysSpan[], daysToDone: number | undefined): string {
  const total = spans.reduce((sum, { count }) => sum + count, 0);
  if (total === 0 || daysToDone === undefined) return '还没有办结的件。';
  const within = (days: number) =>
    spans.reduce((sum, { to, count }) => (to !== undefined && to <= days ? sum + count : sum), 0);
  const half =
    Math.floor(daysToDone) === 0 ? '有一半以上当天办结' : `有一半在 ${String(Math.floor(daysToDone))} 天以内办结`;
  const week = within(7);
  const slow = total - week;
  return `办结的 ${String(total)} 件，${half}；一周以内办结的 ${String(week)} 件，${slow === 0 ? '没有超过一周的' : `超过一周的 ${String(slow)} 件`}。`;
}

/** That an order ran over its time and by how much; nothing when it did not. */
export function formatOverdue(daysOverdue: number, isDone: boolean): string | undefined {
  if (daysOverdue <= 0) return undefined;
  return isDone ? `超期 ${String(daysOverdue)} 天办结` : `已超期 ${String(daysOverdue)} 天`;
}
