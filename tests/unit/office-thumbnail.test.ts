/** The small pictures of lists: square, upright, and around the point that an editor marked. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { thumbnailOf } from '../../src/office/thumbnail.ts';

/** A picture twice as wide as it is high: red at the left, blue at the right. */
async function picture(width: number, orientation?: number): Promise<Uint8Array> {
  const half = { width: width / 2, height: width / 2, channels: 3 } as const;
  const right = await sharp({ create: { ...half, background: '#0000ff' } })
    .png()
    .toBuffer();
  const whole = sharp({ create: { ...half, width, background: '#ff0000' } })
    .composite([{ input: right, left: width / 2, top: 0 }])
    .jpeg();
  return orientation === undefined ? whole.toBuffer() : whole.withMetadata({ orientation }).toBuffer();
}

const colourAt = async (bytes: Uint8Array, left: number, top: number) => {
  const [red = 0, , blue = 0] = await sharp(bytes).extract({ left, top, width: 1, height: 1 }).raw().toBuffer();
  return red > blue ? 'red' : 'blue';
};

test('a small picture is square, around the point that was marked', async () => {
  for (const [x, expected] of [
    [0, ['red', 'red']],
    [50, ['red', 'blue']],
    [100, ['blue', 'blue']],
  ] as const) {
    const small = await thumbnailOf(await picture(400), { x, y: 50 });
    const { width, height, format } = await sharp(small).metadata();
    assert.deepEqual([width, height, format], [112, 112, 'webp']);
    assert.deepEqual([await colourAt(small, 2, 56), await colourAt(small, 109, 56)], expected, String(x));
  }
});

test('a photo that its phone held upright is cut upright', async () => {
  // Turned by a quarter clockwise: red is at the top.
  const small = await thumbnailOf(await picture(400, 6), { x: 50, y: 50 });
  assert.deepEqual([await colourAt(small, 56, 2), await colourAt(small, 56, 109)], ['red', 'blue']);
});

test('a picture that is smaller than that is made larger, and one of a few pixels too', async () => {
  for (const width of [80, 2]) {
    const { width: made, height } = await sharp(await thumbnailOf(await picture(width), { x: 50, y: 50 })).metadata();
    assert.deepEqual([made, height], [112, 112]);
  }
});

test('what is no picture is none', async () => {
  await assert.rejects(thumbnailOf(Buffer.from('no picture'), { x: 50, y: 50 }));
});
