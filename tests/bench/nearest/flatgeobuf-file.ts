/** Writes a FlatGeobuf file with its spatial index. The package's own writer leaves the index out. */
import { ByteBuffer } from 'flatbuffers';
import { Header } from 'flatgeobuf/lib/mjs/flat-geobuf/header.js';
import { serialize } from 'flatgeobuf/lib/mjs/geojson.js';
import { generateLevelBounds, NODE_ITEM_BYTE_LEN } from 'flatgeobuf/lib/mjs/packedrtree.js';

/** A point with what the benchmark asks of it. */
export interface Point {
  slug: string;
  has: number;
  lng: number;
  lat: number;
}

const nodeSize = 16;
const magicLength = 8;
/** Where the header's table keeps the place of `index_node_size`: the tenth field. */
const nodeSizeField = 22;

/** The place of a point on a Hilbert curve of 16 steps over the globe. */
function hilbert({ lng, lat }: Point): number {
  let x = Math.floor(((lng + 180) / 360) * 65_535);
  let y = Math.floor(((lat + 90) / 180) * 65_535);
  let place = 0;
  for (let side = 32_768; side > 0; side /= 2) {
    const right = (x & side) > 0 ? 1 : 0;
    const up = (y & side) > 0 ? 1 : 0;
    place += side * side * ((3 * right) ^ up);
    if (up === 0) {
      if (right === 1) {
        x = 65_535 - x;
        y = 65_535 - y;
      }
      [x, y] = [y, x];
    }
  }
  return place;
}

/** A file of points, sorted along a Hilbert curve, with the packed R-tree that readers search by ranges. */
export function flatGeobufOf(points: readonly Point[]): Uint8Array {
  const sorted = points
    .map((point) => ({ point, place: hilbert(point) }))
    .sort((a, b) => a.place - b.place)
    .map(({ point }) => point);
  const bare = serialize({
    type: 'FeatureCollection',
    features: sorted.map(({ slug, has, lng, lat }) => ({
      type: 'Feature',
      properties: { slug, has },
      geometry: { type: 'Point', coordinates: [lng, lat] },
    })),
  });
  const view = new DataView(bare.buffer, bare.byteOffset, bare.byteLength);
  const headerEnd = magicLength + 4 + view.getUint32(magicLength, true);
  const buffer = new ByteBuffer(bare);
  buffer.setPosition(magicLength);
  const header = Header.getSizePrefixedRootAsHeader(buffer);
  const field = header.bb?.__offset(header.bb_pos, nodeSizeField) ?? 0;
  if (field === 0) throw new Error('The header has no size of nodes.');
  view.setInt16(header.bb_pos + field, nodeSize, true);

  const levels = generateLevelBounds(sorted.length, nodeSize);
  const nodes = levels[0]?.[1] ?? 0;
  const index = new DataView(new ArrayBuffer(nodes * NODE_ITEM_BYTE_LEN));
  const write = (node: number, box: readonly number[], offset: number) => {
    box.forEach((value, at) => {
      index.setFloat64(node * NODE_ITEM_BYTE_LEN + at * 8, value, true);
    });
    index.setBigUint64(node * NODE_ITEM_BYTE_LEN + 32, BigInt(offset), true);
  };
  let offset = 0;
  const [firstLeaf = 0] = levels[0] ?? [];
  sorted.forEach(({ lng, lat }, at) => {
    write(firstLeaf + at, [lng, lat, lng, lat], offset);
    offset += 4 + view.getUint32(headerEnd + offset, true);
  });
  for (let level = 1; level < levels.length; level++) {
    const [start = 0, end = 0] = levels[level] ?? [];
    const [childStart = 0, childEnd = 0] = levels[level - 1] ?? [];
    for (let node = start; node < end; node++) {
      const first = childStart + (node - start) * nodeSize;
      const box = [Infinity, Infinity, -Infinity, -Infinity];
      for (let child = first; child < Math.min(first + nodeSize, childEnd); child++) {
        const read = (at: number) => index.getFloat64(child * NODE_ITEM_BYTE_LEN + at * 8, true);
        box[0] = Math.min(box[0] ?? 0, read(0));
        box[1] = Math.min(box[1] ?? 0, read(1));
        box[2] = Math.max(box[2] ?? 0, read(2));
        box[3] = Math.max(box[3] ?? 0, read(3));
      }
      write(node, box, first);
    }
  }
  const indexBytes = new Uint8Array(index.buffer);
  const file = new Uint8Array(bare.length + indexBytes.length);
  file.set(bare.subarray(0, headerEnd));
  file.set(indexBytes, headerEnd);
  file.set(bare.subarray(headerEnd), headerEnd + indexBytes.length);
  return file;
}
