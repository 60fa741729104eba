/**
 * A quadtree whose leaves are files. The tree itself is small enough to stand in the page: its shape in preorder, and for
 * each leaf how many stations it holds, what they offer together, and the hash in its file's name. A leaf holds at most a
 * few hundred stations, so the nearest ones are one or two small files away, however many there are in all.
 */
import { distanceToBox, type Box, type Place } from './distance.ts';
import { nearerFirst, type Found } from './nearness.ts';

/** A tree as pages carry it. */
export interface PackedTree {
  /** The rectangle of the root in millionths of a degree, WGS-84. */
  box: [west: number, south: number, east: number, north: number];
  /** The nodes in preorder: `+` four parts (south-west, south-east, north-west, north-east), `o` a leaf, `.` nothing. */
  shape: string;
  /** Of each leaf in order: number of stations, bits of what is offered. */
  counts: number[];
  offers: number[];
  /** Of each leaf in order: the hash in its name, `hashLength` characters each, without anything between. */
  hashes: string;
}

/** A leaf of a tree. */
export interface Leaf {
  /** The way from the root, a digit for each step: `203`. */
  path: string;
  /** The rectangle in degrees. */
  box: Box;
  count: number;
  offers: number;
  hash: string;
}

/** Characters of a leaf's hash: 24 bits, enough to tell one leaf's versions apart. */
export const hashLength = 4;
/** A place where more stations than a leaf holds stand at one spot is not divided further. */
const deepest = 22;

type Corners = PackedTree['box'];

/** The four parts of a rectangle in whole millionths. What lies on a dividing line belongs to the east and the north. */
function parts([west, south, east, north]: Corners): [Corners, Corners, Corners, Corners] {
  const x = Math.floor((west + east) / 2);
  const y = Math.floor((south + north) / 2);
  return [
    [west, south, x, y],
    [x, south, east, y],
    [west, y, x, north],
    [x, y, east, north],
  ];
}

const partOf = (x: number, y: number, [west, south, east, north]: Corners) =>
  (x >= Math.floor((west + east) / 2) ? 1 : 0) + (y >= Math.floor((south + north) / 2) ? 2 : 0);

const millionths = (degrees: number) => Math.round(degrees * 1e6);

/** A leaf that was built, with what lies in it. */
export interface BuiltLeaf<Item> {
  path: string;
  items: Item[];
}

/**
 * Divides items until every leaf holds at most `capacity`. Rectangles do not depend on the items, so adding one changes one
 * leaf. When an item lies outside the box, the box of the root is stretched to hold it.
 */
export function divide<Item extends Place>(
  items: readonly Item[],
  box: Box,
  capacity: number,
): { box: Corners; shape: string; leaves: BuiltLeaf<Item>[] } {
  const [west, south, east, north] = box.map(millionths) as Corners;
  const root: Corners = [
    items.reduce((least, { lng }) => Math.min(least, millionths(lng)), west),
    items.reduce((least, { lat }) => Math.min(least, millionths(lat)), south),
    items.reduce((most, { lng }) => Math.max(most, millionths(lng)), east),
    items.reduce((most, { lat }) => Math.max(most, millionths(lat)), north),
  ];
  const leaves: BuiltLeaf<Item>[] = [];
  const grow = (inside: Item[], corners: Corners, path: string): string => {
    if (inside.length === 0) return '.';
    if (inside.length <= capacity || path.length === deepest) {
      leaves.push({ path, items: inside });
      return 'o';
    }
    const groups: [Item[], Item[], Item[], Item[]] = [[], [], [], []];
    for (const item of inside) groups[partOf(millionths(item.lng), millionths(item.lat), corners)]?.push(item);
    return `+${parts(corners)
      .map((part, index) => grow(groups[index] ?? [], part, `${path}${String(index)}`))
      .join('')}`;
  };
  return { box: root, shape: grow([...items], root, ''), leaves };
}

/** The leaves of a tree that came with a page. */
export function leavesOf(tree: PackedTree): Leaf[] {
  const leaves: Leaf[] = [];
  let at = 0;
  const read = (corners: Corners, path: string): void => {
    const node = tree.shape[at++];
    if (node === '+') {
      parts(corners).forEach((part, index) => {
        read(part, `${path}${String(index)}`);
      });
    } else if (node === 'o') {
      const index = leaves.length;
      leaves.push({
        path,
        box: corners.map((each) => each / 1e6) as unknown as Box,
        count: tree.counts[index] ?? 0,
        offers: tree.offers[index] ?? 0,
        hash: tree.hashes.slice(index * hashLength, (index + 1) * hashLength),
      });
    }
  };
  read(tree.box, '');
  return leaves;
}

/** The name of a leaf's file without its folder. */
export function leafName({ path, hash }: Pick<Leaf, 'path' | 'hash'>): string {
  return `${path === '' ? 'all' : path}-${hash}`;
}

/** A leaf and the bound below which none of its stations can be, in metres. */
export interface Ranked {
  leaf: Leaf;
  bound: number;
}

/** The leaves that may hold what is asked for, nearest first. @param asked bits that a leaf must offer */
export function rankedLeaves(leaves: readonly Leaf[], from: Place, asked: number): Ranked[] {
  return leaves
    .filter(({ offers }) => (offers & asked) === asked)
    .map((leaf) => ({ leaf, bound: distanceToBox(from, leaf.box) }))
    .sort((a, b) => a.bound - b.bound);
}

/** How many leaves are asked for at once at most: what a phone opens in parallel without getting slower. */
const atOnce = 4;

/**
 * How far the search will probably reach, in metres, judging by how densely the nearest leaf is filled. Leaves within it are
 * fetched together, because on a weak network waiting costs more than a few kilobytes.
 */
function reachFor({ leaf, bound }: Ranked, wanted: number, share: number): number {
  const [west, south, east, north] = leaf.box;
  const height = (north - south) * 111_195;
  const width = (east - west) * 111_195 * Math.cos(((south + north) / 360) * Math.PI);
  return bound + Math.sqrt((wanted * height * width) / (Math.PI * leaf.count * share));
}

/**
 * The nearest stations that pass, exactly: leaves are fetched until the next one's bound lies beyond the last of the wanted.
 * @param search fetches a leaf and gives what passes in it, with its distance
 * @param share the part of all stations that will probably pass
 */
export async function nearestInTree<Item extends { slug: string }>(
  ranked: readonly Ranked[],
  wanted: number,
  search: (leaf: Leaf) => Promise<Found<Item>[]>,
  share = 0.5,
): Promise<Found<Item>[]> {
  let best: Found<Item>[] = [];
  let at = 0;
  while (at < ranked.length) {
    const next = ranked[at];
    if (next === undefined) break;
    const last = best.length < wanted ? undefined : best[wanted - 1];
    if (last !== undefined && next.bound > last.metres) break;
    const reach = last?.metres ?? reachFor(next, wanted - best.length, share);
    let end = at + 1;
    while (end < ranked.length && end - at < atOnce && (ranked[end]?.bound ?? Infinity) <= reach) end++;
    const found = await Promise.all(ranked.slice(at, end).map(({ leaf }) => search(leaf)));
    best = [...best, ...found.flat()].sort(nearerFirst).slice(0, wanted);
    at = end;
  }
  return best;
}
