/** The versions of an entry, each with what it changed, in words. */
import type { ContentStore } from '../content-store/content-store.ts';
import type { FileVersion } from '../content-store/history.ts';
import { changedFields } from '../domain/entries/changes.ts';
import { titleOf } from '../studio/save-words.ts';
import type { EntryFile } from '../domain/entries/entry-file.ts';
import { folderOf } from './entry-files.ts';
import { readEntry } from './entry-text.ts';
import { fieldLabel, valueInWords } from './field-words.ts';

/** A changed field in words. */
interface WordedChange {
  label: string;
  before: string;
  after: string;
}

/** A version as its page lists it. */
interface ListedVersion extends FileVersion {
  changes: WordedChange[];
  /** Whether files beside the entry changed: pictures, captions. */
  hasFileChanges: boolean;
}

/** The versions of an entry. */
export interface EntryVersions {
  title: string;
  versions: ListedVersion[];
  /** How many older ones there are that are not listed. */
  older: number;
}

/** So many versions are listed. */
const mostListed = 50;

/** The newest versions of an entry. */
export async function entryVersions(store: ContentStore, entry: EntryFile): Promise<EntryVersions> {
  const all = await store.versionsOf(entry.file, folderOf(entry));
  const listed: ListedVersion[] = [];
  for (const version of all.slice(0, mostListed)) {
    const [from, to] = await Promise.all(
      [version.before, version.id].map(async (id) => {
        const bytes = typeof id === 'string' ? await store.kept(id) : undefined;
        return bytes === undefined ? {} : (readEntry(entry, bytes) ?? {});
      }),
    );
    const changed = await store.changesOf(version.version);
    listed.push({
      ...version,
      changes: changedFields(from, to)
        .map(({ path, before: old, after }) => ({
          label: fieldLabel(entry.kind, path),
          before: valueInWords(entry.kind, path, old),
          after: valueInWords(entry.kind, path, after),
        }))
        // An empty text and none at all are the same to an editor.
        .filter((change) => change.before !== change.after),
      hasFileChanges:
        changed?.some(({ path }) => path.startsWith(`${folderOf(entry)}/`) && path !== entry.file) ?? false,
    });
  }
  const [newest] = all;
  const bytes = typeof newest?.id === 'string' ? await store.kept(newest.id) : undefined;
  return { title: titleOf(entry, bytes), versions: listed, older: Math.max(0, all.length - mostListed) };
}
