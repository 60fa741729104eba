/** What a save brings with it in other entries, in refused saves, in former addresses and in what was deleted. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { parse } from 'yaml';
import { ContentRefused } from '../../src/content-store/content-store.ts';
import { openContentStore } from '../../src/content-store/open-content-store.ts';
import { saveWithConsequences } from '../../src/office/consequences.ts';
import { deletedEntries, restoreDeleted } from '../../src/office/deleted-entries.ts';
import { withEntries, type OpenedEntries } from '../../src/office/opened-entries.ts';
import { decide, refusedView } from '../../src/office/refused-view.ts';
import { isWritable } from '../../src/studio/writable-paths.ts';

let content: string;
let opened: OpenedEntries;

const write = (file: string, text: string) => {
  mkdirSync(dirname(join(content, file)), { recursive: true });
  writeFileSync(join(content, file), text);
};
const read = (file: string) =>
  existsSync(join(content, file)) ? readFileSync(join(content, file), 'utf8') : undefined;

const person = (name: string, status = 'published', more = '') =>
  `---\nname: ${name}\ntrade: rider\ntown: 玉津镇\nheadline: 一句话\npublication:\n  status: ${status}\n  consent: { scope: [name, portrait, story, clip, voice, roles], signedOn: 2026-01-01 }\n${more}---\n${name}的事迹\n`;
const team = (...members: string[]) =>
  `name: 先锋队\nkind: volunteer\ndoes:\n  - 送药\nmembers:\n${members.map((each) => `  - ${each}\n`).join('')}`;
const order = (title: string) =>
  `title: ${title}\nkind: report\ntown: 玉津镇\nraisedOn: 2026-03-01\nsummary: 一句话\nhelpers:\n  - li-mei\npublication:\n  status: draft\n`;

beforeEach(async () => {
  content = mkdtempSync(join(tmpdir(), 'hongxin-consequences-'));
  write('people/li-mei/index.md', person('李梅'));
  write('people/li-mei/portrait.jpg', 'old');
  write('teams/xian-feng.yaml', team('li-mei', 'wang'));
  write('orders/2026/lu-deng.yaml', order('路灯'));
  const found = await openContentStore(content, isWritable);
  opened = withEntries(found);
  await opened.store.tree();
});

afterEach(() => {
  rmSync(content, { recursive: true, force: true });
});

type Files = Readonly<Record<string, string | null>>;

function changeOf(files: Files, message = '修改') {
  const entries = Object.entries(files);
  return {
    writes: new Map(entries.flatMap(([path, text]) => (text === null ? [] : [[path, Buffer.from(text)] as const]))),
    deletions: entries.flatMap(([path, text]) => (text === null ? [path] : [])),
    base: new Map(entries.map(([path]) => [path, opened.store.index.idOf(path) ?? null])),
    author: opened.author,
    message,
  };
}
const save = async (files: Files, message?: string) => {
  await opened.store.tree();
  return (await saveWithConsequences(opened, changeOf(files, message))).kind;
};
const redirects = () =>
  (
    parse(read('site/redirects.yaml') ?? 'redirects: []') as { redirects: { from: string; to?: string }[] }
  ).redirects.map(({ from, to }) => `${from} → ${to ?? ''}`);
const changedBy = async () =>
  (await opened.store.changesOf((await opened.store.latest())?.version ?? ''))?.map(({ path }) => path).sort();

test('a save without consequences writes its own file alone, however the others are written', async () => {
  write('site/redirects.yaml', "redirects:\n  - { from: /a/, to: /people/, since: '2026-01-01' }\n");
  await save({ 'site/redirects.yaml': read('site/redirects.yaml') ?? '' });
  await save({ 'people/li-mei/index.md': person('李小梅') });
  assert.deepEqual(await changedBy(), ['people/li-mei/index.md']);
});

test('an entry that is renamed is followed by what led to it, though it is a draft by now', async () => {
  await save({ 'people/li-mei/index.md': null, 'people/mei/index.md': person('李梅') });
  assert.deepEqual(redirects(), ['/people/li-mei/ → /people/mei/']);
  await save({ 'people/mei/index.md': person('李梅', 'draft') });
  await save({ 'people/mei/index.md': null, 'people/mei-jie/index.md': person('李梅', 'draft') });
  assert.deepEqual(redirects(), ['/people/li-mei/ → /people/mei-jie/']);
  await save({ 'people/mei-jie/index.md': null });
  assert.deepEqual(redirects(), ['/people/li-mei/ → ']);
});

test('a draft at a former address leaves it to lead on, until it is published', async () => {
  await save({ 'people/li-mei/index.md': null, 'people/mei/index.md': person('李梅') });
  await save({ 'people/li-mei/index.md': person('另一个', 'draft') });
  assert.deepEqual(redirects(), ['/people/li-mei/ → /people/mei/']);
});

test('a sample leaves no address, for a site without samples never had it', async () => {
  await save({ 'people/yang/index.md': person('样例', 'published', '  sample: true\n') });
  await save({ 'people/yang/index.md': null });
  assert.equal(read('site/redirects.yaml'), undefined);
});

test('what was deleted comes back whole: its files, its names in others, and no address that says it is gone', async () => {
  const before = { team: read('teams/xian-feng.yaml'), order: read('orders/2026/lu-deng.yaml') };
  await save({ 'people/li-mei/index.md': null, 'people/li-mei/portrait.jpg': null }, '删除人物：李梅');
  assert.equal(read('teams/xian-feng.yaml'), team('wang'));
  assert.deepEqual(redirects(), ['/people/li-mei/ → ']);
  const [deleted] = await deletedEntries(opened);
  assert.equal(deleted?.title, '李梅');
  assert.equal((await restoreDeleted(opened, deleted.deletion.version))?.kind, 'saved');
  assert.equal(read('people/li-mei/portrait.jpg'), 'old');
  assert.deepEqual({ team: read('teams/xian-feng.yaml'), order: read('orders/2026/lu-deng.yaml') }, before);
  assert.equal(read('site/redirects.yaml'), undefined);
  assert.deepEqual(await deletedEntries(opened), []);
});

test('what was deleted comes back though others were written since, and those stay as they are', async () => {
  write('site/redirects.yaml', 'redirects: []\n');
  await save({ 'site/redirects.yaml': 'redirects: []\n' });
  await save({ 'people/li-mei/index.md': null, 'people/li-mei/portrait.jpg': null }, '删除人物：李梅');
  await save({ 'teams/xian-feng.yaml': team('wang', 'zhao') });
  await save({ 'people/wang/index.md': person('王') });
  await save({ 'people/wang/index.md': null, 'people/wang-shi/index.md': person('王') });
  const [deleted] = await deletedEntries(opened);
  assert.equal((await restoreDeleted(opened, deleted?.deletion.version ?? ''))?.kind, 'saved');
  assert.equal(read('teams/xian-feng.yaml'), team('wang-shi', 'zhao'));
  assert.deepEqual(redirects(), ['/people/wang/ → /people/wang-shi/']);
});

test('only a deletion is brought back', async () => {
  await save({ 'people/li-mei/index.md': null, 'people/mei/index.md': person('李梅') }, '改网址名');
  assert.equal(await restoreDeleted(opened, (await opened.store.latest())?.version ?? ''), undefined);
  assert.equal(await restoreDeleted(opened, 'x'), undefined);
});

test('an entry of another year has no name that one has already', async () => {
  await assert.rejects(save({ 'orders/2025/lu-deng.yaml': order('另一盏路灯') }), ContentRefused);
  assert.equal(read('orders/2025/lu-deng.yaml'), undefined);
  // It may move to another year itself.
  assert.equal(await save({ 'orders/2026/lu-deng.yaml': null, 'orders/2025/lu-deng.yaml': order('路灯') }), 'saved');
});

test('what another program wrote into an entry that names it becomes a version of its own first', async () => {
  const outside = team('li-mei', 'wang').replace('送药', '送餐');
  write('teams/xian-feng.yaml', outside);
  await save({ 'people/li-mei/index.md': null, 'people/li-mei/portrait.jpg': null }, '删除人物：李梅');
  const [deletion, others] = await opened.store.newestVersions();
  assert.deepEqual([deletion?.message, others?.message], ['删除人物：李梅', '记录别的程序改过的内容']);
  await restoreDeleted(opened, deletion?.version ?? '');
  assert.equal(read('teams/xian-feng.yaml'), outside);
});

test('a rename that was refused since others changed the entry is merged with what they wrote', async () => {
  const base = person('李梅').replace('李梅的事迹', '第一段\n\n第二段');
  await save({ 'people/li-mei/index.md': base });
  const change = changeOf({
    'people/li-mei/index.md': null,
    'people/li-mei/portrait.jpg': null,
    'people/mei/index.md': base.replace('第一段', '我改的第一段'),
    'people/mei/portrait.jpg': 'old',
  });
  await save({ 'people/li-mei/index.md': base.replace('第二段', '别人改的第二段') });
  write('people/li-mei/portrait.jpg', 'new');
  await save({ 'people/li-mei/portrait.jpg': 'new' });
  assert.equal((await saveWithConsequences(opened, change)).kind, 'conflict');
  const refused = await opened.store.refused.find(await opened.store.refused.keep(change, new Date()));
  const view = refused && (await refusedView(opened, refused));
  assert.equal(view?.kind, 'changed');
  assert.deepEqual([view.compared?.conflicts, view.files], [[], []]);
  if (refused === undefined) throw new Error('not kept');
  const result = await decide(opened, refused, view, { choices: new Map() }, opened.author);
  assert.equal(result.kind, 'saved');
  assert.equal(read('people/li-mei/index.md'), undefined);
  assert.match(read('people/mei/index.md') ?? '', /我改的第一段\n\n别人改的第二段/);
  assert.equal(read('people/mei/portrait.jpg'), 'new', 'the picture that others chose');
  assert.equal(read('teams/xian-feng.yaml'), team('mei', 'wang'));
});

test('a rename to an address that is taken becomes a rename to another one', async () => {
  await save({ 'people/mei/index.md': person('梅姐') });
  const change = {
    ...changeOf({ 'people/li-mei/index.md': null, 'people/mei/index.md': person('李梅') }),
    base: new Map([
      ['people/li-mei/index.md', opened.store.index.idOf('people/li-mei/index.md') ?? null],
      ['people/mei/index.md', null],
    ]),
  };
  const refused = await opened.store.refused.find(await opened.store.refused.keep(change, new Date()));
  const view = refused && (await refusedView(opened, refused));
  assert.equal(view?.kind, 'address-taken');
  if (refused === undefined) throw new Error('not kept');
  await decide(opened, refused, view, { choices: new Map(), slug: 'li-xiao-mei' }, opened.author);
  assert.equal(read('people/li-mei/index.md'), undefined);
  assert.match(read('people/li-xiao-mei/index.md') ?? '', /李梅的事迹/);
  assert.match(read('people/mei/index.md') ?? '', /梅姐的事迹/);
  assert.equal(read('teams/xian-feng.yaml'), team('li-xiao-mei', 'wang'));
});

test('what somebody saves while a rename reads the same file is not overwritten', async () => {
  await opened.store.tree();
  const change = changeOf({ 'people/li-mei/index.md': null, 'people/mei/index.md': person('李梅') });
  const { store } = opened;
  const original = store.read.bind(store);
  let isFirst = true;
  store.read = async (path, id) => {
    const bytes = await original(path, id);
    if (path === 'teams/xian-feng.yaml' && isFirst) {
      isFirst = false;
      const other = changeOf({ 'teams/xian-feng.yaml': team('li-mei', 'wang', 'zhao') });
      assert.equal((await store.save(other)).kind, 'saved');
    }
    return bytes;
  };
  assert.equal((await saveWithConsequences(opened, change)).kind, 'saved');
  assert.equal(read('teams/xian-feng.yaml'), team('mei', 'wang', 'zhao'));
});
