/** Who names whom, and a new name wherever the old one stands. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EntryIndex } from '../../src/office/entry-index.ts';
import { referencesOf, renamedIn } from '../../src/office/references.ts';
import { entryAt } from '../../src/studio/writable-paths.ts';

const at = (file: string) => {
  const entry = entryAt(file);
  if (entry === undefined) throw new Error(file);
  return entry;
};
const person = at('people/li-mei/index.md');
const text = `---
# 出镜两次
name: 李梅
videos:
  - yu-zhong
  - "yu-zhong" # 加引号
  - yu-zhong-2
stations: [qing-xi]
---
她说 yu-zhong 是好名字。

<Clip slug="yu-zhong" />

<Station slug="yu-zhong" />
`;

test('references are found in fields and in the blocks of a story', () => {
  assert.deepEqual(
    referencesOf(person, Buffer.from(text)).map(({ kind, slug }) => `${kind}/${slug}`),
    [
      'videos/yu-zhong',
      'videos/yu-zhong',
      'videos/yu-zhong-2',
      'stations/qing-xi',
      'videos/yu-zhong',
      'stations/yu-zhong',
    ],
  );
});

test('a new name is written wherever the old one refers to the entry, and nowhere else', () => {
  const renamed = renamedIn(person, Buffer.from(text), { kind: 'videos', slug: 'yu-zhong' }, 'yu-tian-song-yao');
  assert.equal(
    Buffer.from(renamed ?? []).toString(),
    text
      .replace('  - yu-zhong\n', '  - yu-tian-song-yao\n')
      .replace('"yu-zhong" #', '"yu-tian-song-yao" #')
      .replace('<Clip slug="yu-zhong" />', '<Clip slug="yu-tian-song-yao" />'),
  );
  assert.equal(renamedIn(person, Buffer.from(text), { kind: 'videos', slug: 'nothing' }, 'x'), undefined);
});

test('a slug that YAML would read as a figure or a word of its own is written in quotes', () => {
  const order = at('orders/2026/lu-deng.yaml');
  const reference = { kind: 'stations', slug: 'qing-xi' } as const;
  for (const slug of ['2026', '12', 'true', 'null', '1e5', '0b11', '2026-01-01', 'off']) {
    const renamed = renamedIn(order, Buffer.from('title: 路灯\nstation: qing-xi # 近\n'), reference, slug);
    assert.equal(Buffer.from(renamed ?? []).toString(), `title: 路灯\nstation: "${slug}" # 近\n`);
    assert.deepEqual(referencesOf(order, renamed ?? Buffer.from('')), [{ kind: 'stations', slug }]);
  }
});

test('of the year and the slug the slug is changed, though they are alike', () => {
  const feature = at('features/wuyi/index.md');
  const source = '---\norders:\n  - 2025/2025\n  - 2025/20\n---\n';
  const renamed = renamedIn(feature, Buffer.from(source), { kind: 'orders', slug: '20' }, 'er-shi');
  assert.equal(Buffer.from(renamed ?? []).toString(), source.replace('2025/20\n', '2025/er-shi\n'));
});

test('a name that stands as an alias, an escape or an entity is changed too', () => {
  const order = at('orders/2026/lu-deng.yaml');
  const slugs = (text: string) =>
    referencesOf(order, renamedIn(order, Buffer.from(text), { kind: 'people', slug: 'li' }, 'mei') ?? Buffer.from(''))
      .map(({ slug }) => slug)
      .join();
  assert.equal(slugs('helpers: &h [li, wang]\n'), 'mei,wang');
  assert.equal(slugs('title: &t li\nhelpers:\n  - *t\n  - wang\n'), 'mei,wang');
  assert.equal(slugs('helpers:\n  - "l\\u0069"\n'), 'mei');
  const block = (attribute: string) => `---\nname: 李梅\n---\n\n<Clip slug="${attribute}" />\n`;
  for (const attribute of [' yu-zhong', 'yu&#x2d;zhong']) {
    const renamed = renamedIn(person, Buffer.from(block(attribute)), { kind: 'videos', slug: 'yu-zhong' }, 'yu-tian');
    assert.deepEqual(referencesOf(person, renamed ?? Buffer.from('')), [{ kind: 'videos', slug: 'yu-tian' }]);
  }
});

test('the year before an order stays where it stands', () => {
  const feature = at('features/wuyi/index.md');
  const source = '---\ntitle: 五一\norders:\n  - 2026/lu-deng\n  - lu-deng\n---\n';
  const renamed = renamedIn(feature, Buffer.from(source), { kind: 'orders', slug: 'lu-deng' }, 'xiang-kou-lu-deng');
  assert.equal(Buffer.from(renamed ?? []).toString(), source.replaceAll('lu-deng', 'xiang-kou-lu-deng'));
});

test('the index knows who names an entry, and follows every change', async () => {
  const contents = new Map([
    ['people/li-mei/index.md', text],
    ['videos/yu-zhong/index.md', '---\ntitle: 雨中\npeople: [li-mei]\n---\n'],
  ]);
  let reads = 0;
  const index = new EntryIndex((path) => {
    reads += 1;
    return Promise.resolve(Buffer.from(contents.get(path) ?? ''));
  });
  let revision = 0;
  const refresh = () => index.refresh({ revision: (revision += 1), files: () => new Map(contents) });
  await refresh();
  const naming = (slug: string) => index.referringTo({ kind: 'videos', slug }).map(({ title }) => title);
  assert.deepEqual(naming('yu-zhong'), ['李梅']);
  assert.equal(index.get('videos/yu-zhong/index.md')?.title, '雨中');
  await refresh();
  assert.equal(reads, 2, 'what did not change is not read again');
  contents.set('people/li-mei/index.md', '---\nname: 李梅\n---\n');
  await refresh();
  assert.deepEqual(naming('yu-zhong'), []);
  contents.delete('videos/yu-zhong/index.md');
  await refresh();
  assert.equal(index.get('videos/yu-zhong/index.md'), undefined);
});
