/**
 * Saves that were refused because something changed meanwhile. They are kept until somebody decides, so that closing a window
 * loses nothing: the contents are in the history, what belongs together is in a file of the store's folder.
 */
import { randomBytes } from 'node:crypto';
import { posix } from 'node:path';
import type { Base, ContentChange } from './content-change.ts';
import type { Disk } from './disk.ts';
import type { Author, BlobId, History } from './history.ts';

/** A save that waits for a decision. */
export interface RefusedSave {
  id: string;
  at: Date;
  author: Author;
  message: string;
  /** What its writer saw of each file. */
  base: Base;
  /** The contents that it would have written. */
  writes: ReadonlyMap<string, BlobId>;
  deletions: readonly string[];
  /** Whether it is a save of another office, or one that another office's came before: both were recorded. */
  isShared: boolean;
}

/** A save that came from elsewhere, or was overtaken by one from there, and waits for a decision. Its contents are kept. */
export type WaitingSave = Omit<RefusedSave, 'isShared'>;

/** As it is stored: maps as lists of pairs. */
interface StoredSave {
  at: number;
  author: Author;
  message: string;
  base: [string, BlobId | null][];
  writes: [string, BlobId][];
  deletions: readonly string[];
  isShared?: boolean;
}

const idPattern = /^[0-9a-f]{16}$/;

/** The refused saves in a folder of their own. */
export class RefusedSaves {
  private readonly disk: Disk;
  private readonly history: History;
  private readonly folder: string;

  constructor(disk: Disk, history: History, folder: string) {
    this.disk = disk;
    this.history = history;
    this.folder = folder;
  }

  private file(id: string): string {
    return posix.join(this.folder, `${id}.json`);
  }

  /** Keeps a save. Resolves to its id. */
  async keep(change: ContentChange, at: Date): Promise<string> {
    const ids = await this.history.keep([...change.writes.values()]);
    const writes = [...change.writes.keys()].map((path, index): [string, BlobId] => [path, ids[index] ?? '']);
    const id = randomBytes(8).toString('hex');
    const { author, message, base, deletions } = change;
    await this.write(id, { at: at.getTime(), author, message, base: [...base], writes, deletions });
    return id;
  }

  /** Keeps a save whose contents are kept. The same one again, after a kill, is the same. */
  async keepWaiting({ id, at, author, message, base, writes, deletions, isShared }: RefusedSave): Promise<void> {
    await this.write(id, {
      at: at.getTime(),
      author,
      message,
      base: [...base],
      writes: [...writes],
      deletions,
      isShared,
    });
  }

  private async write(id: string, stored: StoredSave): Promise<void> {
    await this.disk.makeFolder(this.folder);
    await this.disk.write(`${this.file(id)}.part`, Buffer.from(JSON.stringify(stored)));
    await this.disk.flushFile(`${this.file(id)}.part`);
    await this.disk.rename(`${this.file(id)}.part`, this.file(id));
    await this.disk.flushFolder(this.folder);
    // The folder itself may be new.
    await this.disk.flushFolder(posix.dirname(this.folder));
  }

  /** A save that waits; `undefined` where none has this id. */
  async find(id: string): Promise<RefusedSave | undefined> {
    if (!idPattern.test(id)) return undefined;
    const bytes = await this.disk.read(this.file(id));
    if (bytes === undefined) return undefined;
    const { at, base, writes, isShared = false, ...rest } = JSON.parse(Buffer.from(bytes).toString()) as StoredSave;
    return { id, at: new Date(at), base: new Map(base), writes: new Map(writes), isShared, ...rest };
  }

  /** All that wait, the newest first. */
  async all(): Promise<RefusedSave[]> {
    const names = (await this.disk.list(this.folder)).map(({ name }) => name.replace(/\.json$/, ''));
    const found = await Promise.all(names.map((id) => this.find(id)));
    return found.filter((save) => save !== undefined).sort((a, b) => b.at.getTime() - a.at.getTime());
  }

  /** Removes one that is decided. Its contents stay in the history for as long as Git keeps what nothing names. */
  async remove(id: string): Promise<void> {
    if (idPattern.test(id)) await this.disk.remove(this.file(id));
  }
}
