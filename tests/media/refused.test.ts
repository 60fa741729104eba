/** Files that are refused, with their messages. No files are left behind. */
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { addClip } from '../../src/media/clips/add-clip.ts';
import { MediaRefusal } from '../../src/media/errors.ts';
import { box, tellingPhoto } from './files-with-metadata.ts';
import { clip, picture, program, smallClip, workshop } from './workshop.ts';

const place = workshop();
const clipExpected = '应为：手机拍的短片（MP4、MOV、3GP 等），1 秒到 3 分钟';

/**
 * Adds a file and returns the message of the refusal. Fails when it is accepted, takes long, or leaves files behind.
 */
async function refusalOf(path: string): Promise<string> {
  const store = place.store;
  const started = performance.now();
  const error = await addClip({ file: path, contentDirectory: place.contentDirectory, store, program }).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof MediaRefusal, `${path}: ${String(error)}`);
  assert.ok(performance.now() - started < 10_000, `${path}: refused only after 10 s`);
  assert.match(error.message, /^[^·]+ · 现在：.+ · 应为：.+$/);
  assert.deepEqual(
    readdirSync(place.directory).filter((name) => name !== 'incoming' && name !== 'media'),
    [],
  );
  assert.deepEqual(readdirSync(join(place.directory, 'media')), []);
  return error.message;
}

mkdirSync(join(place.directory, 'incoming'));
mkdirSync(join(place.directory, 'media'));

/** A file with that content. */
function incoming(name: string, data: Buffer): string {
  const path = join(place.directory, 'incoming', name);
  writeFileSync(path, data);
  return path;
}

/** A PNG of a few kB that needs 3.6 GB when it is decoded. */
function pngBomb(): Buffer {
  const side = 30_000;
  const chunk = (type: string, body: Buffer) => Buffer.concat([box(type, body), Buffer.alloc(4)]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 6], 8);
  const length = (part: Buffer) => {
    part.writeUInt32BE(part.length - 12, 0);
    return part;
  };
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    length(chunk('IHDR', header)),
    length(chunk('IDAT', deflateSync(Buffer.alloc(8_000_000)))),
    length(chunk('IEND', Buffer.alloc(0))),
  ]);
}

test('each file that is no clip is refused by what it is', async () => {
  const picture_ = sharp({ create: { width: 40, height: 30, channels: 3, background: '#333' } });
  const cases: [string, Buffer, string][] = [
    ['kong.mp4', Buffer.alloc(0), '空文件，0 字节'],
    ['wen-zi.mp4', Buffer.from('这是一段文字，不是视频。'.repeat(40)), '看不出是什么的文件'],
    ['ling.mp4', Buffer.alloc(5000), '开头全是空白数据，文件损坏了'],
    ['zhao-pian.mp4', await picture_.clone().jpeg().toBuffer(), '一张照片（JPEG）'],
    ['tu.mov', await picture_.clone().png().toBuffer(), '一张图片（PNG）'],
    ['tu.webp', await picture_.clone().webp().toBuffer(), '一张图片（WebP）'],
    ['live.heic', await tellingPhoto('heic'), '一张照片（HEIC 或 AVIF）'],
    ['zha-dan.mp4', pngBomb(), '一张图片（PNG）'],
    ['ya-suo.mp4', Buffer.from('504b0304140000000000', 'hex'), '一个压缩包或文档（ZIP）'],
    ['wen-jian.mp4', Buffer.from('%PDF-1.7\n'.repeat(100)), '一份 PDF 文档'],
  ];
  for (const [name, data, found] of cases) {
    assert.equal(await refusalOf(incoming(name, data)), `${name} · 现在：${found} · ${clipExpected}`);
  }
  assert.equal(
    await refusalOf(join(place.directory, 'mei-you.mp4')),
    'mei-you.mp4 · 现在：没有这个文件 · 应为：一个存在的文件',
  );
});

test('a list that points to other files or addresses is never followed', async () => {
  for (const text of ['#EXTM3U\n#EXTINF:1,\nfile:///etc/hostname\n', 'ffconcat version 1.0\nfile /etc/hostname\n']) {
    assert.match(await refusalOf(incoming('list.mp4', Buffer.from(text))), /看不出是什么的文件/);
  }
});

test('sound without a picture is refused, a cover picture not counting as one', async () => {
  const sound = await clip('sound.mp4', '-f', 'lavfi', '-i', 'sine=duration=2', '-c:a', 'aac');
  assert.equal(await refusalOf(sound), `sound.mp4 · 现在：里面没有画面 · ${clipExpected}`);
  const song = await clip('song.m4a', '-f', 'lavfi', '-i', 'sine=duration=2', '-c:a', 'aac');
  assert.match(await refusalOf(song), /一段录音/);
});

test('too short, too long and too large are refused by how much', async () => {
  const short = await clip('short.mp4', ...picture('160x90', 0.6));
  assert.match(await refusalOf(short), /^short\.mp4 · 现在：只有 0\.6 秒 · 应为：至少 1 秒的短片$/);
  const long = await clip('long.mp4', ...picture('64x48', 185, 2));
  assert.equal(await refusalOf(long), 'long.mp4 · 现在：3 分 5 秒 · 应为：不超过 3 分钟，请剪短以后再来');
  const large = incoming('large.mp4', Buffer.alloc(10));
  // A sparse file: it needs no space on the disk.
  truncateSync(large, 1_000_000_001);
  assert.equal(await refusalOf(large), 'large.mp4 · 现在：1000.0 MB · 应为：不超过 1 GB 的短片');
  truncateSync(large, 0);
});

test('three minutes and the few frames that a phone writes beyond them are taken', async () => {
  const { manifest } = await workshop().take(await clip('three-minutes.mp4', ...picture('64x48', 180.4, 2)));
  assert.ok(manifest.durationSeconds > 180 && manifest.durationSeconds < 181, String(manifest.durationSeconds));
});

test('a clip under a wrong name is taken: what counts is what is in it', async () => {
  const elsewhere = workshop();
  const path = incoming('wrong-name.jpg', readFileSync(await smallClip()));
  assert.equal((await elsewhere.take(path)).already, false);
});

/** A generator of numbers from 0 to 1 that returns the same ones on every run (Park and Miller). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

test('sixty damaged files are each refused in words within 10 s, and nothing is left behind', async () => {
  const random = seeded(20_260_501);
  const parameters = picture('320x180', 3);
  const last = readFileSync(await clip('index-last.mp4', ...parameters));
  const first = readFileSync(await clip('index-first.mp4', ...parameters, '-movflags', '+faststart'));
  const mov = readFileSync(await clip('phone.mov', ...parameters));
  const mkv = readFileSync(await clip('phone.mkv', ...parameters));
  const sources = { 'last.mp4': last, 'first.mp4': first, 'phone.mov': mov };
  const damaged: [string, Buffer][] = [];
  for (const [name, data] of Object.entries(sources)) {
    // Cut anywhere, from a few bytes to all but a few.
    for (let count = 0; count < 8; count += 1) {
      damaged.push([
        `cut-${String(count)}-${name}`,
        data.subarray(0, Math.ceil(data.length * (0.001 + 0.998 * random()))),
      ]);
    }
    // A tenth of the picture and sound replaced by zeros.
    for (let count = 0; count < 6; count += 1) {
      const copy = Buffer.from(data);
      const start = Math.floor(data.length * (0.1 + 0.7 * random()));
      damaged.push([`zeroed-${String(count)}-${name}`, copy.fill(0, start, start + Math.floor(data.length / 10))]);
    }
    // The index overwritten with noise.
    for (let count = 0; count < 4; count += 1) {
      const copy = Buffer.from(data);
      const index = copy.indexOf('stbl', 0, 'latin1');
      for (let at = 0; at < 400; at += 1) copy[index + 8 + at] = Math.floor(random() * 256);
      damaged.push([`index-${String(count)}-${name}`, copy]);
    }
  }
  damaged.push(['empty.mp4', Buffer.alloc(0)], ['bomb.mp4', pngBomb()], ['bomb.png', pngBomb()]);
  damaged.push(['zip.mov', Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), Buffer.alloc(3000, 7)])]);
  damaged.push(
    ['head.mp4', Buffer.concat([Buffer.alloc(4096), last.subarray(4096)])],
    ['cut.mkv', mkv.subarray(0, mkv.length / 2)],
  );
  assert.equal(damaged.length, 60);
  for (const [name, data] of damaged) await refusalOf(incoming(name, data));
});
