/** What saves work with: the store of a content, and the index of its entries. */
import type { ContentStore } from '../content-store/content-store.ts';
import type { OpenedStore } from '../content-store/open-content-store.ts';
import { EntryIndex } from './entry-index.ts';

/** An open store with the index of its entries. */
export interface OpenedEntries extends OpenedStore {
  entries: EntryIndex;
}

/** The index of the entries of a store. */
export const indexOf = (store: ContentStore): EntryIndex => new EntryIndex((path, id) => store.read(path, id));
