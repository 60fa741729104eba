/** How lists are sorted. Ties fall back to the slug, so that two builds of one content are equal. */

const chinese = new Intl.Collator('zh-CN');

/** Compares two Chinese texts as a dictionary by pinyin would. */
export function byPinyin(a: string, b: string): number {
  return chinese.compare(a, b);
}

/** Compares two texts by their characters' codes: ISO dates as days, slugs as they are. */
export function byCode(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Compares items newest first, by their ISO date; undated items, with an empty date, come last. */
export function byDateDescending<Item extends { slug: string }>(dateOf: (item: Item) => string) {
  return (a: Item, b: Item): number => byCode(dateOf(b), dateOf(a)) || byCode(a.slug, b.slug);
}
