/** The finder of a page that carries a tree: leaves are fetched as they are needed. */
import type { FinderData } from '../../domain/stations/finder.ts';
import type { Readings } from '../../domain/places/place-search.ts';
import { leafName } from '../../domain/places/quadtree.ts';
import type { PackedStations } from '../../domain/stations/record.ts';
import { StationTree } from '../../domain/stations/tree.ts';
import { fileReader } from './finder-files.client.ts';
import { StationFinder } from './station-finder.client.ts';

customElements.define(
  'station-finder',
  class extends StationFinder {
    source({ tree, towns = [], readingsFile }: FinderData): StationTree {
      if (tree === undefined) throw new Error('The page carries no tree.');
      const read = fileReader(this.dataset['leaf'] ?? '');
      return new StationTree(
        tree,
        towns,
        async (leaf) => (await read(leafName(leaf))) as PackedStations,
        async () => (await read(readingsFile)) as Readings,
      );
    }
  },
);
