/** What saves work with: the store of a content, the index of its entries, and the check of them. */
import type { ClipJobs } from '../media/clips/clip-jobs.ts';
import type { OpenedStore } from '../content-store/open-content-store.ts';
import { EntryCheck } from './entry-check.ts';
import { EntryIndex } from './entry-index.ts';

/** An open store with the index of its entries, and their check. */
export interface OpenedEntries extends OpenedStore {
  entries: EntryIndex;
  check: EntryCheck;
  /** The clips that are being made for entries, where any are. */
  clips?: Pick<ClipJobs, 'recordOf' | 'isUnderWay'>;
}

/** A store with the index of its entries and their check. The same object: its author may change. */
export function withEntries(opened: OpenedStore): OpenedEntries {
  const { store } = opened;
  const entries = new EntryIndex((path, id) => store.read(path, id));
  return Object.assign(opened, { entries, check: new EntryCheck(store, entries) });
}
