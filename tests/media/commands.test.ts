/** `npm run media` on the command line, as an editor or an administrator runs it. */
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { media as runMedia } from './media-command.ts';
import { clip, picture, smallClip, workshop } from './workshop.ts';

const place = workshop();

const media = (words: readonly string[], environment: Record<string, string> = {}, interruptAfter?: RegExp) =>
  runMedia(
    words,
    { CONTENT_DIR: place.contentDirectory, MEDIA_DIR: place.mediaDirectory, ...environment },
    interruptAfter,
  );

const entry = join(place.contentDirectory, 'videos/yuzhong-songyao/index.md');
const words =
  '---\r\ntitle: "雨中送药" # 标题\r\nclip: old # 换\r\npeople: [ an-tu ]\r\n---\r\n\r\nclip: 正文里的不动\r\n';

test('without words, or with wrong ones, it says in Chinese how it is used', async () => {
  for (const wrong of [[], ['ad'], ['add', '--too', 'x'], ['toString']]) {
    const { status, output } = await media(wrong);
    assert.equal(status, 2, wrong.join(' '));
    assert.match(output, /用法：npm run media -- <命令>\n\n {2}add <文件…>/);
  }
  assert.match((await media(['add', '--too', 'x'])).output, /不认识或没有写完的选项：--too/);
  assert.match((await media(['add'])).output, /没有写要收的文件/);
});

test('a clip is added and written into its entry, and every other character of the entry stays', async () => {
  mkdirSync(join(entry, '..'), { recursive: true });
  writeFileSync(entry, words);
  const { status, output } = await media([
    'add',
    await smallClip(),
    '--to',
    'videos/yuzhong-songyao',
    '--id',
    'songyao',
  ]);
  assert.equal(status, 0, output);
  assert.match(
    output,
    /small\.mp4 · 收好了 · 编号 songyao · 0:01 · 有声 · 192×108 \d+ KB · 已写入 videos\/yuzhong-songyao/,
  );
  assert.equal(readFileSync(entry, 'utf8'), words.replace('clip: old', 'clip: songyao'));
  assert.match((await media(['add', await smallClip()])).output, /small\.mp4 · 已经收过 · 编号 songyao/);
});

test('an entry that does not exist is refused before any work', async () => {
  const other = await clip('other.mp4', ...picture('160x90', 1));
  const { status, output } = await media(['add', other, '--to', 'videos/mei-you']);
  assert.equal(status, 1);
  assert.match(output, /^--to · 现在：videos\/mei-you · 应为：已经有的短片条目。没有找到 videos\/mei-you\/index\.md/);
  assert.match((await media(['add', other, '--to', '../../etc'])).output, /应为：videos\/<网址名>/);
  assert.match((await media(['add', other, other, '--id', 'x'])).output, /一次只能用于一个文件/);
  assert.deepEqual(readdirSync(join(place.contentDirectory, 'media')), ['songyao.jpg', 'songyao.json']);
});

test('of several files the one that is refused does not stop the others', async () => {
  const [good, bad] = [await clip('other.mp4', ...picture('160x90', 1)), join(place.directory, 'bad.mp4')];
  writeFileSync(bad, 'no clip');
  const { status, output } = await media(['add', bad, good]);
  assert.equal(status, 1);
  assert.match(output, /bad\.mp4 · 现在：看不出是什么的文件 · 应为：/);
  assert.match(output, /other\.mp4 · 收好了/);
});

test('another of the three posters is chosen by its number', async () => {
  const beside = join(place.contentDirectory, 'media/songyao.jpg');
  const before = readFileSync(beside);
  const { status, output } = await media(['poster', 'songyao', '2']);
  assert.equal(status, 0, output);
  assert.match(output, /songyao · 封面换成第 2 张（第 [\d.]+ 秒）/);
  assert.notDeepEqual(readFileSync(beside), before);
  assert.match((await media(['poster', 'songyao', '4'])).output, /songyao · 封面 · 现在：“4” · 应为：1 到 3/);
  assert.match((await media(['poster', 'nobody', '1'])).output, /没有编号是“nobody”的短片/);
});

test('the check reports what is missing, what has changed, and what no entry names', async () => {
  assert.match((await media(['check'])).output, /2 段短片的 14 个文件都在。/);
  const files = readdirSync(place.mediaDirectory);
  const [movie = ''] = files.filter((name) => name.startsWith('songyao') && name.endsWith('.mp4'));
  const [picture_ = ''] = files.filter((name) => name.startsWith('songyao') && name.endsWith('.avif'));
  const path = join(place.mediaDirectory, movie);
  writeFileSync(path, readFileSync(path).fill(7, 2000, 2100));
  rmSync(join(place.mediaDirectory, picture_));
  writeFileSync(join(place.mediaDirectory, 'stray.mp4'), 'x');
  const { status, output } = await media(['check']);
  assert.equal(status, 1);
  assert.ok(output.includes(`songyao · ${movie} · 现在：内容变了 · 应为：与记录里的指纹一致`), output);
  assert.ok(output.includes(`songyao · ${picture_} · 现在：缺少 · 应为：在 ${place.mediaDirectory} 里`), output);
  assert.match(output, /stray\.mp4 · 没有短片用到/);
  await media(['add', await smallClip()]);
  assert.equal((await media(['check'])).status, 0, 'taking the original in again mends it');
});

test('Ctrl+C stops it in words and leaves nothing', async () => {
  const long = await clip('longer.mp4', ...picture('1280x720', 8));
  const before = readdirSync(place.directory, { recursive: true }).sort();
  const { status, output } = await media(['add', long], {}, /转码/);
  assert.equal(status, 130, output);
  assert.match(output, /停下了，没有留下半成品。/);
  assert.deepEqual(readdirSync(place.directory, { recursive: true }).sort(), before);
});

test('an ffmpeg that is not there is reported in a sentence', async () => {
  const { status, output } = await media(['add', await smallClip()], { FFMPEG_PATH: '/nowhere/ffmpeg' });
  assert.equal(status, 1);
  assert.match(output, /找不到能用的 ffmpeg（\/nowhere\/ffmpeg 不能运行）。请运行 npm ci 装上自带的一份/);
});

test('without an ffmpeg on the PATH the one of the npm package does the work', async () => {
  const { status, output } = await media(['add', await clip('bare.mp4', ...picture('160x90', 1.1))], {
    PATH: '/nowhere',
    FFMPEG_PATH: '',
  });
  assert.equal(status, 0, output);
  assert.match(output, /bare\.mp4 · 收好了/);
});
