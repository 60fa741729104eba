/** Cuts many stations into a tree and its leaves, at build time. */
import type { Box } from './distance.ts';
import { divide, hashLength, type PackedTree } from './quadtree.ts';
import { offeredBy } from './station-filter.ts';
import { packStations, type PackedStations, type StationRecord } from './station-record.ts';
import { leafCapacity } from './station-tree.ts';

/** A leaf as a file: its name without folder and ending, and what it holds. */
export interface Shard {
  path: string;
  hash: string;
  stations: PackedStations;
  /** The towns of its stations. */
  towns: readonly string[];
}

/**
 * The tree over stations, and its leaves.
 * @param box where stations may be, WGS-84; it decides how leaves are cut, whatever stations there are
 * @param hash the digest of a text, in characters that a file name may hold; its first four are used
 */
export function shardsOf(
  stations: readonly StationRecord[],
  box: Box,
  hash: (text: string) => string,
): { tree: PackedTree; shards: Shard[] } {
  const { box: root, shape, leaves } = divide(stations, box, leafCapacity);
  const shards = leaves.map(({ path, items }): Shard => {
    const packed = packStations(items.toSorted((a, b) => (a.slug < b.slug ? -1 : 1)));
    const digest = hash(JSON.stringify(packed)).slice(0, hashLength);
    return { path, hash: digest, stations: packed, towns: packed.towns };
  });
  return {
    tree: {
      box: root,
      shape,
      counts: leaves.map(({ items }) => items.length),
      offers: leaves.map(({ items }) => items.reduce((bits, station) => bits | offeredBy(station), 0)),
      hashes: shards.map(({ hash: digest }) => digest).join(''),
    },
    shards,
  };
}
