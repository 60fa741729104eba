/** In which order lists stand. Ties fall back to the slug, so that two builds of one content are equal. */

const chinese = new Intl.Collator('zh-CN');

/** Compares two Chinese texts as a dictionary by pinyin would. */
export function byPinyin(a: string, b: string): number {
  return chinese.compare(a, b);
}

/** Newest first, by a date of the item. */
export function newestFirst<Item extends { slug: string }>(dateOf: (item: Item) => string) {
  return (a: Item, b: Item): number =>
    dateOf(a) < dateOf(b) ? 1 : dateOf(a) > dateOf(b) ? -1 : a.slug < b.slug ? -1 : 1;
}
