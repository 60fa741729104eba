/** The pages of entries on the site: which entry has which. */
import { isReservedSlug, kindRow, kindsWith, type KindName, type PagedKind } from '../../kinds.ts';

/** An entry, named as references name it. */
export interface EntryName<Kind extends KindName = KindName> {
  kind: Kind;
  slug: string;
}

/** The path of an entry's own page; `undefined` where it has none, or only a place on a page with others. */
export function pageOfEntry({ kind, slug }: EntryName): string | undefined {
  const path = kindRow(kind).pages?.entry(slug);
  return path === undefined || path.includes('#') ? undefined : path;
}

/** A path without the query and the fragment behind it. */
export const pathOf = (address: string): string => address.replace(/[?#].*/, '');

/** The entry whose own page would be at a path, whether there is one or not. */
export function entryOfPage(path: string): EntryName<PagedKind> | undefined {
  const slug = path.split('/').at(-2);
  if (slug === undefined) return undefined;
  const kind = kindsWith('pages').find((each) => pageOfEntry({ kind: each, slug }) === path);
  return kind === undefined || isReservedSlug(kind, slug) ? undefined : { kind, slug };
}
