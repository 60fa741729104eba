/** Cuts many stations into a tree and its leaves, at build time. */
import type { Box } from '../places/distance.ts';
import { divide, hashLength, regionOf, type PackedTree } from '../places/quadtree.ts';
import { offeredBy } from './filter.ts';
import { packStations, type PackedStations, type StationRecord } from './record.ts';
import { leafCapacity } from './tree.ts';

/** A leaf as a file: its name without folder and extension, and its content. */
export interface Shard {
  path: string;
  hash: string;
  stations: PackedStations;
  /** The towns of its stations. */
  towns: readonly string[];
}

/**
 * The tree over stations, and its leaves.
 * @param box where stations may be, WGS-84; it determines the division into leaves, independently of the stations
 * @param hash the digest of a text, in characters that a file name may contain; its first few are used
 */
export function shardsOf(
  stations: readonly StationRecord[],
  box: Box,
  hash: (text: string) => string,
): { tree: PackedTree; shards: Shard[] } {
  const { box: root, shape, leaves } = divide(stations, box, leafCapacity);
  const packed = leaves.map(({ path, items }) => ({
    path,
    // Facilities known to be absent are shown on a station's page only; no query of the tree needs them.
    stations: packStations(
      items.map((item) => ({ ...item, lacks: 0 })).sort((one, other) => (one.slug < other.slug ? -1 : 1)),
    ),
  }));
  const hashes = new Map(
    [...Map.groupBy(packed, ({ path }) => regionOf(path))].map(([region, inside]) => [
      region,
      hash(JSON.stringify(inside)).slice(0, hashLength),
    ]),
  );
  const shards = packed.map(({ path, stations: held }): Shard => ({
    path,
    hash: hashes.get(regionOf(path)) ?? '',
    stations: held,
    towns: held.towns,
  }));
  return {
    tree: {
      box: root,
      shape,
      sizes: leaves.map(({ items }) => Math.floor(Math.log2(items.length)).toString(36)).join(''),
      offers: leaves.map(({ items }) => items.reduce((bits, station) => bits | offeredBy(station), 0)),
      hashes: [...hashes.values()].join(''),
    },
    shards,
  };
}
