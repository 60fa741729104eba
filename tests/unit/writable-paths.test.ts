/** Where the studio may write, and how it words what it did or refused. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathProblem } from '../../src/content-store/content-path.ts';
import { conflictMessage, versionMessage } from '../../src/studio/save-words.ts';
import { entryOf, isWritable } from '../../src/studio/writable-paths.ts';

test('the forms write their entries and the files of their fields', () => {
  for (const path of [
    'people/li-mei/index.md',
    'people/li-mei/portrait.jpg',
    'people/li-mei/story/photo-0123abcd.png',
    'videos/qing-xi/index.md',
    'videos/qing-xi/captions.vtt',
    'stations/qing-xi.yaml',
    'stations/qing-xi/photo.webp',
    'orders/2026/lu-deng.yaml',
    'orders/2026/lu-deng/before.jpg',
    'features/wuyi-2026/cover.avif',
    'site/settings.yaml',
    'site/synonyms.yaml',
    'site/holidays/2027.yaml',
    'media/qing-xi.json',
    'pages/about.md',
  ]) {
    assert.equal(isWritable(path), true, path);
    assert.equal(pathProblem(path), undefined, path);
  }
});

test('nothing else in the tree is written, however like an entry it looks', () => {
  for (const path of [
    'people/.git/config',
    'orders/2026/x.exe',
    'settings.yaml.bak',
    'site/settings.yaml.bak',
    'site/redirects.txt',
    'people/li-mei/evil.html',
    'people/li-mei/portrait.svg',
    'people/li-mei/other.jpg',
    'people/li-mei/story/photo.html',
    'people/li-mei/story/deeper/photo.png',
    'people/Li-Mei/index.md',
    'people/李梅/index.md',
    'people/index.md',
    'people/portrait.jpg',
    'stations/qing-xi/before.jpg',
    'stations/qing-xi.yml',
    'orders/26/lu-deng.yaml',
    'media/clip.mp4',
    'package.json',
    '',
  ]) {
    assert.equal(isWritable(path), false, path);
  }
});

test('a path that leads out of the tree, is hidden, or is none on Windows is refused with a sentence', () => {
  for (const [path, part] of [
    ['../x', '不是内容目录里的路径'],
    ['/etc/passwd', '不是内容目录里的路径'],
    ['people//index.md', '不是内容目录里的路径'],
    ['people/./index.md', '不是内容目录里的路径'],
    ['people/.git/config', '隐藏的文件名'],
    ['.hongxin/journal/1.json', '隐藏的文件名'],
    ['people/con/index.md', 'Windows'],
    ['people/aux.md', 'Windows'],
    ['people/a:b/index.md', 'Windows'],
    ['people\\li\\index.md', 'Windows'],
    ['people/li./index.md', 'Windows'],
    ['people/li\u200B/index.md', '看不见的字符'],
    ['people/li\n/index.md', '看不见的字符'],
    ['people/e\u0301/index.md', '看不见的字符'],
    [`people/${'a'.repeat(200)}/index.md`, '文件名太长'],
  ] as const) {
    assert.ok(pathProblem(path)?.includes(part), `${JSON.stringify(path)}: ${String(pathProblem(path))}`);
  }
});

test('a file belongs to the entry that it is beside', () => {
  assert.equal(entryOf('people/li-mei/story/photo-1.png')?.file, 'people/li-mei/index.md');
  assert.equal(entryOf('orders/2026/lu-deng/before.jpg')?.file, 'orders/2026/lu-deng.yaml');
  assert.equal(entryOf('nowhere/x.png'), undefined);
});

const bytes = (text: string) => Buffer.from(text);
const person = (name: string) => bytes(`---\nname: ${name}\n---\n\n事迹\n`);
const nothing = () => undefined;

test('a version says in one line what was done', () => {
  const write = (path: string, content: Uint8Array, deletions: string[] = []) => ({
    writes: new Map([[path, content]]),
    deletions,
  });
  const li = write('people/li/index.md', person('李师傅'));
  assert.equal(versionMessage(li, nothing), '新建人物：李师傅');
  assert.equal(
    versionMessage(li, () => person('李四')),
    '修改人物：李师傅',
  );
  assert.equal(
    versionMessage({ writes: new Map(), deletions: ['people/li/portrait.jpg', 'people/li/index.md'] }, () =>
      person('李师傅'),
    ),
    '删除人物：李师傅',
  );
  assert.equal(
    versionMessage(write('people/li-si/index.md', person('李四'), ['people/li/index.md']), () => person('李师傅')),
    '改网址名：李四（li → li-si）',
  );
  assert.equal(
    versionMessage(write('site/settings.yaml', bytes('name: 网站')), () => bytes('name: 旧')),
    '修改网站设置',
  );
  assert.equal(
    versionMessage(write('people/li/portrait.jpg', bytes('')), () => person('李师傅')),
    '修改人物：李师傅',
  );
  assert.equal(
    versionMessage(write('stations/a.yaml', bytes('name: [')), nothing),
    '新建站点：a',
    'it has no title yet',
  );
});

test('a refused save says what happened to the entry, and where the text is', () => {
  const save = { writes: new Map([['people/li/index.md', person('李师傅')]]), deletions: [] };
  const paths = ['people/li/index.md'];
  assert.match(
    conflictMessage(
      save,
      paths,
      () => true,
      () => person('李师傅'),
    ),
    /^没有保存：人物“李师傅”在你打开以后被改过/,
  );
  assert.match(
    conflictMessage(save, paths, () => true, nothing),
    /^没有保存：这条人物在你打开以后被别人删除了/,
  );
  assert.match(
    conflictMessage(
      save,
      paths,
      () => false,
      () => person('李四'),
    ),
    /^没有保存：网址名“li”已经有一条人物“李四”/,
  );
  assert.match(
    conflictMessage(
      { writes: new Map(), deletions: paths },
      paths,
      () => true,
      () => person('李师傅'),
    ),
    /^没有删除：/,
  );
});
