/** Personal data: any number is found however it is written, and what has no such number passes. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {
  findPrivate,
  isBankCard,
  isIdentityNumber,
  isOldIdentityNumber,
  passesLuhn,
} from '../../../src/domain/text/personal-data.ts';
import { calendarDay } from './arbitraries.ts';

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${String(length)}}$`));
const provinces = ['11', '15', '21', '23', '31', '37', '41', '46', '50', '54', '61', '65', '71', '81', '83'];

/** The check character of GB 11643 by the recursive method of ISO/IEC 7064 MOD 11-2, which needs no table of weights. */
function identityCheck(seventeen: string): string {
  let rest = 0;
  for (const digit of seventeen) rest = ((rest + Number(digit)) * 2) % 11;
  const check = (12 - rest) % 11;
  return check === 10 ? 'X' : String(check);
}

const identity = fc
  .tuple(fc.constantFrom(...provinces), digits(4), calendarDay, digits(3))
  .map(([province, place, birth, order]) => {
    const seventeen = `${province}${place}${birth.replaceAll('-', '')}${order}`;
    return `${seventeen}${identityCheck(seventeen)}`;
  });

/** The last digit with which all pass Luhn's check: found by trying, since each other one fails. */
const withCheckDigit = (start: string) =>
  Array.from('0123456789', (last) => start + last).find((number) => {
    // As ISO/IEC 7812-1 words it: double every second digit from the right, add the digits of the products.
    const sum = Array.from(number)
      .reverse()
      .flatMap((digit, index) => Array.from(String(Number(digit) * (index % 2 === 0 ? 1 : 2))))
      .reduce((all, digit) => all + Number(digit), 0);
    return sum % 10 === 0;
  }) ?? '';

const card = fc
  .oneof(
    fc.tuple(fc.constantFrom('62', '81'), fc.integer({ min: 16, max: 19 })),
    fc.tuple(fc.constantFrom('9558', '9559'), fc.integer({ min: 18, max: 19 })),
    fc.tuple(fc.constantFrom('4', '51', '55', '3528', '3530', '3589'), fc.constant(16)),
  )
  .chain(([start, length]) => digits(length - start.length - 1).map((rest) => withCheckDigit(start + rest)));

const mobile = fc
  .tuple(fc.constantFrom('3', '4', '5', '6', '7', '8', '9'), digits(9))
  .map((parts) => `1${parts.join('')}`);

/** What people put between the groups of a number. */
const separator = fc.constantFrom(' ', '  ', '-', ' - ', '.', '·', '_', '–', '\t');
const fullWidth = (text: string) => text.replace(/[0-9X]/g, (each) => String.fromCharCode(each.charCodeAt(0) + 0xfee0));
const around = fc.tuple(
  fc.constantFrom('', '电话：', '请打', '他说“', '第一行\n', '共3件，', '（'),
  fc.constantFrom('', '。', '”', '\n最后一行', '，下午', '）'),
);

/** A number cut into groups of given lengths, with a separator between. */
function grouped(number: string, lengths: readonly number[], between: string): string {
  let at = 0;
  const parts = lengths.map((length) => number.slice(at, (at += length)));
  return [...parts, number.slice(at)].filter((part) => part !== '').join(between);
}

/** Checks that exactly one thing is found in a text, with its digits. */
function assertFound(text: string, kind: string, number: string): void {
  const found = findPrivate(text);
  assert.deepEqual(
    found.map((each) => [each.kind, each.digits.toUpperCase()]),
    [[kind, number]],
    JSON.stringify(text),
  );
}

test('an identity number is found in one piece and in groups, half and full width, in any sentence', () => {
  fc.assert(
    fc.property(
      identity,
      separator,
      around,
      fc.boolean(),
      fc.boolean(),
      (number, between, [before, after], isWide, isSmall) => {
        assert.ok(isIdentityNumber(number));
        const cased = isSmall ? number.replace('X', 'x') : number;
        for (const written of [
          cased,
          grouped(cased, [6], between),
          grouped(cased, [6, 8], between),
          grouped(cased, [14], between),
        ]) {
          assertFound(before + (isWide ? fullWidth(written) : written) + after, 'identity', number);
        }
      },
    ),
    { numRuns: 200 },
  );
});

test('an identity number with another check character is none', () => {
  fc.assert(
    fc.property(identity, fc.constantFrom(...Array.from('0123456789X')), (number, last) => {
      assert.equal(isIdentityNumber(number.slice(0, 17) + last), number.endsWith(last));
    }),
  );
});

test('an identity number of a day that does not exist, or of no province, is none, new and old', () => {
  const birth = fc.tuple(
    fc.integer({ min: 0, max: 99 }),
    fc.integer({ min: 0, max: 14 }),
    fc.integer({ min: 0, max: 33 }),
  );
  fc.assert(
    fc.property(digits(2), digits(4), birth, digits(3), (province, place, [year, month, day], order) => {
      const two = (value: number) => String(value).padStart(2, '0');
      const date = `19${two(year)}-${two(month)}-${two(day)}`;
      const isReal = !Number.isNaN(Date.parse(date)) && new Date(date).toISOString().startsWith(date);
      const number = Number(province);
      const isProvince = [
        [11, 15],
        [21, 23],
        [31, 37],
        [41, 46],
        [50, 54],
        [61, 65],
        [71, 71],
        [81, 83],
      ].some(([from = 0, to = 0]) => number >= from && number <= to);
      const seventeen = `${province}${place}19${two(year)}${two(month)}${two(day)}${order}`;
      assert.equal(isIdentityNumber(seventeen + identityCheck(seventeen)), isReal && isProvince);
      assert.equal(isOldIdentityNumber(seventeen.slice(0, 6) + seventeen.slice(8)), isReal && isProvince);
    }),
    { numRuns: 500 },
  );
});

test('a bank card is found in one piece and in fours, in any sentence', () => {
  fc.assert(
    fc.property(card, separator, around, (number, between, [before, after]) => {
      assert.ok(isBankCard(number), number);
      for (const written of [number, grouped(number, [4, 4, 4, 4], between)]) {
        // Some cards are identity numbers as well, of which there is one in thousands; then it is named as that.
        if (isIdentityNumber(number)) continue;
        assertFound(before + written + after, 'bank-card', number);
      }
    }),
    { numRuns: 200 },
  );
});

test('a bank card has sixteen to nineteen digits, one of Visa, Mastercard and JCB sixteen, an older one at least eighteen', () => {
  const start = fc.constantFrom('62', '81', '9558', '9559', '4', '51', '3528');
  fc.assert(
    fc.property(start, fc.integer({ min: 13, max: 21 }), fc.nat(9), (first, length, filling) => {
      const number = withCheckDigit(first.padEnd(length - 1, String(filling)));
      const longest = /^[345]/.test(first) ? 16 : 19;
      const shortest = first.startsWith('9') ? 18 : 16;
      assert.equal(isBankCard(number), length >= shortest && length <= longest, number);
    }),
    { numRuns: 300 },
  );
});

test('an identity number is of somebody born from 1800 to 2099, and has eighteen characters', () => {
  fc.assert(
    fc.property(fc.constantFrom(1700, 1799, 1800, 1801, 2098, 2099, 2100, 2200), digits(3), (year, order) => {
      const seventeen = `110105${String(year)}1231${order}`;
      const number = seventeen + identityCheck(seventeen);
      assert.equal(isIdentityNumber(number), year >= 1800 && year <= 2099);
      assert.ok(!isIdentityNumber(`1${number}`) && !isIdentityNumber(`${number}1`));
      const old = `110105${String(year).slice(2)}1231${order}`;
      assert.ok(isOldIdentityNumber(old) && !isOldIdentityNumber(`1${old}`) && !isOldIdentityNumber(`${old}1`));
    }),
  );
});

test('of ten last digits exactly one passes the check, and one wrong digit never does', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 8, max: 18 }).chain(digits),
      fc.nat(),
      fc.integer({ min: 1, max: 9 }),
      (start, at, by) => {
        const number = withCheckDigit(start);
        const passing = Array.from('0123456789', (last) => start + last).filter(passesLuhn);
        assert.deepEqual(passing, [number]);
        const index = at % number.length;
        const wrong = String((Number(number[index]) + by) % 10);
        assert.ok(!passesLuhn(number.slice(0, index) + wrong + number.slice(index + 1)));
      },
    ),
  );
});

test('a mobile number is found in every grouping in which people write it, with and without the code of the country', () => {
  const country = fc.constantFrom('', '86', '+86', '0086', '+86 ', '86-');
  const groups = fc.constantFrom([], [3, 4], [3], [7], [4, 3]);
  fc.assert(
    fc.property(mobile, country, groups, separator, around, (number, code, lengths, between, [before, after]) => {
      assertFound(before + code + grouped(number, lengths, between) + after, 'mobile', number);
    }),
    { numRuns: 300 },
  );
});

test('a mobile number is found digit by digit, in full width, with invisible characters and in Chinese numerals', () => {
  const numerals = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
  fc.assert(
    fc.property(
      mobile,
      around,
      fc.constantFrom('\u200b', '\u2060', '\ufeff', '\u00ad'),
      (number, [before, after], hidden) => {
        const inNumerals = Array.from(number, (digit) => numerals[Number(digit)]).join('');
        for (const written of [
          Array.from(number).join(' '),
          fullWidth(number),
          Array.from(number).join(hidden),
          inNumerals,
          inNumerals.replace(/^一/, '幺').replaceAll('二', '两').replaceAll('零', '〇'),
        ]) {
          assertFound(before + written + after, 'mobile', number);
        }
      },
    ),
  );
});

test('the number of an order, a date, a sum and an ordinary telephone are nobody’s', () => {
  const order = fc
    .tuple(calendarDay, fc.integer({ min: 0, max: 10 }).chain(digits))
    .map(([day, sequence]) => `20${day.replaceAll('-', '').slice(2)}${sequence}`);
  const plain = fc.oneof(
    order.map((number) => `订单 ${number}`),
    order.map((number) => `编号：${number}。`),
    fc.tuple(calendarDay, calendarDay).map((days) => days.join(' 至 ')),
    fc
      .tuple(fc.nat(99_999), fc.nat(99))
      .map(([whole, cents]) => `${String(whole)}.${String(cents).padStart(2, '0')} 元`),
    fc.stringMatching(/^0833-[2-9]\d{6}$/),
    mobile.map((number) => `https://www.example.gov.cn/t${number}.html`),
    mobile.map((number) => `${number.slice(0, 3)}****${number.slice(7)}`),
  );
  fc.assert(
    fc.property(plain, around, (text, [before, after]) => {
      assert.deepEqual(findPrivate(before + text + after), []);
    }),
    { numRuns: 500 },
  );
});

test('a number inside a longer number or inside a code is none', () => {
  fc.assert(
    fc.property(
      mobile,
      fc.integer({ min: 1, max: 3 }).chain(digits),
      fc.stringMatching(/^[a-f]{4}$/),
      (number, more, letters) => {
        assert.deepEqual(findPrivate(`流水号 ${number}${more}`), []);
        assert.deepEqual(findPrivate(`文件 ${letters}${number}${letters}.jpg`), []);
        assert.deepEqual(findPrivate(`经度 103.${number}`), []);
      },
    ),
  );
});

test('an address with building, unit and room is found however the numbers are written, and told with its line', () => {
  const building = fc.tuple(
    fc.constantFrom('3', '12', '三', '十', 'A', '甲'),
    fc.constantFrom('栋', '幢', '座', '号楼'),
  );
  const room = fc.tuple(fc.constantFrom('501', '1203', '五零一'), fc.constantFrom('', '室', '号'));
  const unit = fc.option(fc.constantFrom('1', '2', '二').map((number) => `${number}单元`));
  fc.assert(
    fc.property(
      building,
      unit,
      room,
      fc.constantFrom('', ' ', '，', '-'),
      fc.nat(5),
      (ofBuilding, ofUnit, ofRoom, between, line) => {
        const address = [ofBuilding.join(''), ...(ofUnit === null ? [] : [ofUnit]), ofRoom.join('')].join(between);
        const found = findPrivate(`${'一行\n'.repeat(line)}住${address}。`);
        assert.deepEqual(
          found.map((each) => [each.kind, each.text, each.line]),
          [['home-address', address.normalize('NFKC'), line + 1]],
          address,
        );
      },
    ),
    { numRuns: 300 },
  );
});

test('several things in a text are all found, in their order, each with its line', () => {
  const thing = fc.oneof(
    identity.map((number) => ['identity', number] as const),
    mobile.map((number) => ['mobile', number] as const),
    fc.constant(['home-address', '3栋2单元501'] as const),
  );
  fc.assert(
    fc.property(fc.array(thing, { maxLength: 5 }), (things) => {
      const found = findPrivate(things.map(([, text]) => `这里写着：${text}，另起一行`).join('\n'));
      assert.deepEqual(
        found.map(({ kind, text, line }) => [kind, text, line]),
        things.map(([kind, text], index) => [kind, text, index + 1]),
      );
    }),
  );
});
