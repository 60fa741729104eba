/**
 * What a save brings with it in other entries: an entry that gets another address is named by it everywhere, one that goes
 * is named nowhere, and the address that the public knew leads on or says that what was there was withdrawn.
 */
import { recordingOthers, type ContentChange, type FilesOfChange } from '../content-store/content-change.ts';
import { ContentRefused, type SaveResult } from '../content-store/content-store.ts';
import type { BlobId, Move } from '../content-store/history.ts';
import { schemas } from '../content-check/schemas.ts';
import type { EntryFile } from '../domain/entries/entry-file.ts';
import { pageOfEntry } from '../domain/entries/public-address.ts';
import { redirectsAfter, type AddressChanges, type Redirect } from '../domain/entries/redirects.ts';
import { currentDay, environment } from '../environment.ts';
import { kindRow, kinds } from '../kinds.ts';
import { mayBeNamed, publicationState } from '../library/publication.ts';
import { clipRecordFile, filesOfRecord } from '../media/clips/manifest.ts';
import type { Publication } from '../schemas/publication.ts';
import { entryAt, labelOf } from '../studio/writable-paths.ts';
import { fieldsOf, writeEntry } from './entry-text.ts';
import type { OpenedEntries } from './opened-entries.ts';
import { referencesOf, renamedIn } from './references.ts';
import { canLose, withoutReference } from './remove-reference.ts';

/** The entry of the same kind that a save takes away while it writes this one: it moves, to another address or year. */
export function movedFrom(entry: EntryFile | undefined, deletions: readonly string[]): EntryFile | undefined {
  return deletions
    .map(entryAt)
    .find((gone) => gone !== undefined && gone.kind === entry?.kind && gone.file !== entry.file);
}

/** What becomes of entries in a save. */
interface EntryChanges {
  /** Those that are at another path, with the same name in another year too. */
  moves: Move[];
  /** Written where no file was. */
  created: EntryFile[];
  renamed: { from: EntryFile; to: EntryFile } | undefined;
  /** Gone, and not because they moved. */
  deleted: EntryFile[];
}

function entriesIn({ writes, deletions }: ContentChange, isThere: (path: string) => boolean): EntryChanges {
  const created = [...writes.keys()].filter((path) => !isThere(path)).flatMap((path) => entryAt(path) ?? []);
  const moves = created.flatMap((to) => {
    const from = movedFrom(to, deletions);
    return from === undefined ? [] : [{ from, to }];
  });
  const renamed = moves.find(({ from, to }) => from.slug !== to.slug);
  const deleted = deletions
    .flatMap((path) => entryAt(path) ?? [])
    .filter((gone) => !moves.some(({ from }) => from.file === gone.file));
  return { moves: moves.map(({ from, to }) => ({ from: from.file, to: to.file })), created, renamed, deleted };
}

/** What the public sees at an entry's page. A sample is nobody's page: sites without samples never had it. */
export function publicityOf(entry: EntryFile, bytes: Uint8Array | undefined): 'shown' | 'withdrawn' | 'none' {
  if (pageOfEntry(entry) === undefined || bytes === undefined) return 'none';
  const { gate } = kindRow(entry.kind);
  if (gate === undefined) return 'shown';
  const fields = schemas[entry.kind].safeParse(fieldsOf(entry, bytes)).data as { publication: Publication } | undefined;
  // What does not fit its schema was never built.
  if (fields === undefined || fields.publication.sample === true) return 'none';
  const from = gate.visibleFrom === undefined ? undefined : (fields as Record<string, unknown>)[gate.visibleFrom];
  const settings = { today: currentDay(), samplesShown: environment.samplesShown, draftsShown: false };
  const { is } = publicationState(fields.publication, settings, typeof from === 'string' ? from : undefined);
  if (is === 'public') return entry.kind === 'people' && !mayBeNamed(fields.publication) ? 'none' : 'shown';
  return is === 'withdrawn' ? 'withdrawn' : 'none';
}

/** The entry with the addresses that pages had. */
export const redirectsEntry: EntryFile = {
  kind: 'redirects',
  slug: 'redirects',
  file: kinds.redirects.files.pattern,
};

/** A change that gathers files. What it read of a file is what it saw: whoever changes the file meanwhile is not overwritten. */
class GrowingChange {
  readonly writes: Map<string, Uint8Array>;
  readonly base: Map<string, BlobId | null>;
  readonly deletions: readonly string[];
  /** The entries that it moves. */
  moves: Move[] = [];
  private readonly opened: OpenedEntries;
  private readonly own: ReadonlySet<string>;

  constructor(opened: OpenedEntries, change: ContentChange) {
    this.opened = opened;
    this.writes = new Map(change.writes);
    this.base = new Map(change.base);
    this.deletions = change.deletions;
    this.own = new Set([...change.writes.keys(), ...change.deletions]);
  }

  /** What stands at a path, with what the change makes of it so far; `undefined` where nothing does. */
  async read(path: string): Promise<Uint8Array | undefined> {
    const written = this.writes.get(path);
    if (written !== undefined) return written;
    const id = this.opened.store.index.idOf(path);
    if (!this.own.has(path) && !this.base.has(path)) this.base.set(path, id ?? null);
    return id === undefined ? undefined : this.opened.store.read(path, id);
  }

  /** Writes a file that was read. */
  write(path: string, bytes: Uint8Array): void {
    this.writes.set(path, bytes);
  }

  /** The files that the change writes beside its own. */
  get others(): string[] {
    return [...this.writes.keys()].filter((path) => !this.own.has(path));
  }
}

async function addRedirects(growing: GrowingChange, addresses: AddressChanges): Promise<void> {
  // A deletion that is taken back takes its own redirects back.
  if (growing.deletions.includes(redirectsEntry.file)) return;
  const bytes = await growing.read(redirectsEntry.file);
  const before = readRedirects(bytes);
  // A file that somebody broke is the content check's to tell; nothing in it is overwritten.
  if (before === undefined) return;
  const after = redirectsAfter(before, addresses, currentDay());
  if (JSON.stringify(before) !== JSON.stringify(after))
    growing.write(redirectsEntry.file, writeRedirects(after, bytes));
}

/** The redirects in a file; none where there is no file, `undefined` where it cannot be read as such. */
export function readRedirects(bytes: Uint8Array | undefined): readonly Redirect[] | undefined {
  return schemas.redirects.safeParse(bytes === undefined ? {} : fieldsOf(redirectsEntry, bytes)).data?.redirects;
}

/** The file with redirects. @param bytes the file that is there, whose comments stay */
export function writeRedirects(redirects: readonly Redirect[], bytes: Uint8Array | undefined): Uint8Array {
  const items = redirects.map(({ from, to, since }) => ({ from, ...(to !== undefined && { to }), since }));
  return writeEntry(redirectsEntry, { redirects: items }, bytes);
}

/** @throws {ContentRefused} where a new entry would have the name of another one: references could not tell them apart */
function refuseSharedNames({ entries }: OpenedEntries, { created }: EntryChanges, deletions: readonly string[]): void {
  for (const entry of created) {
    const other = entries.filesNamed(entry).find((file) => file !== entry.file && !deletions.includes(file));
    if (other === undefined) continue;
    const title = entries.get(other)?.title ?? entry.slug;
    throw new ContentRefused(`网址名“${entry.slug}”已经有一条${labelOf(entry)}“${title}”（${other}）。请换一个网址名`);
  }
}

async function changeReferences(
  { entries }: OpenedEntries,
  growing: GrowingChange,
  { renamed, deleted }: EntryChanges,
): Promise<void> {
  for (const gone of [...deleted, ...(renamed === undefined ? [] : [renamed.from])]) {
    for (const { entry, title } of entries.referringTo(gone)) {
      if (growing.deletions.includes(entry.file)) continue;
      const bytes = await growing.read(entry.file);
      if (bytes === undefined) continue;
      const isRenamed = gone.file === renamed?.from.file;
      if (!isRenamed && !canLose(entry, bytes, gone))
        throw new ContentRefused(`${labelOf(entry)}“${title}”里不能没有它，请先在那里换成别的`);
      const changed = isRenamed ? renamedIn(entry, bytes, gone, renamed.to.slug) : withoutReference(entry, bytes, gone);
      if (changed !== undefined) growing.write(entry.file, changed);
    }
  }
}

async function addressesOf(
  growing: GrowingChange,
  { created, renamed, deleted }: EntryChanges,
): Promise<AddressChanges> {
  const pageOf = (entry: EntryFile) => pageOfEntry(entry) ?? [];
  const known = new Set<string>();
  for (const entry of [...deleted, ...(renamed === undefined ? [] : [renamed.from])])
    if (publicityOf(entry, await growing.read(entry.file)) !== 'none') known.add(pageOfEntry(entry) ?? '');
  const taken: string[] = [];
  for (const entry of created)
    if (publicityOf(entry, growing.writes.get(entry.file)) !== 'none') taken.push(pageOfEntry(entry) ?? '');
  const [from, to] = renamed === undefined ? [] : [pageOfEntry(renamed.from), pageOfEntry(renamed.to)];
  return {
    moved: new Map(from === undefined || to === undefined ? [] : [[from, to]]),
    gone: deleted.flatMap(pageOf),
    taken,
    known,
  };
}

/** Adds the records of clips that entries of the change name, and that are only made so far: both are saved, or neither. */
async function addClipRecords({ store, clips }: OpenedEntries, growing: GrowingChange): Promise<void> {
  if (clips === undefined) return;
  const named = [...growing.writes].flatMap(([path, bytes]) => {
    const entry = entryAt(path);
    return entry === undefined ? [] : referencesOf(entry, bytes).filter(({ kind }) => kind === 'media');
  });
  for (const clip of new Set(named.map(({ slug }) => slug))) {
    if (store.index.idOf(clipRecordFile(clip)) !== undefined) continue;
    const record = await clips.recordOf(clip);
    for (const [path, bytes] of record === undefined ? [] : filesOfRecord(clip, record)) {
      await growing.read(path);
      growing.write(path, bytes);
    }
  }
}

/** A change with what it brings with it. */
async function withConsequences(opened: OpenedEntries, change: ContentChange): Promise<GrowingChange> {
  const { store, entries } = opened;
  const growing = new GrowingChange(opened, change);
  await store.look([...change.writes.keys(), ...change.deletions]);
  await addClipRecords(opened, growing);
  const isThere = (path: string) => store.index.idOf(path) !== undefined;
  // What changes where it is brings nothing with it: nobody has to look at ten thousand others.
  const isEntry = (path: string) => entryAt(path) !== undefined;
  const staysInPlace = (path: string) => isThere(path) || !isEntry(path);
  if ([...change.writes.keys()].every(staysInPlace) && !change.deletions.some(isEntry)) return growing;
  await store.tree();
  await entries.refresh(store.index);
  const changes = entriesIn(change, isThere);
  growing.moves.push(...changes.moves);
  refuseSharedNames(opened, changes, change.deletions);
  await changeReferences(opened, growing, changes);
  await addRedirects(growing, await addressesOf(growing, changes));
  return growing;
}

/** Records what other programs wrote into files that are about to be changed, so that it is a version of its own. */
async function recordOthers({ store, author }: OpenedEntries, { others, base }: GrowingChange): Promise<void> {
  const writes = new Map<string, Uint8Array>();
  for (const path of others) {
    const id = base.get(path);
    if (typeof id !== 'string' || (await store.recordedId(path)) === id) continue;
    const bytes = await store.read(path, id);
    if (bytes !== undefined) writes.set(path, bytes);
  }
  if (writes.size === 0) return;
  await store.save({ writes, deletions: [], base, author, message: recordingOthers });
}

/** How often a save is made anew whose other entries were changed meanwhile. */
const mostAttempts = 3;

/**
 * Saves a change with what it brings with it, in one version. A conflict is always about the change's own files.
 * @param approves is asked before anything is written; nothing is where it says no
 * @throws {ContentRefused} where a new entry has the name of another one, or an entry cannot do without one that goes
 */
export function saveWithConsequences(opened: OpenedEntries, change: ContentChange): Promise<SaveResult>;
export function saveWithConsequences(
  opened: OpenedEntries,
  change: ContentChange,
  approves: (files: FilesOfChange) => Promise<boolean>,
): Promise<SaveResult | 'refused'>;
export async function saveWithConsequences(
  opened: OpenedEntries,
  change: ContentChange,
  approves?: (files: FilesOfChange) => Promise<boolean>,
): Promise<SaveResult | 'refused'> {
  const own = new Set([...change.writes.keys(), ...change.deletions, ...change.base.keys()]);
  for (let attempt = 1; ; attempt += 1) {
    const growing = await withConsequences(opened, change);
    // What was changed since is a conflict, whatever else is wrong.
    const isOvertaken = [...change.base].some(([path, id]) => (opened.store.index.idOf(path) ?? null) !== id);
    if (!isOvertaken && approves !== undefined && !(await approves(growing))) return 'refused';
    await recordOthers(opened, growing);
    const result = await opened.store.save({
      ...change,
      writes: growing.writes,
      base: growing.base,
      moves: growing.moves,
    });
    if (result.kind !== 'conflict' || attempt === mostAttempts || result.paths.some((path) => own.has(path)))
      return result;
  }
}
