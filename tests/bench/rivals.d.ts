/**
 * What the benchmarks use of the packages in `tests/bench/package.json`. They are not installed with the project, so its
 * checks of types and style read them from here, whether they are installed or not. `npm run bench` installs them and
 * checks the same code against their own types (`tsconfig.rivals.json`), which keeps this file true.
 */

declare module 'flatbuffers' {
  export class ByteBuffer {
    constructor(bytes: Uint8Array);
    setPosition(position: number): void;
    __offset(tablePosition: number, vtableOffset: number): number;
  }
}

declare module 'flatgeobuf/lib/mjs/flat-geobuf/header.js' {
  import type { ByteBuffer } from 'flatbuffers';
  export class Header {
    bb: ByteBuffer | null;
    bb_pos: number;
    static getSizePrefixedRootAsHeader(bytes: ByteBuffer): Header;
  }
}

declare module 'flatgeobuf/lib/mjs/geojson.js' {
  interface PointFeature {
    type: 'Feature';
    properties: Record<string, string | number>;
    geometry: { type: 'Point'; coordinates: number[] };
  }
  interface Rect {
    minX: number;
    minY: number;
    maxX: number;
    maxY: number;
  }
  export function serialize(collection: { type: 'FeatureCollection'; features: PointFeature[] }): Uint8Array;
  export function deserialize(address: string, options: { rect: Rect }): AsyncGenerator<object>;
}

declare module 'flatgeobuf/lib/mjs/packedrtree.js' {
  export const NODE_ITEM_BYTE_LEN: number;
  export function generateLevelBounds(numberOfItems: number, nodeSize: number): [number, number][];
}

declare module 'kdbush' {
  export default class KDBush {
    constructor(numberOfItems: number);
    static from(data: ArrayBufferLike): KDBush;
    data: ArrayBufferLike;
    add(x: number, y: number): number;
    finish(): this;
  }
}

declare module 'geokdbush' {
  import type KDBush from 'kdbush';
  export function around(
    index: KDBush,
    longitude: number,
    latitude: number,
    maxResults: number,
    maxDistance: number,
    filter: (id: number) => boolean,
  ): number[];
}

declare module 'lighthouse' {
  interface Audit {
    id: string;
    score: number | null;
    scoreDisplayMode: string;
  }
  interface Result {
    lhr: { categories: Record<string, { score: number | null }>; audits: Record<string, Audit> };
  }
  export default function lighthouse(
    address: string,
    flags: { port: number; output: 'json'; logLevel: 'error' },
  ): Promise<Result | undefined>;
}

declare module 'minisearch' {
  export default class MiniSearch<Document> {
    constructor(options: {
      fields: string[];
      idField: string;
      tokenize: (text: string) => string[];
      searchOptions: { boost: Record<string, number>; prefix: boolean; fuzzy: number };
    });
    addAll(documents: readonly Document[]): void;
    search(query: string): { id: unknown }[];
  }
}
