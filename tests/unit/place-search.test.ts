/** Finding a place by characters, pinyin and initials. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { matchesWords, readingsOf, readingTable } from '../../src/domain/places/place-search.ts';
import { syllablesOf } from '../../src/domain/text/pinyin.ts';

const texts = ['玉津镇滨江社区户外劳动者服务站', '江边步道入口旁', '重庆路', '重车慢行', '绿化街', 'A区3号门'];
const readings = readingsOf(texts, syllablesOf);
const table = readingTable(readings);
// Pages that contain the texts omit the characters.
assert.deepEqual(readingTable({ syllables: readings.syllables }, texts), table);
const find = (query: string) => texts.filter((text) => matchesWords([text], query, table));

test('the table holds each character once for each way it is read', () => {
  assert.equal(new Set(readings.characters).size, readings.characters.length);
  assert.deepEqual(table.get('重')?.toSorted(), ['chong', 'zhong']);
});

test('a place is found by characters, by pinyin, by initials and by what is typed so far', () => {
  for (const query of ['滨江', 'binjiang', 'bj', 'binj', 'bjiang', 'BinJiang', 'bin jiang', '玉津 binjiang']) {
    assert.deepEqual(find(query), ['玉津镇滨江社区户外劳动者服务站'], query);
  }
  assert.deepEqual(find('jiangbian'), ['江边步道入口旁']);
});

test('a character is found by every way it is read here, and ü as v', () => {
  assert.deepEqual(find('chongqing'), ['重庆路']);
  assert.ok(find('zhongche').includes('重车慢行'));
  assert.deepEqual(find('lvhua'), ['绿化街']);
});

test('width, case and spaces make no difference', () => {
  assert.deepEqual(find('Ａ区３号'), ['A区3号门']);
});

test('what is nowhere is not found, and an empty query finds all', () => {
  assert.deepEqual(find('tianjin'), []);
  assert.equal(find('  ').length, texts.length);
});
