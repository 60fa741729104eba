/** Pictures: what an encoder must not hand back, what must not leave a build, and how the content's own are cleaned. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test, { after, suite } from 'node:test';
import type { AstroConfig, ImageTransform } from 'astro';
import sharp from 'sharp';
import { refuseMetadata } from '../../src/build/refuse-metadata.ts';
import { explain } from '../../src/build/build-failure.ts';
import { contentsAt, saveFiles, saveUnchanged } from '../../src/media/content/save-files.ts';
import { UnsafePictureError } from '../../src/media/errors.ts';
import { findMetadata } from '../../src/media/metadata/find-metadata.ts';
import { inspectPicture } from '../../src/media/pictures/inspect-picture.ts';
import service from '../../src/media/pictures/picture-service.ts';
import { tellingMovie, tellingPhoto } from './files-with-metadata.ts';
import { media } from './media-command.ts';

const workplace = mkdtempSync(join(tmpdir(), 'hongxin-pictures-'));
after(() => {
  rmSync(workplace, { recursive: true, force: true });
});

const place = { IFD0: { Make: 'Mobile' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '29/1 12/1 30/1' } };

function write(file: string, bytes: Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
}

/** Encodes as Astro asks for it: the options that matter, and no message. */
function transform(input: Buffer, format: string, width = 40) {
  const options = { src: '/_astro/long.hash.jpg', format, width, height: undefined } as unknown as ImageTransform;
  const config = { service: { entrypoint: '', config: {} } } as unknown as AstroConfig['image'];
  const logger = { warn: () => undefined } as unknown as Parameters<typeof service.transform>[3];
  return service.transform(input, options as never, config, logger);
}

suite('the picture service', () => {
  for (const format of ['jpeg', 'png', 'webp', 'avif'] as const) {
    test(`makes ${format} without metadata of a photo of a phone`, async () => {
      const photo = await sharp({ create: { width: 90, height: 60, channels: 3, background: 'green' } })
        .withExif(place)
        .jpeg()
        .toBuffer();
      const { data } = await transform(photo, format);
      assert.deepEqual(findMetadata(Buffer.from(data)), []);
    });
  }

  test('refuses a picture that the encoder cannot hold, where the original would have been published', async () => {
    // 70,000 pixels are more than JPEG, WebP and AVIF can hold in one direction; PNG can.
    const tall = await sharp({ create: { width: 4, height: 70_000, channels: 3, background: 'red' } })
      .withExif(place)
      .png()
      .toBuffer();
    for (const format of ['jpeg', 'webp', 'avif']) {
      await assert.rejects(transform(tall, format, 4), (error) => {
        assert.ok(error instanceof UnsafePictureError, String(error));
        assert.match(error.message, /^long\.hash\.jpg · 现在：做不成 (?:JPEG|WEBP|AVIF) 图片/);
        return true;
      });
    }
  });

  test('refuses what would be passed through: no format, and drawings', async () => {
    const photo = await tellingPhoto('jpeg');
    await assert.rejects(transform(photo, 'svg'), UnsafePictureError);
    await assert.rejects(transform(photo, undefined as unknown as string), UnsafePictureError);
  });
});

test('a build that fails for a picture says so once, however often the picture was needed', () => {
  const cause = new UnsafePictureError('people/jia/jia.jpg · 现在：坏了 · 应为：好的');
  const wrapped = new AggregateError([new Error('a', { cause }), new Error('b', { cause: new Error('c', { cause }) })]);
  assert.deepEqual(explain(wrapped), {
    sentences: ['people/jia/jia.jpg · 现在：坏了 · 应为：好的'],
    needsDeveloper: false,
    isUnchanged: true,
  });
});

suite('the last look at a built site', () => {
  test('counts pictures and clips without metadata', async () => {
    const site = join(workplace, 'clean');
    const picture = sharp({ create: { width: 8, height: 8, channels: 3, background: 'green' } });
    write(join(site, '_astro/a.jpg'), await picture.jpeg().toBuffer());
    write(join(site, 'people/b/card.PNG'), await picture.png().toBuffer());
    write(join(site, 'index.html'), Buffer.from('GPSLatitude'));
    assert.equal(refuseMetadata(site), 2);
  });

  for (const [file, make] of Object.entries({
    'people/jia/poster.jpg': () => tellingPhoto('jpeg'),
    '_astro/jia.hash.png': () => tellingPhoto('png'),
    '_astro/jia.hash.webp': () => tellingPhoto('webp'),
    '_astro/jia.hash.avif': () => tellingPhoto('avif'),
    'files/jia.HEIC': () => tellingPhoto('heic'),
    'media/yu-480.mp4': () => tellingMovie('mp4'),
  })) {
    test(`refuses ${file} with the place where it was taken, by its name`, async () => {
      const site = join(workplace, file.replaceAll('/', '-'));
      write(join(site, file), await make());
      assert.throws(
        () => refuseMetadata(site),
        (error) => error instanceof UnsafePictureError && error.message.includes(`\n${file} · 现在：里面还有 `),
      );
    });
  }
});

suite('npm run media -- clean', () => {
  test('takes the place out of every picture of the content, upright and as large as before', async () => {
    const content = join(workplace, 'content');
    const pixels = Buffer.from(Array.from({ length: 64 * 48 * 3 }, (_, index) => (index * 7) % 256));
    const photo = sharp(pixels, { raw: { width: 64, height: 48, channels: 3 } })
      .blur(4)
      .withExif({ ...place, IFD0: { ...place.IFD0, Orientation: '6' } });
    const files = {
      'people/jia/jia.jpg': await photo.clone().jpeg({ quality: 98 }).toBuffer(),
      'people/jia/story/jia.png': await photo.clone().png().toBuffer(),
      'stations/jia.webp': await photo.clone().webp({ quality: 98 }).toBuffer(),
      'features/jia/cover.avif': await photo.clone().avif({ quality: 90 }).toBuffer(),
    };
    for (const [file, bytes] of Object.entries(files)) write(join(content, file), bytes);
    const untouched = await sharp(pixels, { raw: { width: 64, height: 48, channels: 3 } })
      .jpeg()
      .toBuffer();
    write(join(content, 'people/yi/yi.jpg'), untouched);
    write(join(content, 'people/bing/bing.jpg'), Buffer.concat([files['people/jia/jia.jpg'].subarray(0, 900)]));

    const first = await media(['clean'], { CONTENT_DIR: content });
    assert.equal(first.status, 1, first.output);
    assert.match(first.output, /people\/bing\/bing\.jpg · 打不开或者不是能用的图片，没有动它/);
    assert.match(first.output, /清理了 4 张图片。/);
    for (const [file, before] of Object.entries(files)) {
      const now = readFileSync(join(content, file));
      assert.deepEqual(findMetadata(now), [], file);
      const inspection = await inspectPicture(now);
      assert.ok('facts' in inspection);
      // Sharp does not write the orientation of every format; what it wrote is what has to be kept.
      const { width, height } = (await sharp(before).metadata()).autoOrient;
      assert.deepEqual([inspection.facts.width, inspection.facts.height], [width, height], file);
      const raw = (bytes: Buffer) => sharp(bytes).autoOrient().removeAlpha().raw().toBuffer();
      const [a, b] = [await raw(before), await raw(now)];
      const difference = a.reduce((sum, value, index) => sum + Math.abs(value - (b[index] ?? 0)), 0) / a.length;
      assert.ok(difference < 4, `${file}: ${difference.toFixed(2)}`);
    }
    assert.deepEqual(readFileSync(join(content, 'people/yi/yi.jpg')), untouched);
    // The first version would keep the places for ever.
    assert.equal(existsSync(join(content, '.git')), false);

    rmSync(join(content, 'people/bing'), { recursive: true });
    const second = await media(['clean'], { CONTENT_DIR: content });
    assert.equal(second.status, 0, second.output);
    assert.match(second.output, /图片里都没有拍摄信息。/);
  });

  test('is a version where versions are recorded, and leaves no copy of what was in none', async () => {
    const content = join(workplace, 'recorded');
    const photo = await tellingPhoto('jpeg');
    write(join(content, 'people/jia/index.md'), Buffer.from('---\nname: 甲\n---\n'));
    const git = (...words: string[]) => execFileSync('git', words, { cwd: content, encoding: 'utf8' }).trim();
    git('init', '-q');
    // A repository without a version is none: the first one would hold the photo.
    write(join(content, 'people/jia/first.jpg'), photo);
    assert.equal((await media(['clean'], { CONTENT_DIR: content })).status, 0);
    assert.throws(() => git('rev-parse', '--verify', '-q', 'HEAD'));

    git('-c', 'user.name=甲', '-c', 'user.email=a@example.org', 'commit', '-q', '--allow-empty', '-m', '开始');
    const names = ['people/jia/new.jpg', 'people/jia/very​hidden.jpg'];
    for (const name of names) write(join(content, name), photo);
    const { status, output } = await media(['clean'], { CONTENT_DIR: content });
    assert.equal(status, 0, output);
    assert.match(output, /清理了 2 张图片。/);
    for (const name of names) assert.deepEqual(findMetadata(readFileSync(join(content, name))), [], name);
    assert.equal(git('log', '-1', '--format=%s'), '去掉照片的拍摄信息（1 张）');
    const id = execFileSync('git', ['hash-object', '--stdin'], { cwd: content, input: photo, encoding: 'utf8' }).trim();
    assert.throws(() => execFileSync('git', ['cat-file', '-e', id], { cwd: content, stdio: 'ignore' }));
  });

  test('leaves what somebody changed since it was read', async () => {
    const content = join(workplace, 'changed');
    write(join(content, 'people/jia/a.jpg'), Buffer.from('读的时候'));
    write(join(content, 'people/jia/b.jpg'), Buffer.from('没有变'));
    const base = await contentsAt(content, ['people/jia/a.jpg', 'people/jia/b.jpg']);
    write(join(content, 'people/jia/a.jpg'), Buffer.from('别人换的'));
    const writes = new Map([...base.keys()].map((path) => [path, Buffer.from('清理过')]));
    await assert.rejects(
      saveFiles(content, { writes, base, message: '去掉' }),
      /a\.jpg 刚刚被别人改了，什么都没有写。/,
    );
    assert.deepEqual(await saveUnchanged(content, { writes, base, message: '去掉' }), ['people/jia/a.jpg']);
    assert.equal(readFileSync(join(content, 'people/jia/a.jpg'), 'utf8'), '别人换的');
    assert.equal(readFileSync(join(content, 'people/jia/b.jpg'), 'utf8'), '清理过');
  });
});
