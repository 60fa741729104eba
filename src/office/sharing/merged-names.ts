/** What follows from a merge for names and addresses: no entry names one that is gone, and no former address leads nowhere. */
import type { Move } from '../../content-store/history.ts';
import type { EntryFile } from '../../domain/entries/entry-file.ts';
import { pageOfEntry } from '../../domain/entries/public-address.ts';
import { mergeRedirects, redirectsAfter, type Redirect } from '../../domain/entries/redirects.ts';
import { currentDay } from '../../environment.ts';
import { titleOf } from '../../studio/save-words.ts';
import { entryAt, labelOf } from '../../studio/writable-paths.ts';
import { publicityOf, readRedirects, redirectsEntry, writeRedirects } from '../consequences.ts';
import { isReferenceTo, referencesOf, renamedIn, type Reference } from '../references.ts';
import { canLose, withoutReference } from '../remove-reference.ts';
import { fileAt, type Content, type MergeParts, type MergeSides } from './merge-sides.ts';

/** What the entries of both sides became. */
export interface MergedEntries {
  /** For each path that is otherwise than here now, its new content; `null` where the file goes. Names are changed in it. */
  files: Map<string, Content | null>;
  /** What an editor has to do, as sentences: more may be added. */
  notes: string[];
  /** Entries that one of the sides finds elsewhere afterwards. */
  moved: readonly Move[];
  /** Where each side moved what both had, by where it was. */
  moves: readonly ReadonlyMap<string, string>[];
}

const keyOf = ({ kind, slug }: Reference) => `${kind}/${slug}`;

/** The names and addresses of a merge. */
export class MergedNames {
  private readonly parts: MergeParts;
  private readonly sides: MergeSides;

  constructor(parts: MergeParts, sides: MergeSides) {
    this.parts = parts;
    this.sides = sides;
  }

  /** The redirects of both sides in one list; `undefined` where one of the files cannot be read: then it is a file like others. */
  async redirectsOfBoth(): Promise<Redirect[] | undefined> {
    const { base, ours, theirs } = this.sides;
    const redirectsAt = async (commit: string | undefined) =>
      readRedirects(await fileAt(this.parts, commit, redirectsEntry.file));
    const [from, own, other] = [await redirectsAt(base), await redirectsAt(ours), await redirectsAt(theirs)];
    return from === undefined || own === undefined || other === undefined
      ? undefined
      : mergeRedirects(from, own, other);
  }

  /** Whether the redirects are made of both sides here; otherwise the file is that of one of them, as other files are. */
  isAboutRedirects(redirects: readonly Redirect[] | undefined): boolean {
    const { ourChanges, theirChanges } = this.sides;
    return (
      redirects !== undefined &&
      [ourChanges, theirChanges].every((changes) => changes.some(({ path }) => path === redirectsEntry.file))
    );
  }

  /** Changes names and redirects. @param redirects those of both sides; `undefined` where they are a file like others */
  async mend(merged: MergedEntries, redirects: readonly Redirect[] | undefined): Promise<void> {
    const written = [...merged.files].flatMap(([path, content]) => (content === null ? [] : (entryAt(path) ?? [])));
    const names = new Set(written.map(keyOf));
    const isThere = (entry: EntryFile) =>
      names.has(keyOf(entry)) || this.parts.entries.filesNamed(entry).some((file) => merged.files.get(file) !== null);
    const gone = this.goneEntries(merged).filter((entry) => !isThere(entry));
    const next = new Map([...merged.moves.toReversed().flatMap((moves) => [...moves]), ...pairsOf(merged.moved)]);
    const places = new Map(gone.map((entry) => [entry.file, placeOf(entry, next, isThere)]));
    await this.mendReferences(merged, written, gone, places);
    if (redirects !== undefined) await this.mendRedirects(merged, written, redirects, places);
  }

  /** What stands at a path after the merge. */
  private async after({ files }: MergedEntries, path: string): Promise<Uint8Array | undefined> {
    const content = files.get(path);
    if (content === null) return undefined;
    if (content === undefined) return this.parts.read(path);
    return typeof content === 'string' ? this.parts.objects.read(content) : content;
  }

  /** The entries that one side, or the merge, took away or moved. */
  private goneEntries({ files }: MergedEntries): EntryFile[] {
    const changes = [...this.sides.ourChanges, ...this.sides.theirChanges];
    const paths = [
      ...changes.flatMap(({ path, after }) => (after === undefined ? [path] : [])),
      ...[...files].flatMap(([path, content]) => (content === null ? [path] : [])),
    ];
    return [...new Set(paths)].flatMap((path) => entryAt(path) ?? []);
  }

  /** Follows moves, and takes out the names of what is gone, in what the other side wrote. */
  private async mendReferences(
    merged: MergedEntries,
    written: readonly EntryFile[],
    gone: readonly EntryFile[],
    places: ReadonlyMap<string, EntryFile | undefined>,
  ): Promise<void> {
    const { files, notes } = merged;
    /** What was written, by the names in it. */
    const naming = new Map<string, EntryFile[]>();
    for (const other of gone.length === 0 ? [] : written) {
      const bytes = await this.after(merged, other.file);
      for (const reference of bytes === undefined ? [] : referencesOf(other, bytes))
        naming.set(keyOf(reference), [...(naming.get(keyOf(reference)) ?? []), other]);
    }
    for (const entry of gone) {
      const to = places.get(entry.file);
      const named = this.parts.entries.referringTo(entry).map((each) => each.entry);
      const others = [...named, ...(naming.get(keyOf(entry)) ?? [])];
      for (const other of new Map(others.map((each) => [each.file, each])).values()) {
        const bytes = await this.after(merged, other.file);
        if (
          bytes === undefined ||
          !referencesOf(other, bytes).some(({ kind, slug }) => isReferenceTo(entry, kind, slug))
        )
          continue;
        if (to !== undefined) files.set(other.file, renamedIn(other, bytes, entry, to.slug) ?? bytes);
        else if (canLose(other, bytes, entry)) files.set(other.file, withoutReference(other, bytes, entry) ?? bytes);
        else
          notes.push(
            `${labelOf(other)}“${titleOf(other, bytes)}”里还写着已经删掉的${labelOf(entry)}“${entry.slug}”，请换成别的`,
          );
      }
    }
  }

  /**
   * Follows with the redirects what became of entries otherwise than the side that wrote a redirect had it: one that the other
   * side moved on, deleted, or put at the former address.
   */
  private async mendRedirects(
    merged: MergedEntries,
    written: readonly EntryFile[],
    redirects: readonly Redirect[],
    places: ReadonlyMap<string, EntryFile | undefined>,
  ): Promise<void> {
    const destinations = new Map(redirects.map(({ from, to }) => [from, to]));
    const moved = new Map<string, string>();
    const known = new Set<string>();
    const gone: string[] = [];
    for (const [file, place] of places) {
      const entry = entryAt(file);
      const page = entry === undefined ? undefined : pageOfEntry(entry);
      if (entry === undefined || page === undefined) continue;
      const to = place === undefined ? undefined : pageOfEntry(place);
      // So it stands already by the side that did it.
      if (destinations.has(page) && destinations.get(page) === to) continue;
      if (destinations.has(page) || (await this.wasKnown(entry))) known.add(page);
      if (to === undefined) gone.push(page);
      else if (to !== page) moved.set(page, to);
    }
    const taken: string[] = [];
    for (const entry of written) {
      const page = pageOfEntry(entry);
      if (page === undefined || !destinations.has(page)) continue;
      if (publicityOf(entry, await this.after(merged, entry.file)) !== 'none') taken.push(page);
    }
    const after = redirectsAfter(redirects, { moved, gone, taken, known }, currentDay());
    const present = await this.after(merged, redirectsEntry.file);
    if (JSON.stringify(after) === JSON.stringify(readRedirects(present))) return;
    merged.files.set(redirectsEntry.file, writeRedirects(after, present));
  }

  /** Whether the public knew an entry's page by one of the sides. */
  private async wasKnown(entry: EntryFile): Promise<boolean> {
    const { ours, theirs } = this.sides;
    for (const commit of [ours, theirs])
      if (publicityOf(entry, await fileAt(this.parts, commit, entry.file)) !== 'none') return true;
    return false;
  }
}

const pairsOf = (moves: readonly Move[]) => moves.map(({ from, to }) => [from, to] as const);

/** Where an entry is that moved; `undefined` where it is gone. */
function placeOf(
  entry: EntryFile,
  next: ReadonlyMap<string, string>,
  isThere: (entry: EntryFile) => boolean,
): EntryFile | undefined {
  const seen = new Set<string>();
  for (let file: string | undefined = entry.file; file !== undefined && !seen.has(file);) {
    seen.add(file);
    file = next.get(file);
    const found = file === undefined ? undefined : entryAt(file);
    if (found !== undefined && isThere(found)) return found;
  }
  return undefined;
}
