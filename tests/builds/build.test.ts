/** The build command: what it refuses it leaves alone, and another county's content makes another county's site. */
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { runBuild } from '../build-command.ts';

const workplace = mkdtempSync(join(tmpdir(), 'hongxin-build-'));
const fixtures = join(import.meta.dirname, '../fixtures');

after(() => {
  rmSync(workplace, { recursive: true, force: true });
});

test('a build with ten mistakes tells all ten, ends with an error, and leaves the last good site as it was', async () => {
  const target = join(workplace, 'good');
  mkdirSync(target);
  writeFileSync(join(target, 'index.html'), 'the last good site');
  const { status, output } = await runBuild({
    CONTENT_DIR: join(fixtures, 'refused/ten-mistakes/content'),
    OUT_DIR: target,
  });
  assert.equal(status, 1);
  const lines = readFileSync(join(fixtures, 'refused/ten-mistakes/expected.txt'), 'utf8').trim().split('\n');
  assert.equal(lines.length, 10);
  for (const line of lines) assert.ok(output.includes(line), line);
  assert.match(output, /内容有 10 处错误/);
  assert.deepEqual(readdirSync(target), ['index.html']);
  assert.equal(readFileSync(join(target, 'index.html'), 'utf8'), 'the last good site');
  assert.deepEqual(readdirSync(workplace), ['good']);
});

test('a build that breaks off half-way leaves the last good site as it was, and nothing beside it', async () => {
  const target = join(workplace, 'good');
  // Sound content whose media file is a folder: found only while the pages are made.
  const media = join(workplace, 'media');
  mkdirSync(join(media, 'pian.mp4'), { recursive: true });
  const { status, output } = await runBuild({
    CONTENT_DIR: join(fixtures, 'missing-rendition/content'),
    MEDIA_DIR: media,
    OUT_DIR: target,
  });
  rmSync(media, { recursive: true });
  assert.notEqual(status, 0);
  assert.match(output, /生成网站的程序出了错，请把下面的内容交给开发人员：\n.*EISDIR.*\n +at /);
  assert.equal(readFileSync(join(target, 'index.html'), 'utf8'), 'the last good site');
  assert.deepEqual(readdirSync(workplace).sort(), ['good', 'good.releases']);
  assert.deepEqual(readdirSync(join(workplace, 'good.releases')), ['.lock', '.lock.json']);
});

test('words that lead to a page that is not there are named, and the site stays as it was', async () => {
  const content = join(workplace, 'lost-content');
  cpSync(join(fixtures, 'smallest/content'), content, { recursive: true });
  writeFileSync(
    join(content, 'site/synonyms.yaml'),
    'groups: []\nleads:\n  - title: 怎么联系\n    path: /abuot/\n    words: [电话]\n',
  );
  const target = join(workplace, 'lost');
  mkdirSync(target);
  writeFileSync(join(target, 'index.html'), 'the last good site');
  const { status, output } = await runBuild({ CONTENT_DIR: content, OUT_DIR: target });
  rmSync(content, { recursive: true });
  assert.equal(status, 1);
  assert.ok(
    output.includes('site/synonyms.yaml · 先给出的去处“怎么联系” · 现在：/abuot/ · 应为：网站里有的网页'),
    output,
  );
  assert.doesNotMatch(output, /交给开发人员|\n +at /);
  assert.equal(readFileSync(join(target, 'index.html'), 'utf8'), 'the last good site');
  rmSync(target, { recursive: true });
  rmSync(`${target}.releases`, { recursive: true });
});

test('a site without its films is built, shows their posters, and says what is missing', async () => {
  const target = join(workplace, 'without-films');
  const { status, output } = await runBuild({
    CONTENT_DIR: join(fixtures, 'missing-rendition/content'),
    MEDIA_DIR: join(workplace, 'nowhere'),
    OUT_DIR: target,
  });
  assert.equal(status, 0, output);
  assert.match(output, /nowhere 里缺 1 个短片文件，这些短片只显示封面：\n {2}pian\.mp4（media\/pian\.json）/);
  const page = readFileSync(join(target, 'videos/jia/index.html'), 'utf8');
  assert.match(page, /这段短片的文件暂时不在/);
  assert.doesNotMatch(page, /pian\.mp4/);
});

test('a content tree with settings alone makes a whole site', async () => {
  const target = join(workplace, 'small');
  const { status, output } = await runBuild({ CONTENT_DIR: join(fixtures, 'smallest/content'), OUT_DIR: target });
  assert.equal(status, 0, output);
  const files = [
    'index.html',
    '404.html',
    'people/index.html',
    'stations/index.html',
    'search/index.html',
    'about/index.html',
    'data/stations.csv',
    'feed.xml',
  ];
  for (const file of files) assert.match(readFileSync(join(target, file), 'utf8'), /\S/, file);
  assert.match(readFileSync(join(target, 'index.html'), 'utf8'), /别的县/);
  assert.match(readFileSync(join(target, 'people/index.html'), 'utf8'), /还没有公开的人物/);
});

test('a wrong setting is told in words before anything is built', async () => {
  const { status, output } = await runBuild({ SITE_DATE: '2026-02-30', OUT_DIR: join(workplace, 'never') });
  assert.notEqual(status, 0);
  assert.match(output, /环境变量 SITE_DATE · 现在是“2026-02-30”/);
});
