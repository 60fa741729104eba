/** Slugs for the entries that an import adds. */
import type { ContentContext } from '../content-check/content-entry.ts';
import { slugOf } from '../domain/text/pinyin.ts';
import { isReservedSlug } from '../kinds.ts';
import type { ImportSchema } from './column.ts';

/** Allocates slugs for new entries, each only once. */
export class SlugAllocator {
  readonly #taken: Set<string>;
  readonly #schema: ImportSchema;

  constructor({ slugsOf }: ContentContext, schema: ImportSchema) {
    this.#taken = new Set(slugsOf(schema.collection));
    this.#schema = schema;
  }

  /** The pinyin of a title; where that is taken, with the day appended, then with a number. */
  for(title: string, day: string | undefined): string {
    const made = slugOf(title);
    const base = made === '' ? this.#schema.collection.replace(/s$/, '') : made;
    const candidates = [base, ...(day === undefined ? [] : [`${base}-${day}`])];
    const isFree = (slug: string) => !this.#taken.has(slug) && !isReservedSlug(this.#schema.collection, slug);
    let slug = candidates.find(isFree);
    for (let number = 2; slug === undefined; number++) {
      const numbered = `${candidates.at(-1) ?? base}-${String(number)}`;
      if (isFree(numbered)) slug = numbered;
    }
    this.#taken.add(slug);
    return slug;
  }

  take(slug: string): void {
    this.#taken.add(slug);
  }
}
