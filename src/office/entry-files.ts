/** The files of an entry: its own, and those beside it. */
import type { ContentStore } from '../content-store/content-store.ts';
import type { BlobId } from '../content-store/history.ts';
import type { EntryFile } from '../domain/entries/entry-file.ts';

/** The folder with the files beside an entry's own: `people/li` of `people/li/index.md`, `stations/a` of `stations/a.yaml`. */
export const folderOf = ({ file }: EntryFile): string => file.replace(/(?:\/index)?\.\w+$/, '');

/** The files that an entry has now, with the names of their contents. */
export function filesOf(store: ContentStore, entry: EntryFile): Map<string, BlobId> {
  const folder = `${folderOf(entry)}/`;
  const beside = store.index
    .entries()
    .flatMap(({ path, type, sha }) => (type === 'blob' && path.startsWith(folder) ? [[path, sha] as const] : []));
  const own = store.index.idOf(entry.file);
  return new Map([...(own === undefined ? [] : [[entry.file, own] as const]), ...beside]);
}

/** The files that an entry had in a version. */
export async function filesInVersion(
  store: ContentStore,
  entry: EntryFile,
  version: string,
): Promise<Map<string, BlobId>> {
  const files = await store.filesAt(version, folderOf(entry));
  const own = (await store.filesAt(version, entry.file.slice(0, entry.file.lastIndexOf('/')))).get(entry.file);
  if (own !== undefined) files.set(entry.file, own);
  return files;
}
