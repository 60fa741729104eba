/** Ours: the tree stands in the page, leaves are fetched. */
import type { PackedTree } from '../../../src/domain/places/quadtree.ts';
import { leafName } from '../../../src/domain/places/quadtree.ts';
import type { PackedStations } from '../../../src/domain/stations/record.ts';
import { StationTree } from '../../../src/domain/stations/tree.ts';
import { answer, question, wanted } from './question.ts';

declare const tree: PackedTree;

async function run(): Promise<void> {
  const { lng, lat, facility } = question();
  const source = new StationTree(
    tree,
    [],
    async (leaf) => (await (await fetch(`leaves/${leafName(leaf)}.json`)).json()) as PackedStations,
    () => Promise.resolve({ characters: '', syllables: '' }),
  );
  const found = await source.nearest({
    from: { lng, lat },
    filter: { facilities: facility },
    calendar: { years: [], off: [], makeUp: [] },
    moment: 0,
    limit: wanted,
  });
  answer(found.map(({ item }) => item.slug));
}

void run();
