/** Numbers, times and days as people type and paste them, made into what the content holds. What is none of these stays as it is. */

/** Full-width characters of Chinese input methods as the ones of the keyboard: ２０２６ to 2026, ： to :. */
const narrow = (text: string) => text.normalize('NFKC').trim();

const unit = '(?:年|个月|月|天|日|元|分|人|件|个|次|米|m|km|公里|度|°|%)';
const number = new RegExp(`^([+-]?\\d+|[+-]?\\d{1,3}(?:,\\d{3})+)(\\.\\d*)?\\s*${unit}?$`, 'i');

/** A number without full-width digits, thousands separators and a unit behind it: ２，０２６ 人 to 2026. */
export function typedNumber(text: string): string {
  const found = number.exec(narrow(text));
  return found === null ? text : `${(found[1] ?? '').replaceAll(',', '')}${found[2] ?? ''}`;
}

const span = /^(\d{1,2})(?:[:点时](\d{2})?分?)\s*(?:-|—|–|~|到|至)+\s*(\d{1,2})(?:[:点时](\d{2})?分?)$/;

/** A span of time: 8：00－22：00, 8点到22点, 8:00~22:00 to 08:00-22:00. */
export function typedSpan(text: string): string {
  const found = span.exec(narrow(text));
  if (found === null) return text.trim();
  const [, fromHour = '', fromMinute = '00', toHour = '', toMinute = '00'] = found;
  return `${fromHour.padStart(2, '0')}:${fromMinute}-${toHour.padStart(2, '0')}:${toMinute}`;
}

/** The spans of a day: 8:00-12:00、14点 到 18点 to 08:00-12:00 and 14:00-18:00. Blanks stand around the hyphen too. */
export const typedSpans = (text: string): string[] =>
  text
    .replace(/(\d[点时分]?)\s+(?=\d)/g, '$1，')
    .split(/[，、,;；]+/)
    .map(typedSpan)
    .filter((item) => item !== '');

const period = /^(\d{4})\s*(?:年|-|\/|\.)\s*(?:(\d{1,2})\s*(?:月|-|\/|\.)?\s*(?:(\d{1,2})\s*日?)?)?$/;

/** A year, a month or a day: 2022年, 2022年4月, 2022/4/16 to 2022, 2022-04, 2022-04-16. */
export function typedPeriod(text: string): string {
  const found = period.exec(narrow(text));
  if (found === null) return /^\d{4}$/.test(narrow(text)) ? narrow(text) : text;
  return [found[1], found[2], found[3]]
    .filter((part) => part !== undefined)
    .map((part) => part.padStart(2, '0'))
    .join('-');
}
