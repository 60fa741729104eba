/**
 * The boxes of an ISO base media file: MP4, MOV, 3GP, HEIC and AVIF (ISO/IEC 14496-12, and Apple's QuickTime File
 * Format for what only MOV has). Every byte of the file belongs to some box here; what does not parse is reported, not
 * skipped.
 */

/** A box, with the boxes in it. */
export interface Mp4Box {
  /** Four characters, e.g. `moov`; of an entry of an item list by number `#1`. */
  type: string;
  /** Types from the top, e.g. `moov/udta/©xyz`. */
  path: string;
  /** What is in the box, without its header. */
  body: Buffer;
  children: Mp4Box[];
  /** Bytes of the body before its first child. */
  lead: number;
}

/** Boxes that contain boxes, with the number of bytes before the first of them. */
const containers: Readonly<Record<string, number>> = {
  moov: 0, trak: 0, mdia: 0, minf: 0, stbl: 0, dinf: 0, edts: 0, udta: 0, mvex: 0, moof: 0, traf: 0, mfra: 0, tref: 0, gmhd: 0,
  iprp: 0, ipco: 0, wave: 0, sinf: 0, schi: 0, ilst: 0, tapt: 0, strk: 0, grpl: 0, rinf: 0, hnti: 0, hinf: 0, matt: 0, clip: 0,
  dref: 8, stsd: 8, iref: 4,
}; // prettier-ignore

/** Sample entries: bytes before their boxes. */
const pictureEntry = 78;
const soundEntry = 28;

function childLead(type: string, parent: string, body: Buffer, handler: string): number | undefined {
  if (parent === 'stsd') {
    if (handler === 'vide') return pictureEntry;
    if (handler === 'soun') {
      // QuickTime's sound descriptions of version 1 and 2 are longer.
      const version = body.length >= 10 ? body.readUInt16BE(8) : 0;
      return version === 1 ? soundEntry + 16 : version === 2 ? soundEntry + 36 : soundEntry;
    }
    return undefined;
  }
  if (parent === 'ilst') return 0;
  // `meta` is a full box in MP4 and none in QuickTime: there the first box follows at once.
  if (type === 'meta') return body.toString('latin1', 4, 8) === 'hdlr' ? 0 : 4;
  if (type === 'iinf') return body[0] === 0 ? 6 : 8;
  return containers[type];
}

/** Thrown when the bytes at the start of a box are not a box header. */
export class MalformedMp4Error extends Error {}

function read(data: Buffer, parentPath: string, parent: string, handler: string): Mp4Box[] {
  const boxes: Mp4Box[] = [];
  let offset = 0;
  let kind = handler;
  while (offset < data.length) {
    // QuickTime ends a list of user data with four zero bytes.
    if (parent === 'udta' && data.length - offset === 4 && data.readUInt32BE(offset) === 0) break;
    if (offset + 8 > data.length)
      throw new MalformedMp4Error(`${parentPath}: ${String(data.length - offset)} bytes after the last box`);
    let size = data.readUInt32BE(offset);
    let header = 8;
    const code = data.toString('latin1', offset + 4, offset + 8);
    if (size === 1) {
      if (offset + 16 > data.length) throw new MalformedMp4Error(`${parentPath}/${code}: no size`);
      size = Number(data.readBigUInt64BE(offset + 8));
      header = 16;
    } else if (size === 0) {
      size = data.length - offset;
    }
    if (size < header || offset + size > data.length)
      throw new MalformedMp4Error(`${parentPath}/${code}: size ${String(size)}`);
    // Entries of QuickTime's metadata list are numbered by the `keys` box.
    const type = parent === 'ilst' && code.startsWith('\u0000') ? `#${String(data.readUInt32BE(offset + 4))}` : code;
    const path = parentPath === '' ? type : `${parentPath}/${type}`;
    const body = data.subarray(offset + header, offset + size);
    if (type === 'hdlr' && parent === 'mdia') kind = body.toString('latin1', 8, 12);
    const lead = childLead(type, parent, body, kind);
    const box: Mp4Box = { type, path, body, children: [], lead: lead ?? body.length };
    if (lead !== undefined && body.length > lead) box.children = read(body.subarray(lead), path, type, kind);
    boxes.push(box);
    offset += size;
  }
  return boxes;
}

/** All boxes of a file. Throws `MalformedMp4Error` where bytes are not a box. */
export function parseMp4Boxes(data: Buffer): Mp4Box[] {
  return read(data, '', '', '');
}

/** Every box, parents before children. */
export function* everyBox(boxes: readonly Mp4Box[]): Generator<Mp4Box> {
  for (const box of boxes) {
    yield box;
    yield* everyBox(box.children);
  }
}

function within(boxes: readonly Mp4Box[], ...path: string[]): Mp4Box | undefined {
  const [first, ...others] = path;
  const box = boxes.find(({ type }) => type === first);
  return box === undefined || others.length === 0 ? box : within(box.children, ...others);
}

/** What a player needs to know about an MP4 before loading it. */
export interface Movie {
  durationSeconds: number;
  width: number;
  height: number;
  /** For `type="video/mp4; codecs=…"`, RFC 6381, e.g. `avc1.64001f, mp4a.40.2`. */
  codec: string;
  /** Whether the index comes before the data, so that playing can start at once. */
  startsFast: boolean;
  tracks: readonly string[];
}

const hex = (value: number | undefined) => (value ?? 0).toString(16).padStart(2, '0');
const decimal = (value: number) => String(value).padStart(2, '0');

/** The codec of a sample entry, from the box that configures its decoder. */
function codecOf(entry: Mp4Box): string {
  const configuration = (type: string) => entry.children.find((box) => box.type === type)?.body;
  const avc = configuration('avcC');
  // RFC 6381 3.3: profile, constraints and level as stored in the configuration.
  if (avc !== undefined) return `${entry.type}.${hex(avc[1])}${hex(avc[2])}${hex(avc[3])}`;
  const av1 = configuration('av1C');
  if (av1 !== undefined) {
    // AV1 Codec ISO Media File Format Binding 2.3.3 and 5: av01.profile.level+tier.bits.
    const [, first = 0, second = 0] = av1;
    const bits = (second & 0x40) === 0 ? 8 : (second & 0x20) === 0 ? 10 : 12;
    return `av01.${String(first >> 5)}.${decimal(first & 0x1f)}${(second & 0x80) === 0 ? 'M' : 'H'}.${decimal(bits)}`;
  }
  const esds = configuration('esds');
  if (esds !== undefined) {
    // ISO/IEC 14496-1: descriptor 4 contains the object type, descriptor 5 the AAC configuration, whose first five bits
    // are its kind.
    let offset = 4;
    let objectType = 0;
    while (offset < esds.length) {
      const tag = esds[offset] ?? 0;
      offset += 1;
      while (((esds[offset] ?? 0) & 0x80) !== 0) offset += 1;
      offset += 1;
      if (tag === 3) offset += 3;
      else if (tag === 4) {
        objectType = esds[offset] ?? 0;
        offset += 13;
      } else if (tag === 5) return `mp4a.${hex(objectType)}.${String((esds[offset] ?? 0) >> 3)}`;
      else break;
    }
    return `mp4a.${hex(objectType)}`;
  }
  return entry.type;
}

/** Reads duration, size and codecs from a movie's boxes. Throws `MalformedMp4Error` when they are missing. */
export function readMovie(data: Buffer): Movie {
  const boxes = parseMp4Boxes(data);
  const moov = boxes.find(({ type }) => type === 'moov');
  const header = moov && within(moov.children, 'mvhd')?.body;
  if (moov === undefined || header === undefined) throw new MalformedMp4Error('no moov/mvhd');
  const long = header[0] === 1;
  const timescale = header.readUInt32BE(long ? 20 : 12);
  const duration = long ? Number(header.readBigUInt64BE(24)) : header.readUInt32BE(16);
  const tracks = moov.children.filter(({ type }) => type === 'trak');
  const entries = tracks.map((track) => ({
    handler: within(track.children, 'mdia', 'hdlr')?.body.toString('latin1', 8, 12) ?? '',
    entry: within(track.children, 'mdia', 'minf', 'stbl', 'stsd')?.children[0],
  }));
  const picture = entries.find(({ handler }) => handler === 'vide')?.entry;
  if (picture === undefined) throw new MalformedMp4Error('no picture track');
  return {
    durationSeconds: duration / timescale,
    width: picture.body.readUInt16BE(24),
    height: picture.body.readUInt16BE(26),
    codec: entries
      .toSorted((a, b) => Number(b.handler === 'vide') - Number(a.handler === 'vide'))
      .flatMap(({ entry }) => (entry === undefined ? [] : codecOf(entry)))
      .join(', '),
    startsFast: boxes.findIndex(({ type }) => type === 'moov') < boxes.findIndex(({ type }) => type === 'mdat'),
    tracks: entries.map(({ handler }) => handler),
  };
}
