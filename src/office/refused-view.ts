/** A refused save as its page shows it, and what becomes of it. */
import type { ContentStore } from '../content-store/content-store.ts';
import type { Author, BlobId, FileVersion } from '../content-store/history.ts';
import type { RefusedSave } from '../content-store/refused-saves.ts';
import { titleOf } from '../studio/save-words.ts';
import type { EntryFile } from '../domain/entries/entry-file.ts';
import { entryAt, entryOf, labelOf } from '../studio/writable-paths.ts';
import { compareEntry, resolveEntry, type ComparedEntry, type Side, type ThreeVersions } from './conflict.ts';
import { saveChecked, type CheckedResult } from './checked-save.ts';
import { movedFrom } from './consequences.ts';
import { folderOf } from './entry-files.ts';
import type { OpenedEntries } from './opened-entries.ts';
import { usesOf, type Use } from './uses.ts';

/** What stands against a refused save. */
type RefusalKind =
  /** The entry was changed by others. */
  | 'changed'
  /** Others deleted the entry. */
  | 'deleted'
  /** Another entry has the address of the new one. */
  | 'address-taken'
  /** The entry was to be deleted, and others changed it. */
  | 'deletion'
  /** The entry was to be deleted, and other entries name it. */
  | 'in-use';

/** The page of a refused save. */
export interface RefusedView {
  kind: RefusalKind;
  entry: EntryFile;
  label: string;
  /** Titles of what was refused and of what is there now. */
  title: string;
  titleNow: string;
  /** The last version of what is there; none where it is in no version. */
  lastVersion: FileVersion | undefined;
  /** The fields beside each other; none where a version cannot be read as fields. */
  compared: ComparedEntry | undefined;
  /** Files beside the entry that both sides changed. */
  files: { path: string; name: string }[];
  /** Where an entry that is to be deleted is used. */
  uses: Use[];
  /** The names of the contents that are there now: a decision about these, and no others. */
  now: ReadonlyMap<string, BlobId | null>;
}

/** Whether the save was to delete the entry. */
export const isDeletion = ({ kind }: RefusedView): boolean => kind === 'deletion' || kind === 'in-use';

/** Whether a save is the deletion of an entry that nobody changed: it was refused because others name it. */
export const isRefusedForUse = (store: ContentStore, { writes, base }: RefusedSave): boolean =>
  writes.size === 0 && [...base].every(([path, id]) => (store.index.idOf(path) ?? null) === id);

/** The refused saves that wait for a decision. A deletion of what is deleted by now waits for none. */
export async function waitingSaves(store: ContentStore): Promise<RefusedSave[]> {
  const all = await store.refused.all();
  const isDone = ({ writes, deletions }: RefusedSave) =>
    writes.size === 0 && deletions.every((path) => store.index.idOf(path) === undefined);
  for (const { id } of all.filter(isDone)) await store.refused.remove(id);
  return all.filter((save) => !isDone(save));
}

/** The paths that a save touches or looked at. */
const pathsOf = ({ base, writes, deletions }: RefusedSave) => new Set([...base.keys(), ...writes.keys(), ...deletions]);

/** The entry that a save moves to the address of another one; `undefined` where it moves none. */
const movedBy = (save: RefusedSave, entry: EntryFile) =>
  save.base.get(entry.file) === null ? movedFrom(entry, save.deletions) : undefined;

/** The versions of an entry's own file. Of one that the save moves, what was and is at its old address. */
async function versionsOfEntry(store: ContentStore, save: RefusedSave, entry: EntryFile): Promise<ThreeVersions> {
  const read = async (id: BlobId | null | undefined) => (typeof id === 'string' ? store.kept(id) : undefined);
  const isTaken = store.index.idOf(entry.file) !== undefined;
  const path = (isTaken ? undefined : movedBy(save, entry)?.file) ?? entry.file;
  const now = store.index.idOf(path);
  const gone = save.deletions.includes(entry.file) ? null : save.base.get(path);
  return {
    base: await read(save.base.get(path)),
    ours: await read(save.writes.get(entry.file) ?? gone),
    theirs: now === undefined ? undefined : await store.read(path, now),
  };
}

function entryOfSave(save: RefusedSave): EntryFile | undefined {
  const paths = [...save.writes.keys(), ...save.deletions, ...save.base.keys()];
  return (
    paths.map(entryAt).find((entry) => entry !== undefined) ?? paths.map(entryOf).find((entry) => entry !== undefined)
  );
}

/** Another entry of the name that a save gives to a new one, in the folder of another year: names of its kind are one space. */
function namesakeOf({ store, entries }: OpenedEntries, save: RefusedSave, entry: EntryFile): string | undefined {
  if (!save.writes.has(entry.file) || store.index.idOf(entry.file) !== undefined) return undefined;
  return entries.filesNamed(entry).find((file) => file !== entry.file && !save.deletions.includes(file));
}

function kindOfRefusal(
  { store }: OpenedEntries,
  save: RefusedSave,
  { file }: EntryFile,
  versions: ThreeVersions,
  namesake: string | undefined,
): RefusalKind {
  if (save.writes.size === 0) return isRefusedForUse(store, save) ? 'in-use' : 'deletion';
  if (namesake !== undefined) return 'address-taken';
  if (versions.theirs === undefined) return 'deleted';
  return versions.base === undefined && save.base.get(file) === null ? 'address-taken' : 'changed';
}

/** The files beside an entry that a save writes, with the paths that they had before where it moves the entry. */
function filesBeside(save: RefusedSave, entry: EntryFile): { path: string; old: string }[] {
  const from = movedBy(save, entry);
  return [...save.writes.keys()]
    .filter((path) => path !== entry.file)
    .map((path) => {
      const old = from === undefined ? path : `${folderOf(from)}${path.slice(folderOf(entry).length)}`;
      return { path, old: save.deletions.includes(old) ? old : path };
    });
}

/** What is shown of a refused save; `undefined` where it is about no entry. */
export async function refusedView(opened: OpenedEntries, save: RefusedSave): Promise<RefusedView | undefined> {
  const { store, entries } = opened;
  const entry = entryOfSave(save);
  if (entry === undefined) return undefined;
  await entries.refresh(store.index);
  const namesake = namesakeOf(opened, save, entry);
  const uses = save.writes.size === 0 ? await usesOf(opened, entry) : [];
  const versions = await versionsOfEntry(store, save, entry);
  const present = movedBy(save, entry) ?? entry;
  const now = new Map([...pathsOf(save)].map((path) => [path, store.index.idOf(path) ?? null] as const));
  const files = filesBeside(save, entry)
    .filter(({ path, old }) => {
      const [mine, seen, there] = [save.writes.get(path), save.base.get(old) ?? null, now.get(old) ?? null];
      return mine !== there && there !== seen && mine !== seen;
    })
    .map(({ path }) => ({ path, name: path.slice(folderOf(entry).length + 1) }));
  return {
    kind: kindOfRefusal(opened, save, entry, versions, namesake),
    entry,
    label: labelOf(entry),
    title: titleOf(entry, versions.ours ?? versions.base ?? versions.theirs),
    titleNow: namesake === undefined ? titleOf(entry, versions.theirs) : (entries.get(namesake)?.title ?? entry.slug),
    lastVersion: (await store.versionsOf(present.file, folderOf(present)))[0],
    compared: versions.theirs === undefined ? undefined : compareEntry(entry, versions),
    files,
    uses,
    now,
  };
}

/** What a person decided. */
export interface Decision {
  /** By the key of a field, and by the path of a file beside the entry. */
  choices: ReadonlyMap<string, Side>;
  /** A new address, where the old one is taken. */
  slug?: string;
}

/** A path moved to another address: `people/li/portrait.jpg` to `people/li-2/portrait.jpg`. */
function movedPath(path: string, entry: EntryFile, slug: string): string {
  const folder = folderOf(entry);
  const parent = folder.slice(0, folder.lastIndexOf('/') + 1);
  return path.startsWith(folder) ? `${parent}${slug}${path.slice(folder.length)}` : path;
}

/**
 * Saves what was decided about a refused save.
 * @returns how the save went; a conflict where what is there changed again since `view` was made
 */
export async function decide(
  opened: OpenedEntries,
  save: RefusedSave,
  view: RefusedView,
  { choices, slug }: Decision,
  author: Author,
): Promise<CheckedResult> {
  const { store } = opened;
  const { entry, now } = view;
  const writes = new Map<string, Uint8Array>();
  const olds = new Map(filesBeside(save, entry).map(({ path, old }) => [path, old]));
  for (const [path, id] of save.writes) {
    const old = olds.get(path) ?? path;
    // What the form had not changed is as others left it.
    const isTheirs = choices.get(path) === 'theirs' || (old !== path && id === save.base.get(old));
    const there = now.get(old);
    let bytes: Uint8Array | undefined;
    if (!isTheirs) bytes = await store.kept(id);
    else if (old !== path && typeof there === 'string') bytes = await store.read(old, there);
    if (bytes !== undefined) writes.set(path, bytes);
  }
  if (view.kind === 'address-taken' && slug !== undefined) {
    const moved = new Map([...writes].map(([path, bytes]) => [movedPath(path, entry, slug), bytes]));
    const base = new Map<string, BlobId | null>([...moved.keys()].map((path) => [path, null]));
    // Where the entry was to move, it still does.
    for (const path of save.deletions) base.set(path, save.base.get(path) ?? null);
    const { deletions, message } = save;
    return saveChecked(opened, { writes: moved, deletions, base, author, message });
  }
  if (view.kind === 'deleted') {
    // What the form had not changed was deleted with the rest.
    for (const [path, id] of save.base) {
      const bytes = id === null || writes.has(path) || save.deletions.includes(path) ? undefined : await store.kept(id);
      if (bytes !== undefined) writes.set(path, bytes);
    }
  }
  if (view.kind === 'changed') {
    const resolved = resolveEntry(entry, await versionsOfEntry(store, save, entry), choices);
    if (resolved !== undefined) writes.set(entry.file, resolved);
  }
  return saveChecked(opened, {
    writes,
    deletions: save.deletions.filter((path) => now.get(path) !== null),
    base: now,
    author,
    message: save.message,
  });
}
