/** The style rules of the filters that work without script: their values are what editors write. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { load } from 'cheerio';
import fc from 'fast-check';
import { transform } from 'lightningcss';
import { filterGroup, filterRules } from '../../src/components/site/filter.ts';

const rulesOf = (...values: string[]) => {
  const choices = [...new Set(values)].map((value) => [value, value] as const);
  return filterRules([filterGroup('category', '类别', choices, values, (value) => [value])]);
};

test('a value is a string of the style sheet, and as short as it is written', () => {
  assert.equal(
    rulesOf('环境卫生'),
    '.filtered:has(#category-0:checked) [data-category]:not([data-category~="环境卫生"]){display:none}',
  );
});

test('no value ends the string, the rule or the style sheet', () => {
  const sign = fc.constantFrom(
    '"',
    '\\',
    '\n',
    '</style>',
    '<img src=x>',
    ']',
    '{',
    '}',
    '/*',
    '*/',
    '<!--',
    '灯',
    'a',
    '1',
    ' ',
  );
  fc.assert(
    fc.property(fc.array(sign, { minLength: 1, maxLength: 6 }), (signs) => {
      const css = rulesOf('路灯', signs.join(''));
      const $ = load(`<style>${css}</style>`);
      assert.equal($('style').text(), css);
      assert.equal($('*').length, 4, 'html, head, style, body');
      const rules: string[] = [];
      transform({
        filename: 'rules.css',
        code: Buffer.from(css),
        visitor: {
          Rule({ type }) {
            rules.push(type);
          },
        },
      });
      assert.deepEqual(rules, ['style']);
    }),
    { numRuns: 300 },
  );
});
