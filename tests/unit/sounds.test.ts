/** Words typed by their sound: which characters sound alike, and to what a slip is corrected. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { Sounds } from '../../src/domain/search/sounds.ts';

const sounds = new Sounds({
  bo: '波 博',
  lu: '路炉 绿',
  lv: '绿',
  wei: '微为',
  jian: '犍件 健',
  qian: '犍前',
  ren: '人 任',
  li: '理李',
  xiang: '想',
  shi: '是时事市式师石十使世食史',
  si: '四司',
});

test('characters sound alike in any of their readings, and across sounds that are hard to tell apart', () => {
  assert.equal(sounds.isAlike('博', '波'), true);
  assert.equal(sounds.isAlike('犍', '健'), true);
  assert.equal(sounds.isAlike('犍', '前'), true);
  assert.equal(sounds.isAlike('绿', '炉'), true);
  assert.equal(sounds.isAlike('微', '波'), false);
  assert.equal(sounds.isAlike('喆', '波'), false, 'nothing is known of its sound');
  assert.equal(sounds.isAlike('波', '喆'), false);
  assert.equal(sounds.isAlike('喆', '喆'), true);
  assert.equal(sounds.isAlike('s', 'e'), false, 'letters are no characters');
});

test('a slip is corrected to a known word of the same sound that keeps most characters, and to none of another sound', () => {
  const known = ['微波炉', '犍为', '快递员', '犍路为'];
  assert.equal(sounds.nearest('微博炉', known), '微波炉');
  assert.equal(sounds.nearest('微博路', known), '微波炉');
  assert.equal(sounds.nearest('健为', known), '犍为');
  assert.equal(sounds.nearest('前微', known), undefined, 'not one character is the same');
  assert.equal(sounds.nearest('快递站', known), undefined, 'it sounds otherwise');
  assert.equal(sounds.nearest('微波炉', known), undefined);
  assert.equal(sounds.nearest('微博炉为', known), undefined, 'it is longer');
});

test('corrections replace one character of three or more by those of the texts that sound like it', () => {
  assert.deepEqual([...sounds.corrections('微博炉')], ['为博炉', '微波炉', '微博路', '微博绿']);
  assert.deepEqual([...sounds.corrections('李想')], [], 'of two characters one is too little to go by');
  assert.deepEqual([...sounds.corrections('微b炉')], []);
});

test('words of up to eight characters are corrected, and one character in at most twelve ways', () => {
  assert.deepEqual([...sounds.corrections('填填填填填填填健')], ['填填填填填填填犍', '填填填填填填填件']);
  assert.deepEqual([...sounds.corrections('填填填填填填填填健')], []);
  assert.equal([...sounds.corrections('填填思')].length, 0, 'nothing is known of its sound');
  assert.equal([...sounds.corrections('填填四')].length, 12);
});

test('a piece of a word is corrected to a known word of the same sound, wherever it stands', () => {
  assert.equal(sounds.withKnown('微博炉间', ['微波炉']), '微波炉间');
  assert.equal(sounds.withKnown('去健为县', ['犍为']), '去犍为县');
  assert.equal(sounds.withKnown('今天去健为', ['犍为']), '今天去犍为');
  assert.equal(sounds.withKnown('微博', ['犍为']), undefined);
  assert.equal(sounds.withKnown('微博炉', ['微波炉']), undefined, 'the whole is no piece');
});

test('of pieces that sound like a known word the longest is corrected, and of equally long ones the first', () => {
  assert.equal(sounds.withKnown('健为微博炉', ['犍为', '微波炉']), '健为微波炉');
  assert.equal(sounds.withKnown('健为到健为', ['犍为']), '犍为到健为');
});
