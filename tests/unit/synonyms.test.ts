/** Words with one meaning: looked up as they are written, by their pinyin, and within a text. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { Synonyms } from '../../src/domain/search/synonyms.ts';

const synonyms = new Synonyms({
  groups: [
    ['卫生间', '厕所', '洗手间'],
    ['淋浴', '洗澡'],
    ['小哥', '骑手'],
    ['小哥驿站'],
    ['无线网络', 'WiFi'],
    ['货车司机'],
    ['货车停车'],
    ['洗澡间'],
    ['女骑手'],
  ],
  readings: [
    ['weishengjian', 'cesuo', 'xishoujian'],
    ['linyu', 'xizao'],
    ['xiaoge', 'qishou'],
    ['xiaogeyizhan'],
    ['wuxianwangluo', ''],
    ['huochesiji'],
    ['huochetingche'],
    ['xizaojian'],
    ['nvqishou'],
  ],
});

test('a text is cut at the words of groups, the longest at each place', () => {
  assert.deepEqual(synonyms.cut('清溪的小哥驿站有厕所'), [
    { text: '清溪的' },
    { text: '小哥驿站', group: 3 },
    { text: '有' },
    { text: '厕所', group: 0 },
  ]);
  assert.deepEqual(synonyms.cut('路灯'), [{ text: '路灯' }]);
  assert.deepEqual(synonyms.cut('小哥驿站'), [{ text: '小哥驿站', group: 3 }]);
  assert.deepEqual(synonyms.cut('淋浴厕所边'), [
    { text: '淋浴', group: 1 },
    { text: '厕所', group: 0 },
    { text: '边' },
  ]);
});

test('the groups of a text are those of which it has any word', () => {
  assert.deepEqual(synonyms.groupsIn('有wifi的洗手间'), [0, 4]);
});

test('all words are known in the form in which texts are compared', () => {
  const words = [...synonyms.words];
  assert.equal(words.length, 14);
  for (const word of ['厕所', '小哥驿站', 'wifi']) assert.ok(words.includes(word), word);
});

test('letters stand for the word that is read like them, with tones or without, with ü or v', () => {
  assert.equal(synonyms.of('cesuo'), 0);
  assert.equal(synonyms.of('wifi'), 4);
  assert.equal(synonyms.of('cèsuǒ'), 0);
  assert.equal(synonyms.of('nüqishou'), 8);
  assert.equal(synonyms.of('nvqishou'), 8);
  assert.equal(synonyms.of('ce'), undefined);
  assert.equal(synonyms.of(''), undefined, 'a word of letters has no reading, and nothing stands for it');
});

test('five letters that only words of one group begin with stand for it, and a whole reading for its own', () => {
  assert.equal(synonyms.of('xisho'), 0);
  assert.equal(synonyms.of('xish'), undefined, 'four letters may begin much');
  assert.equal(synonyms.of('huoche'), undefined, 'two groups begin so');
  assert.equal(synonyms.of('xizao'), 1, 'a word of another group begins so');
});

test('a word, or a reading, of two groups stands for the first', () => {
  const twice = new Synonyms({
    groups: [
      ['驿站', '歇脚点'],
      ['歇脚点', '一站'],
    ],
    readings: [
      ['yizhan', 'xiejiaodian'],
      ['xiejiaodian', 'yizhan'],
    ],
  });
  assert.equal(twice.of('歇脚点'), 0);
  assert.equal(twice.of('yizhan'), 0);
});
