/** The entries that refer to an entry. Each index is built once, so that no page scans every entry of another kind. */
import type { CollectionEntry } from 'astro:content';
import type { GatedKind } from '../kinds.ts';
import type { Gated, VisibleEntry } from './visible-entry.ts';

type GatedEntries = { readonly [Kind in GatedKind]: Gated<Kind> };

/** The fields of a kind that contain a slug or a list of slugs. */
type ReferenceField<Kind extends GatedKind> = {
  [Field in keyof CollectionEntry<Kind>['data']]: CollectionEntry<Kind>['data'][Field] extends
    string | string[] | undefined
    ? Field
    : never;
}[keyof CollectionEntry<Kind>['data']] &
  string;

const slugsIn = (value: unknown): readonly string[] =>
  typeof value === 'string' ? [value] : Array.isArray(value) ? value.map(String) : [];

/** Looks up the entries that refer to an entry in one of their fields. */
export class Backlinks {
  readonly #entries: GatedEntries;
  readonly #indexes = new Map<string, ReadonlyMap<string, readonly VisibleEntry<GatedKind>[]>>();

  constructor(entries: GatedEntries) {
    this.#entries = entries;
  }

  /**
   * The entries of a kind that refer to `slug` in a field, in the order of the catalogue.
   * @param field a field that contains one slug or a list of them
   */
  from<Kind extends GatedKind>(kind: Kind, field: ReferenceField<Kind>, slug: string): readonly VisibleEntry<Kind>[] {
    // An index under this key was built of entries of this kind.
    return this.#index(kind, field).get(slug) ?? [];
  }

  #index(kind: GatedKind, field: string): ReadonlyMap<string, readonly VisibleEntry<GatedKind>[]> {
    const key = `${kind}.${field}`;
    const known = this.#indexes.get(key);
    if (known !== undefined) return known;
    const index = new Map<string, VisibleEntry<GatedKind>[]>();
    for (const visible of this.#entries[kind].visible.values()) {
      const data: Readonly<Record<string, unknown>> = visible.entry.data;
      for (const slug of new Set(slugsIn(data[field]))) {
        const referrers = index.get(slug);
        if (referrers === undefined) index.set(slug, [visible]);
        else referrers.push(visible);
      }
    }
    this.#indexes.set(key, index);
    return index;
  }
}
