import assert from 'node:assert/strict';
import test from 'node:test';
import { excerptOf, folded, partsOf, termsOf } from '../../src/search/query.client.ts';

test('a run of Chinese characters is asked for as overlapping pairs', () => {
  assert.deepEqual(termsOf('犍为县'), ['犍为', '为县']);
  assert.deepEqual(termsOf('路灯'), ['路灯']);
  assert.deepEqual(termsOf('灯'), ['灯']);
});

test('Latin words and figures stay whole beside Chinese ones', () => {
  assert.deepEqual(termsOf('顺丰 e代驾'), ['顺丰', 'e', '代驾']);
});

test('full-width letters and capitals are folded', () => {
  assert.deepEqual(partsOf('ＡＢＣ　Wifi'), ['abc', 'wifi']);
});

test('texts are compared without spaces beside Chinese characters', () => {
  assert.equal(folded('犍为 县 WiFi 6 号'), '犍为县wifi 6号');
});

test('an excerpt has the hit in its odd parts and loses no character', () => {
  const parts = excerptOf('江边的路灯坏了，路灯修好了。', ['路灯']);
  assert.deepEqual(
    parts.filter((_, index) => index % 2 === 1),
    ['路灯', '路灯'],
  );
  assert.equal(parts.join(''), '江边的路灯坏了，路灯修好了。');
});

test('a character with a meaning in patterns is only itself', () => {
  assert.deepEqual(excerptOf('货车头 1+N 帮带', ['1+n']), ['货车头 ', '1+N ', '帮带']);
});

test('an excerpt is cut where the text is long, and says so', () => {
  const parts = excerptOf(`${'前'.repeat(100)}路灯${'后'.repeat(200)}`, ['路灯']);
  assert.equal(parts.length, 3);
  assert.match(parts[0] ?? '', /^…前{36}$/);
  assert.equal(parts[1], '路灯');
  assert.match(parts[2] ?? '', /^后+…$/);
});
