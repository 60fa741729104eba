/** Share images: every text can be drawn, whatever characters are in it. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { draw } from '../../src/share-images/draw.ts';
import { showable } from '../../src/share-images/fonts.ts';
import type { ShareImageData } from '../../src/share-images/image-data.ts';

const plain: ShareImageData = {
  label: '人物',
  title: '安途',
  lead: '高考那几天，他的车只接考生',
  facts: ['网约车司机', '玉津镇'],
  visual: { kind: 'days', days: 3, raisedOn: '2026-03-01', doneOn: '2026-03-04' },
  address: 'https://www.example.gov.cn/people/an-tu/',
  siteName: '红新闪耀',
  county: '犍为县',
};

/** Emoji that are sequences, scripts that are written from the right or joined, marks upon marks, and what shows nothing. */
const sequences = [
  ...['❤️', '👨‍👩‍👧‍👦', '🏳️‍🌈', '👍🏽', '🇨🇳', '1️⃣', '❤️‍🔥', '㊗️', '\u{1f3f4}\u{e0067}\u{e0062}\u{e007f}'],
  ...['مرحبا', 'ئۇيغۇر', 'नमस्ते', 'กำ', '한글', 'あいう', 'ﷺ', '𝒜𝓫', 'Ω≈ç√'],
  ...['a\u0301\u0302\u0303', '\u0300\u0300', '\u200d\u200d', '\ufe0f', '\u115f\u1160', '\u2800', '\u{e0100}', '\ue000'],
];

test('a heart in the name of a community is left out of the picture, and the rest is drawn', async () => {
  assert.equal(showable('滨江❤️社区', 'plain'), '滨江社区');
  assert.ok((await draw({ ...plain, facts: ['玉津镇滨江❤️社区'] }, 'card')).length > 0);
});

test('every sequence of characters that people type can be drawn in every place', async () => {
  for (let from = 0; from < sequences.length; from += 6) {
    const text = sequences.slice(from, from + 6).join('');
    const data = { ...plain, title: text, lead: text, label: text, facts: [text, text], siteName: text, county: text };
    assert.ok((await draw(data, 'card')).length > 0, text);
  }
});

test('a text of any characters of Unicode has a form that can be drawn, and none that is longer than its sounds', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom('title', 'lead', 'plain'),
      (text, face: 'title' | 'lead' | 'plain') => {
        const shown = showable(text, face);
        assert.equal(showable(shown, face), shown);
        // The longest syllables have six letters: 双 as shuang.
        assert.ok(shown.length <= text.normalize('NFC').length * 7);
      },
    ),
    { numRuns: 60 },
  );
});

test('pictures of random characters are drawn', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', minLength: 20, maxLength: 40 }), async (text) => {
      assert.ok((await draw({ ...plain, title: text, lead: text, facts: [text] }, 'card')).length > 0);
    }),
    { numRuns: 12 },
  );
});
