import assert from 'node:assert/strict';
import { test } from 'node:test';
import { slugOf, syllablesOf } from '../../src/domain/text/pinyin.ts';

const pattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;

test('a Chinese title becomes pinyin without tones', () => {
  assert.equal(slugOf('犍为县红新驿站'), 'qian-wei-xian-hong-xin-yi-zhan');
});

test('ü is written v', () => {
  assert.equal(slugOf('绿色旅途'), 'lv-se-lv-tu');
});

test('a surname is read as a surname only in names', () => {
  assert.equal(slugOf('单小雨', 'name'), 'shan-xiao-yu');
  assert.equal(slugOf('单位食堂'), 'dan-wei-shi-tang');
});

test('Latin letters and digits stay, in lower case', () => {
  assert.equal(slugOf('9.6米货车 WiFi'), '9-6-mi-huo-che-wifi');
  assert.equal(slugOf('ＡＢＣ１２３'), 'abc123');
});

test('a text with nothing to read gives an empty slug', () => {
  for (const text of ['', '   ', '……', '🎉']) assert.equal(slugOf(text), '');
});

test('a long title is cut at a hyphen and still fits the pattern of slugs', () => {
  const slug = slugOf('外卖骑手在暴雨中护送迷路老人回到家中并且连夜帮助社区转移被困居民的故事');
  assert.ok(slug.length <= 60);
  assert.match(slug, pattern);
  assert.ok(slugOf('a'.repeat(90)).length === 60);
});

test('a long title is cut as late as sixty letters allow', () => {
  const sixty = `${'a'.repeat(29)}-${'b'.repeat(30)}`;
  assert.equal(slugOf(`${sixty} c`), sixty);
  assert.equal(slugOf(`${sixty}b`), 'a'.repeat(29));
  assert.equal(slugOf('a'.repeat(61)), 'a'.repeat(60));
});

test('there is a syllable for each character, ü written v, rare characters outside the first plane included', () => {
  assert.deepEqual(syllablesOf('绿道'), ['lv', 'dao']);
  assert.deepEqual(syllablesOf('𬇙绿道'), ['bei', 'lv', 'dao']);
  assert.deepEqual(syllablesOf('😀a'), ['😀', 'a']);
});

test('beside a rare character a word is read as elsewhere', () => {
  assert.deepEqual(syllablesOf('银行𠮷'), ['yin', 'hang', '𠮷']);
  assert.deepEqual(syllablesOf('单𠮷', 'name'), ['shan', '𠮷']);
});
