/**
 * The journal of the store: what is about to be written, on the disk before anything is. A change that is in the journal
 * will be done whatever happens; one that is not has not begun.
 */
import { posix } from 'node:path';
import type { Disk } from './disk.ts';
import type { Author, BlobId, Move, TreeItem } from './history.ts';

/** What becomes of a file. */
export interface JournalFile {
  /** Path relative to the content tree. */
  path: string;
  /** What stood there; `null` where there was no file. */
  before: BlobId | null;
  /** What will stand there; `null` where the file goes. Both can be read from the history. */
  after: BlobId | null;
}

/** A change that has been decided on. */
export interface JournalEntry {
  files: readonly JournalFile[];
  author: Author;
  /** Moment of the change, in milliseconds since 1970. */
  at: number;
  message: string;
  /** The version of the shared repository that it takes in. */
  merges?: string | undefined;
  /** Files that were at another path until now. */
  moves?: readonly Move[] | undefined;
  /** What changes in the version alone, as pairs of a path and what stands there; `null` where something goes. */
  unplaced?: readonly (readonly [string, TreeItem | null])[] | undefined;
}

/** An entry with the name that it has in the journal. */
export interface PendingEntry extends JournalEntry {
  name: string;
}

/** An entry may be in the journal or not: it could be neither written nor removed. */
export class UncertainEntry extends Error {}

const ending = '.json';

/** The journal in a folder of its own. */
export class Journal {
  private readonly disk: Disk;
  private readonly folder: string;
  private count = 0;

  constructor(disk: Disk, folder: string) {
    this.disk = disk;
    this.folder = folder;
  }

  /** Makes the journal's folder. */
  async makeFolder(): Promise<void> {
    await this.disk.makeFolder(this.folder);
  }

  /** Writes an entry down. When this resolves it is on the disk. */
  async add(entry: JournalEntry): Promise<PendingEntry> {
    this.count += 1;
    const name = `${String(entry.at).padStart(15, '0')}-${String(this.count).padStart(6, '0')}`;
    const path = posix.join(this.folder, name);
    try {
      await this.disk.write(path, Buffer.from(JSON.stringify(entry)));
      await this.disk.flushFile(path);
      await this.disk.rename(path, `${path}${ending}`);
      await this.disk.flushFolder(this.folder);
    } catch (error) {
      // Whoever waits is told that nothing was saved: then nothing may be.
      try {
        await this.disk.remove(`${path}${ending}`);
        await this.disk.flushFolder(this.folder);
      } catch {
        throw new UncertainEntry('', { cause: error });
      }
      throw error;
    }
    return { ...entry, name };
  }

  /** The entries that are not done, in the order of their time. What was never written completely is removed. */
  async pending(): Promise<PendingEntry[]> {
    // An entry that is about to be done must not be lost, and one that was removed must not come back: it would be done
    // again, over what was saved since.
    await this.disk.flushFolder(this.folder);
    const names = (await this.disk.list(this.folder)).map(({ name }) => name).sort();
    const entries: PendingEntry[] = [];
    for (const name of names) {
      const path = posix.join(this.folder, name);
      if (!name.endsWith(ending)) {
        await this.disk.remove(path);
        continue;
      }
      const bytes = await this.disk.read(path);
      if (bytes === undefined) continue;
      try {
        const entry = JSON.parse(Buffer.from(bytes).toString('utf8')) as JournalEntry;
        entries.push({ ...entry, name: name.slice(0, -ending.length) });
      } catch {
        // Only a disk that lies about flushing leaves one. Nobody was told that it was saved; it must not stop the office.
        await this.disk.rename(path, posix.join(this.folder, '..', `unreadable-${name}`));
      }
    }
    return entries;
  }

  /** Removes an entry that is done. */
  async remove({ name }: PendingEntry): Promise<void> {
    await this.disk.remove(posix.join(this.folder, `${name}${ending}`));
    await this.disk.flushFolder(this.folder);
  }
}
