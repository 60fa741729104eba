/** Slugs and syllables, of any text. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { slugOf, syllablesOf } from '../../../src/domain/text/pinyin.ts';
import { slugPattern } from '../../../src/schemas/field.ts';
import { chineseText } from './arbitraries.ts';

const reading = fc.constantFrom('words', 'name');
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc
    .array(fc.oneof(chineseText({ minLength: 1, maxLength: 8 }), fc.string({ maxLength: 6 })), { maxLength: 8 })
    .map((parts) => parts.join('')),
);

test('a slug is one that an entry may have, or empty, and never longer than sixty letters', () => {
  fc.assert(
    fc.property(anyText, reading, (text, as) => {
      const slug = slugOf(text, as);
      assert.ok(slug === '' || slugPattern.test(slug), slug);
      assert.ok(slug.length <= 60);
    }),
    { numRuns: 300 },
  );
});

test('the slug of a slug is itself', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const slug = slugOf(text);
      assert.equal(slugOf(slug), slug);
    }),
    { numRuns: 200 },
  );
});

test('a slug is the syllables of its text, cut where a syllable ends', () => {
  fc.assert(
    fc.property(chineseText({ minLength: 1, maxLength: 40 }), reading, (text, as) => {
      const whole = syllablesOf(text, as).join('-');
      const slug = slugOf(text, as);
      assert.ok(whole === slug || (whole.startsWith(`${slug}-`) && whole.length > 60), slug);
      // Not shorter than it must be: the next syllable would not fit.
      const next = whole.slice(slug.length + 1).split('-')[0] ?? '';
      assert.ok(whole === slug || slug.length + 1 + next.length > 60);
    }),
    { numRuns: 200 },
  );
});

test('letters of full width and capitals give the slug of ordinary ones', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9]{1,20}$/), (word) => {
      const wide = Array.from(word, (each) => String.fromCharCode(each.charCodeAt(0) + 0xfee0)).join('');
      assert.equal(slugOf(word), word);
      assert.equal(slugOf(wide), word);
      assert.equal(slugOf(word.toUpperCase()), word);
    }),
  );
});

test('there is a syllable for every character, whatever plane it is from', () => {
  const characters = fc.array(
    fc.oneof(chineseText({ minLength: 1, maxLength: 1 }), fc.constantFrom('𠮷', '𬇙', 'A', '1', '，', ' ')),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(characters, (list) => {
      const syllables = syllablesOf(list.join(''));
      assert.equal(syllables.length, list.length);
      list.forEach((character, index) => {
        if (/[玉津镇滨江]/.test(character)) assert.match(syllables[index] ?? '', /^[a-z]+$/);
        if (/[A1，]/.test(character)) assert.equal(syllables[index], character);
      });
    }),
  );
});
