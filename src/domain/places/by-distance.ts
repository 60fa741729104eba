/** Results with a distance, and their order. */

/** A result and its distance in metres. */
export interface Found<Item> {
  item: Item;
  metres: number;
}

/** Nearer first; at equal distance the smaller slug first, so that every search strategy returns the same order. */
export function byDistance<Item extends { slug: string }>(a: Found<Item>, b: Found<Item>): number {
  return a.metres - b.metres || (a.item.slug < b.item.slug ? -1 : a.item.slug > b.item.slug ? 1 : 0);
}
