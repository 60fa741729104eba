/** Questions as people type them: what they ask for, thing by thing. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { asksForCount, wantedBy } from '../../src/domain/search/question.ts';
import { Synonyms } from '../../src/domain/search/synonyms.ts';

const synonyms = new Synonyms({
  groups: [
    ['卫生间', '厕所', '洗手间'],
    ['淋浴', '洗澡'],
    ['微波炉', '加热饭菜'],
    ['外卖骑手', '外卖小哥', '小哥'],
    ['无线网络', 'WiFi', '免费WiFi', 'WiFi信号'],
  ],
  readings: [['weishengjian', 'cesuo', 'xishoujian'], ['linyu', 'xizao'], ['weibolu', ''], [], ['wuxianwangluo', '']],
});
const known = new Set(['清溪', '清溪镇', '安途', '电话']);
const wanted = (query: string) => wantedBy(query, synonyms, known);
const pieces = (query: string) => wanted(query).map(({ text }) => text);

test('what only makes it a question is left out, and the rest is cut at names, towns and synonyms', () => {
  assert.deepEqual(pieces('清溪有没有微波炉'), ['清溪', '微波炉']);
  assert.deepEqual(pieces('附近的厕所'), ['厕所']);
  assert.deepEqual(pieces('哪里可以洗澡'), ['洗澡']);
  assert.deepEqual(pieces('安途电话'), ['安途', '电话']);
  assert.deepEqual(pieces('外卖小哥的故事'), ['外卖小哥']);
  assert.deepEqual(pieces('路灯 厕所 路灯'), ['路灯', '厕所']);
  assert.deepEqual(pieces('在哪里'), []);
  assert.deepEqual(wanted('洗澡')[0]?.words, ['淋浴', '洗澡']);
});

test('measure words between a verb and its object are left out where that makes a known word', () => {
  assert.deepEqual(pieces('洗个澡'), ['洗澡']);
  assert.deepEqual(pieces('洗一下澡'), ['洗澡']);
  assert.deepEqual(pieces('一个站台'), ['站台'], '一个 is a turn');
  assert.deepEqual(pieces('路口路灯'), ['路口路灯'], '口 is no measure word there');
});

test('的 parts two things, and words of a dictionary are cut where one is given', () => {
  assert.deepEqual(pieces('2026年3月的需求'), ['2026年3月', '需求']);
  const cut = (query: string) =>
    wantedBy(query, synonyms, known, undefined, (text) => text.match(/老人|看病|接送/gu) ?? [text]);
  assert.deepEqual(
    cut('老人看病接送').map(({ text }) => text),
    ['老人', '看病', '接送'],
  );
  assert.deepEqual(
    cut('清溪9米6货车').map(({ text }) => text),
    ['清溪', '9米6货车'],
    'figures are not cut',
  );
});

test('letters that are typed apart are read as one word where they are one, and other words stay apart', () => {
  assert.deepEqual(wanted('wei bo lu'), [{ text: 'weibolu', group: 2, words: ['微波炉', '加热饭菜'] }]);
  assert.deepEqual(pieces('wifi cesuo'), ['wifi', 'cesuo']);
  assert.deepEqual(pieces('excel cesuo'), ['excel', 'cesuo']);
  assert.deepEqual(pieces('外卖 小哥'), ['外卖', '小哥']);
  assert.deepEqual(pieces('免费 wifi'), ['免费', 'wifi']);
  assert.deepEqual(pieces('wifi 信号'), ['wifi', '信号']);
});

test('what stands before and behind a word in a question is left out, as long as two characters are left', () => {
  assert.deepEqual(pieces('想去修路'), ['修路']);
  assert.deepEqual(pieces('修路了吗'), ['修路']);
  assert.deepEqual(pieces('我了解'), ['了解']);
  assert.deepEqual(pieces('来了'), ['来了']);
  assert.deepEqual(pieces('路面不平'), ['路面不平'], 'within a word nothing is left out');
  assert.deepEqual(pieces('灯'), ['灯']);
});

test('a name and a turn part what stands on both sides of them', () => {
  assert.deepEqual(pieces('路灯安途维修'), ['路灯', '安途', '维修']);
  assert.deepEqual(pieces('路灯哪里维修'), ['路灯', '维修']);
});

test('a name of one character is cut off nowhere: it would part any word', () => {
  const texts = wantedBy('李树', synonyms, new Set(['李', '安途'])).map(({ text }) => text);
  assert.deepEqual(texts, ['李树']);
});

test('neither a name nor a word with figures or letters is cut by a dictionary', () => {
  const inPairs = (text: string) => text.match(/.{1,2}/gu) ?? [];
  const cut = (query: string) => wantedBy(query, synonyms, known, undefined, inPairs).map(({ text }) => text);
  assert.deepEqual(cut('清溪镇维修路灯'), ['清溪镇', '维修', '路灯']);
  assert.deepEqual(cut('清溪镇9米6货车'), ['清溪镇', '9米6货车']);
});

test('what is typed again is asked for once, and as it was read first', () => {
  assert.deepEqual(
    wanted('cesuo cesuo安途').map(({ text, group }) => [text, group]),
    [
      ['cesuo', 0],
      ['安途', undefined],
    ],
  );
});

test('how many there are is asked with 多少, 几个, 几家 and their like, not with every 几', () => {
  for (const query of ['多少个站', '几个驿站', '有几家', '几处厕所', '一共有哪些', '总数']) {
    assert.ok(asksForCount(query), query);
  }
  for (const query of ['几点开门', '附近的厕所', '']) assert.ok(!asksForCount(query), query);
});
