/** Where the words of a question lead: to pages and choices of lists. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { destinationsOf } from '../../src/domain/search/destinations.ts';
import { wantedBy } from '../../src/domain/search/question.ts';
import { Synonyms } from '../../src/domain/search/synonyms.ts';

const synonyms = new Synonyms({
  groups: [
    ['卫生间', '厕所'],
    ['外卖骑手', '外卖小哥', '小哥'],
  ],
  readings: [[], []],
});
const all = [
  { title: '外卖骑手的故事', path: '/people/?trade=rider', words: ['外卖骑手'] },
  { title: '怎么联系我们', path: '/about/', words: ['电话', '公众号'] },
  { title: '小哥们说的话', path: '/features/xiao-ge/', words: ['小哥'] },
  { title: '厕所坏了找谁', path: '/about/#toilets', words: ['厕所投诉电话'] },
];
const known = new Set(['电话', '安途']);
const titles = (query: string) =>
  destinationsOf(all, query, wantedBy(query, synonyms, known), (word) => word === '安途').map(({ title }) => title);

test('words lead to a list by themselves and by their synonyms, and not beside others', () => {
  assert.deepEqual(titles('外卖骑手'), ['外卖骑手的故事', '小哥们说的话']);
  assert.deepEqual(titles('外卖小哥'), ['外卖骑手的故事', '小哥们说的话']);
  assert.deepEqual(titles('电话'), ['怎么联系我们']);
  assert.deepEqual(titles('外卖小哥 厕所'), []);
  assert.deepEqual(titles('外卖小哥路灯坏了'), []);
  assert.deepEqual(titles('路灯'), []);
});

test('two characters beside such a word change nothing, unless they are a name', () => {
  assert.deepEqual(titles('电话号码'), ['怎么联系我们']);
  assert.deepEqual(titles('安途电话'), []);
  assert.deepEqual(titles('电话号码本'), []);
});

test('where the whole question leads comes before where a word of it, or a synonym, leads', () => {
  assert.deepEqual(titles('小哥'), ['小哥们说的话', '外卖骑手的故事']);
  assert.deepEqual(titles('厕所投诉电话'), ['厕所坏了找谁', '怎么联系我们']);
});
