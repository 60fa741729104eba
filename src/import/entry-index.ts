/** Finds the entry that a row refers to: by its code, or by its identifying fields where it has no code. */
import type { ContentTree } from '../content-check/check.ts';
import type { ContentEntry } from '../content-check/content-entry.ts';
import type { Fields, ImportSchema } from './column.ts';
import { valueAt } from './field-path.ts';

/** A text in the form in which rows and entries are compared: one width, one case, no white space. */
export const identifying = (value: unknown) =>
  typeof value === 'string' ? value.normalize('NFKC').replace(/\s+/g, '').toLowerCase() : '';

/** The entries of a collection by code and by identifying fields. */
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

  /** The identifying fields of an entry without a code. Days are stored in files as texts or as dates. */
  identityOf(fields: unknown): string {
    return this.#schema.identity
      .map((path) => {
        const value = valueAt(fields, path);
        return identifying(value instanceof Date ? value.toISOString().slice(0, 10) : value);
      })
      .join('\n');
  }

  /** The entries that a row refers to: by its code; else by its identifying fields, unless they have another code. */
  find(fields: Fields, code: string): { entries: readonly ContentEntry[]; by: 'code' | 'identity' } {
    const byCode = code === '' ? undefined : this.#byCode.get(identifying(code));
    if (byCode !== undefined) return { entries: byCode, by: 'code' };
    const alike = this.#byIdentity.get(this.identityOf(fields)) ?? [];
    const isFree = (entry: ContentEntry) =>
      code === '' || this.#schema.code.field === 'slug' || this.#codeOf(entry) === '';
    return { entries: alike.filter(isFree), by: 'identity' };
  }
}
