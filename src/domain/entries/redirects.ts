/** Addresses that pages had: where they lead, and which of them say that what was there is gone. */
import { pathOf } from './public-address.ts';

/** A former address, as it is stored. */
export interface Redirect {
  /** The path that a page had. */
  from: string;
  /** Where what was there is now, a path of the site; none where it was deleted. */
  to?: string | undefined;
  /** The day since when. */
  since: string;
}

/** What a change of content does to addresses. */
export interface AddressChanges {
  /** Pages that have another path now, by the old one. */
  moved: ReadonlyMap<string, string>;
  /** Paths whose page was deleted. */
  gone: readonly string[];
  /** Paths where the public finds a page from now on. */
  taken: readonly string[];
  /** Those of the paths that moved or are gone which the public knew: only these are remembered. */
  known: ReadonlySet<string>;
}

/** A redirect with its fields in the order in which they are stored. */
const redirect = (from: string, to: string | undefined, since: string): Redirect => ({
  from,
  ...(to !== undefined && { to }),
  since,
});

/**
 * Where each former address leads in the end, through all that moved since; `undefined` where what was there is gone, or
 * leads in a circle.
 * @param isShown whether the public finds a page at a path: whoever arrives there goes no further
 */
export function destinationsOf(
  redirects: readonly Redirect[],
  isShown: (path: string) => boolean = () => false,
): Map<string, string | undefined> {
  const byPath = new Map(redirects.map((each) => [each.from, each]));
  const destinations = new Map<string, string | undefined>();
  for (const { from, to } of redirects) {
    const passed = new Set<string>();
    let address = to;
    for (;;) {
      const path = address === undefined ? undefined : pathOf(address);
      const next = path === undefined || isShown(path) ? undefined : byPath.get(path);
      if (next === undefined) break;
      address = passed.has(next.from) ? undefined : next.to;
      passed.add(next.from);
    }
    destinations.set(from, address);
  }
  return destinations;
}

/** The positions of redirects that are on a circle: whoever follows one comes back to it. */
export function circularRedirects(redirects: readonly Redirect[]): number[] {
  const next = new Map(redirects.map(({ from, to }) => [from, to === undefined ? undefined : pathOf(to)]));
  return redirects.flatMap(({ from }, index) => {
    const passed = new Set<string>();
    let path = next.get(from);
    while (path !== undefined && path !== from && !passed.has(path)) {
      passed.add(path);
      path = next.get(path);
    }
    return path === from ? [index] : [];
  });
}

/**
 * The redirects after a change. What leads to a page follows it wherever it moves, and leads nowhere once it is gone.
 * @param since the day of the change
 */
export function redirectsAfter(
  redirects: readonly Redirect[],
  { moved, gone, taken, known }: AddressChanges,
  since: string,
): Redirect[] {
  const arrived = new Set([...taken, ...moved.values()]);
  const kept = redirects
    .filter(({ from }) => !arrived.has(from) && !known.has(from))
    .map(({ from, to, since: day }) => {
      if (to === undefined || gone.includes(pathOf(to))) return redirect(from, undefined, day);
      const path = moved.get(pathOf(to)) ?? pathOf(to);
      return redirect(from, `${path}${to.slice(pathOf(to).length)}`, day);
    });
  return [
    ...kept,
    ...[...moved].filter(([from]) => known.has(from)).map(([from, to]) => redirect(from, to, since)),
    ...gone.filter((from) => known.has(from)).map((from) => redirect(from, undefined, since)),
  ];
}

/**
 * Two changes of the redirects made into one, by former address. What only one side changed is as that side has it. Of what both
 * changed: an address that a page has again leads nowhere, what is gone stays gone, and otherwise ours stays.
 */
export function mergeRedirects(
  base: readonly Redirect[],
  ours: readonly Redirect[],
  theirs: readonly Redirect[],
): Redirect[] {
  const [old, own, other] = [base, ours, theirs].map((list) => new Map(list.map((each) => [each.from, each]))) as [
    Map<string, Redirect>,
    Map<string, Redirect>,
    Map<string, Redirect>,
  ];
  const isSame = (a: Redirect | undefined, b: Redirect | undefined) => a?.to === b?.to && a?.since === b?.since;
  // In the order of the side that changed something: it is the file that stands there.
  const isUnchanged = (list: readonly Redirect[]) =>
    list.length === base.length &&
    list.every((each, index) => each.from === base[index]?.from && isSame(each, base[index]));
  if (isUnchanged(ours)) return [...theirs];
  if (isUnchanged(theirs)) return [...ours];
  return [...new Set([...own.keys(), ...other.keys()])].flatMap((from) => {
    const [was, mine, yours] = [old.get(from), own.get(from), other.get(from)];
    if (isSame(mine, was) || isSame(mine, yours)) return yours ?? [];
    if (isSame(yours, was)) return mine ?? [];
    if (mine === undefined || yours === undefined) return [];
    return mine.to !== undefined && yours.to === undefined ? yours : mine;
  });
}
