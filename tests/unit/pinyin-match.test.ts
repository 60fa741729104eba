/** Reading letters off characters. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { matchesPinyin } from '../../src/domain/text/pinyin-match.ts';

const readings: Readonly<Record<string, readonly string[]>> = {
  中: ['zhong'],
  山: ['shan'],
  重: ['chong', 'zhong'],
  庆: ['qing'],
  安: ['an'],
  图: ['tu'],
};
function matches(text: string, word: string, at = 0): boolean {
  const characters = Array.from(text);
  return matchesPinyin(characters, at, word, (index) => readings[characters[index] ?? '']);
}

test('whole syllables, initials, and both in any mixture with characters are read off', () => {
  for (const word of ['zhongshan', 'zs', 'zhsh', 'zshan', 'zhongs', '中shan', 'zhong山', '中山', 'zhs']) {
    assert.ok(matches('中山', word), word);
  }
});

test('the last syllable may be begun, an earlier one may not', () => {
  for (const word of ['zh', 'zho', 'zhongsha', 'zhongsh', 'zsha']) assert.ok(matches('中山', word), word);
  for (const word of ['zhoshan', 'zhonshan', 'hong', 'zhongshann', 'shan']) assert.ok(!matches('中山', word), word);
});

test('a character is read in each of its ways', () => {
  for (const word of ['chongqing', 'zhongqing', 'cq', 'zq', 'chq']) assert.ok(matches('重庆', word), word);
});

test('two letters stand for an initial only where they are one', () => {
  assert.ok(matches('安图', 'at'));
  assert.ok(!matches('安图', 'ant', 1));
  assert.ok(matches('安图', 'ant'));
  assert.ok(!matches('庆图', 'qit'));
});

test('reading begins at the index, and what follows the word does not matter', () => {
  assert.ok(matches('中山', 'shan', 1));
  assert.ok(!matches('中山', 'zhong', 1));
  assert.ok(matches('中山', 'zh', 0));
  for (const word of ['s', 'undefined']) assert.ok(!matches('中山', word, 2), 'behind the last character is nothing');
  assert.ok(matches('中山', '', 2));
});

test('a character without a reading is only what it is, also where its reading is given as itself', () => {
  assert.ok(matches('a中', 'azhong'));
  assert.ok(!matches('3中', 'zhong'));
  assert.ok(!matchesPinyin(['ab'], 0, 'a', () => ['ab']));
});
