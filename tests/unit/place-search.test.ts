/** Finding a place by characters, pinyin and initials. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { matchesWords, readingsOf, readingTable } from '../../src/domain/places/place-search.ts';
import { syllablesOf } from '../../src/domain/text/pinyin.ts';

const texts = ['玉津镇滨江社区户外劳动者服务站', '江边步道入口旁', '重庆路', '重车慢行', '绿化街', 'A区3号门'];
const readings = readingsOf(texts, syllablesOf);
const table = readingTable(readings);
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

test('letters of a text are read as they are, and letters beside figures are found only as they are written', () => {
  assert.ok(matchesWords(['A区3号门'], 'aqu', table));
  for (const query of ['3hao', 'hao3']) assert.ok(!matchesWords(['3号3楼'], query, table), query);
  assert.ok(matchesWords(['3号门'], '3号', table));
});

test('spaces and apostrophes of texts and words mean nothing, and ü is v', () => {
  for (const query of ['滨江路', "bin'jiang", 'bin’’jiang', ' binjiang  lu ']) {
    assert.ok(matchesWords(['滨 江路'], query, readingTable(readingsOf(['滨江路'], syllablesOf))), query);
  }
  assert.ok(matchesWords(['绿化街'], 'lühua', table));
  assert.ok(!matchesWords(['南街'], 'nü', readingTable(readingsOf(['南街'], syllablesOf))));
});

test('no words are in every text, also where there is none, and no text that is left out holds a word', () => {
  assert.ok(matchesWords([], ' ', table));
  assert.ok(!matchesWords([undefined], 's', table));
});

test('readings stand in the order of the alphabet, and what is no syllable is no reading', () => {
  assert.deepEqual(readingsOf(['重车', '重庆'], syllablesOf).syllables, 'chong/zhong che qing');
  assert.deepEqual(
    readingsOf(['玉津'], () => ['Yu', 'jin1']),
    { characters: '玉津', syllables: ' ' },
  );
});

test('letters and figures of a text have no reading in the table', () => {
  assert.deepEqual(readingsOf(['wifi 3 号'], syllablesOf), { characters: '号', syllables: 'hao' });
});
