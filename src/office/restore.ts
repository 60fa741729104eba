/** Brings back what was there before: an entry as it was in a version, or everything that the last save changed. */
import { removalOfPositions, type ContentChange } from '../content-store/content-change.ts';
import { StoreFailure, type ContentStore, type SaveResult } from '../content-store/content-store.ts';
import type { BlobId, Version } from '../content-store/history.ts';
import { kindRow } from '../kinds.ts';
import { titleOf } from '../studio/save-words.ts';
import type { EntryFile } from '../domain/entries/entry-file.ts';
import { entryAt, isWritable, labelOf } from '../studio/writable-paths.ts';
import { saveChecked, type CheckedResult } from './checked-save.ts';
import { filesInVersion, filesOf } from './entry-files.ts';
import type { OpenedEntries } from './opened-entries.ts';

const moment = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

/** A moment as editors read it, in China: 2026年5月1日 08:59. */
export const formatMoment = (at: Date): string => moment.format(at);

/** The save after which files have these contents; `null` where a file goes. */
export async function changeTo(
  store: ContentStore,
  files: ReadonlyMap<string, BlobId | null>,
  present: ReadonlyMap<string, BlobId>,
): Promise<Pick<ContentChange, 'writes' | 'deletions' | 'base'>> {
  const writes = new Map<string, Uint8Array>();
  for (const [path, id] of files) {
    if (id === null || present.get(path) === id) continue;
    const bytes = await store.kept(id);
    if (bytes === undefined) throw new StoreFailure(`这一版的文件 ${path} 找不到了`, { isNoted: false });
    writes.set(path, bytes);
  }
  const deletions = [...files].flatMap(([path, id]) => (id === null && present.has(path) ? [path] : []));
  return { writes, deletions, base: new Map([...files.keys()].map((path) => [path, present.get(path) ?? null])) };
}

/** Brings an entry back to what it was in a version, with its pictures. A version more, which can be taken back too. */
export async function restoreEntry(opened: OpenedEntries, entry: EntryFile, version: Version): Promise<CheckedResult> {
  const { store, author } = opened;
  const [then, now] = [await filesInVersion(store, entry, version.version), filesOf(store, entry)];
  const files = new Map<string, BlobId | null>([...now.keys()].map((path) => [path, null]));
  for (const [path, id] of then) files.set(path, id);
  const own = then.get(entry.file);
  const bytes = own === undefined ? undefined : await store.kept(own);
  const name =
    kindRow(entry.kind).studio.isSingle === true ? labelOf(entry) : `${labelOf(entry)}：${titleOf(entry, bytes)}`;
  const change = await changeTo(store, files, now);
  return saveChecked(opened, {
    ...change,
    author,
    message: `恢复${name}（${formatMoment(version.at)}的版本）`,
  });
}

/** What can be taken back: the last save. */
export interface LastSave extends Version {
  /** The entry that it changed; none where it changed several or none. */
  entry: EntryFile | undefined;
}

/** The last save of this office; `undefined` where there is none, or it changed what no form writes. */
export async function lastSave(store: ContentStore): Promise<LastSave | undefined> {
  const version = await store.lastOwn();
  const changes = version === undefined ? undefined : await store.changesOf(version.version);
  if (version === undefined || changes === undefined || changes.length === 0) return undefined;
  // Taking it back would put the places where photos were taken among the pages again.
  if (version.message.startsWith(removalOfPositions)) return undefined;
  if (!changes.every(({ path }) => isWritable(path))) return undefined;
  const entries = changes.map(({ path }) => entryAt(path)).filter((entry) => entry !== undefined);
  return { ...version, entry: entries.length === 1 ? entries[0] : undefined };
}

/**
 * Takes the last save back. Nothing is, where it is no longer the last one of this office, a file changed since, or somebody names
 * since then what would go: that is a conflict.
 */
export async function undoLastSave(opened: OpenedEntries, version: string): Promise<SaveResult> {
  const { store, entries, author } = opened;
  const last = await lastSave(store);
  const changes = await store.changesOf(version);
  if (last?.version !== version || changes === undefined) return { kind: 'conflict', paths: [] };
  await store.tree();
  await entries.refresh(store.index);
  const own = new Set(changes.map(({ path }) => path));
  for (const { path, before } of changes) {
    const entry = before === null ? entryAt(path) : undefined;
    const named = entry === undefined ? [] : entries.referringTo(entry).filter((other) => !own.has(other.entry.file));
    if (named.length > 0) return { kind: 'conflict', paths: [path] };
  }
  const files = new Map(changes.map(({ path, before }) => [path, before]));
  const seen = new Map(changes.flatMap(({ path, after }) => (after === null ? [] : [[path, after] as const])));
  const change = await changeTo(store, files, seen);
  const moves = last.moves.map(({ from, to }) => ({ from: to, to: from }));
  const [, undone] = /^撤销：(.*)$/.exec(last.message) ?? [];
  return store.save({
    ...change,
    moves,
    author,
    message: undone === undefined ? `撤销：${last.message}` : `重做：${undone}`,
  });
}
