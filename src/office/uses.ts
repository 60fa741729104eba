/** Where an entry is used: which others name it, and whether they can do without. */
import type { EntryFile } from '../domain/entries/entry-file.ts';
import type { OpenedEntries } from './opened-entries.ts';
import { canLose } from './remove-reference.ts';

/** An entry that names another one. */
export interface Use {
  entry: EntryFile;
  title: string;
  /** Whether it is right without that name; otherwise the name has to be replaced there first. */
  isOptional: boolean;
}

/** The entries that name an entry, in the order of their files. */
export async function usesOf({ store, entries }: OpenedEntries, used: EntryFile): Promise<Use[]> {
  await store.tree();
  await entries.refresh(store.index);
  const uses: Use[] = [];
  for (const { entry, title } of entries.referringTo(used)) {
    const id = store.index.idOf(entry.file);
    const bytes = id === undefined || entry.file === used.file ? undefined : await store.read(entry.file, id);
    if (bytes !== undefined) uses.push({ entry, title, isOptional: canLose(entry, bytes, used) });
  }
  return uses;
}
