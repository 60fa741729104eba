/** Finds the entry that a row means: by its code, or by what tells entries apart that have no code. */
import type { ContentTree } from '../content-check/check.ts';
import type { ContentEntry } from '../content-check/content-entry.ts';
import type { Fields, ImportSchema } from './column.ts';
import { valueAt } from './field-path.ts';

/** A text as rows and entries are compared by it: one width, one case, no white space. */
export const identifying = (value: unknown) =>
  typeof value === 'string' ? value.normalize('NFKC').replace(/\s+/g, '').toLowerCase() : '';

/** Entries of a collection by what a row can find them by. */
export class EntryIndex {
  readonly #byCode = new Map<string, ContentEntry[]>();
  readonly #byIdentity = new Map<string, ContentEntry[]>();
  readonly #schema: ImportSchema;

  constructor(tree: ContentTree, schema: ImportSchema) {
    this.#schema = schema;
    for (const entry of tree.entries) {
      if (entry.collection !== schema.collection) continue;
      const code = this.#codeOf(entry);
      if (code !== '') this.#byCode.set(code, [...(this.#byCode.get(code) ?? []), entry]);
      const key = this.identityOf(entry.source.fields);
      this.#byIdentity.set(key, [...(this.#byIdentity.get(key) ?? []), entry]);
    }
  }

  #codeOf(entry: ContentEntry): string {
    const { field } = this.#schema.code;
    return identifying(field === 'slug' ? entry.slug : valueAt(entry.source.fields, field));
  }

  /** What tells entries apart that have no code. Days stand in files as texts or as dates. */
  identityOf(fields: unknown): string {
    return this.#schema.identity
      .map((path) => {
        const value = valueAt(fields, path);
        return identifying(value instanceof Date ? value.toISOString().slice(0, 10) : value);
      })
      .join('\n');
  }

  /** The entries that a row means: by its code; else by what identifies it, as far as that entry has no other code. */
  find(fields: Fields, code: string): { entries: readonly ContentEntry[]; by: 'code' | 'identity' } {
    const byCode = code === '' ? undefined : this.#byCode.get(identifying(code));
    if (byCode !== undefined) return { entries: byCode, by: 'code' };
    const alike = this.#byIdentity.get(this.identityOf(fields)) ?? [];
    const isFree = (entry: ContentEntry) =>
      code === '' || this.#schema.code.field === 'slug' || this.#codeOf(entry) === '';
    return { entries: alike.filter(isFree), by: 'identity' };
  }
}
