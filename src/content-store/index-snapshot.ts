/**
 * What an office knew of the files of its content, stored beside other things that are costly to make: the next one reads the
 * files that changed since, and not gigabytes of pictures.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { replaceFile } from '../storage/replace-file.ts';
import type { FileIndex, IndexSnapshot } from './file-index.ts';

/** Becomes another one when what is stored changes. */
const version = 1;

const number = z.number().nonnegative();
const storedSchema = z.strictObject({
  version: z.literal(version),
  root: z.string(),
  files: z.array(z.tuple([z.string().min(1), z.string().regex(/^[0-9a-f]{40}$/), number, number, number, number])),
});

/** The snapshot of one content tree on this machine. */
export class StoredSnapshot {
  private readonly file: string;
  private readonly root: string;
  /** What the stored one was made from, and how many files it has: those that changed shortly before come later. */
  private stored: { revision: number; size: number } | undefined;

  /**
   * @param directory where snapshots are stored
   * @param root the absolute path of the content tree
   */
  constructor(directory: string, root: string) {
    const name = createHash('sha256').update(root).digest('hex').slice(0, 40);
    this.file = join(directory, `${name}.json`);
    this.root = root;
  }

  /** The snapshot; `undefined` where there is none that can be read. */
  async read(): Promise<IndexSnapshot | undefined> {
    const text = await readFile(this.file, 'utf8').catch(() => undefined);
    if (text === undefined) return undefined;
    try {
      const stored = storedSchema.parse(JSON.parse(text));
      return stored.root === this.root ? stored.files : undefined;
    } catch {
      // Cut off, or of another version: everything is read, as at the first time.
      return undefined;
    }
  }

  /** Stores what an index knows, unless nothing changed since the last time. */
  async write(index: FileIndex): Promise<void> {
    const { revision } = index;
    const files = index.snapshot();
    if (this.stored?.revision === revision && this.stored.size === files.length) return;
    this.stored = { revision, size: files.length };
    const text = JSON.stringify({ version, root: this.root, files });
    await replaceFile(this.file, text, { isShared: true, isDurable: false });
  }
}
