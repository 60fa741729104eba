/**
 * Finds the metadata of a picture or a clip: where and when it was made, with what, by whom.
 *
 * Every box of MP4, MOV, 3GP, HEIC and AVIF, every segment of JPEG, every chunk of PNG and WebP is visited, and what is
 * not on the list of things needed to show the picture is a finding. So unknown metadata is found as well.
 */
import { MalformedMp4Error, parseMp4Boxes, everyBox, type Mp4Box } from './mp4-boxes.ts';
import { exifEntries, type Tells } from './exif.ts';

/** A piece of metadata in a file. */
export interface Finding {
  /** Where in the file, e.g. `moov/udta/©xyz`, `APP1 Exif GPS/0x0002`. */
  where: string;
  tells: Tells;
}

const finding = (where: string, tells: Tells): Finding => ({ where, tells });

function exifFindings(where: string, data: Buffer): Finding[] {
  return exifEntries(data).map(({ name, tells }) => finding(`${where} ${name}`, tells));
}

/** What XMP and other free text could reveal, by words in it. The text itself is a finding in any case. */
function textFindings(where: string, text: string): Finding[] {
  const found: Finding[] = [];
  if (/gps|latitude|longitude|location|geotag|city/i.test(text)) found.push(finding(where, 'place'));
  if (/tiff:(make|model)|creatortool|lens|serial|software|device/i.test(text)) found.push(finding(where, 'device'));
  if (/dc:(creator|rights)|author|artist|credit|owner|copyright/i.test(text)) found.push(finding(where, 'owner'));
  return found.length > 0 ? found : [finding(where, 'other')];
}

// --- ISO base media: MP4, MOV, 3GP, HEIC, AVIF

/** Boxes that a player needs, or that describe the layout of the data. */
const structure = new Set(
  `ftyp styp moov mvhd trak tkhd edts elst mdia mdhd hdlr minf vmhd smhd nmhd sthd dinf dref stbl stsd stts ctts cslg stsc stsz
  stz2 stco co64 stss stps sdtp sgpd sbgp subs saiz saio mvex mehd trex moof mfhd traf tfhd tfdt trun mfra tfra mfro sidx mdat
  tref gmhd gmin tapt clef prof enof wave frma chan
  avc1 avc3 hvc1 hev1 av01 mp4a mp4v s263 samr sawb avcC hvcC av1C esds pasp colr fiel btrt clap clli mdcv dvcC dvvC damr d263 bitr
  meta pitm iinf infe iloc iprp ipco ipma idat iref ispe pixi irot imir auxC a1op a1lx lsel grpl altr dimg thmb auxl base`
    .split(/\s+/)
    .concat('url ', 'mp4a'),
);

/**
 * User data and metadata keys by what they reveal. QuickTime File Format; 3GPP TS 26.244 8; what phones write in
 * practice.
 */
const named: readonly (readonly [RegExp, Tells])[] = [
  [/xyz|loci|location|gps|geo/i, 'place'],
  [/©mak|©mod|©swr|©too|©enc|©fmt|©inf|manu|modl|vndr|make|model|software|camera|device|android|smta|saut|tool|version|samsung/i, 'device'],
  [/©aut|©art|©nam|©cpy|©cmt|©des|©prd|©dir|cprt|auth|titl|dscp|perf|albm|author|artist|owner|copyright|title|comment|display/i, 'owner'],
  [/©day|date|time|yrrc/i, 'time'],
]; // prettier-ignore

function tellsOf(name: string): Tells {
  return named.find(([pattern]) => pattern.test(name))?.[1] ?? 'other';
}

/** Names of handlers that state only the kind of track. */
const plainHandlers = new Set(['', 'VideoHandler', 'SoundHandler']);

const text = (data: Buffer) => data.toString('utf8').replaceAll('\0', '').trim();

/** The names in the `keys` box of QuickTime metadata, from 1. */
function keysOf(box: Mp4Box | undefined): string[] {
  const names: string[] = [];
  if (box === undefined) return names;
  let at = 8;
  while (at + 8 <= box.body.length) {
    const size = box.body.readUInt32BE(at);
    if (size < 8) break;
    names.push(box.body.toString('utf8', at + 8, at + size));
    at += size;
  }
  return names;
}

/** Everything in user data: each innermost box is a finding. */
function userData(boxes: readonly Mp4Box[], keys: readonly string[] = []): Finding[] {
  return boxes.flatMap((box): Finding[] => {
    if (box.type === 'meta') return userData(box.children, keysOf(box.children.find(({ type }) => type === 'keys')));
    if (box.type === 'ilst' || box.type === 'udta') return userData(box.children, keys);
    if (box.type === 'hdlr' || box.type === 'keys') return [];
    if (/^(free|skip)$/.test(box.type) && box.body.every((byte) => byte === 0)) return [];
    const key = box.type.startsWith('#') ? keys[Number(box.type.slice(1)) - 1] : undefined;
    return [finding(key === undefined ? box.path : `${box.path} ${key}`, tellsOf(key ?? box.type))];
  });
}

/** The time in a header, seconds since 1904; 0 when it has none. */
function stamped(box: Mp4Box): boolean {
  const long = box.body[0] === 1;
  return box.body.subarray(4, long ? 20 : 12).some((byte) => byte !== 0);
}

function sampleEntry(box: Mp4Box): Finding[] {
  const found: Finding[] = [];
  const handlerIsPicture = box.lead === 78;
  if (handlerIsPicture) {
    const compressor = text(box.body.subarray(43, 74));
    if (compressor !== '') found.push(finding(`${box.path} compressor “${compressor}”`, 'device'));
  }
  // QuickTime's vendor, 16 bytes into the body; reserved and zero in MP4.
  if (box.body.length > 16 && box.body.subarray(12, 16).some((byte) => byte !== 0)) {
    found.push(finding(`${box.path} vendor`, 'device'));
  }
  return found;
}

/** The ranges of an item's data in a HEIF file (ISO/IEC 14496-12, 8.11.3). */
function itemData(file: Buffer, meta: Mp4Box, wanted: number): Buffer | undefined {
  const body = meta.children.find(({ type }) => type === 'iloc')?.body;
  if (body === undefined) return undefined;
  const version = body[0] ?? 0;
  const sizes = body.readUInt16BE(4);
  const [offsetSize, lengthSize, baseSize, indexSize] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15, sizes & 15];
  let at = 6;
  const number = (size: number) => {
    const value = size === 0 ? 0 : size === 8 ? Number(body.readBigUInt64BE(at)) : body.readUIntBE(at, size);
    at += size;
    return value;
  };
  const wide = version < 2 ? 2 : 4;
  const count = number(wide);
  for (let item = 0; item < count; item += 1) {
    const id = number(wide);
    const method = version === 0 ? 0 : number(2) & 15;
    number(2);
    const base = number(baseSize);
    const parts: Buffer[] = [];
    for (let extent = number(2); extent > 0; extent -= 1) {
      if (version > 0) number(indexSize);
      const start = base + number(offsetSize);
      const length = number(lengthSize);
      const source = method === 1 ? meta.children.find(({ type }) => type === 'idat')?.body : file;
      if (source !== undefined) parts.push(source.subarray(start, start + length));
    }
    if (id === wanted) return Buffer.concat(parts);
  }
  return undefined;
}

/** Items of a HEIF file other than pictures: Exif, XMP and others. */
function items(file: Buffer, meta: Mp4Box): Finding[] {
  return [...everyBox(meta.children)]
    .filter(({ type }) => type === 'infe')
    .flatMap(({ body, path }): Finding[] => {
      const version = body[0] ?? 0;
      if (version < 2) return [finding(path, 'other')];
      const id = version === 2 ? body.readUInt16BE(4) : body.readUInt32BE(4);
      const after = version === 2 ? 8 : 10;
      const type = body.toString('latin1', after, after + 4);
      const name = text(body.subarray(after + 4));
      if (/^(av01|hvc1|grid|iden|iovl|jpeg|avc1)$/.test(type)) {
        return plainItem(name) ? [] : [finding(`${path} “${name}”`, 'other')];
      }
      const data = itemData(file, meta, id);
      if (type === 'Exif') {
        const start = data === undefined || data.length < 4 ? 0 : 4 + data.readUInt32BE(0);
        return data === undefined
          ? [finding(`${path} Exif`, 'other')]
          : exifFindings(`${path} Exif`, data.subarray(start));
      }
      return textFindings(`${path} ${type}`, data?.toString('utf8') ?? '');
    });
}

/** Names that encoders give to pictures as such. */
function plainItem(name: string): boolean {
  return name === '' || name === 'Color' || name === 'Alpha';
}

function boxFindings(file: Buffer, boxes: readonly Mp4Box[], parent: string): Finding[] {
  return boxes.flatMap((box): Finding[] => {
    const inner = () => boxFindings(file, box.children, box.type);
    if (box.type === 'udta') return userData(box.children);
    if (box.type === 'meta') {
      const handler = box.children.find(({ type }) => type === 'hdlr')?.body.toString('latin1', 8, 12);
      // In HEIF and AVIF `meta` at the top is the picture itself; anywhere else it is about the picture.
      return handler === 'pict' && parent === '' ? [...items(file, box), ...inner()] : userData([box]);
    }
    if (/^(free|skip|wide)$/.test(box.type)) {
      return box.body.every((byte) => byte === 0) ? [] : [finding(box.path, 'other')];
    }
    if (box.type === 'uuid') {
      const content = box.body.subarray(16).toString('utf8');
      return content.includes('<x:xmpmeta') || content.includes('rdf:RDF')
        ? textFindings(`${box.path} XMP`, content)
        : [finding(box.path, 'other')];
    }
    // QuickTime ends a `wave` with an empty box without a name.
    if (parent === 'wave' && box.type === '\0\0\0\0' && box.body.length === 0) return [];
    if (!structure.has(box.type) && parent !== 'tref' && parent !== 'iref')
      return [finding(box.path, tellsOf(box.type)), ...inner()];

    const found: Finding[] = [];
    if (/^(mvhd|tkhd|mdhd)$/.test(box.type) && stamped(box)) found.push(finding(`${box.path} creation time`, 'time'));
    if (box.type === 'hdlr') {
      const kind = box.body.toString('latin1', 8, 12);
      if (!/^(vide|soun|pict|url |alis)$/.test(kind))
        found.push(finding(`${box.path} a track of “${kind}”`, tellsOf(kind)));
      if (box.body.subarray(12, 24).some((byte) => byte !== 0))
        found.push(finding(`${box.path} manufacturer`, 'device'));
      const raw = box.body.subarray(24);
      const pascal = raw.length > 0 && raw[0] === raw.length - 1;
      const name = text(pascal ? raw.subarray(1) : raw);
      if (!plainHandlers.has(name)) found.push(finding(`${box.path} “${name}”`, 'device'));
    }
    if (parent === 'stsd') found.push(...sampleEntry(box));
    return [...found, ...inner()];
  });
}

// --- JPEG (ITU-T T.81 Annex B)

function jpegFindings(data: Buffer): Finding[] {
  const found: Finding[] = [];
  let at = 2;
  while (at < data.length) {
    if (data[at] !== 0xff) return [...found, finding(`${String(at)}: no marker`, 'other')];
    while (data[at + 1] === 0xff) at += 1;
    const marker = data[at + 1] ?? 0;
    at += 2;
    if (marker === 0xd9) break;
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) continue;
    if (at + 2 > data.length) return [...found, finding('cut off', 'other')];
    const length = data.readUInt16BE(at);
    const body = data.subarray(at + 2, at + length);
    at += length;
    if (marker >= 0xe0 && marker <= 0xef) found.push(...applicationSegment(marker - 0xe0, body));
    else if (marker === 0xfe) found.push(...textFindings('COM', body.toString('utf8')));
    else if (marker === 0xda) {
      // Data of the scan: up to the next marker that is neither a stuffed zero nor a restart.
      while (
        at < data.length &&
        !(data[at] === 0xff && data[at + 1] !== 0 && !((data[at + 1] ?? 0) >= 0xd0 && (data[at + 1] ?? 0) <= 0xd7))
      )
        at += 1;
    } else if (marker < 0xc0 || (marker > 0xdf && marker !== 0xfe))
      found.push(finding(`marker 0x${marker.toString(16)}`, 'other'));
  }
  return [...found, ...afterTheEnd(data.subarray(at))];
}

/** A phone may append a second picture or a whole clip to a picture. */
function afterTheEnd(rest: Buffer): Finding[] {
  if (rest.length === 0) return [];
  const start = rest.indexOf('ftyp', 0, 'latin1');
  const inner = start >= 4 ? findMetadata(rest.subarray(start - 4)) : [];
  return [finding(`${String(rest.length)} bytes after the end`, 'other'), ...inner];
}

function applicationSegment(number: number, body: Buffer): Finding[] {
  const head = body.toString('latin1', 0, 40);
  const where = `APP${String(number)}`;
  if (number === 0 && (head.startsWith('JFIF\0') || head.startsWith('AVI1'))) return [];
  if (number === 14 && head.startsWith('Adobe')) return [];
  if (number === 2 && head.startsWith('ICC_PROFILE\0')) return [];
  if (number === 1 && head.startsWith('Exif\0')) return exifFindings(`${where} Exif`, body.subarray(6));
  if (number === 1 && head.startsWith('http://ns.adobe.com/'))
    return textFindings(`${where} XMP`, body.toString('utf8'));
  if (number === 13) return textFindings(`${where} IPTC`, body.toString('latin1'));
  return [finding(`${where} ${/^[\w .-]*/.exec(head)?.[0] ?? ''}`.trim(), 'other')];
}

// --- PNG (W3C, third edition) and WebP (RFC 9649)

const pngChunks = new Set(
  'IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP sBIT bKGD pHYs hIST sPLT acTL fcTL fdAT mDCV cLLI'.split(' '),
);

function pngFindings(data: Buffer): Finding[] {
  const found: Finding[] = [];
  let at = 8;
  while (at + 12 <= data.length) {
    const length = data.readUInt32BE(at);
    const type = data.toString('latin1', at + 4, at + 8);
    const body = data.subarray(at + 8, at + 8 + length);
    at += 12 + length;
    if (type === 'eXIf') found.push(...exifFindings(type, body));
    else if (/^[tiz]TXt$/.test(type) || type === 'tEXt') found.push(...textFindings(type, body.toString('utf8')));
    else if (type === 'tIME') found.push(finding(type, 'time'));
    else if (!pngChunks.has(type)) found.push(finding(type, 'other'));
    if (type === 'IEND') return [...found, ...afterTheEnd(data.subarray(at))];
  }
  return [...found, finding('cut off', 'other')];
}

const webpChunks = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);

function webpFindings(data: Buffer): Finding[] {
  const found: Finding[] = [];
  const end = Math.min(data.length, 8 + data.readUInt32LE(4));
  let at = 12;
  while (at + 8 <= end) {
    const type = data.toString('latin1', at, at + 4);
    const length = data.readUInt32LE(at + 4);
    const body = data.subarray(at + 8, at + 8 + length);
    at += 8 + length + (length % 2);
    if (type === 'EXIF')
      found.push(...exifFindings(type, body.subarray(body.toString('latin1', 0, 4) === 'Exif' ? 6 : 0)));
    else if (type === 'XMP ') found.push(...textFindings('XMP', body.toString('utf8')));
    else if (!webpChunks.has(type)) found.push(finding(type, 'other'));
  }
  return [...found, ...afterTheEnd(data.subarray(end + (end % 2)))];
}

/**
 * All metadata of a file. A file of an unknown kind, or one that cannot be read to its end,
 * is itself a finding: what could not be read was not found clean.
 */
export function findMetadata(data: Buffer): Finding[] {
  if (data.length >= 4 && data.readUInt16BE(0) === 0xffd8) return jpegFindings(data);
  if (data.toString('latin1', 0, 8) === '\x89PNG\r\n\x1a\n') return pngFindings(data);
  if (data.toString('latin1', 0, 4) === 'RIFF' && data.toString('latin1', 8, 12) === 'WEBP') return webpFindings(data);
  if (/^(ftyp|moov|mdat|wide|free|skip)$/.test(data.toString('latin1', 4, 8))) {
    try {
      return boxFindings(data, parseMp4Boxes(data), '');
    } catch (error) {
      if (!(error instanceof MalformedMp4Error || error instanceof RangeError)) throw error;
      return [finding(error.message, 'other')];
    }
  }
  return [finding('a kind of file that is not known', 'other')];
}
