/** Letters and figures beside Chinese characters: the words of the index, and what is asked for. */
import assert from 'node:assert/strict';
import test from 'node:test';
import {
  isSureMixture,
  mixedTermsOf,
  mixedWordsOf,
  sampleMark,
  wordOfGroup,
} from '../../src/domain/search/mixed-words.ts';

/** Whether the index finds a text for letters or figures and the characters beside them. */
const isFound = (text: string, chunk: string, previous = '', next = '') =>
  mixedTermsOf(chunk, previous, next).every((term) => mixedWordsOf(text).some((word) => word.startsWith(term)));

const figures = Array.from('0123456789abcdefghijklmnopqrstuvwxyz');

test('every letter and figure is told from every other one, beside either side of a character', () => {
  for (const one of figures) {
    for (const other of figures) {
      assert.equal(isFound(`${one}天`, other, '', '天'), one === other, `${other}天 in ${one}天`);
      assert.equal(isFound(`天${one}`, other, '天'), one === other, `天${other} in 天${one}`);
    }
  }
});

test('characters are told from their neighbours among all characters', () => {
  const text = '3年';
  for (const distance of [-31, -1, 1, 2, 31, 961]) {
    assert.equal(isFound(text, '3', '', String.fromCodePoint(0x5e74 + distance)), false, String(distance));
  }
  assert.equal(isFound(text, '3', '', '年'), true);
});

test('a word of the index is short: a figure takes one letter, a letter two, a Chinese character four', () => {
  const lengths = (text: string) => mixedWordsOf(text).map(({ length }) => length);
  assert.deepEqual(lengths('3天'), [1 + 4 + 1]);
  assert.deepEqual(lengths('天a'), [1 + 4 + 2]);
  assert.deepEqual(lengths('路63号'), [1 + 4 + 2, 1 + 4 + 2 + 4]);
  assert.deepEqual(lengths('路123456789012号'), [1 + 4 + 8, 1 + 4 + 8], 'of longer runs eight are in it');
});

test('letters or figures between two characters are found between these two, and nowhere else', () => {
  assert.equal(isFound('滨江路63号', '63', '路', '号'), true);
  assert.equal(isFound('路63天，甲63号', '63', '路', '号'), false);
  assert.equal(isFound('路12345678天，甲12345678号', '12345678', '路', '号'), false);
  assert.equal(isFound('路12345678号', '12345678', '路', '号'), true);
});

test('more than eight in a row are found by those beside either character', () => {
  assert.equal(isFound('路123456789号', '123456789', '路', '号'), true);
  assert.equal(isFound('路123456789号', '123456789', '路'), true);
  assert.equal(isFound('路123456789天', '123456789', '路', '号'), false);
  assert.equal(isFound('路123456789号', '12345678', '路', '号'), false, 'eight are not nine');
});

test('a part with signs is found by what stands beside a character, and asked for whole only behind one', () => {
  assert.equal(isFound('车长19.6米', '9.6', '', '米'), true);
  assert.equal(mixedTermsOf('9.6', '', '米').length, 1, '9.6 is no beginning of 19.6');
  assert.equal(mixedTermsOf('9.6', '长', '米')[1], '9.6');
});

test('of up to eight letters or figures with a character at either side the index is sure', () => {
  for (const part of ['3天', '天3', '路63号', '路12345678号', 'wifi', '12345678号'])
    assert.ok(isSureMixture(part), part);
  for (const part of ['路123456789号', '9.6米', '路灯', '县路63号', '']) assert.ok(!isSureMixture(part), part);
});

test('every group of synonyms has a word of its own, which is the beginning of no other word of the index', () => {
  const groups = Array.from({ length: 961 }, (_, group) => wordOfGroup(group));
  assert.equal(new Set(groups).size, 961);
  for (const word of groups) assert.match(word, /^в[а-я]{2}$/);
});

test('the mark of a sample is none of these words', () => {
  assert.match(sampleMark, /^[г-я]{2}$/);
});
