/** The tables that cells are looked up in: towns, and the names of people, teams and stations. */
import type { ContentTree } from '../content-check/check.ts';
import type { KindName } from '../kinds.ts';
import type { Lookups } from './column.ts';

/** The slugs of a collection by the names of its entries. */
function slugsByName({ entries }: ContentTree, collection: KindName): Map<string, string[]> {
  const slugs = new Map<string, string[]>();
  for (const entry of entries) {
    if (entry.collection !== collection) continue;
    const { name } = (entry.source.fields ?? {}) as { name?: unknown };
    if (typeof name !== 'string') continue;
    const key = name.replace(/\s+/g, '');
    slugs.set(key, [...(slugs.get(key) ?? []), entry.slug]);
  }
  return slugs;
}

/** Reads the tables from a content tree. */
export function lookupsOf(tree: ContentTree, leavesUnknownPeopleOut = false): Lookups {
  return {
    towns: tree.context.settings?.towns.map(({ name }) => name) ?? [],
    people: slugsByName(tree, 'people'),
    teams: slugsByName(tree, 'teams'),
    stations: slugsByName(tree, 'stations'),
    leavesUnknownPeopleOut,
    leftOut: new Set(),
  };
}
