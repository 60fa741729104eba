/**
 * All entries in memory: what they are called, and which others they name. An entry is read again only when its content
 * has another name in the index of files.
 */
import type { BlobId } from '../content-store/history.ts';
import type { EntryFile } from '../domain/entries/entry-file.ts';
import { titleOf } from '../studio/save-words.ts';
import { entryAt } from '../studio/writable-paths.ts';
import { referencesOf, type Reference } from './references.ts';

/** An entry in the index. */
export interface IndexedEntry {
  entry: EntryFile;
  title: string;
  references: readonly Reference[];
}

const keyOf = ({ kind, slug }: Reference) => `${kind}/${slug}`;

function addTo(files: Map<string, Set<string>>, key: string, file: string): void {
  files.set(key, (files.get(key) ?? new Set()).add(file));
}

function removeFrom(files: Map<string, Set<string>>, key: string, file: string): void {
  files.get(key)?.delete(file);
  if (files.get(key)?.size === 0) files.delete(key);
}

/** The index. */
export class EntryIndex {
  private readonly read: (path: string, id: BlobId) => Promise<Uint8Array | undefined>;
  private readonly known = new Map<string, { id: BlobId; indexed: IndexedEntry }>();
  /** For each entry the files that name it. */
  private queue: Promise<unknown> = Promise.resolve();
  private readonly namedBy = new Map<string, Set<string>>();
  /** The files of each name. */
  private readonly named = new Map<string, Set<string>>();

  /** @param read the content of a file by its path and its name */
  constructor(read: (path: string, id: BlobId) => Promise<Uint8Array | undefined>) {
    this.read = read;
  }

  /** Brings the index up to what the files are now. One after the other: each asks for the files when it begins. */
  refresh(files: () => ReadonlyMap<string, BlobId>): Promise<void> {
    const done = this.queue.then(() => this.compare(files()));
    this.queue = done.catch(() => undefined);
    return done;
  }

  private async compare(files: ReadonlyMap<string, BlobId>): Promise<void> {
    for (const file of [...this.known.keys()]) if (!files.has(file)) this.forget(file);
    for (const [file, id] of files) {
      if (this.known.get(file)?.id === id) continue;
      this.forget(file);
      const entry = entryAt(file);
      const bytes = entry === undefined ? undefined : await this.read(file, id);
      if (entry === undefined || bytes === undefined) continue;
      const indexed = { entry, title: titleOf(entry, bytes), references: referencesOf(entry, bytes) };
      this.known.set(file, { id, indexed });
      addTo(this.named, keyOf(entry), file);
      for (const reference of indexed.references) addTo(this.namedBy, keyOf(reference), file);
    }
  }

  /** An entry by its file. */
  get(file: string): IndexedEntry | undefined {
    return this.known.get(file)?.indexed;
  }

  /** The files of the entries that have a name: more than one only where years have folders of their own. */
  filesNamed(name: Reference): string[] {
    return [...(this.named.get(keyOf(name)) ?? [])].sort();
  }

  /** The entries that name an entry, in the order of their files. */
  referringTo(entry: Reference): IndexedEntry[] {
    const files = [...(this.namedBy.get(keyOf(entry)) ?? [])].sort();
    return files.map((file) => this.get(file)).filter((each) => each !== undefined);
  }

  private forget(file: string): void {
    const indexed = this.get(file);
    if (indexed === undefined) return;
    removeFrom(this.named, keyOf(indexed.entry), file);
    for (const reference of indexed.references) removeFrom(this.namedBy, keyOf(reference), file);
    this.known.delete(file);
  }
}
