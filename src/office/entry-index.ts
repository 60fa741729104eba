/**
 * All entries in memory: what they are called, and which others they name. An entry is read again only when its content
 * has another name in the index of files.
 */
import type { BlobId } from '../content-store/history.ts';
import { kindNames, type KindName } from '../kinds.ts';
import { entryAt } from '../studio/writable-paths.ts';
import { dayOfEntry, indexedFrom, ownPictureOf, type IndexedEntry } from './indexed-entry.ts';
import type { Reference } from './references.ts';

/** All files with the names of their contents, and a number that is another one when any of them changed. */
export interface FilesOfContent {
  readonly revision: number;
  files: () => ReadonlyMap<string, BlobId>;
}

/** So many files are read together. */
const atATime = 64;

const byTitle = new Intl.Collator('zh-CN', { numeric: true });

/** The order of lists: of kinds with a day the newest first, of others by title. */
function compareEntries(a: IndexedEntry, b: IndexedEntry): number {
  const [dayA, dayB] = [dayOfEntry(a) ?? '', dayOfEntry(b) ?? ''];
  if (dayA !== dayB) return dayA < dayB ? 1 : -1;
  return byTitle.compare(a.title, b.title) || (a.entry.file < b.entry.file ? -1 : 1);
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
  private queue: Promise<unknown> = Promise.resolve();
  /** The revision of the files that is known. */
  private revision: number | undefined;
  /** The lists that were asked for since something in them changed. */
  private readonly sorted = new Map<KindName, readonly IndexedEntry[]>();
  /** For each entry the files that name it. */
  private readonly namedBy = new Map<string, Set<string>>();
  /** The files in which the check found something that keeps the site from being built: `entry-check.ts`. */
  readonly wrong = new Set<string>();
  /** The files of each name. */
  private readonly named = new Map<string, Set<string>>();

  /** @param read the content of a file by its path and its name */
  constructor(read: (path: string, id: BlobId) => Promise<Uint8Array | undefined>) {
    this.read = read;
  }

  /** Brings the index up to what the files are now. One after the other: each asks for the files when it begins. */
  refresh(content: FilesOfContent): Promise<void> {
    const done = this.queue.then(() => this.compare(content));
    this.queue = done.catch(() => undefined);
    return done;
  }

  private async compare(content: FilesOfContent): Promise<void> {
    const { revision } = content;
    if (revision === this.revision) return;
    const files = content.files();
    for (const file of [...this.known.keys()]) if (!files.has(file)) this.forget(file);
    const changed = [...files].filter(([file, id]) => this.known.get(file)?.id !== id && entryAt(file) !== undefined);
    for (let from = 0; from < changed.length; from += atATime) {
      const read = changed
        .slice(from, from + atATime)
        .map(async ([file, id]) => ({ file, id, bytes: await this.read(file, id) }));
      for (const each of await Promise.all(read)) this.learn(each.file, each.id, each.bytes);
    }
    // What could not be read as it was named changes once more, and the number with it.
    this.revision = revision;
  }

  private learn(file: string, id: BlobId, bytes: Uint8Array | undefined): void {
    this.forget(file);
    const entry = entryAt(file);
    if (entry === undefined || bytes === undefined) return;
    const indexed = indexedFrom(entry, bytes);
    this.known.set(file, { id, indexed });
    this.sorted.delete(entry.kind);
    addTo(this.named, keyOf(entry), file);
    for (const reference of indexed.references) addTo(this.namedBy, keyOf(reference), file);
  }

  /** The entries of a kind in the order of its list. */
  ofKind(kind: KindName): readonly IndexedEntry[] {
    const known = this.sorted.get(kind);
    if (known !== undefined) return known;
    const all = [...this.known.values()].flatMap(({ indexed }) => (indexed.entry.kind === kind ? [indexed] : []));
    const sorted = all.sort(compareEntries);
    this.sorted.set(kind, sorted);
    return sorted;
  }

  /** Every entry, kind by kind. */
  all(): IndexedEntry[] {
    return kindNames.flatMap((kind) => this.ofKind(kind));
  }

  /** The picture that stands for an entry: its own, or that of the clip's file which it names. Relative to the content tree. */
  pictureOf(indexed: IndexedEntry): string | undefined {
    const own = ownPictureOf(indexed);
    if (own !== undefined) return own;
    const [clip] = indexed.references.filter(({ kind }) => kind === 'media').flatMap((name) => this.filesNamed(name));
    const manifest = clip === undefined ? undefined : this.get(clip);
    return manifest === undefined ? undefined : ownPictureOf(manifest);
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
    this.wrong.delete(file);
    this.sorted.delete(indexed.entry.kind);
  }
}
