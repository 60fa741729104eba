/** Entries that were deleted, and how one comes back. */
import type { BlobId, Version, VersionChange } from '../content-store/history.ts';
import type { EntryFile } from '../domain/entries/entry-file.ts';
import { titleOf } from '../studio/save-words.ts';
import { entryAt, labelOf } from '../studio/writable-paths.ts';
import { saveChecked, type CheckedResult } from './checked-save.ts';
import { folderOf } from './entry-files.ts';
import type { OpenedEntries } from './opened-entries.ts';
import { changeTo } from './restore.ts';

/** An entry that was deleted and is not there. */
interface DeletedEntry {
  entry: EntryFile;
  title: string;
  /** The version that deleted it. */
  deletion: Version;
  changes: readonly VersionChange[];
}

/** So many are listed. */
const mostListed = 50;

/** How the line of a deletion begins. */
const ofDeletions = '删除';

const isOf = (entry: EntryFile, path: string) => path === entry.file || path.startsWith(`${folderOf(entry)}/`);

/** The entry that a version deleted without putting it anywhere else; `undefined` where it deleted none. */
async function deletedIn({ store }: OpenedEntries, deletion: Version): Promise<DeletedEntry | undefined> {
  const changes = (await store.changesOf(deletion.version)) ?? [];
  const gone = changes.find(({ path, after }) => after === null && entryAt(path) !== undefined);
  const entry = gone === undefined ? undefined : entryAt(gone.path);
  if (gone === undefined || entry === undefined) return undefined;
  const bytes = gone.before === null ? undefined : await store.kept(gone.before);
  return { entry, title: titleOf(entry, bytes), deletion, changes };
}

/** The last entries that the office deleted and that are not there again, the newest first, each once. */
export async function deletedEntries(opened: OpenedEntries): Promise<DeletedEntry[]> {
  await opened.store.tree();
  const listed = new Map<string, DeletedEntry>();
  for (const version of await opened.store.newestVersions()) {
    if (listed.size === mostListed) break;
    // The office's own words: to look into every version for what went would take seconds.
    if (!version.message.startsWith(ofDeletions)) continue;
    const found = await deletedIn(opened, version);
    if (found === undefined || listed.has(found.entry.file)) continue;
    if (opened.store.index.idOf(found.entry.file) === undefined) listed.set(found.entry.file, found);
  }
  return [...listed.values()];
}

/**
 * Brings a deleted entry back, with its pictures, and with its name wherever the deletion took that out and nobody has
 * changed the entry since. A version more.
 * @param version the version that deleted it
 * @returns `undefined` where that deleted nothing
 */
export async function restoreDeleted(opened: OpenedEntries, version: string): Promise<CheckedResult | undefined> {
  const { store, author } = opened;
  const deletion = (await store.newestVersions()).find((each) => each.version === version);
  const isDeletion = deletion?.message.startsWith(ofDeletions) === true;
  const found = isDeletion ? await deletedIn(opened, deletion) : undefined;
  if (found === undefined) return undefined;
  const { entry, title, changes } = found;
  await store.tree();
  const present = new Map<string, BlobId>();
  const files = new Map<string, BlobId | null>();
  for (const { path, before, after } of changes) {
    const now = store.index.idOf(path) ?? null;
    if (!isOf(entry, path) && now !== after) continue;
    files.set(path, before);
    if (after !== null) present.set(path, after);
  }
  const change = await changeTo(store, files, present);
  // Those that name it again are as right as they were.
  const own = new Set([...change.writes.keys()].filter((path) => isOf(entry, path)));
  return saveChecked(opened, { ...change, author, message: `恢复${labelOf(entry)}：${title}` }, own);
}
