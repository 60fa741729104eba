/** Photos of every format and orientation are kept upright, in sRGB, of a size that pages need, and without a byte of where they come from. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { suite } from 'node:test';
import sharp, { type Sharp } from 'sharp';
import { findMetadata } from '../../src/media/metadata/find-metadata.ts';
import { longestKeptSide, makeSafePhoto, type SafePhoto } from '../../src/media/pictures/safe-photo.ts';
import { projectDirectory } from '../places.ts';
import { tellingMovie } from './files-with-metadata.ts';

/** The colours of the four corners of an upright picture, from the top left, row by row; all are in the gamut of sRGB. */
const corners = [
  [200, 40, 40],
  [40, 160, 60],
  [30, 60, 180],
  [240, 200, 60],
] as const;
type Colour = readonly [number, number, number];

/** Where an upright picture's pixel is stored, for each EXIF orientation (TIFF 6.0, Orientation): its column and row. */
const places: Readonly<Record<number, (x: number, y: number, right: number, bottom: number) => [number, number]>> = {
  1: (x, y) => [x, y],
  2: (x, y, right) => [right - x, y],
  3: (x, y, right, bottom) => [right - x, bottom - y],
  4: (x, y, _, bottom) => [x, bottom - y],
  5: (x, y) => [y, x],
  6: (x, y, right) => [y, right - x],
  7: (x, y, right, bottom) => [bottom - y, right - x],
  8: (x, y, _, bottom) => [bottom - y, x],
};

/** The pixels that a camera stores of a picture, and which the orientation makes upright. */
function picture(width = 800, height = 600, orientation = 1): Sharp {
  const raw = Buffer.alloc(width * height * 3);
  const place = places[orientation];
  assert.ok(place !== undefined);
  const storedWidth = orientation > 4 ? height : width;
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const [column, row] = place(x, y, width - 1, height - 1);
      raw.set(corners[(y < height / 2 ? 0 : 2) + (x < width / 2 ? 0 : 1)] ?? [], (row * storedWidth + column) * 3);
    }
  return sharp(raw, { raw: { width: storedWidth, height: orientation > 4 ? width : height, channels: 3 } });
}

const secrets = {
  IFD0: { Make: 'Mobile', Model: 'Phone 1', Artist: 'Somebody', Copyright: 'Somebody' },
  IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '29/1 12/1 32/1', GPSLongitudeRef: 'E', GPSLongitude: '103/1 56/1 44/1' },
};

/** CIE L*a*b* of an sRGB colour, D65 (IEC 61966-2-1). */
function lab([red, green, blue]: Colour): [number, number, number] {
  const linear = (value: number) => (value <= 10.3149 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const [r, g, b] = [linear(red), linear(green), linear(blue)];
  const root = (value: number) => (value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116);
  const x = root((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
  const y = root(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = root((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** The difference of two colours, ΔE*ab (CIE 1976). */
const difference = (a: Colour, b: Colour) => {
  const [one, other] = [lab(a), lab(b)];
  return Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);
};

type Kept = Exclude<SafePhoto, { refused: string }>;

async function kept(bytes: Uint8Array): Promise<Kept> {
  const photo = await makeSafePhoto(bytes);
  assert.ok(!('refused' in photo), JSON.stringify(photo));
  return photo;
}

/** Asserts what holds of every photo that is kept. */
async function expectSafe(photo: Kept, expected: readonly Colour[] = corners): Promise<void> {
  const bytes = Buffer.from(photo.bytes);
  assert.deepEqual(findMetadata(bytes), []);
  for (const word of ['Mobile', 'Phone 1', 'Somebody', 'GPS', 'Exif']) assert.ok(!bytes.includes(word), word);
  const { orientation = 1, icc, space } = await sharp(bytes).metadata();
  assert.deepEqual([orientation, icc, space === 'srgb' || space === 'b-w'], [1, undefined, true]);
  const { data, info } = await sharp(bytes)
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  assert.ok(Math.max(info.width, info.height) <= longestKeptSide);
  for (const [index, colour] of expected.entries()) {
    const x = Math.round(info.width * (index % 2 === 0 ? 0.25 : 0.75));
    const y = Math.round(info.height * (index < 2 ? 0.25 : 0.75));
    const at = (y * info.width + x) * info.channels;
    const found: Colour = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
    assert.ok(difference(colour, found) < 3, `corner ${String(index)}: ${found.join()} instead of ${colour.join()}`);
  }
}

suite('a photo', () => {
  for (const format of ['jpeg', 'png', 'webp', 'tiff'] as const) {
    for (const orientation of Object.keys(places).map(Number)) {
      test(`in ${format} with orientation ${String(orientation)} is kept upright and without its metadata`, async () => {
        const bytes = await picture(800, 600, orientation)
          .withExif(secrets)
          .withMetadata({ orientation })
          .toFormat(format, { quality: 95 })
          .toBuffer();
        const tagged = await sharp(bytes).metadata();
        assert.equal(tagged.orientation, orientation);
        const photo = await kept(bytes);
        assert.deepEqual([photo.width, photo.height], [800, 600]);
        await expectSafe(photo);
      });
    }
    test(`in ${format} with the colours of a P3 screen is kept with the same colours in sRGB`, async () => {
      await expectSafe(await kept(await picture().withIccProfile('p3').toFormat(format, { quality: 98 }).toBuffer()));
    });
  }

  test('whose profile is of a P3 screen and names sRGB is kept with the same colours in sRGB', async () => {
    const bytes = await picture().withIccProfile('p3').jpeg({ quality: 98 }).toBuffer();
    const name = Buffer.from('s\0P\x003\0C', 'latin1');
    const at = bytes.indexOf(name);
    assert.ok(at > 0, 'the profile has the name that it had');
    Buffer.from('s\0R\0G\0B', 'latin1').copy(bytes, at);
    await expectSafe(await kept(bytes));
  });

  test('in AVIF is kept without its metadata, and with its colours', async () => {
    const bytes = await picture().withIccProfile('p3').withExif(secrets).avif({ quality: 95, effort: 0 }).toBuffer();
    assert.ok(findMetadata(bytes).length > 0);
    await expectSafe(await kept(bytes));
  });

  test('in HEIC, whatever it is called, becomes a JPEG with the same colours', async () => {
    const bytes = readFileSync(join(projectDirectory, 'tests/fixtures/photos/corners-p3.heic'));
    assert.ok(bytes.includes('Phone 1'), 'it tells something to begin with');
    const photo = await kept(bytes);
    assert.deepEqual([photo.extension, photo.width, photo.height], ['jpg', 800, 600]);
    await expectSafe(photo);
  });

  test('in CMYK becomes one in sRGB by its profile', async () => {
    const bytes = await picture().toColourspace('cmyk').withIccProfile('cmyk').jpeg({ quality: 98 }).toBuffer();
    assert.equal((await sharp(bytes).metadata()).space, 'cmyk');
    const { data, info } = await sharp(bytes).toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
    const at = (x: number, y: number): Colour => {
      const from = (Math.round(info.height * y) * info.width + Math.round(info.width * x)) * info.channels;
      return [data[from] ?? 0, data[from + 1] ?? 0, data[from + 2] ?? 0];
    };
    await expectSafe(await kept(bytes), [at(0.25, 0.25), at(0.75, 0.25), at(0.25, 0.75), at(0.75, 0.75)]);
  });

  const jpeg = () => picture().jpeg({ quality: 95 }).toBuffer();
  const trailers: Readonly<Record<string, () => Promise<Buffer>>> = {
    'the video of a motion photo': () => tellingMovie('mp4'),
    'the second picture of an MPO': () => picture(80, 60).withExif(secrets).jpeg().toBuffer(),
    'a gain map': async () => Buffer.concat([Buffer.from('hdrgm GainMap'), await picture(80, 60).jpeg().toBuffer()]),
    'a note of the maker': () => Promise.resolve(Buffer.from('Samsung Camera_Capture_Mode GPS 29.2')),
  };
  for (const [name, trailer] of Object.entries(trailers)) {
    test(`is kept without ${name} behind it`, async () => {
      const before = await jpeg();
      const behind = await trailer();
      const photo = await kept(Buffer.concat([before, behind]));
      assert.ok(!Buffer.from(photo.bytes).includes(behind.subarray(0, 40)));
      await expectSafe(photo);
    });
  }

  test('that is safe already is kept byte by byte', async () => {
    for (const bytes of [await jpeg(), await picture().png().toBuffer(), await picture().webp().toBuffer()]) {
      const photo = await kept(bytes);
      assert.deepEqual(Buffer.from(photo.bytes), bytes);
    }
  });

  test('larger than pages need is shrunk, and its shape stays', async () => {
    const photo = await kept(await picture(4032, 3024).withExif(secrets).jpeg().toBuffer());
    assert.deepEqual([photo.width, photo.height], [2400, 1800]);
    await expectSafe(photo);
    const tall = await kept(await picture(3024, 4032).jpeg().toBuffer());
    assert.deepEqual([tall.width, tall.height], [1800, 2400]);
  });

  test('that is transparent stays so', async () => {
    const clear = sharp({
      create: { width: 900, height: 700, channels: 4, background: { r: 200, g: 0, b: 0, alpha: 0.5 } },
    });
    const photo = await kept(await clear.withExif(secrets).png().toBuffer());
    assert.equal(photo.extension, 'png');
    assert.equal((await sharp(photo.bytes).metadata()).hasAlpha, true);
  });

  test('with sixteen bits, in grey, or progressive, is kept', async () => {
    await expectSafe(await kept(await picture().toColourspace('rgb16').png().toBuffer()));
    await expectSafe(await kept(await picture().withExif(secrets).jpeg({ progressive: true, quality: 95 }).toBuffer()));
    const grey = await kept(await picture().greyscale().withExif(secrets).jpeg({ quality: 95 }).toBuffer());
    assert.deepEqual(findMetadata(Buffer.from(grey.bytes)), []);
  });

  test('that is small or blurred is kept, with a remark', async () => {
    const noise = Buffer.from(
      Array.from({ length: 900 * 700 }, (_, index) => (index * 7919 + ((index * index) % 251)) % 256),
    );
    const sharpPhoto = sharp(noise, { raw: { width: 900, height: 700, channels: 1 } });
    assert.deepEqual((await kept(await sharpPhoto.clone().jpeg().toBuffer())).remarks, []);
    const [blurred] = (await kept(await sharpPhoto.clone().blur(8).jpeg().toBuffer())).remarks;
    assert.match(blurred ?? '', /糊/);
    const [small] = (await kept(await sharpPhoto.clone().resize(500, 400).jpeg().toBuffer())).remarks;
    assert.match(small ?? '', /^这张照片只有 500×400 像素/);
  });

  test('keeps the ending that it has to have, whatever is in it', async () => {
    const bytes = await picture().withExif(secrets).jpeg({ quality: 95 }).toBuffer();
    for (const wanted of ['png', 'webp', 'avif', 'jpg'] as const) {
      const photo = await makeSafePhoto(bytes, wanted);
      assert.ok(!('refused' in photo));
      assert.equal(photo.extension, wanted);
      await expectSafe(photo);
    }
  });
});

suite('a file that is no photo to keep', () => {
  const whole = () => picture().jpeg().toBuffer();
  const files: Readonly<Record<string, [() => Promise<Buffer> | Buffer, RegExp]>> = {
    'a photo that is cut off': [async () => (await whole()).subarray(0, 3000), /^照片不完整/],
    'a moving picture': [
      () => readFileSync(join(projectDirectory, 'tests/fixtures/refused/picture-animated/content/people/jia/jia.webp')),
      /^这是动图/,
    ],
    'a drawing in SVG': [() => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), /^这是矢量图/],
    'a PDF': [() => Buffer.from('%PDF-1.7\n'), /^这是 PDF 文件/],
    words: [() => Buffer.from('not a picture at all'), /^打不开/],
    nothing: [() => Buffer.alloc(0), /^这个文件是空的/],
    'a HEIC of which only the beginning is there': [
      () => readFileSync(join(projectDirectory, 'tests/fixtures/photos/corners-p3.heic')).subarray(0, 1500),
      /^这张 HEIC 照片解不开/,
    ],
    'a screenshot of a whole conversation': [
      () => picture(1080, 28_000).jpeg().toBuffer(),
      /^这张图太长（1080×28000 像素）/,
    ],
  };
  for (const [name, [make, words]] of Object.entries(files)) {
    test(`is refused in a sentence: ${name}`, async () => {
      const photo = await makeSafePhoto(await make());
      assert.ok('refused' in photo, JSON.stringify({ ...photo, bytes: 0 }));
      assert.match(photo.refused, words);
    });
  }
});
