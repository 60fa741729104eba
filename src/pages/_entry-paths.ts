/** The addresses of a kind's entries: those that may be shown, and those that answer that they were withdrawn. */
import { withdrawnSlugs } from '../library/catalogue.ts';
import type { GatedKind } from '../kinds.ts';

/** The static paths of a kind's pages. `entry` is undefined where the page answers that the entry was withdrawn. */
export async function entryPaths<Entry extends { slug: string }>(kind: GatedKind, entries: readonly Entry[]) {
  return [
    ...entries.map((entry) => ({ params: { slug: entry.slug }, props: { entry } })),
    ...(await withdrawnSlugs(kind)).map((slug) => ({ params: { slug }, props: { entry: undefined } })),
  ];
}
