/** How the office finds entries: by titles, pinyin, any words, states and what waits to be done. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { blobIdOf } from '../../src/content-store/git-objects.ts';
import { folded } from '../../src/domain/search/text.ts';
import { EntryIndex } from '../../src/office/entry-index.ts';
import { findEntries, withExcerpts, type EntryQuery } from '../../src/office/entry-search.ts';
import { stateOfEntry } from '../../src/office/entry-state.ts';
import { comparable } from '../../src/office/indexed-entry.ts';
import { countNeeds, missingHolidays } from '../../src/office/needs.ts';

const today = '2026-04-30';

/** An index of some files. */
async function indexOf(files: Readonly<Record<string, string>>): Promise<EntryIndex> {
  const contents = new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)]));
  const index = new EntryIndex((path) => Promise.resolve(contents.get(path)));
  const ids = new Map([...contents].map(([path, bytes]) => [path, blobIdOf(bytes)]));
  await index.refresh({ revision: 1, files: () => ids });
  return index;
}

const person = (name: string, publication = 'status: published', more = '', story = '') =>
  `---\nname: ${name}\ntrade: courier\ntown: 玉津镇\nheadline: 一句话\n${more}publication:\n  ${publication}\n---\n\n${story}\n`;
const order = (title: string, day: string, publication = 'status: published', more = '') =>
  `title: ${title}\nkind: dispatch\ncategory: 道路照明\ntown: 清溪镇\ncommunity: 滨江社区\nsource: 来电\nraisedOn: ${day}\nsummary: 经过\n${more}publication:\n  ${publication}\n`;

const people = {
  'people/shan/index.md': person('单小雨', 'status: published', '', '江上有雾，他 6 点出门。'),
  'people/lu/index.md': person('陆登辉'),
  'people/lv/index.md': person('吕良'),
  'people/zhang/index.md': person('张伟', 'status: draft'),
};

const titlesOf = (index: EntryIndex, query: EntryQuery) => findEntries(index, query, today).map(({ title }) => title);

test('an entry is found by its title, pinyin, initials, a mixture of them, and words of its story', async () => {
  const index = await indexOf({ ...people, 'orders/2026/a.yaml': order('修好路灯', '2026-04-01') });
  for (const [words, expected] of [
    ['小雨', ['单小雨']],
    ['shanxiaoyu', ['单小雨']],
    ['shan xiao yu', ['单小雨']],
    ['dan', ['单小雨']],
    ['sxy', ['单小雨']],
    ['单xiao', ['单小雨']],
    ['SXY', ['单小雨']],
    ['lüliang', ['吕良']],
    ['lvliang', ['吕良']],
    // 陆登辉 begins with it; of the other it is in the middle.
    ['lu deng', ['陆登辉', '修好路灯']],
    ['江上 出门', ['单小雨']],
    ['快递员 陆', ['陆登辉']],
    ['滨江社区', ['修好路灯']],
    ['没有的词', []],
    ['小雨 没有的词', []],
  ] as const)
    assert.deepEqual(titlesOf(index, { words }), expected, words);
});

test('letters are found where a word begins, and not inside of one', async () => {
  const index = await indexOf({ 'teams/jianlu.yaml': 'name: 先锋队\nkind: 队\ndoes: [学用 POS 机, 9.6 米]\n' });
  assert.deepEqual(titlesOf(index, { words: 'pos' }), ['先锋队']);
  assert.deepEqual(titlesOf(index, { words: '9.6' }), ['先锋队']);
  assert.deepEqual(titlesOf(index, { words: 'jianlu' }), ['先锋队']);
  assert.deepEqual(titlesOf(index, { words: 'os' }), []);
  assert.deepEqual(titlesOf(index, { words: 'anlu' }), []);
});

test('what fits the title comes first, what has the words anywhere last, and shows where', async () => {
  const index = await indexOf({
    'people/a/index.md': person('王五', 'status: published', '', '第一段。\n\n他修过很多路灯，也修过井盖。'),
    'orders/2026/a.yaml': order('路灯不亮', '2026-01-01'),
    'orders/2026/b.yaml': order('巷口路灯', '2026-02-01'),
  });
  assert.deepEqual(titlesOf(index, { words: '路灯' }), ['路灯不亮', '巷口路灯', '王五']);
  const found = withExcerpts(findEntries(index, { words: '路灯' }, today), { words: '路灯' });
  assert.deepEqual(
    found.map(({ excerpt }) => excerpt),
    [undefined, undefined, ['他修过很多', '路灯', '，也修过井盖。']],
  );
});

test('filters narrow together, and lists keep their order', async () => {
  const index = await indexOf({
    ...people,
    'orders/2025/a.yaml': order('甲', '2025-12-31'),
    'orders/2026/b.yaml': order('乙', '2026-01-02'),
    'orders/2026/c.yaml': order('丙', '2026-01-03', 'status: draft'),
  });
  assert.deepEqual(
    titlesOf(index, { kinds: ['people'] }),
    ['陆登辉', '吕良', '单小雨', '张伟'].sort(new Intl.Collator('zh-CN').compare),
  );
  assert.deepEqual(titlesOf(index, { kinds: ['orders'] }), ['丙', '乙', '甲']);
  assert.deepEqual(titlesOf(index, { kinds: ['orders'], order: 'oldest' }), ['甲', '乙', '丙']);
  assert.deepEqual(titlesOf(index, { kinds: ['orders'], year: '2026', state: 'public' }), ['乙']);
  assert.deepEqual(titlesOf(index, { town: '清溪镇', state: 'draft' }), ['丙']);
  assert.deepEqual(titlesOf(index, { town: '玉津镇', state: 'draft' }), ['张伟']);
});

test('the state of an entry is the one of the day', async () => {
  const consent = (end: string) =>
    `status: published\n  consent:\n    scope: [name]\n    signedOn: 2026-01-01\n    ${end}`;
  const index = await indexOf({
    'people/a/index.md': person('a', 'status: published\n  publishOn: 2026-05-01'),
    'people/b/index.md': person('b', 'status: published\n  expireOn: 2026-04-30'),
    'people/c/index.md': person('c', consent('expiresOn: 2026-04-29')),
    'people/d/index.md': person('d', consent('expiresOn: 2026-04-30')),
    'people/e/index.md': person('e', 'status: withdrawn'),
    // Nothing of somebody who may not be named is shown.
    'people/k/index.md': person('k', consent('expiresOn: 2026-04-30').replace('[name]', '[story, clip]')),
    'people/f/index.md': person('f', 'status: nonsense'),
    'people/g/index.md': '---\nname: [\n---\n',
    // What a form stores of a group in which nothing is filled in.
    'people/j/index.md': person('j', 'status: draft\n  publishOn: null\n  consent:\n    scope: []\n  reviews: []'),
    'teams/h.yaml': 'name: h\nkind: 队\n',
    'features/i/index.md': '---\ntitle: i\nfrom: 2026-05-01\nto: 2026-05-05\npublication:\n  status: published\n---\n',
  });
  const states = Object.fromEntries(index.all().map((each) => [each.entry.slug, stateOfEntry(each, today)]));
  assert.deepEqual(states, {
    a: 'planned',
    b: 'expired',
    c: 'consent-ended',
    d: 'public',
    e: 'withdrawn',
    f: 'broken',
    g: 'broken',
    h: undefined,
    i: 'planned',
    j: 'draft',
    k: 'unnamed',
  });
});

test('the desk counts what waits to be done', async () => {
  const index = await indexOf({
    'people/a/index.md': person('a', 'status: published\n  sample: true', 'videos: [gone]\n'),
    'people/b/index.md': person(
      'b',
      'status: published\n  consent:\n    scope: [name]\n    signedOn: 2025-05-30\n    expiresOn: 2026-05-30',
    ),
    'people/c/index.md': person(
      'c',
      'status: published\n  consent:\n    scope: [name]\n    signedOn: 2025-05-30\n    expiresOn: 2026-05-31',
    ),
    'people/d/index.md': person('d', 'status: review'),
    'people/e/index.md': '---\nname: [\n---\n',
    'stations/f.yaml': 'name: f\nverified:\n  by: 甲\n  on: 2026-01-30\npublication:\n  status: published\n',
    'stations/g.yaml': 'name: g\nverified:\n  by: 甲\n  on: 2026-01-29\npublication:\n  status: published\n',
    'stations/h.yaml': 'name: h\npublication:\n  status: draft\n',
    'features/i/index.md': '---\ntitle: i\nfrom: 2026-05-14\npublication:\n  status: draft\n---\n',
    'features/j/index.md': '---\ntitle: j\nfrom: 2026-05-15\npublication:\n  status: published\n---\n',
    'videos/k/index.md': '---\ntitle: k\naudio: speech\npublication:\n  status: published\n---\n',
    'videos/l/index.md': '---\ntitle: l\naudio: ambient\npublication:\n  status: published\n---\n',
  });
  assert.deepEqual(Object.fromEntries(countNeeds(index, today).map(({ name, count }) => [name, count])), {
    broken: 1,
    dangling: 1,
    'consent-ends': 1,
    'feature-begins': 1,
    review: 1,
    draft: 2,
    unverified: 1,
    captions: 1,
    sample: 1,
  });
});

test('a table of holidays is missed for this year always, for the next from October on', async () => {
  const index = await indexOf({ 'site/holidays/2026.yaml': 'year: 2026\n' });
  assert.equal(missingHolidays(index, '2025-12-31'), '2025');
  assert.equal(missingHolidays(index, '2026-09-30'), undefined);
  assert.equal(missingHolidays(index, '2026-10-01'), '2027');
});

const writing = fc
  .array(fc.constantFrom(...Array.from('路灯 a Ｂ９.,，。\u3000é½ﬁ𠮷—')), { maxLength: 30 })
  .map((units) => units.join(''));

test('texts are compared in the form of the site’s search', () => {
  fc.assert(
    fc.property(writing, (text) => {
      assert.equal(comparable(text).trim(), folded(text).trim());
    }),
  );
});

test('every entry is found by its own title, and by the pinyin of it', async () => {
  const index = await indexOf(people);
  for (const { title } of index.all()) assert.ok(titlesOf(index, { words: title }).includes(title));
});
