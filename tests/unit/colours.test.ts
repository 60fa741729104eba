/** The colours of the tokens against each other, by the contrast formula of WCAG 2.2. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { festivalColours } from '../../src/schemas/vocabulary.ts';

const css = readFileSync(join(import.meta.dirname, '../../src/styles/tokens.css'), 'utf8');
const dark = css.slice(css.indexOf('prefers-color-scheme: dark'), css.indexOf('prefers-contrast'));
const light = css.slice(0, css.indexOf('prefers-color-scheme: dark'));

function colour(name: string, scheme: string): string {
  const found = new RegExp(`--${name}: (#[0-9a-f]{3,6});`).exec(scheme)?.[1];
  assert.ok(found, `no token --${name}`);
  return found.length === 4 ? found.replace(/[0-9a-f]/g, '$&$&') : found;
}

/** Relative luminance of an sRGB colour, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast ratio of two colours, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

test('black on white is 21 to 1', () => {
  assert.equal(contrast('#000000', '#ffffff'), 21);
});

test('the characters of every festival’s seal reach AA on its ground', () => {
  for (const [festival, ground] of Object.entries(festivalColours)) {
    const ratio = contrast(colour('on-seal', light), ground);
    assert.ok(ratio >= 4.5, `${festival}: ${ratio.toFixed(2)}`);
  }
});

for (const [name, scheme] of Object.entries({ light, dark })) {
  test(`in ${name} colours, body text reaches AAA on every ground`, () => {
    for (const text of ['ink', 'ink-soft']) {
      for (const ground of ['paper', 'paper-raised', 'paper-sunk']) {
        const ratio = contrast(colour(text, scheme), colour(ground, scheme));
        assert.ok(ratio >= 7, `${text} on ${ground}: ${ratio.toFixed(2)}`);
      }
    }
  });

  test(`in ${name} colours, links, accents and the focus ring reach AA`, () => {
    const pairs = [
      ['vermilion', 'paper'],
      ['vermilion', 'paper-raised'],
      ['on-vermilion', 'vermilion'],
      ['river', 'paper'],
      ['river', 'river-pale'],
      ['paper', 'river'],
      ['jasmine', 'paper'],
      ['jasmine', 'jasmine-pale'],
      ['focus', 'paper'],
    ] as const;
    for (const [text, ground] of pairs) {
      const ratio = contrast(colour(text, scheme), colour(ground, scheme));
      assert.ok(ratio >= 4.5, `${text} on ${ground}: ${ratio.toFixed(2)}`);
    }
  });
}
