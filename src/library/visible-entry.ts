/** What the gate lets through: the form in which the catalogue holds entries. */
import type { CollectionEntry } from 'astro:content';
import type { GatedKind } from '../kinds.ts';
import type { PreviewReason } from './publication.ts';

/** An entry that may be shown. */
export interface VisibleEntry<Kind extends GatedKind> {
  slug: string;
  entry: CollectionEntry<Kind>;
  /** Why it is shown although it is not public yet; only in a preview. */
  preview?: PreviewReason;
}

/** The entries of one kind that pass the gate. */
export interface Gated<Kind extends GatedKind> {
  visible: ReadonlyMap<string, VisibleEntry<Kind>>;
  /** Slugs whose address shows that the entry was withdrawn. */
  withdrawn: readonly string[];
}
