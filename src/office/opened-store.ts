/** The store of the content that this studio edits, and the index of its entries: one of each for all requests. */
import type { ContentStore } from '../content-store/content-store.ts';
import { openContentStore, type OpenedStore } from '../content-store/open-content-store.ts';
import { environment } from '../environment.ts';
import { isWritable } from '../studio/writable-paths.ts';
import { EntryIndex } from './entry-index.ts';

/** What requests work with. */
export interface OpenedOffice extends OpenedStore {
  entries: EntryIndex;
}

/** The index of the entries of a store. */
export const indexOf = (store: ContentStore): EntryIndex => new EntryIndex((path, id) => store.read(path, id));

let opened: Promise<OpenedOffice> | undefined;

/** The store and its index, opened at the first request; after a failure the next request tries again. */
export function openedStore(): Promise<OpenedOffice> {
  opened ??= openContentStore(environment.contentDirectory, isWritable)
    .then((found) => Object.assign(found, { entries: indexOf(found.store) }))
    .catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
  return opened;
}
