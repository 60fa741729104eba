/** Reads one cell as a day, a number, a word of a list. Each refusal states what is expected. */
import { dayLength } from '../domain/time/units.ts';
import { isRealDay } from '../schemas/field.ts';
import type { CellValue } from './table.ts';

/** A value, or why there is none. `found` is the cell itself where it is absent. */
export type CellResult<Value> = { value: Value } | { found?: string; expected: string };

/** Full-width digits and letters in half width. Punctuation is unchanged: in Chinese text it is full-width. */
export function halfWidth(text: string): string {
  return text
    .replace(/[０-９Ａ-Ｚａ-ｚ]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .replace(/\u3000|\u00a0/g, ' ')
    .replace(/[\u200b\ufeff]/g, '');
}

/** A cell as a word for comparison: half width, without spaces. */
export function wordOf(value: CellValue): string {
  return textOf(value).normalize('NFKC').replace(/\s+/g, '');
}

/** A cell as text, trimmed; line breaks are preserved. */
export function textOf(value: CellValue): string {
  if (value === null) return '';
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value === 'boolean') return value ? '是' : '否';
  return halfWidth(String(value).replace(/\r\n?/g, '\n')).trim();
}

/** One line of text: a line break in the cell is treated as layout of the sheet. */
export function readLine(value: CellValue): CellResult<string> {
  return { value: textOf(value).replace(/ *\n+ */g, '') };
}

/** Text of several lines. */
export function readProse(value: CellValue): CellResult<string> {
  return {
    value: textOf(value)
      .replace(/[ \t]+$/gm, '')
      .replace(/\n{3,}/g, '\n\n'),
  };
}

/** A code that must be unchanged. Excel stores fifteen digits of a number, and converts codes like 3-12 to days. */
export function readCode(value: CellValue): CellResult<string> {
  if (value instanceof Date) return { expected: '文字格式的编号：Excel 把它当成了日期，把这一栏设为“文本”再填' };
  if (typeof value === 'number' && (!Number.isInteger(value) || Math.abs(value) >= 1e15)) {
    return { expected: '文字格式的编号：数字太长，Excel 已经丢掉了末尾几位，把这一栏设为“文本”再填' };
  }
  return readLine(value);
}

const dayExpected = '2026-09-02 这样的日期（2026/9/2、2026.9.2、2026年9月2日也认得）';

/** The range in which a number without a date format is read as a day: numbers outside are quantities. */
const [firstSerialDay, lastSerialDay] = ['2000-01-01', '2099-12-31'];

function isoDay(year: string, month: string, day: string): string {
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/**
 * A day: a date of Excel, its serial number, or text. A date without a year is refused, as the year is not known.
 * @param dateSystem the day that number 0 stands for
 */
export function readDay(value: CellValue, dateSystem: '1900' | '1904'): CellResult<string> {
  if (value instanceof Date && !Number.isNaN(value.getTime())) return dayInUse(value.toISOString().slice(0, 10));
  const written = textOf(value);
  // In a CSV file the number of a day is text.
  const serial = typeof value === 'number' ? value : /^\d{5}(?:\.\d+)?$/.test(written) ? Number(written) : undefined;
  if (serial !== undefined && serial >= 1 && serial < 100_000) {
    const zero = dateSystem === '1904' ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
    return dayInUse(new Date(zero + Math.floor(serial) * dayLength).toISOString().slice(0, 10));
  }
  const text = written.normalize('NFKC').replace(/\s*([年月日/.\-])\s*/g, '$1');
  const [, year, month, day] =
    /^(\d{4})[年/.-](\d{1,2})[月/.-](\d{1,2})日?(?:[ T]*\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?)?$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(text) ??
    [];
  if (year !== undefined && month !== undefined && day !== undefined) {
    const date = isoDay(year, month, day);
    return isRealDay(date) ? { value: date } : { expected: `${dayExpected}，而且这一天要存在` };
  }
  if (/^\d{1,2}[月/.-]\d{1,2}[日号]?$/.test(text)) return { expected: `写明年份的日期，${dayExpected}` };
  if (/^\d{4}[年/.-]?\d{0,2}月?$/.test(text)) return { expected: `写到哪一天，${dayExpected}` };
  return { expected: dayExpected };
}

function dayInUse(date: string): CellResult<string> {
  return date < firstSerialDay || date > lastSerialDay ? { expected: dayExpected } : { value: date };
}

/** A number, also one that was stored as text. @param units what may follow it, e.g. 天 */
export function readNumber(value: CellValue, expected: string, units: readonly string[] = []): CellResult<number> {
  if (typeof value === 'number') return { value };
  let text = textOf(value).normalize('NFKC').replace(/[\s,]/g, '');
  const unit = units.find((each) => text.endsWith(each));
  if (unit !== undefined) text = text.slice(0, -unit.length);
  return /^[+-]?\d+(?:\.\d+)?$/.test(text) ? { value: Number(text) } : { expected };
}

/** A word of a list by its label, its code or another name. */
export function readChoice<Code extends string>(
  value: CellValue,
  labels: Readonly<Record<Code, string>>,
  otherNames: Readonly<Record<string, Code>> = {},
): CellResult<Code> {
  const word = wordOf(value);
  const codes = Object.keys(labels) as Code[];
  const code = codes.find((each) => each === word || wordOf(labels[each]) === word) ?? otherNames[word];
  return code === undefined
    ? { expected: `其中之一：${codes.map((each) => labels[each]).join('、')}` }
    : { value: code };
}

/** The parts of a cell with a list, separated by 、 , ; / or line breaks. */
export function partsOf(value: CellValue): string[] {
  return textOf(value)
    .split(/[、,，;；/／\n|]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
