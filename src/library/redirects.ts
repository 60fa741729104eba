/** The former addresses of the site: where each leads. */
import { entryOfPage, pathOf } from '../domain/entries/public-address.ts';
import { destinationsOf } from '../domain/entries/redirects.ts';
import { gatedKinds, type GatedKind, type KindName } from '../kinds.ts';
import { catalogue, type Catalogue } from './catalogue.ts';
import { memoize } from './memoize.ts';

/** A former address. */
export interface FormerAddress {
  path: string;
  /** The address that it leads to; `undefined` where what was there was withdrawn. */
  to: string | undefined;
}

/** What is at the page of an entry. */
type PageState = 'shown' | 'withdrawn' | 'none';

const isGated = (kind: KindName): kind is GatedKind => gatedKinds.some((each) => each === kind);

function stateOfPage(all: Catalogue, path: string): PageState | undefined {
  const name = entryOfPage(path);
  if (name === undefined) return undefined;
  const { kind, slug } = name;
  if (isGated(kind)) {
    if (all[kind].visible.has(slug)) return 'shown';
    return all[kind].withdrawn.includes(slug) ? 'withdrawn' : 'none';
  }
  return all[kind].some(({ id }) => id === slug) ? 'shown' : 'none';
}

/**
 * Every former address that has a page: not those where an entry is again, and not those that lead to one which nobody may
 * see, or the address would say that it exists.
 */
export const formerAddresses = memoize(async (): Promise<FormerAddress[]> => {
  const all = await catalogue();
  const destinations = destinationsOf(
    all.redirects.flatMap(({ data }) => data.redirects),
    (path) => stateOfPage(all, path) === 'shown',
  );
  return [...destinations].flatMap(([path, to]): FormerAddress[] => {
    const here = stateOfPage(all, path);
    if (here === 'shown' || here === 'withdrawn') return [];
    const there = to === undefined ? 'withdrawn' : stateOfPage(all, pathOf(to));
    if (there === 'none') return [];
    return [{ path, to: there === 'withdrawn' ? undefined : to }];
  });
});
