/**
 * What a save brings with it in other entries: an entry that gets another address is named by it everywhere, one that goes
 * is named nowhere, and the address that the public knew leads on or says that what was there was withdrawn.
 */
import type { ContentChange } from '../content-store/content-change.ts';
import type { SaveResult } from '../content-store/content-store.ts';
import type { BlobId } from '../content-store/history.ts';
import { schemas } from '../content-check/schemas.ts';
import type { EntryFile } from '../domain/entries/entry-file.ts';
import { pageOfEntry } from '../domain/entries/public-address.ts';
import { redirectsAfter, type AddressChanges, type Redirect } from '../domain/entries/redirects.ts';
import { environment } from '../environment.ts';
import { kindRow, kinds } from '../kinds.ts';
import { publicationState } from '../library/publication.ts';
import type { Publication } from '../schemas/publication.ts';
import { entryAt } from '../studio/writable-paths.ts';
import { fieldsOf, writeEntry } from './entry-text.ts';
import type { OpenedOffice } from './opened-store.ts';
import { renamedIn } from './references.ts';
import { withoutReference } from './remove-reference.ts';

/** The entry that a save renames to another one; `undefined` where it renames none. */
export function renamedFrom(entry: EntryFile | undefined, deletions: readonly string[]): EntryFile | undefined {
  return deletions
    .map(entryAt)
    .find((gone) => gone !== undefined && gone.kind === entry?.kind && gone.slug !== entry.slug);
}

/** What becomes of entries in a save. */
interface EntryChanges {
  written: EntryFile | undefined;
  renamed: EntryFile | undefined;
  deleted: EntryFile[];
}

function entriesIn({ writes, deletions }: Pick<ContentChange, 'writes' | 'deletions'>): EntryChanges {
  const written = [...writes.keys()].map(entryAt).find((entry) => entry !== undefined);
  const renamed = renamedFrom(written, deletions);
  const gone = deletions.map(entryAt).filter((entry) => entry !== undefined);
  return { written, renamed, deleted: written === undefined ? gone : [] };
}

/** Whether the public could see the page of an entry, or that there was one. */
function wasPublic(entry: EntryFile, bytes: Uint8Array | undefined): boolean {
  if (pageOfEntry(entry) === undefined || bytes === undefined) return false;
  const { gate } = kindRow(entry.kind);
  if (gate === undefined) return true;
  const fields = schemas[entry.kind].safeParse(fieldsOf(entry, bytes)).data as { publication: Publication } | undefined;
  // What does not fit its schema was never built.
  if (fields === undefined) return false;
  const from = gate.visibleFrom === undefined ? undefined : (fields as Record<string, unknown>)[gate.visibleFrom];
  const settings = { today: environment.today, samplesShown: environment.samplesShown, draftsShown: false };
  const { is } = publicationState(fields.publication, settings, typeof from === 'string' ? from : undefined);
  return is === 'public' || is === 'withdrawn';
}

const redirectsEntry: EntryFile = {
  kind: 'redirects',
  slug: 'redirects',
  file: kinds.redirects.files.pattern,
};

/** A change that gathers files. */
class GrowingChange {
  readonly writes: Map<string, Uint8Array>;
  readonly base: Map<string, BlobId | null>;
  private readonly opened: OpenedOffice;

  constructor(opened: OpenedOffice, change: ContentChange) {
    this.opened = opened;
    this.writes = new Map(change.writes);
    this.base = new Map(change.base);
  }

  /** What is at a path now; `undefined` where nothing is. */
  async present(path: string): Promise<Uint8Array | undefined> {
    const id = this.opened.store.index.idOf(path);
    return id === undefined ? undefined : this.opened.store.read(path, id);
  }

  /** Writes a file that the change did not write by itself. */
  write(path: string, bytes: Uint8Array): void {
    this.base.set(path, this.opened.store.index.idOf(path) ?? null);
    this.writes.set(path, bytes);
  }
}

async function addRedirects(growing: GrowingChange, addresses: AddressChanges): Promise<void> {
  const bytes = await growing.present(redirectsEntry.file);
  const fields = bytes === undefined ? {} : fieldsOf(redirectsEntry, bytes);
  const stored = schemas.redirects.safeParse(fields);
  // A file that somebody broke is the content check's to tell; nothing in it is overwritten.
  if (!stored.success) return;
  const before: readonly Redirect[] = stored.data.redirects;
  const after = redirectsAfter(before, addresses, environment.today);
  if (JSON.stringify(before) === JSON.stringify(after)) return;
  const items = after.map(({ from, to, since }) => ({ from, ...(to !== undefined && { to }), since }));
  growing.write(redirectsEntry.file, writeEntry(redirectsEntry, { redirects: items }, bytes));
}

async function withConsequences(opened: OpenedOffice, change: ContentChange): Promise<ContentChange> {
  const { store, entries } = opened;
  await store.tree();
  await entries.refresh(store.index.files());
  const { written, renamed, deleted } = entriesIn(change);
  const growing = new GrowingChange(opened, change);
  for (const gone of [...deleted, ...(renamed === undefined ? [] : [renamed])]) {
    for (const { entry } of entries.referringTo(gone)) {
      if (change.writes.has(entry.file) || change.deletions.includes(entry.file)) continue;
      const bytes = growing.writes.get(entry.file) ?? (await growing.present(entry.file));
      if (bytes === undefined) continue;
      const changed =
        written !== undefined && renamed !== undefined
          ? renamedIn(entry, bytes, renamed, written.slug)
          : withoutReference(entry, bytes, gone);
      if (changed !== undefined) growing.write(entry.file, changed);
    }
  }
  const pageOf = (entry: EntryFile) => pageOfEntry(entry) ?? '';
  const formerlyPublic = async (entry: EntryFile) => wasPublic(entry, await growing.present(entry.file));
  const addresses: AddressChanges = {
    moved: new Map(
      written !== undefined && renamed !== undefined && (await formerlyPublic(renamed))
        ? [[pageOf(renamed), pageOf(written)]]
        : [],
    ),
    gone: [],
    taken: written !== undefined && store.index.idOf(written.file) === undefined ? [pageOf(written)] : [],
  };
  const gone: string[] = [];
  for (const entry of deleted) if (await formerlyPublic(entry)) gone.push(pageOf(entry));
  await addRedirects(growing, { ...addresses, gone });
  return { ...change, writes: growing.writes, base: growing.base };
}

/** How often a save is made anew whose other entries were changed meanwhile. */
const mostAttempts = 3;

/** Saves a change with what it brings with it, in one version. A conflict is always about the change's own files. */
export async function saveWithConsequences(opened: OpenedOffice, change: ContentChange): Promise<SaveResult> {
  const own = new Set([...change.writes.keys(), ...change.deletions, ...change.base.keys()]);
  for (let attempt = 1; ; attempt += 1) {
    const result = await opened.store.save(await withConsequences(opened, change));
    if (result.kind !== 'conflict' || attempt === mostAttempts || result.paths.some((path) => own.has(path)))
      return result;
  }
}
