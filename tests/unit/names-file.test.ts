/** The file of names as a phone loads it: what is written down, and what can be worked out from the rest. */
import assert from 'node:assert/strict';
import test from 'node:test';
import {
  nameReader,
  packNames,
  pageKinds,
  unpackNames,
  type NamedPage,
  type PageKind,
  type PackedNames,
} from '../../src/domain/search/names-file.ts';
import { syllablesOf } from '../../src/domain/text/pinyin.ts';

const page = (kind: PageKind, title: string, path: string, given: Partial<NamedPage> = {}): NamedPage => ({
  kind,
  title,
  path,
  isSample: false,
  ...given,
});
const pack = (...pages: NamedPage[]) => packNames(pages, ({ title }) => syllablesOf(title, 'words'));
const stored = (packed: PackedNames) => unpackNames(JSON.parse(JSON.stringify(packed)) as PackedNames);

test('kinds of page are shown in one order: who and where to go first, plain pages last', () => {
  assert.deepEqual(Object.entries(pageKinds), [
    ['person', '人物'],
    ['station', '站点'],
    ['video', '随手拍'],
    ['feature', '专题'],
    ['team', '队伍'],
    ['order', '办件'],
    ['indicator', '数字'],
    ['page', '页面'],
  ]);
});

test('a slug that follows from the title is not written down, with signs in the title too', () => {
  assert.equal(pack(page('order', '“1+N”（试点）', '/orders/1-n-shi-dian/')).slugs, '');
  assert.equal(pack(page('order', '路灯', '/orders/deng/')).slugs, 'deng');
  const [one] = stored(pack(page('order', '“1+N”（试点）', '/orders/1-n-shi-dian/')));
  assert.equal(one?.path, '/orders/1-n-shi-dian/');
});

test('an address that is not the usual one of its kind is kept as it is', () => {
  for (const each of [
    page('page', '首页', '/'),
    page('person', '李师傅', '/people/#li'),
    page('team', '剑路先锋', '/teams/#jianlu'),
    page('page', '走访', '/orders/?kind=visit'),
  ]) {
    assert.equal(stored(pack(each))[0]?.path, each.path);
  }
});

test('a file without names is read as one', () => {
  assert.deepEqual(stored(pack()), []);
});

test('the readings of a character stand with the commonest first, and equally common ones by the alphabet', () => {
  const bank = page('order', '银行', '/a/');
  const walker = page('order', '行人', '/b/');
  const reading = (...pages: NamedPage[]) => {
    const { characters, syllables } = pack(...pages);
    return syllables.split(' ')[Array.from(characters).indexOf('行')];
  };
  assert.equal(reading(bank, walker, walker), 'xing/hang');
  assert.equal(reading(walker, bank, bank), 'hang/xing');
  assert.equal(reading(walker, bank), 'hang/xing');
  assert.equal(reading(bank, walker), 'hang/xing');
});

test('the characters of all titles stand in one order, whatever the order of the titles', () => {
  const [a, b] = [page('order', '银行', '/a/'), page('order', '人行', '/b/')];
  assert.equal(pack(a, b).characters, '人行银');
  assert.equal(pack(b, a).characters, '人行银');
});

test('where a title reads a character by another than its commonest reading, that is written down, and nothing else', () => {
  const packed = pack(page('order', '行人 wifi', '/a/'), page('order', '行人', '/b/'), page('order', 'A 银行', '/c/'));
  assert.deepEqual(packed.otherwise, [[2, 3, 1]]);
  assert.deepEqual(
    stored(packed).map(({ syllables }) => syllables.join(' ')),
    ['xing ren w i f i', 'xing ren', 'a yin hang'],
  );
});

test('white space in a title is one space, and a character after it keeps its reading', () => {
  const packed = pack(page('order', '行人', '/a/'), page('order', '行人', '/b/'), page('order', '去 \n 银行', '/c/'));
  assert.equal(packed.titles, '行人\n行人\n去 银行');
  assert.deepEqual(stored(packed)[2]?.syllables, ['qu', 'yin', 'hang']);
});

test('only Chinese characters with a syllable in plain letters get a reading', () => {
  const { characters, syllables, otherwise } = packNames([page('order', 'n𠮷玉津站', '/a/')], () => [
    'n',
    '𠮷',
    'Yu',
    'jin1',
    'zhan',
  ]);
  assert.deepEqual([characters, syllables, otherwise], ['站', 'zhan', []]);
});

test('each town stands once, and a page without one has none', () => {
  const packed = pack(
    page('person', '李师傅', '/people/a/', { town: '玉津镇' }),
    page('person', '王师傅', '/people/b/'),
    page('station', '驿站', '/stations/c/', { town: '玉津镇' }),
    page('station', '之家', '/stations/d/', { town: '清溪镇' }),
  );
  assert.deepEqual(
    [packed.towns, packed.townOf],
    [
      ['玉津镇', '清溪镇'],
      [0, -1, 0, 1],
    ],
  );
});

test('of the name of a text only the first four letters are kept, for each entry its own', () => {
  const packed = pack(
    page('person', '李师傅', '/people/a/', { fragment: 'zh_abcdef' }),
    page('person', '王师傅', '/people/b/'),
    page('person', '张师傅', '/people/c/', { fragment: 'zh_9' }),
  );
  assert.equal(packed.fragments, 'zh_a    zh_9');
  assert.deepEqual(
    stored(packed).map(({ fragment }) => fragment),
    ['zh_a', undefined, 'zh_9'],
  );
});

test('a name is compared by its letters and figures, small and of one width, and read out by syllables', () => {
  assert.deepEqual(stored(pack(page('feature', 'Ｎ 1+工（行）', '/features/x/'))), [
    {
      kind: 'feature',
      title: 'Ｎ 1+工（行）',
      path: '/features/x/',
      isSample: false,
      plain: 'n1工行',
      characters: ['n', '1', '工', '行'],
      syllables: ['n', '1', 'gong', 'xing'],
      sounds: ['n', '1', 'gon', 'xin'],
      readings: [['n'], ['1'], ['gong'], ['xing']],
    },
  ]);
});

test('a long file is read whole, and can be interrupted after every few names', () => {
  const packed = pack(...Array.from({ length: 320 }, (_, index) => page('order', '路灯', `/orders/${String(index)}/`)));
  assert.equal(unpackNames(packed).length, 320);
  const reader = nameReader(packed);
  let interruptions = 0;
  while (reader.next().done !== true) interruptions += 1;
  assert.ok(interruptions >= 8 && interruptions <= 40, String(interruptions));
});
