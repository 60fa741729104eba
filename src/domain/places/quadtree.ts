/**
 * A quadtree whose leaves are files. The tree itself is small enough to be part of the page: its shape in preorder, and
 * for each leaf the approximate number of its stations and their combined offers. A leaf contains at most a few hundred
 * stations, so the nearest ones are one or two small files away, however many there are in all.
 *
 * A quarter is cut off in two steps, west from east and then south from north. So two half-empty quarters stay one
 * leaf, and there are a third fewer leaves to describe.
 */
import { distanceToBox, type Box, type Place } from './distance.ts';
import { byDistance, type Found } from './by-distance.ts';

/** The serialised tree that a page contains. */
export interface PackedTree {
  /** The rectangle of the root in millionths of a degree, WGS-84. */
  box: [west: number, south: number, east: number, north: number];
  /** The nodes in preorder: `+` two halves (west and east, or south and north), `o` a leaf, `.` nothing. */
  shape: string;
  /** Of each leaf in order: log2 of its number of stations, rounded down, as one digit in base 36. */
  sizes: string;
  /** Of each leaf in order: bits of what is offered. */
  offers: number[];
  /** Of each region in the order of its first leaf: the hash in the names of its leaves, without separators. */
  hashes: string;
}

/** A leaf of a tree. */
export interface Leaf {
  /** The way from the root, a digit for each step: `1101`. */
  path: string;
  /** The rectangle in degrees. */
  box: Box;
  /** About how many stations it holds: at least this many, at most twice. */
  count: number;
  offers: number;
  hash: string;
}

/**
 * The leaves of a region, all those whose way begins with the same steps, share one hash of their content. A hash per
 * leaf would be two thirds of the tree; so a new station renames the leaves of its region, one in a hundred, and no
 * other.
 */
const stepsOfRegion = 7;
/** Characters of a region's hash: 24 bits, enough to tell its versions apart. */
export const hashLength = 4;

/** The region of a leaf. */
export const regionOf = (path: string) => path.slice(0, stepsOfRegion);
/** A node is not divided below this: more stations than a leaf's capacity may share one point. */
const deepest = 44;

type Corners = PackedTree['box'];

/** The two halves of a rectangle in whole millionths. A point on the dividing line belongs to the east or the north. */
function halves([west, south, east, north]: Corners, depth: number): [Corners, Corners] {
  if (depth % 2 === 0) {
    const middle = Math.floor((west + east) / 2);
    return [
      [west, south, middle, north],
      [middle, south, east, north],
    ];
  }
  const middle = Math.floor((south + north) / 2);
  return [
    [west, south, east, middle],
    [west, middle, east, north],
  ];
}

const millionths = (degrees: number) => Math.round(degrees * 1e6);

/** A leaf that was built, with its items. */
export interface BuiltLeaf<Item> {
  path: string;
  items: Item[];
}

/**
 * Divides items until every leaf holds at most `capacity`. Rectangles do not depend on the items, so adding one changes
 * one leaf. When an item is outside the box, the box of the root is extended to contain it.
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
    const depth = path.length;
    const [first, second] = halves(corners, depth);
    const [line, axis] = depth % 2 === 0 ? ([second[0], 'lng'] as const) : ([second[1], 'lat'] as const);
    const isBefore = (item: Item) => millionths(item[axis]) < line;
    const before = inside.filter(isBefore);
    const after = inside.filter((item) => !isBefore(item));
    return `+${grow(before, first, `${path}0`)}${grow(after, second, `${path}1`)}`;
  };
  return { box: root, shape: grow([...items], root, ''), leaves };
}

/** The leaves of a page's tree. */
export function leavesOf(tree: PackedTree): Leaf[] {
  const leaves: Leaf[] = [];
  const regions: string[] = [];
  let at = 0;
  const read = (corners: Corners, path: string): void => {
    const node = tree.shape[at++];
    if (node === '+') {
      const [first, second] = halves(corners, path.length);
      read(first, `${path}0`);
      read(second, `${path}1`);
    } else if (node === 'o') {
      const index = leaves.length;
      // Preorder puts the leaves of a region next to each other.
      if (regions[regions.length - 1] !== regionOf(path)) regions.push(regionOf(path));
      const region = regions.length - 1;
      leaves.push({
        path,
        box: corners.map((each) => each / 1e6) as unknown as Box,
        count: 2 ** parseInt(tree.sizes[index] ?? '0', 36),
        offers: tree.offers[index] ?? 0,
        hash: tree.hashes.slice(region * hashLength, (region + 1) * hashLength),
      });
    }
  };
  read(tree.box, '');
  return leaves;
}

/** The name of a leaf's file without its folder. */
export function leafName({ path, hash }: Pick<Leaf, 'path' | 'hash'>): string {
  // A one in front keeps the zeros of the way; as a whole it is shorter in base 36.
  return `${BigInt(`0b1${path}`).toString(36)}-${hash}`;
}

/** A leaf and the bound below which none of its stations can be, in metres. */
export interface Ranked {
  leaf: Leaf;
  bound: number;
}

/** The leaves that may contain matches, nearest first. @param required bits that a leaf must offer */
export function rankedLeaves(leaves: readonly Leaf[], from: Place, required: number): Ranked[] {
  return leaves
    .filter(({ offers }) => (offers & required) === required)
    .map((leaf) => ({ leaf, bound: distanceToBox(from, leaf.box) }))
    .sort((a, b) => a.bound - b.bound);
}

/** Most leaves fetched at once: what a phone loads in parallel without getting slower. */
const atOnce = 4;

/** A leaf with this many times the requested number of stations probably contains enough matches. */
const wellFilled = 4;

/**
 * How far the search will probably reach, in metres, judging by how densely the nearest leaf is filled. Leaves within
 * it are fetched together, because on a weak network waiting costs more than a few kilobytes.
 */
function reachFor({ leaf, bound }: Ranked, count: number, share: number): number {
  const [west, south, east, north] = leaf.box;
  const height = (north - south) * 111_195;
  const width = (east - west) * 111_195 * Math.cos(((south + north) / 360) * Math.PI);
  return bound + Math.sqrt((count * height * width) / (Math.PI * leaf.count * share));
}

/**
 * The nearest stations that pass, exactly: leaves are fetched until the next one's bound is beyond the last result.
 * @param search fetches a leaf and returns its matches, with their distances
 * @param share the part of all stations that will probably pass
 */
export async function nearestInTree<Item extends { slug: string }>(
  ranked: readonly Ranked[],
  count: number,
  search: (leaf: Leaf) => Promise<Found<Item>[]>,
  share = 0.5,
): Promise<Found<Item>[]> {
  let best: Found<Item>[] = [];
  let at = 0;
  while (at < ranked.length) {
    const next = ranked[at];
    if (next === undefined) break;
    const last = best[count - 1];
    if (last !== undefined && next.bound > last.metres) break;
    // A well-filled leaf answers more than half of all queries, and otherwise yields an exact radius for the rest.
    const isEnough = at === 0 && next.leaf.count >= wellFilled * count;
    const reach = last?.metres ?? (isEnough ? next.bound : reachFor(next, count - best.length, share));
    let end = at + 1;
    while (end - at < atOnce && (ranked[end]?.bound ?? Infinity) <= reach) end++;
    const found = await Promise.all(ranked.slice(at, end).map(({ leaf }) => search(leaf)));
    best = [...best, ...found.flat()].sort(byDistance).slice(0, count);
    at = end;
  }
  return best;
}
