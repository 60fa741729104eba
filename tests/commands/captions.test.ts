/** `npm run media -- captions` on the command line. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, beforeEach } from 'node:test';

const workplace = mkdtempSync(join(tmpdir(), 'captions-command-'));
after(() => {
  rmSync(workplace, { recursive: true, force: true });
});

const place = (...parts: string[]) => join(workplace, ...parts);
const entry = '---\n# 编辑留的话\ntitle: 雨里送药\nclip: yu\naudio: speech # 有人说话\n---\n\n正文里有 --- 三条线。\n';

beforeEach(() => {
  rmSync(workplace, { recursive: true, force: true });
  mkdirSync(place('content/videos/yu'), { recursive: true });
  mkdirSync(place('content/media'), { recursive: true });
  writeFileSync(place('content/videos/yu/index.md'), entry);
  const sha256 = 'a'.repeat(64);
  const rendition = { file: 'yu.mp4', codec: 'avc1.64001f, mp4a.40.2', width: 540, height: 960, bytes: 1, sha256 };
  writeFileSync(
    place('content/media/yu.json'),
    JSON.stringify({
      original: { sha256, bytes: 1 },
      durationSeconds: 10,
      width: 540,
      height: 960,
      renditions: [rendition],
      poster: './yu.jpg',
    }),
  );
});

function captions(...words: string[]): { status: number | null; output: string; errors: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['src/commands/media.ts', 'captions', ...words], {
    cwd: join(import.meta.dirname, '../..'),
    env: { ...process.env, CONTENT_DIR: place('content'), MEDIA_DIR: place('media') },
    encoding: 'utf8',
  });
  return { status, output: stdout, errors: stderr };
}

test('a SubRip file in GB18030 becomes a WebVTT file in UTF-8 beside it', () => {
  // 师傅，水来了
  const words = Buffer.from([0xca, 0xa6, 0xb8, 0xb5, 0xa3, 0xac, 0xcb, 0xae, 0xc0, 0xb4, 0xc1, 0xcb]);
  writeFileSync(place('z.srt'), Buffer.concat([Buffer.from('1\r\n00:00:01,000 --> 00:00:02,500\r\n'), words]));
  const { status, output } = captions(place('z.srt'));
  assert.equal(status, 0);
  assert.match(output, /z\.srt（GB18030）→ .*z\.vtt，1 条字幕/);
  assert.equal(readFileSync(place('z.vtt'), 'utf8'), 'WEBVTT\n\n00:00:01.000 --> 00:00:02.500\n师傅，水来了\n');
});

test('with an entry named, the captions go beside it and the entry names them, its comments and text as they were', () => {
  writeFileSync(place('z.srt'), '1\n00:00:01,000 --> 00:00:02,500\n师傅，水来了\n');
  assert.equal(captions(place('z.srt'), '--to', 'videos/yu').status, 0);
  assert.match(readFileSync(place('content/videos/yu/captions.vtt'), 'utf8'), /师傅，水来了/);
  assert.equal(
    readFileSync(place('content/videos/yu/index.md'), 'utf8'),
    entry.replace('有人说话\n', '有人说话\ncaptions: captions.vtt\n'),
  );
});

test('captions that are wrong are told line by line and nothing is written', () => {
  writeFileSync(place('z.srt'), '1\n00:00:01,000 --> 00:00:02,500\n早\n\n2\n00:00:09,000 --> 00:00:12,000\n晚\n');
  const { status, errors } = captions(place('z.srt'), '--to', 'videos/yu');
  assert.equal(status, 1);
  assert.equal(
    errors,
    'z.srt:6 · 现在：到 00:00:12.000 结束 · 应为：不晚于短片的结尾（10 秒）\n有 1 处错误，没有写文件。\n',
  );
  assert.deepEqual(readdirSync(place('content/videos/yu')), ['index.md']);
  assert.equal(readFileSync(place('content/videos/yu/index.md'), 'utf8'), entry);
});

test('text without times is shared out over the clip, and somebody is asked to check it', () => {
  writeFileSync(place('z.txt'), '师傅，水来了\n谢谢，辛苦了\n');
  const { status, errors } = captions(place('z.txt'), '--to', 'videos/yu');
  assert.equal(status, 0);
  assert.match(errors, /时间是按字数分的。请对着短片核对/);
  assert.match(readFileSync(place('content/videos/yu/captions.vtt'), 'utf8'), /00:00:05\.000 --> 00:00:10\.000\n谢谢/);
});

test('a file that is there already is not written over', () => {
  writeFileSync(place('z.srt'), '1\n00:00:01,000 --> 00:00:02,500\n早\n');
  writeFileSync(place('z.vtt'), '留着');
  const { status, errors } = captions(place('z.srt'));
  assert.equal(status, 1);
  assert.match(errors, /z\.vtt 已经有了，没有覆盖它/);
  assert.equal(readFileSync(place('z.vtt'), 'utf8'), '留着');
});

test('what is no text, no entry, no file is refused in words', () => {
  writeFileSync(place('z.srt'), Buffer.from([0, 0, 0, 24, 0x66, 0x74, 0x79, 0x70]));
  assert.match(captions(place('z.srt')).errors, /z\.srt · 现在：不是文字，或认不出编码/);
  writeFileSync(place('y.srt'), '1\n00:00:01,000 --> 00:00:02,500\n早\n');
  assert.match(
    captions(place('y.srt'), '--to', 'videos/mei-you').errors,
    /--to · 现在：videos\/mei-you · 应为：已经有的短片条目/,
  );
  assert.match(
    captions(place('y.srt'), '--to', 'people/yu').errors,
    /--to · 现在：people\/yu · 应为：videos\/<网址名>/,
  );
  assert.match(captions(place('x.srt')).errors, /x\.srt · 没有这个文件/);
  assert.match(captions(place('y.srt'), '--seconds', '很久').errors, /--seconds 很久 · 应为短片的秒数/);
});
