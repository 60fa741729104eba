/** The store of the content that this studio edits: one for all its requests. */
import { openContentStore, type OpenedStore } from '../content-store/open-content-store.ts';
import { environment } from '../environment.ts';
import { isWritable } from './writable-paths.ts';

let opened: Promise<OpenedStore> | undefined;

/** The store, opened at the first request; after a failure the next request tries again. */
export function openedStore(): Promise<OpenedStore> {
  opened ??= openContentStore(environment.contentDirectory, isWritable).catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
}
