/** What is found at a distance, and which of two comes first. */

/** Something found, and how far away it is in metres. */
export interface Found<Item> {
  item: Item;
  metres: number;
}

/** Nearer first; of equally near ones the smaller slug first, so that every way of searching gives one and the same order. */
export function byDistance<Item extends { slug: string }>(a: Found<Item>, b: Found<Item>): number {
  return a.metres - b.metres || (a.item.slug < b.item.slug ? -1 : a.item.slug > b.item.slug ? 1 : 0);
}
