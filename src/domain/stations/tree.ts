/** Stations in a tree whose leaves are fetched as they are needed. */
import type { TownInTree } from './finder.ts';
import type { Found } from '../places/by-distance.ts';
import { readingTable, type Readings, type ReadingTable } from '../places/place-search.ts';
import { leavesOf, nearestInTree, rankedLeaves, type Leaf, type PackedTree } from '../places/quadtree.ts';
import { requiredBits } from './filter.ts';
import { unpackStations, type PackedStations, type SearchedStation } from './record.ts';
import { passing, type StationQuery, type StationSource } from './search.ts';

/** The most stations of a leaf. */
export const leafCapacity = 320;

/** A tree as a source of stations. A leaf is fetched once. */
export class StationTree implements StationSource {
  private readonly leaves: readonly Leaf[];
  private readonly towns: ReadonlyMap<string, readonly number[]>;
  private readonly load: (leaf: Leaf) => Promise<PackedStations>;
  private readonly loaded = new Map<string, Promise<readonly SearchedStation[]>>();

  private readonly loadReadings: () => Promise<Readings>;

  /**
   * @param load fetches a leaf
   * @param readings fetches the readings of characters; called when somebody types letters
   */
  constructor(
    tree: PackedTree,
    towns: readonly TownInTree[],
    load: (leaf: Leaf) => Promise<PackedStations>,
    readings: () => Promise<Readings>,
  ) {
    this.leaves = leavesOf(tree);
    this.loadReadings = readings;
    this.towns = new Map(towns.map(([name, , leaves]) => [name, leaves]));
    this.load = load;
  }

  private leaf(leaf: Leaf): Promise<readonly SearchedStation[]> {
    const known = this.loaded.get(leaf.path);
    if (known !== undefined) return known;
    const loading = this.load(leaf).then(unpackStations);
    this.loaded.set(leaf.path, loading);
    // A failed fetch is retried next time.
    loading.catch(() => this.loaded.delete(leaf.path));
    return loading;
  }

  async readings(): Promise<ReadingTable> {
    return readingTable(await this.loadReadings());
  }

  nearest(query: StationQuery): Promise<Found<SearchedStation>[]> {
    const { from, filter, limit } = query;
    const required = requiredBits(filter);
    return nearestInTree(
      rankedLeaves(this.leaves, from, required),
      limit,
      async (leaf) => passing(await this.leaf(leaf), query),
      required !== 0 || filter.isOpenNow === true ? 0.5 : 1,
    );
  }

  async within(town: string | undefined): Promise<readonly SearchedStation[] | undefined> {
    const numbers = town === undefined ? undefined : this.towns.get(town);
    if (numbers === undefined) return undefined;
    const lists = await Promise.all(
      numbers.flatMap((index) => {
        const leaf = this.leaves[index];
        return leaf === undefined ? [] : [this.leaf(leaf)];
      }),
    );
    return lists.flat();
  }
}
