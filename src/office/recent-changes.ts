/** The entries that were changed last, and by whom. */
import type { Version } from '../content-store/history.ts';
import type { IndexedEntry } from './indexed-entry.ts';
import type { OpenedEntries } from './opened-entries.ts';

/** An entry and the last version that changed it. */
export interface RecentChange {
  indexed: IndexedEntry;
  version: Version;
}

/** So many versions are looked at: an import changes thousands of entries in one. */
const mostVersions = 40;

/** Entries of one version that are listed: of a version that changed more, it is no entry's own. */
const mostOfVersion = 3;

/** The entries that were changed last and are there, the newest first, each once. */
export async function recentChanges({ store, entries }: OpenedEntries, count: number): Promise<RecentChange[]> {
  const recent = new Map<string, RecentChange>();
  for (const version of (await store.newestVersions()).slice(0, mostVersions)) {
    if (recent.size >= count) break;
    if (version.isMerge) continue;
    const changed = (await store.pathsOf(version.version))?.flatMap((path) => entries.get(path) ?? []);
    if (changed === undefined || changed.length > mostOfVersion) continue;
    for (const indexed of changed)
      if (!recent.has(indexed.entry.file)) recent.set(indexed.entry.file, { indexed, version });
  }
  return [...recent.values()].slice(0, count);
}
