/** Days as people type and paste them. */
import { daysAfter } from '../time/dates.ts';
import type { IsoDate } from '../../schemas/field.ts';

const digits: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from('〇一二三四五六七八九', (character, digit) => [character, String(digit)]),
);

/** A number below a hundred in Chinese numerals: 二十八 as 28, 五 as 5. */
function smallNumber(numerals: string): string {
  const [tens, ones] = numerals.includes('十') ? numerals.split('十') : ['', numerals];
  const digit = (character: string | undefined, ifNone: string) =>
    character === undefined || character === '' ? ifNone : (digits[character] ?? '');
  return numerals.includes('十') ? `${digit(tens, '1')}${digit(ones, '0')}` : digit(ones, '');
}

/** A date in Chinese numerals, as documents write it, in figures: 二〇二六年四月二十八日 as 2026年4月28日. */
const inFigures = (text: string) =>
  text
    .replace(/[零○Ｏ]/g, '〇')
    .replace(/[〇一二三四五六七八九]{4}(?=年)/, (year) => Array.from(year, (character) => digits[character]).join(''))
    .replace(/[一二三四五六七八九十]{1,3}(?=[月日号])/g, smallNumber);

function isDay(date: string): boolean {
  const moment = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(date);
}

/** Days that are said by where they stand to today. */
const spoken: Readonly<Record<string, number>> = { 前天: -2, 昨天: -1, 今天: 0, 明天: 1, 后天: 2 };

const weekday = '(?:\\s*[（(]?(?:星期|周|礼拜)[一二三四五六日天][）)]?)?';
const withYear = new RegExp(`^(\\d{4})\\s*[年/.-]\\s*(\\d{1,2})\\s*[月/.-]\\s*(\\d{1,2})\\s*[日号]?${weekday}$`);
const withoutYear = new RegExp(`^(\\d{1,2})\\s*[月/.-]\\s*(\\d{1,2})\\s*[日号]?${weekday}$`);
const together = /^(\d{4})(\d{2})(\d{2})$/;

/**
 * The day that is meant: 2026年4月28日, 2026/4/28, 20260428, 二〇二六年四月二十八日, also without a year (then of this one) and 昨天;
 * `undefined` for what is no day, or one that no calendar has.
 * @param today what 今天 is, and whose year is meant where none is written
 * @param lies where the day lies that is meant where no year is written: 12月30日 in January was last year, 1月3日 in December is next year
 */
export function typedDay(text: string, today: IsoDate, lies?: 'behind' | 'ahead'): IsoDate | undefined {
  const narrow = inFigures(text.normalize('NFKC').trim());
  const away = spoken[narrow];
  if (away !== undefined) return daysAfter(today, away);
  const short = withoutYear.exec(narrow);
  const [, year = '', month = '', day = ''] =
    withYear.exec(narrow) ??
    together.exec(narrow) ??
    (short === null ? [] : ['', today.slice(0, 4), short[1] ?? '', short[2] ?? '']);
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (!isDay(date)) return undefined;
  const other = Number(year) + (lies === 'behind' && date > today ? -1 : lies === 'ahead' && date < today ? 1 : 0);
  const moved = `${String(other)}${date.slice(4)}`;
  return short !== null && isDay(moved) ? moved : date;
}
