import assert from 'node:assert/strict';
import test from 'node:test';
import sharp from 'sharp';
import { findMetadata } from '../../src/media/metadata/find-metadata.ts';
import { box, tellingMovie, tellingPhoto, type PhotoKind } from '../media/files-with-metadata.ts';

const tells = (data: Buffer) => new Set(findMetadata(data).map((finding) => finding.tells));
const places = (data: Buffer) => findMetadata(data).map(({ where }) => where);

for (const kind of ['mp4', 'mov', '3gp'] as const) {
  test(`in a ${kind} every box with position, device, owner or time is found`, async () => {
    const movie = await tellingMovie(kind);
    assert.deepEqual([...tells(movie)].filter((each) => each !== 'other').sort(), ['device', 'owner', 'place', 'time']);
    const where = places(movie);
    for (const expected of [
      'moov/udta/©xyz',
      'moov/udta/loci',
      'moov/udta/©mak',
      'moov/udta/auth',
      'moov/meta/ilst/#1 com.apple.quicktime.location.ISO6709',
      'moov/meta/ilst/#3 com.apple.quicktime.model',
      'uuid XMP',
      'moov/mvhd creation time',
    ]) {
      assert.ok(where.includes(expected), `${expected} in\n${where.join('\n')}`);
    }
  });
}

for (const kind of ['jpeg', 'png', 'webp', 'avif', 'heic'] as PhotoKind[]) {
  test(`in a ${kind} place, device, owner and time are found`, async () => {
    const found = tells(await tellingPhoto(kind));
    for (const expected of ['place', 'device', 'owner', 'time'] as const) assert.ok(found.has(expected), expected);
  });

  test(`a ${kind} without metadata is found clean`, async () => {
    const plain = sharp({ create: { width: 64, height: 48, channels: 3, background: '#b33' } });
    const data = await plain.toFormat(kind === 'heic' ? 'avif' : kind).toBuffer();
    if (kind === 'heic') data.write('heic', 8, 'latin1');
    assert.deepEqual(findMetadata(data), []);
  });
}

test('a clip hung behind a photo is found, and its own place too', async () => {
  const where = places(await tellingPhoto('jpeg'));
  assert.ok(where.some((each) => each.endsWith('bytes after the end')));
  assert.ok(where.includes('moov/udta/loci'));
});

test('orientation alone is not personal', async () => {
  const upright = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#b33' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  assert.deepEqual(
    findMetadata(upright).filter(({ where }) => !where.startsWith('APP2')),
    [],
  );
});

test('a box that nobody has heard of is a finding', async () => {
  const movie = Buffer.concat([await tellingMovie('mp4'), box('zzzz', 'whatever')]);
  assert.ok(places(movie).includes('zzzz'));
});

test('space that is said to be free is clean only when it is empty', () => {
  const file = Buffer.concat([box('ftyp', 'isom\0\0\0\0'), box('free', Buffer.alloc(8))]);
  assert.deepEqual(findMetadata(file), []);
  assert.deepEqual(places(Buffer.concat([file, box('free', 'N29.2')])), ['free']);
  assert.deepEqual(tells(Buffer.concat([file, Buffer.from('xx')])), new Set(['other']));
});

test('what cannot be walked is never found clean', () => {
  for (const data of [
    Buffer.from('hello'),
    Buffer.alloc(0),
    Buffer.from([0xff, 0xd8, 0xff, 0xe1]),
    box('ftyp').subarray(0, 7),
  ]) {
    assert.notEqual(findMetadata(data).length, 0);
  }
  const cut = Buffer.concat([box('ftyp', 'isom'), box('moov', box('udta', 'abc'))]);
  assert.notEqual(findMetadata(cut).length, 0);
});
