/** What people type and paste becomes what the content holds; what is something else stays as it is. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { withoutUnseen } from '../../src/domain/text/characters.ts';
import { typedNumber, typedPeriod, typedSpan } from '../../src/domain/text/typed-values.ts';

const examples = {
  number: [
    typedNumber,
    [
      ['２０２６', '2026'],
      ['2026年', '2026'],
      [' 4 月', '4'],
      ['1,234', '1234'],
      ['１２，３４５．５', '12345.5'],
      ['103.949°', '103.949'],
      ['9.6米', '9.6'],
      ['-3', '-3'],
      ['大概 2019', '大概 2019'],
      ['1,23', '1,23'],
      ['', ''],
    ],
  ],
  span: [
    typedSpan,
    [
      ['8:00-22:00', '08:00-22:00'],
      ['08：00－22：00', '08:00-22:00'],
      ['8点到22点', '08:00-22:00'],
      ['8:30 ~ 12:00', '08:30-12:00'],
      ['20:00—26:00', '20:00-26:00'],
      ['8时30分至12时', '08:30-12:00'],
      ['上午', '上午'],
      ['8-22', '8-22'],
    ],
  ],
  period: [
    typedPeriod,
    [
      ['2022年', '2022'],
      ['２０２２', '2022'],
      ['2022年4月', '2022-04'],
      ['2022年4月6日', '2022-04-06'],
      ['2022/4/16', '2022-04-16'],
      ['2022.4', '2022-04'],
      ['2022-10-16', '2022-10-16'],
      ['去年', '去年'],
      ['22年', '22年'],
    ],
  ],
} as const;

for (const [name, [made, pairs]] of Object.entries(examples)) {
  for (const [typed, expected] of pairs)
    test(`a ${name} that is typed as “${typed}” is “${expected}”`, () => {
      assert.equal(made(typed), expected);
    });

  test(`a ${name} that is right stays as it is, and is made only once`, () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom(...pairs.map(([typed]) => typed))), (text) => {
        assert.equal(made(made(text)), made(text));
      }),
    );
  });
}

test('characters without width go, and those that join letters stay', () => {
  assert.equal(withoutUnseen('李\u200b师傅\ufeff 软\u00ad连'), '李师傅 软连');
  assert.equal(withoutUnseen('👨‍👩‍👧 ئۇ\u200cي'), '👨‍👩‍👧 ئۇ\u200cي');
});
