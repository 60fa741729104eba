/**
 * All files of the content tree with the names of their contents, in memory. A file is read again only when the disk says
 * that it changed. Hidden files, links and what is in hidden folders are left out: they are no content.
 */
import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { tellsChangesFrom } from '../storage/file-clock.ts';
import type { Disk, FileStatus } from './disk.ts';
import { blobIdOf } from './git-objects.ts';
import type { BlobId } from './history.ts';

/** A file or folder of the tree, named as Git names it. */
export interface TreeEntry {
  /** Path relative to the content tree, with `/`. */
  path: string;
  type: 'blob' | 'tree';
  mode: '100644' | '040000';
  sha: string;
}

interface IndexedFile {
  id: BlobId;
  status: FileStatus;
  /** Whether a file with this status has this content: it had rested for a tick of the disk's clock when it was read. */
  isCertain: boolean;
}

/** A folder in memory. */
interface Folder {
  files: Map<string, IndexedFile>;
  folders: Map<string, Folder>;
  /** Its name by Git's rules, until something in it changes. */
  id: string | undefined;
}

/**
 * What an index knew of the files at a moment, to be stored: for each path the name of its content, and its size, the moments
 * of its changes in milliseconds, and its number. Without files that had changed shortly before, and without those that were
 * read so soon after a change that their figures do not tell their content.
 */
export type IndexSnapshot = readonly (readonly [
  path: string,
  id: BlobId,
  size: number,
  modified: number,
  changed: number,
  inode: number,
])[];

/**
 * How long a file has rested that is in a snapshot, in milliseconds. What no program flushed is on the disk by then (Linux
 * writes it after 30 s): when the power fails, a younger file may keep its figures and lose its content.
 */
export const restedFor = 60_000;

const emptyFolder = (): Folder => ({ files: new Map(), folders: new Map(), id: undefined });

/** So many files are looked at together. */
const atATime = 32;

const isSame = (a: FileStatus, b: FileStatus) =>
  a.size === b.size && a.modified === b.modified && a.changed === b.changed && a.inode === b.inode;

/** The name that Git gives a folder. */
function idOfFolder(folder: Folder): string {
  if (folder.id !== undefined) return folder.id;
  const items = [
    ...[...folder.files].map(([name, { id }]) => ({ key: Buffer.from(name), line: `100644 ${name}\0`, id })),
    ...[...folder.folders].map(([name, inner]) => ({
      key: Buffer.from(`${name}/`),
      line: `40000 ${name}\0`,
      id: idOfFolder(inner),
    })),
  ].sort((a, b) => Buffer.compare(a.key, b.key));
  const body = Buffer.concat(items.flatMap(({ line, id }) => [Buffer.from(line), Buffer.from(id, 'hex')]));
  folder.id = createHash('sha1')
    .update(`tree ${String(body.length)}\0`)
    .update(body)
    .digest('hex');
  return folder.id;
}

/** The index of a content tree. */
export class FileIndex {
  private readonly disk: Disk;
  private readonly root: string;
  private readonly now: () => number;
  private tree = emptyFolder();
  private changes = 0;

  /**
   * @param root the absolute path of the content tree
   * @param now the clock of the disk, in milliseconds since 1970
   */
  constructor(disk: Disk, root: string, now: () => number) {
    this.disk = disk;
    this.root = root;
    this.now = now;
  }

  /** Compares the whole tree with the disk, and reads what changed. */
  async refresh(): Promise<void> {
    await this.refreshFolder(this.tree, '');
  }

  /**
   * Compares some paths with the disk, and reads what changed.
   * @param paths relative to the content tree; what is in a folder is compared too
   */
  async refreshPaths(paths: Iterable<string>): Promise<void> {
    for (const path of new Set(paths)) {
      const status = await this.disk.status(posix.join(this.root, path));
      if (status?.kind === 'folder') {
        this.removeFile(path);
        await this.refreshFolder(this.folderAt(path), path);
        this.touch(path);
      } else if (status?.kind === 'file') {
        await this.refreshFile(path, status);
      } else this.remove(path);
    }
  }

  /** Becomes another number whenever a file comes, goes or gets other content. */
  get revision(): number {
    return this.changes;
  }

  /** What is known, to be stored. */
  snapshot(): IndexSnapshot {
    const rested: IndexSnapshot[number][] = [];
    const walk = (folder: Folder, prefix: string) => {
      for (const [name, inner] of folder.folders) walk(inner, `${prefix}${name}/`);
      for (const [name, { id, status, isCertain }] of folder.files) {
        // It rests by now, and yet may have changed in the tick in which it was read: whoever restores this would never look.
        if (!isCertain) continue;
        const { size, modified, changed, inode } = status;
        if (this.now() - Math.max(modified, changed) > restedFor)
          rested.push([`${prefix}${name}`, id, size, modified, changed, inode]);
      }
    };
    walk(this.tree, '');
    return rested;
  }

  /** Begins with what another index knew. A file is read again where the disk says anything else; `refresh` finds out. */
  restore(snapshot: IndexSnapshot): void {
    for (const [path, id, size, modified, changed, inode] of snapshot) {
      const status: FileStatus = { kind: 'file', size, modified, changed, inode };
      this.folderAt(posix.dirname(path)).files.set(posix.basename(path), { id, status, isCertain: true });
    }
    this.changes += 1;
  }

  /** The name of a file's content; `undefined` where there is no file. */
  idOf(path: string): BlobId | undefined {
    return this.find(posix.dirname(path))?.files.get(posix.basename(path))?.id;
  }

  /** The names in a folder, files and folders. */
  namesIn(path: string): string[] {
    const folder = this.find(path);
    return folder === undefined ? [] : [...folder.files.keys(), ...folder.folders.keys()];
  }

  /** Every file with the name of its content. */
  files(): Map<string, BlobId> {
    return new Map(this.entries().flatMap(({ path, type, sha }) => (type === 'blob' ? [[path, sha]] : [])));
  }

  /** Every folder and file, a folder before what is in it. */
  entries(): TreeEntry[] {
    const all: TreeEntry[] = [];
    const walk = (folder: Folder, prefix: string) => {
      for (const [name, inner] of folder.folders) {
        all.push({ path: `${prefix}${name}`, type: 'tree', mode: '040000', sha: idOfFolder(inner) });
        walk(inner, `${prefix}${name}/`);
      }
      for (const [name, { id }] of folder.files) {
        all.push({ path: `${prefix}${name}`, type: 'blob', mode: '100644', sha: id });
      }
    };
    walk(this.tree, '');
    return all;
  }

  private find(path: string): Folder | undefined {
    if (path === '.' || path === '') return this.tree;
    let folder: Folder | undefined = this.tree;
    for (const name of path.split('/')) folder = folder?.folders.get(name);
    return folder;
  }

  /** The folder at a path, made with those that it is in. */
  private folderAt(path: string): Folder {
    let folder = this.tree;
    if (path === '.' || path === '') return folder;
    for (const name of path.split('/')) {
      const inner = folder.folders.get(name) ?? emptyFolder();
      folder.folders.set(name, inner);
      folder = inner;
    }
    return folder;
  }

  /** Forgets the names of all folders on the way to a path, and those of them that are empty. */
  private touch(path: string): void {
    const names = path.split('/');
    const walk = (folder: Folder, at: number): void => {
      folder.id = undefined;
      const name = names[at];
      const inner = name === undefined ? undefined : folder.folders.get(name);
      if (name === undefined || inner === undefined) return;
      walk(inner, at + 1);
      if (inner.files.size === 0 && inner.folders.size === 0) folder.folders.delete(name);
    };
    walk(this.tree, 0);
  }

  private removeFile(path: string): void {
    if (this.find(posix.dirname(path))?.files.delete(posix.basename(path)) === true) this.changes += 1;
  }

  private remove(path: string): void {
    this.removeFile(path);
    if (this.find(posix.dirname(path))?.folders.delete(posix.basename(path)) === true) this.changes += 1;
    this.touch(path);
  }

  private async refreshFile(path: string, status: FileStatus): Promise<void> {
    const known = this.find(posix.dirname(path))?.files.get(posix.basename(path));
    if (known?.isCertain === true && isSame(known.status, status)) return;
    // Before the file is read: a big one takes longer than a tick, in which it may change behind the reading.
    const at = this.now();
    const bytes = await this.disk.read(posix.join(this.root, path));
    if (bytes === undefined) {
      this.remove(path);
      return;
    }
    const folder = this.folderAt(posix.dirname(path));
    const id = blobIdOf(bytes);
    folder.folders.delete(posix.basename(path));
    folder.files.set(posix.basename(path), { id, status, isCertain: tellsChangesFrom(at, status) });
    if (id === known?.id) return;
    this.changes += 1;
    this.touch(path);
  }

  private async refreshFolder(folder: Folder, path: string): Promise<void> {
    const prefix = path === '' ? '' : `${path}/`;
    const items = (await this.disk.list(posix.join(this.root, path))).filter(({ name }) => !name.startsWith('.'));
    const kinds = new Map(items.map(({ name, kind }) => [name, kind]));
    for (const name of folder.files.keys()) if (kinds.get(name) !== 'file') this.remove(`${prefix}${name}`);
    for (const name of folder.folders.keys()) if (kinds.get(name) !== 'folder') this.remove(`${prefix}${name}`);
    for (let from = 0; from < items.length; from += atATime) {
      await Promise.all(
        items.slice(from, from + atATime).map(async ({ name, kind }) => {
          const inner = `${prefix}${name}`;
          if (kind === 'folder') {
            const before = this.changes;
            await this.refreshFolder(this.folderAt(inner), inner);
            if (this.changes !== before || this.namesIn(inner).length === 0) this.touch(inner);
          } else if (kind === 'file') {
            const status = await this.disk.status(posix.join(this.root, inner));
            if (status?.kind === 'file') await this.refreshFile(inner, status);
          }
        }),
      );
    }
  }
}
