import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import sharp from 'sharp';
import { cachedFile, cacheKeyOf, evictUnused } from '../../src/storage/content-cache.ts';
import { placeholderOf } from '../../src/media/pictures/placeholder.ts';

const workplace = await mkdtemp(join(tmpdir(), 'kept-files-'));
after(() => rm(workplace, { recursive: true, force: true }));

test('a name depends on every part and on where each ends', () => {
  assert.equal(cacheKeyOf('a', 'b'), cacheKeyOf('a', Buffer.from('b')));
  assert.notEqual(cacheKeyOf('a', 'b'), cacheKeyOf('ab', ''));
  assert.notEqual(cacheKeyOf('a', 'b'), cacheKeyOf('b', 'a'));
});

test('a file is made once, whoever asks, and a making that failed leaves nothing', async () => {
  const directory = join(workplace, 'once');
  let made = 0;
  const make = () => {
    made += 1;
    return Promise.resolve(Buffer.from('picture'));
  };
  assert.deepEqual(await cachedFile(directory, 'ab.webp', make), Buffer.from('picture'));
  assert.deepEqual(await cachedFile(directory, 'ab.webp', make), Buffer.from('picture'));
  assert.equal(made, 1);
  await assert.rejects(
    cachedFile(directory, 'cd.webp', () => Promise.reject(new Error('no'))),
    /no/,
  );
  assert.deepEqual(await readdir(directory), ['ab.webp']);
});

test('what no build has used for three months goes; what was left unfinished goes after a day, or when its process is gone', async () => {
  const directory = join(workplace, 'forgotten');
  const now = Date.parse('2026-05-01T00:00:00Z');
  const minute = 1 / 1440;
  const ofNobody = `${String(2 ** 30)}-0-1.part`;
  const kept = {
    'aa.avif': 89,
    'cc.avif.12-3.unfinished': 0.9,
    [`.dd.avif.${String(process.pid)}-0-1.part`]: 0.9,
    [`.ee.avif.${ofNobody}`]: 0.5 * minute,
  };
  const files = { ...kept, 'bb.avif': 91, 'ff.avif.12-3.unfinished': 1.1, [`.gg.avif.${ofNobody}`]: 1.5 * minute };
  await cachedFile(directory, '00.webp', () => Promise.resolve(Buffer.from('')));
  for (const [file, days] of Object.entries(files)) {
    const used = new Date(now - days * 86_400_000);
    await writeFile(join(directory, file), '');
    await utimes(join(directory, file), used, used);
  }
  evictUnused(directory, now);
  assert.deepEqual((await readdir(directory)).sort(), ['00.webp', ...Object.keys(kept)].sort());
});

test('a placeholder is the picture upright, 16 pixels wide, in a few hundred characters, and contains no metadata', async () => {
  const file = join(workplace, 'photo.jpg');
  // Rotated by Exif, as phones write it: 400×200 pixels that are shown as 200×400.
  await sharp({ create: { width: 400, height: 200, channels: 3, background: '#ad3a22' } })
    .withExif({ IFD0: { Make: 'Phone' }, IFD3: { GPSLatitude: '29/1 12/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toFile(file);
  const address = await placeholderOf(file);
  assert.ok(address.length < 300, `${address.length} characters`);
  const bytes = Buffer.from(address.replace('data:image/webp;base64,', ''), 'base64');
  const { width, height, format, exif } = await sharp(bytes).metadata();
  assert.deepEqual({ width, height, format, exif }, { width: 16, height: 32, format: 'webp', exif: undefined });
});
