/** Names and titles: packing, and search by characters, by pinyin and by similar sound. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { packNames, unpackNames, type NamedPage, type PageKind } from '../../src/domain/search/names-file.ts';
import { findNames } from '../../src/domain/search/names.ts';
import { syllablesOf } from '../../src/domain/text/pinyin.ts';

const page = (kind: PageKind, title: string, path: string, town?: string): NamedPage => ({
  kind,
  title,
  path,
  isSample: kind === 'person',
  ...(town !== undefined && { town }),
});
const pages: NamedPage[] = [
  page('order', '小区门口路灯不亮', '/orders/xiao-qu-men-kou-lu-deng-bu-liang/', '玉津镇'),
  page('person', '李师傅', '/people/li-shi-fu/', '玉津镇'),
  page('person', '单小雨', '/people/shan-xiao-yu/', '清溪镇'),
  page('person', '欧阳叶舟', '/people/ouyang-yezhou/', '罗城镇'),
  page('station', '小哥驿站', '/stations/xiao-ge-yi-zhan/', '玉津镇'),
  page('station', '玉津物流园货车司机之家', '/stations/yujin-wuliuyuan/', '玉津镇'),
  page('station', '银行职工之家', '/stations/yinhang/', '罗城镇'),
  page('team', '剑路先锋', '/teams/#jianlu-xianfeng'),
  page('page', '成效', '/achievements/'),
];
const read = ({ kind, title }: NamedPage) => syllablesOf(title, kind === 'person' ? 'name' : 'words');
const names = unpackNames(packNames(pages, read));
const found = (query: string, most?: number) => findNames(names, query, most).names.map(({ title }) => title);
const guessed = (query: string) => {
  const { names: near, isGuess } = findNames(names, query);
  assert.ok(isGuess, `${query} is said to fit`);
  return near.map(({ title }) => title);
};

test('the file of names gives back what went in, in the order of kinds', () => {
  assert.deepEqual(
    names.map(({ kind, title, path, town, isSample }) => [kind, title, path, town, isSample]).sort(),
    pages.map(({ kind, title, path, town, isSample }) => [kind, title, path, town, isSample]).sort(),
  );
  assert.equal(names[0]?.kind, 'person');
});

test('slugs that the pinyin gives are not written down', () => {
  const { slugs } = packNames(pages, read);
  assert.deepEqual(
    slugs.split('\n').filter((slug) => slug !== ''),
    ['ouyang-yezhou', 'yujin-wuliuyuan', 'yinhang', 'jianlu-xianfeng', '/achievements/'],
  );
});

test('a character is read as its title reads it', () => {
  assert.deepEqual(names.find(({ title }) => title === '银行职工之家')?.syllables.slice(0, 2), ['yin', 'hang']);
  assert.equal(names.find(({ title }) => title === '单小雨')?.syllables[0], 'shan');
});

test('a whole name comes first, then what begins with the query, then what contains it', () => {
  assert.deepEqual(found('李师傅'), ['李师傅']);
  assert.deepEqual(found('小'), ['小哥驿站', '小区门口路灯不亮', '单小雨']);
  assert.deepEqual(found('之家'), ['银行职工之家', '玉津物流园货车司机之家']);
});

test('several words must all be in the title or be its town', () => {
  assert.deepEqual(found('罗城 职工'), ['银行职工之家']);
  assert.deepEqual(found('物流 罗城'), []);
});

test('a name is found by its pinyin, whole or begun, with spaces or without', () => {
  for (const query of ['lishifu', 'li shi fu', 'lishi', 'LiShiFu', "li'shi'fu", 'ｌｉｓｈｉｆｕ']) {
    assert.deepEqual(found(query), ['李师傅'], query);
  }
  assert.deepEqual(found('huoche'), ['玉津物流园货车司机之家']);
  assert.deepEqual(found('shanxiaoyu'), ['单小雨']);
});

test('a syllable that is typed twice counts twice, with spaces or without', () => {
  const two = unpackNames(
    packNames([page('person', '李莉莉', '/people/li-li-li/'), page('person', '李师傅', '/people/li-shi-fu/')], read),
  );
  for (const query of ['lilili', 'li li li', 'lili', 'li li', '莉 莉']) {
    const { names: hits, isGuess } = findNames(two, query);
    assert.deepEqual([isGuess, hits.map(({ title }) => title)], [false, ['李莉莉']], query);
  }
});

test('pinyin is read by syllables: it does not begin in the middle of one', () => {
  assert.ok(!found('ifu').includes('李师傅'));
});

test('a name is found by its initials', () => {
  assert.deepEqual(found('xgyz'), ['小哥驿站']);
  assert.deepEqual(found('lsf'), ['李师傅']);
  assert.deepEqual(found('hcsj'), ['玉津物流园货车司机之家']);
});

test('characters, syllables and initials may be mixed', () => {
  assert.deepEqual(found('李shif'), ['李师傅']);
  assert.deepEqual(found('lishf'), ['李师傅']);
  assert.deepEqual(found('小gyz'), ['小哥驿站']);
});

test('a slip in the pinyin and what sounds alike lead to the nearest name, and say so', () => {
  assert.deepEqual(guessed('lisifu'), ['李师傅']);
  assert.deepEqual(guessed('nishifu'), ['李师傅']);
  assert.deepEqual(guessed('lishihu'), ['李师傅']);
  assert.deepEqual(guessed('ouyanyezhou'), ['欧阳叶舟']);
  assert.deepEqual(guessed('ouyangyezuo'), ['欧阳叶舟']);
  assert.deepEqual(guessed('xiaogeyizan'), ['小哥驿站']);
});

test('another character of the same sound, or one wrong character, leads to the nearest name', () => {
  assert.deepEqual(guessed('欧阳夜舟'), ['欧阳叶舟']);
  assert.deepEqual(guessed('小哥一站'), ['小哥驿站']);
});

test('a name that is nowhere near any is near none', () => {
  for (const query of ['赵钱孙李周', '鬼谷蛤蟆', 'zzqqxx']) assert.deepEqual(guessed(query), [], query);
});

test('nothing is found for nothing', () => {
  assert.deepEqual(findNames(names, '  ，'), { names: [], isGuess: false });
});
