/** Original files of real phones. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import sharp from 'sharp';
import { findMetadata } from '../../src/media/metadata/find-metadata.ts';
import { phoneFiles } from './phone-files.ts';
import { workshop } from './workshop.ts';

const found = phoneFiles();
const skip = 'reason' in found ? found.reason : false;
const file = (path: string) => join('folder' in found ? found.folder : '', path);
const tells = (data: Buffer) => new Set(findMetadata(data).map((finding) => finding.tells));

test('a clip of a real phone gives away its place and device, and what is made of it does not', { skip }, async () => {
  const original = file('movie1/VID_20191220_170832.mp4');
  const before = tells(readFileSync(original));
  for (const expected of ['place', 'device', 'time'] as const) assert.ok(before.has(expected), expected);

  const place = workshop();
  const { manifest } = await place.take(original);
  assert.deepEqual([manifest.width, manifest.height, manifest.framesPerSecond], [1920, 1080, 30]);
  assert.deepEqual(
    manifest.renditions.map(({ width, height }) => [width, height]),
    [
      [854, 480],
      [1280, 720],
    ],
  );
  const files = [
    ...manifest.renditions.map((rendition) => rendition.file),
    ...(manifest.posterCandidates ?? []).flatMap(({ jpeg, avif }) => [jpeg, avif]),
  ];
  for (const name of files) assert.deepEqual(findMetadata(readFileSync(join(place.mediaDirectory, name))), [], name);
});

test('photos of real phones contain their position, and re-encoded by sharp they do not', { skip }, async () => {
  for (const name of ['pic1/IMG_20200827_231612.jpg', 'pic2/IMG_20191224_234846.jpg']) {
    const data = readFileSync(file(name));
    assert.ok(tells(data).has('place'), name);
    for (const format of ['jpeg', 'webp', 'avif', 'png'] as const) {
      const made = await sharp(data)
        .autoOrient()
        .resize(320)
        .toFormat(format, format === 'avif' ? { effort: 0 } : {})
        .toBuffer();
      assert.deepEqual(findMetadata(made), [], `${name} as ${format}`);
    }
  }
});
