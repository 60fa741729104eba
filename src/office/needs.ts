/** What waits to be done: for each reason the entries that it is about. The desk counts them, lists show them. */
import { daysTrusted } from '../domain/stations/verification.ts';
import { daysBetween } from '../domain/time/dates.ts';
import type { EntryIndex } from './entry-index.ts';
import { stateOfEntry } from './entry-state.ts';
import { valueAt, type IndexedEntry } from './indexed-entry.ts';

/** What a reason is judged by. */
interface Circumstances {
  index: EntryIndex;
  /** The day in China. */
  today: string;
}

/** A reason to do something about entries. */
interface Need {
  /** What the list of these entries is called. */
  label: string;
  /** What to do, in a sentence. */
  advice: string;
  /** Whether it cannot wait. */
  isUrgent?: true;
  holds: (indexed: IndexedEntry, circumstances: Circumstances) => boolean;
}

/** Days before the end of a consent at which somebody should ask again. */
const consentNotice = 30;
/** Days before a feature begins at which it should be ready. */
const featureNotice = 14;

const dayAt = ({ fields }: IndexedEntry, path: readonly string[]): string | undefined => {
  const value = valueAt(fields, path);
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined;
};

/** Whether the public sees an entry now or will on a day that is set. */
const isOnItsWay = (indexed: IndexedEntry, today: string): boolean => {
  const state = stateOfEntry(indexed, today);
  return state === 'public' || state === 'planned';
};

/** Whether a day is within so many days from another one on. */
const isWithin = (day: string | undefined, today: string, days: number): boolean =>
  day !== undefined && day >= today && daysBetween(today, day) <= days;

/** The reasons, what is most pressing first. */
export const needs = {
  broken: {
    label: '文件有错',
    advice: '改好以前，网站更新不了。打开它，最上面写着哪里不对。',
    isUrgent: true,
    holds: (indexed, { index, today }) =>
      stateOfEntry(indexed, today) === 'broken' || index.wrong.has(indexed.entry.file),
  },
  dangling: {
    label: '提到的内容不在了',
    advice: '它提到的人物、短片或站点已经不在了，换一个或去掉。',
    isUrgent: true,
    holds: ({ references }, { index }) => references.some((name) => index.filesNamed(name).length === 0),
  },
  'consent-ended': {
    label: '同意已经到期',
    advice: '网站上已经不再显示。请本人续签，或撤下来。',
    isUrgent: true,
    holds: (indexed, { today }) => stateOfEntry(indexed, today) === 'consent-ended',
  },
  unnamed: {
    label: '没同意公开姓名',
    advice: '已经发布，网站上却一处也不显示。请本人补签，或撤下来。',
    holds: (indexed, { today }) => stateOfEntry(indexed, today) === 'unnamed',
  },
  'consent-ends': {
    label: `同意 ${String(consentNotice)} 天内到期`,
    advice: '到期以后网站不再显示，现在就请本人续签。',
    holds: (indexed, { today }) =>
      isOnItsWay(indexed, today) &&
      isWithin(dayAt(indexed, ['publication', 'consent', 'expiresOn']), today, consentNotice),
  },
  'feature-begins': {
    label: `专题 ${String(featureNotice)} 天内开始`,
    advice: '看看文字、图片和里面的人物是不是都齐了。',
    holds: (indexed, { today }) =>
      indexed.entry.kind === 'features' && isWithin(dayAt(indexed, ['from']), today, featureNotice),
  },
  review: {
    label: '审核中',
    advice: '看过没有问题，就改成“已发布”。',
    holds: (indexed, { today }) => stateOfEntry(indexed, today) === 'review',
  },
  draft: {
    label: '草稿',
    advice: '写完了改成“审核中”，不要的删掉。',
    holds: (indexed, { today }) => stateOfEntry(indexed, today) === 'draft',
  },
  unverified: {
    label: `站点 ${String(daysTrusted)} 天没有核对`,
    advice: '打个电话或去看一眼，把核对日期改成那一天。',
    holds: (indexed, { today }) => {
      if (indexed.entry.kind !== 'stations' || !isOnItsWay(indexed, today)) return false;
      const day = dayAt(indexed, ['verified', 'on']);
      return day === undefined || daysBetween(day, today) > daysTrusted;
    },
  },
  'picture-words': {
    label: '正文里的图片没有说明',
    advice: '看不见图片的人靠它知道图上有什么。',
    holds: (indexed, { today }) => isOnItsWay(indexed, today) && /!\[\s*\]\(/.test(indexed.body),
  },
  captions: {
    label: '短片里有人说话，还没有字幕',
    advice: '听不见的人和没开声音的人都靠字幕。',
    holds: (indexed, { today }) =>
      indexed.entry.kind === 'videos' &&
      isOnItsWay(indexed, today) &&
      indexed.fields['audio'] === 'speech' &&
      typeof indexed.fields['captions'] !== 'string',
  },
  sample: {
    label: '示例还在',
    advice: '有了真实的内容，就把同类的示例删掉。',
    holds: ({ publication }) => publication?.sample === true && publication.status !== 'withdrawn',
  },
} as const satisfies Record<string, Need>;

export type NeedName = keyof typeof needs;

/** The names of all reasons, in their order. */
const needNames = Object.keys(needs) as NeedName[];

/** A reason with every column that it may have. */
export const needOf = (name: NeedName): Need => needs[name];

/** The year without a table of holidays that will soon be needed; `undefined` where there is none, or nobody can know yet. */
export function missingHolidays(index: EntryIndex, today: string): string | undefined {
  const [year, month] = today.split('-').map(Number);
  if (year === undefined || month === undefined) return undefined;
  const years = index.ofKind('holidays').map(({ entry }) => entry.slug);
  if (!years.includes(String(year))) return String(year);
  // The State Council announces the next year's in October or November.
  const next = String(year + 1);
  return month >= 10 && !years.includes(next) ? next : undefined;
}

/** Days without any change after which the site looks forgotten. */
export const changeNotice = 14;

/** How many entries each reason is about, the reasons without any left out. */
export function countNeeds(index: EntryIndex, today: string): { name: NeedName; count: number }[] {
  const counts = new Map<NeedName, number>();
  for (const indexed of index.all())
    for (const name of needNames)
      if (needOf(name).holds(indexed, { index, today })) counts.set(name, (counts.get(name) ?? 0) + 1);
  return needNames.flatMap((name) => (counts.has(name) ? [{ name, count: counts.get(name) ?? 0 }] : []));
}
