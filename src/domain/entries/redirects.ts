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
  /** Paths that have a page from now on. */
  taken: readonly string[];
}

/**
 * Where each former address leads in the end, through all that moved since; `undefined` where what was there is gone, or
 * leads in a circle.
 */
export function destinationsOf(redirects: readonly Redirect[]): Map<string, string | undefined> {
  const byPath = new Map(redirects.map((redirect) => [redirect.from, redirect]));
  const destinations = new Map<string, string | undefined>();
  for (const { from, to } of redirects) {
    const passed = new Set<string>();
    let address = to;
    for (;;) {
      const next = address === undefined ? undefined : byPath.get(pathOf(address));
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
 * The redirects after a change.
 * @param since the day of the change
 */
export function redirectsAfter(
  redirects: readonly Redirect[],
  { moved, gone, taken }: AddressChanges,
  since: string,
): Redirect[] {
  const isLeft = (path: string) => !taken.includes(path) && !moved.has(path) && !gone.includes(path);
  const kept = redirects
    .filter(({ from }) => isLeft(from))
    .map(({ to, ...rest }): Redirect => (to === undefined || gone.includes(pathOf(to)) ? rest : { ...rest, to }));
  return [...kept, ...[...moved].map(([from, to]) => ({ from, to, since })), ...gone.map((from) => ({ from, since }))];
}
