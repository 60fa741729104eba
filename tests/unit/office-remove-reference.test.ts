/** An entry that stops naming another one: what goes with the name, and what cannot do without. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canLose, withoutReference } from '../../src/office/remove-reference.ts';
import { entryAt } from '../../src/studio/writable-paths.ts';

const at = (file: string) => {
  const entry = entryAt(file);
  if (entry === undefined) throw new Error(file);
  return entry;
};
const person = at('people/li-mei/index.md');
const order = at('orders/2026/lu-deng.yaml');
const text = `---
# 出镜三次
name: 李梅
videos:
  - yu-zhong # 第一条
  - qing-chen
  - yu-zhong
stations:
  - qing-xi
---
她说 yu-zhong 是好名字。

<Clip slug="yu-zhong" />

## 后来

<Clip slug="yu-zhong" />
<Station slug="yu-zhong" />
`;
const removed = (slug: string, kind: 'videos' | 'stations' = 'videos') =>
  Buffer.from(withoutReference(person, Buffer.from(text), { kind, slug }) ?? []).toString();

test('items of lists and blocks of the story that name it go, and everything else stays with its comments', () => {
  assert.equal(
    removed('yu-zhong'),
    `---
# 出镜三次
name: 李梅
videos:
  - qing-chen
stations:
  - qing-xi
---
她说 yu-zhong 是好名字。

## 后来

<Station slug="yu-zhong" />
`,
  );
});

test('a list whose last item goes stays, empty', () => {
  assert.match(removed('qing-xi', 'stations'), /^stations: *\[\]$/m);
});

test('an entry that does not name it stays as it is, to the last character', () => {
  assert.equal(withoutReference(person, Buffer.from(text), { kind: 'people', slug: 'yu-zhong' }), undefined);
  assert.equal(
    withoutReference(person, Buffer.from('---\n: [\n---\n'), { kind: 'videos', slug: 'yu-zhong' }),
    undefined,
  );
});

test('an optional field that names it is left out, with the year before an order or without', () => {
  const source = 'title: 路灯\nteam: xian-feng\nhelpers:\n  - li-mei\n  - wang-shi\nstation: qing-xi\n';
  const without = withoutReference(order, Buffer.from(source), { kind: 'teams', slug: 'xian-feng' });
  assert.equal(Buffer.from(without ?? []).toString(), source.replace('team: xian-feng\n', ''));
  const feature = at('features/wuyi/index.md');
  const named = '---\ntitle: 五一\norders:\n  - 2026/lu-deng\n  - lu-deng\n  - lu-deng-2\n---\n';
  const left = withoutReference(feature, Buffer.from(named), { kind: 'orders', slug: 'lu-deng' });
  assert.equal(Buffer.from(left ?? []).toString(), '---\ntitle: 五一\norders:\n  - lu-deng-2\n---\n');
});

test('whether an entry can do without a name is what its schema says', () => {
  const video = at('videos/yu-zhong/index.md');
  const fields = (people: string) =>
    Buffer.from(
      `---\ntitle: 雨中\nrecordedOn: 2026-03-01\ntown: 玉津镇\nscene: daily\ntheme: labour\nclip: yu-zhong\naudio: ambient\npeople: ${people}\npublication: { status: draft }\n---\n文字\n`,
    );
  assert.equal(canLose(video, fields('[li-mei]'), { kind: 'people', slug: 'li-mei' }), true);
  assert.equal(canLose(video, fields('[li-mei]'), { kind: 'media', slug: 'yu-zhong' }), false, 'a clip needs its file');
  assert.equal(canLose(video, fields('[li-mei]'), { kind: 'media', slug: 'other' }), true, 'it names no other');
  const wrong = Buffer.from('---\ntitle: 雨中\nclip: yu-zhong\n---\n');
  assert.equal(canLose(video, wrong, { kind: 'media', slug: 'yu-zhong' }), true, 'it was wrong before');
});
