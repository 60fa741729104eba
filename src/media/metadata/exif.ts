/** The entries of Exif data (CIPA DC-008, on the TIFF 6.0 structure). */

/** What a piece of metadata could reveal. */
export type Tells = 'place' | 'device' | 'owner' | 'time' | 'other';

/** An entry of an Exif directory. */
export interface ExifEntry {
  /** Directory and tag, e.g. `GPS/0x0002`. */
  name: string;
  tells: Tells;
}

/** Tags needed only to decode the picture. */
const harmless = new Set([
  0x0100, 0x0101, 0x0102, 0x0103, 0x0106, 0x0112, 0x0115, 0x011a, 0x011b, 0x0128, 0x0201, 0x0202, 0x0211, 0x0212, 0x0213,
  0x0214, 0x8769, 0x8825, 0xa005, 0x9000, 0x9101, 0xa000, 0xa001, 0xa002, 0xa003,
]); // prettier-ignore
const device = new Set([
  0x010f, 0x0110, 0x0131, 0x013c, 0x000b, 0x927c, 0xa431, 0xa432, 0xa433, 0xa434, 0xa435, 0xc614, 0xc62f,
]); // prettier-ignore
const owner = new Set([0x010e, 0x013b, 0x8298, 0x9286, 0xa430, 0xa420, 0x9c9b, 0x9c9c, 0x9c9d, 0x9c9e, 0x9c9f]);
const time = new Set([0x0132, 0x9003, 0x9004, 0x9010, 0x9011, 0x9012, 0x9290, 0x9291, 0x9292]);

/** Directories within directories, by the tag that points to them. */
const directories: Readonly<Record<number, string>> = {
  0x8769: 'Exif',
  0x8825: 'GPS',
  0xa005: 'Interop',
  0x014a: 'SubIFD',
};

function tellsOf(directory: string, tag: number): Tells | undefined {
  if (directory === 'GPS') return tag === 0 ? undefined : 'place';
  if (directory === 'Interop' || harmless.has(tag)) return undefined;
  if (device.has(tag)) return 'device';
  if (owner.has(tag)) return 'owner';
  return time.has(tag) ? 'time' : 'other';
}

/**
 * Every entry of Exif data that is not needed to decode the picture. `data` begins with the TIFF header. What cannot be
 * read is reported as one entry, since its content is unknown.
 */
export function exifEntries(data: Buffer): ExifEntry[] {
  const unreadable: ExifEntry[] = [{ name: 'unreadable', tells: 'other' }];
  const order = data.toString('latin1', 0, 2);
  if (data.length < 8 || (order !== 'II' && order !== 'MM')) return unreadable;
  const little = order === 'II';
  const short = (at: number) => (little ? data.readUInt16LE(at) : data.readUInt16BE(at));
  const long = (at: number) => (little ? data.readUInt32LE(at) : data.readUInt32BE(at));
  const entries: ExifEntry[] = [];
  const seen = new Set<number>();
  const walk = (start: number, directory: string): void => {
    if (start === 0 || seen.has(start)) return;
    seen.add(start);
    const count = short(start);
    for (let index = 0; index < count; index += 1) {
      const at = start + 2 + index * 12;
      const tag = short(at);
      const tells = tellsOf(directory, tag);
      if (tells !== undefined) entries.push({ name: `${directory}/0x${tag.toString(16).padStart(4, '0')}`, tells });
      const inner = directories[tag];
      if (inner !== undefined) walk(long(at + 8), inner);
    }
    // The next directory of the file: that of the thumbnail.
    walk(long(start + 2 + count * 12), `${directory}+`);
  };
  try {
    walk(long(4), 'IFD');
  } catch {
    return [...entries, ...unreadable];
  }
  return entries;
}
