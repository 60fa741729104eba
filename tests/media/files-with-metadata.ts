/** Files of every kind that phones make, each with metadata on where, with what and by whom it was made. */
import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { clip, picture } from './workshop.ts';

/** A box of ISO base media. */
export function box(type: string, ...parts: (Buffer | string)[]): Buffer {
  const body = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)));
  const header = Buffer.alloc(8);
  header.writeUInt32BE(8 + body.length, 0);
  header.write(type, 4, 'latin1');
  return Buffer.concat([header, body]);
}

/** A clip whose picture and sound are words: a file without metadata, as the build looks for it, that nothing plays. */
export function movieOfWords(words: string): Buffer {
  return Buffer.concat([box('ftyp', 'isom\0\0\0\0isom'), box('mdat', Buffer.from(words))]);
}

const zeros = (count: number) => Buffer.alloc(count);
const place = '+29.2089+103.9456/';

/** A text of QuickTime user data: length, language, text. */
function userText(type: string, text: string): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(Buffer.byteLength(text), 0);
  head.writeUInt16BE(0x15c7, 2);
  return box(type, head, Buffer.from(text));
}

/** 3GPP TS 26.244, 8.3: longitude, latitude and altitude as 16.16 fixed-point numbers. */
function loci(): Buffer {
  const numbers = Buffer.alloc(12);
  numbers.writeInt32BE(Math.round(103.9456 * 65_536), 0);
  numbers.writeInt32BE(Math.round(29.2089 * 65_536), 4);
  return box('loci', zeros(4), Buffer.from([0x15, 0xc7]), 'Yujin\0', Buffer.from([0]), numbers, 'earth\0', '\0');
}

/** QuickTime metadata: a list of keys and the values by number. */
function quicktimeMetadata(values: Readonly<Record<string, string>>): Buffer {
  const keys = Object.keys(values).map((key) => box('mdta', key));
  const count = Buffer.alloc(4);
  count.writeUInt32BE(keys.length);
  const items = Object.values(values).map((value, index) => {
    const item = box('name', box('data', Buffer.from([0, 0, 0, 1, 0, 0, 0, 0]), Buffer.from(value)));
    item.writeUInt32BE(index + 1, 4);
    return item;
  });
  return box(
    'meta',
    box('hdlr', zeros(8), 'mdta', zeros(12), '\0'),
    box('keys', zeros(4), count, ...keys),
    box('ilst', ...items),
  );
}

const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description exif:GPSLatitude="29,12.5N" tiff:Make="Xiaomi"/></rdf:RDF></x:xmpmeta>`;
const xmpId = Buffer.from('be7acfcb97a942e89c71999491e3afac', 'hex');

/** All metadata boxes of a movie, appended to its index; the data before them is not moved. */
function withTellingBoxes(movie: Buffer): Buffer {
  const start = movie.indexOf('moov', 0, 'latin1') - 4;
  if (start + movie.readUInt32BE(start) !== movie.length) throw new Error('the index has to come last');
  const added = Buffer.concat([
    box(
      'udta',
      userText('©xyz', place),
      userText('©mak', 'HUAWEI'),
      userText('©mod', 'ALN-AL00'),
      userText('©aut', 'somebody'),
      loci(),
      box('auth', zeros(4), Buffer.from([0x15, 0xc7]), 'somebody\0'),
      box('smta', zeros(4), 'SAMSUNG'),
    ),
    quicktimeMetadata({
      'com.apple.quicktime.location.ISO6709': place,
      'com.apple.quicktime.make': 'Apple',
      'com.apple.quicktime.model': 'iPhone 17',
      'com.apple.quicktime.creationdate': '2026-05-01T08:30:00+0800',
      'com.apple.quicktime.author': 'somebody',
    }),
  ]);
  const index = Buffer.concat([movie.subarray(start), added]);
  index.writeUInt32BE(index.length, 0);
  return Buffer.concat([movie.subarray(0, start), index, box('uuid', xmpId, Buffer.from(xmp))]);
}

/** A clip of a kind (`mp4`, `mov`, `3gp`) with all metadata that a phone could write. */
export async function tellingMovie(kind: 'mp4' | 'mov' | '3gp'): Promise<Buffer> {
  const parameters = [
    ...picture('176x144', 1.2),
    '-metadata', 'creation_time=2026-05-01T00:30:00Z', '-metadata', 'title=somebody', '-metadata', 'comment=房号 301',
  ]; // prettier-ignore
  return withTellingBoxes(readFileSync(await clip(`telling.${kind}`, ...parameters)));
}

const exif = {
  IFD0: { Make: 'HUAWEI', Model: 'ALN-AL00', Artist: 'somebody', Software: 'Camera 9' },
  IFD2: { DateTimeOriginal: '2026:05:01 08:30:00' },
  IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '29/1 12/1 32/1', GPSLongitudeRef: 'E', GPSLongitude: '103/1 56/1 44/1' },
};

/**
 * Kinds of photo. `heic` has the boxes of one; its picture is coded as AV1, since no HEVC encoder is available here.
 */
export type PhotoKind = 'jpeg' | 'png' | 'webp' | 'avif' | 'heic';

/** A photo with place, device, owner and time in it. */
export async function tellingPhoto(kind: PhotoKind): Promise<Buffer> {
  const plain = sharp({ create: { width: 64, height: 48, channels: 3, background: '#b33' } })
    .withExif(exif)
    .withXmp(xmp);
  switch (kind) {
    case 'jpeg': {
      const data = await plain.jpeg().toBuffer();
      const words = 'GPS 29.2,103.9';
      const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, 2 + words.length]), Buffer.from(words)]);
      // After the picture the video of a motion photo, which has a location of its own.
      const movie = await tellingMovie('mp4');
      return Buffer.concat([data.subarray(0, 2), comment, data.subarray(2), movie]);
    }
    case 'png':
      return plain.png().toBuffer();
    case 'webp':
      return plain.webp().toBuffer();
    case 'avif':
      return plain.avif({ effort: 0 }).toBuffer();
    case 'heic': {
      const data = await plain.avif({ effort: 0 }).toBuffer();
      data.write('heic', 8, 'latin1');
      return data;
    }
  }
}
