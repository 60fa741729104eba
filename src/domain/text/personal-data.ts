/**
 * Finds in a text what must not be published of a person: identity-card, mobile and bank-card numbers, and addresses
 * that lead to the door of a home. It would rather let a number pass that is none by its own rules (checksum, date,
 * prefix) than refuse the number of an order or a date; what it does refuse, it can name.
 */

/** What was found. */
export type PrivateKind = 'identity' | 'mobile' | 'bank-card' | 'home-address';

/** One finding in a text. */
export interface PrivateFinding {
  kind: PrivateKind;
  /** As written in the text, in half-width characters. */
  text: string;
  /** Line of the text on which it begins, from 1. */
  line: number;
  /** Only the digits, without a country code; empty for an address. */
  digits: string;
}

/**
 * The first two digits of an identity number: provinces by GB/T 2260, 81 to 83 for Hong Kong, Macao and Taiwan
 * residents (residence permits, State Council order 2018).
 */
const provinces = new Set(
  ['11-15', '21-23', '31-37', '41-46', '50-54', '61-65', '71-71', '81-83'].flatMap((range) => {
    const [from = 0, to = 0] = range.split('-').map(Number);
    return Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
  }),
);

/** Whether a day exists: one of two digits that its month does not have is counted on into another month. */
function isDay(year: number, month: number, day: number): boolean {
  return new Date(Date.UTC(year, month - 1, day)).getUTCMonth() === month - 1;
}

/** Weights of the first seventeen digits (GB 11643-1999, 2^(i-1) mod 11 from the right; ISO/IEC 7064 MOD 11-2). */
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkCharacters = '10X98765432';

/**
 * Whether 18 characters are a citizen identity number by GB 11643-1999: a province, a day of birth that exists, and the
 * check character. An example of the standard: 11010519491231002X.
 */
export function isIdentityNumber(text: string): boolean {
  if (!/^\d{17}[\dXx]$/.test(text) || !provinces.has(text.slice(0, 2))) return false;
  const year = Number(text.slice(6, 10));
  if (year < 1800 || year > 2099 || !isDay(year, Number(text.slice(10, 12)), Number(text.slice(12, 14)))) return false;
  const sum = weights.reduce((total, weight, index) => total + weight * Number(text[index]), 0);
  return checkCharacters[sum % 11] === text.charAt(17).toUpperCase();
}

/**
 * Whether 15 digits can be an identity number of before 1999 (GB 11643-1989): a province and a day of birth in 19xx; it
 * has no check.
 */
export function isOldIdentityNumber(text: string): boolean {
  return (
    /^\d{15}$/.test(text) &&
    provinces.has(text.slice(0, 2)) &&
    isDay(1900 + Number(text.slice(6, 8)), Number(text.slice(8, 10)), Number(text.slice(10, 12)))
  );
}

/** Whether digits pass the check of ISO/IEC 7812-1 (Luhn). */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 0 ? digit : digit * 2;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/**
 * How the numbers of bank cards in China begin, and how many digits they have: 62 and 81 are UnionPay's; 9558 and 9559
 * the older cards of ICBC and ABC; with sixteen digits, 4 is Visa, 51 to 55 Mastercard, 3528 to 3589 JCB. Mastercard's
 * 2221 to 2720 are left out: numbers of orders begin so, and no bank here issues them.
 */
const cardNumber = /^(?:62|81)\d{14,17}$|^955[89]\d{14,15}$|^(?=\d{16}$)(?:4|5[1-5]|35[3-8]|352[89])/;

/** Whether digits are a bank-card number: 16 to 19 of them, a beginning that is in use, and the check digit. */
export function isBankCard(digits: string): boolean {
  return cardNumber.test(digits) && passesLuhn(digits);
}

/** Chinese numerals as they are read out for telephone numbers; 幺 is one. */
const numerals = '零〇一幺二两三四五六七八九';
const valueOfNumeral: Readonly<Record<string, string>> = {
  零: '0',
  〇: '0',
  一: '1',
  幺: '1',
  二: '2',
  两: '2',
  三: '3',
  四: '4',
  五: '5',
  六: '6',
  七: '7',
  八: '8',
  九: '9',
};

/** Separators between the groups of a number. */
const gap = '(?:[ \\t]{1,2}|[ \\t]?[\\-\\u2010-\\u2015.·_][ \\t]?)';
/** A number is not preceded by a digit, nor by the decimal point of a longer number. */
const begins = '(?<!\\d)(?<!\\d\\.)';
const ends = '(?!\\d)';

const identityPattern = new RegExp(`${begins}\\d{6}(?:${gap})?\\d{8}(?:${gap})?\\d{3}[\\dXx]${ends}`, 'g');
const oldIdentityPattern = new RegExp(`${begins}\\d{15}${ends}`, 'g');
const cardPattern = new RegExp(`${begins}(?:\\d{16,19}|\\d{4}(?:${gap}\\d{4}){3}(?:${gap}\\d{1,3})?)${ends}`, 'g');
const code = '(?:(?:\\+|00)?86(?:[ \\t-])?)?';
const mobilePattern = new RegExp(
  [
    // In one piece, or in the groups in which people write it: 3-4-4, 3-8, 7-4; 4-3-4; digit by digit.
    `${begins}${code}1[3-9]\\d(?:\\d{8}|${gap}\\d{8}|\\d{4}${gap}\\d{4}|${gap}\\d{4}${gap}\\d{4})${ends}`,
    `${begins}${code}1[3-9]\\d{2}${gap}\\d{3}${gap}\\d{4}${ends}`,
    `${begins}${code}1 [3-9](?: \\d){9}(?! ?\\d)`,
    `(?<![${numerals}])[一幺][三四五六七八九][${numerals}]{9}(?![${numerals}])`,
  ].join('|'),
  'g',
);

/** Between a number and its word: many people write 3 栋 2 单元. */
const blank = '[ \\t]?';
const count = '[0-9零〇一二两三四五六七八九十]';
/** 3栋, 5号楼, 甲幢, A座, 6#楼; a letter only by itself, not within a word. */
const building = `(?:(?:${count}{1,4}|(?<![A-Za-z])[A-Za-z]|[甲乙丙丁])${blank}(?:栋|幢|座|号楼|号院)|\\d{1,3}${blank}#楼?)`;
const unit = `${count}{1,3}${blank}单元`;
const floor = `(?:${count}{1,3}${blank}(?:楼|层))?`;
/** 501, 1201室, 五零一号; not 12户 or 2026年: the word after a number shows whether it is a count. */
const room = `(?:(?:\\d{1,4}|[${numerals}]{3,4})${blank}(?:室|号(?!楼|院)|房)|(?:\\d{3,4}|[${numerals}]{3,4})(?![\\d${numerals}.十百千万]|[户家人名元米平年月天日点时分个余多盏处件台级度块只条辆次位秒层楼栋套间%㎡]))`;
const separators = '[ ,，、\\-]?';
const addressPatterns = [
  new RegExp(`${building}${separators}(?:${unit}${separators})?${floor}${separators}${room}`, 'g'),
  new RegExp(`${unit}${separators}${floor}${separators}${room}`, 'g'),
  // 滨江路12号501室: a room behind a house number.
  /\d{1,4}[ \t]?号[ \t]?\d{3,4}[ \t]?(?:室|房)/g,
  // 老街小区3-2-501: building, unit, room.
  /(?:小区|花园|家园|公寓|苑|庭)\d{1,2}(?:栋|幢)?-\d{1,2}-\d{3,4}(?!\d)/g,
];
/** In the country a house number is a home: 3组12号. */
const hamletPattern = new RegExp(
  `(?<!第)(?:村|社|社区)?${count}{1,3}${blank}(?:组|社)${separators}\\d{1,4}${blank}号(?!楼|院|线)`,
  'g',
);
/** A house number behind a word for living there: 家住老街12号. */
const livesAtPattern =
  /(?:家住|住在|住址|家在|住处|户籍地?)[^。！？；\n]{0,20}?(?:路|街|巷|弄|里|道|胡同|坝|湾)[ \t]?\d{1,4}[ \t]?号(?!楼|院|线)/g;

/** Which rules about addresses hold. */
export interface PrivacyRules {
  /** Whether the text is the address of a public place, where the number of the house belongs, though no flat. */
  isPublicPlace?: boolean;
}

/** Matches every text that could contain a finding; most texts do not match and are not searched further. */
const mayContainFinding = new RegExp(
  `[0-9０-９][\\s\\S]*[0-9０-９]|[栋幢座]|单元|号楼|[${numerals}]{4}|(?:组|社)[\\s\\S]*号|[\\u{1d7ce}-\\u{1d7ff}①-⑨]`,
  'u',
);

/**
 * A number inside the name of a file, a hash or a code: so many letters around it that it is a part of something else.
 */
const lettersOfACode = 7;
function isPartOfCode(text: string, start: number, end: number): boolean {
  const isWord = (character: string | undefined) => character !== undefined && /[0-9A-Za-z]/.test(character);
  let [from, to] = [start, end];
  while (isWord(text[from - 1])) from--;
  while (isWord(text[to])) to++;
  return start - from + (to - end) >= lettersOfACode;
}

/**
 * Everything private in a text, in its order. Addresses of web pages are passed over: the numbers in them are theirs.
 */
export function findPrivate(input: string, rules: PrivacyRules = {}): PrivateFinding[] {
  if (!mayContainFinding.test(input)) return [];
  const text = input
    // Before Chinese punctuation, at which an address ends, is made into that of addresses.
    .replace(/https?:\/\/[^\s<>"'“”()\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+/g, (address) =>
      ' '.repeat(address.length),
    )
    .normalize('NFKC')
    .replace(/[\u200b-\u200d\u2060\ufeff\u00ad]/g, '');
  const found: (PrivateFinding & { start: number; end: number })[] = [];
  const add = (kind: PrivateKind, match: RegExpExecArray, digits: string) => {
    const [start, end] = [match.index, match.index + match[0].length];
    if (found.some((other) => start < other.end && other.start < end)) return;
    if (kind !== 'home-address' && isPartOfCode(text, start, end)) return;
    const line = text.slice(0, start).split('\n').length;
    found.push({ kind, text: match[0], line, digits, start, end });
  };
  for (const match of text.matchAll(identityPattern)) {
    const digits = match[0].replace(/[^\dXx]/g, '');
    if (isIdentityNumber(digits)) add('identity', match, digits);
  }
  for (const match of text.matchAll(oldIdentityPattern))
    if (isOldIdentityNumber(match[0])) add('identity', match, match[0]);
  for (const match of text.matchAll(cardPattern)) {
    const digits = match[0].replace(/\D/g, '');
    if (isBankCard(digits)) add('bank-card', match, digits);
  }
  for (const match of text.matchAll(mobilePattern)) {
    const digits = match[0].replace(/\D/g, (character) => valueOfNumeral[character] ?? '');
    add('mobile', match, digits.slice(-11));
  }
  const patterns = rules.isPublicPlace === true ? addressPatterns : [...addressPatterns, hamletPattern, livesAtPattern];
  for (const pattern of patterns) for (const match of text.matchAll(pattern)) add('home-address', match, '');
  return found
    .toSorted((a, b) => a.start - b.start)
    .map(({ kind, text: words, line, digits }) => ({ kind, text: words, line, digits }));
}
