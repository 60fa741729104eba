/** The objects of a Git repository: contents, folders and commits, written so that they survive a failure of power. */
import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import * as git from 'isomorphic-git';
import { batchesOf, inBatches } from './batches.ts';
import type { Disk } from './disk.ts';
import { gitFileSystem, writeWhole } from './git-file-system.ts';
import type { BlobId, RecordedChange, TreeItem as UnplacedItem } from './history.ts';

/** So many folders of versions are kept in memory. */
const keptTrees = 64;
/** So many commits are kept: about half a kilobyte each. */
const keptCommits = 20_000;

const pack = promisify(deflate);

/** The name that Git gives a content. */
export function blobIdOf(bytes: Uint8Array): BlobId {
  return createHash('sha1')
    .update(`blob ${String(bytes.length)}\0`)
    .update(bytes)
    .digest('hex');
}

/** Pictures and other files that are packed already: deflating them again takes time and saves nothing. */
const isPacked = (bytes: Uint8Array) => bytes.length > 65_536;

type TreeItem = git.TreeObject[number];

/** What stands at a path in a folder that was written with others. */
interface TreeFile extends UnplacedItem {
  /** Whether it is a file; otherwise it is a link, or another repository. */
  isFile: boolean;
}

/** A path at which two folders differ; `undefined` where one of them has neither a file nor a link there. */
export interface TreeDifference {
  path: string;
  before: TreeFile | undefined;
  after: TreeFile | undefined;
}

/** A folder of changes: what becomes of each name in it. */
export interface ChangeTree {
  names: Map<string, BlobId | null | UnplacedItem | ChangeTree>;
}

const isChangeTree = (change: BlobId | null | UnplacedItem | ChangeTree | undefined): change is ChangeTree =>
  typeof change === 'object' && change !== null && 'names' in change;

/**
 * Changes of files as changes of folders.
 * @param prefix what stands before each path in the repository
 */
export function changeTree(
  prefix: string,
  { files, unplaced = new Map() }: Pick<RecordedChange, 'files' | 'unplaced'>,
): ChangeTree {
  const root: ChangeTree = { names: new Map() };
  for (const [path, id] of [...files, ...unplaced]) {
    const names = `${prefix}${path}`.split('/');
    const last = names.pop() ?? '';
    let folder = root;
    for (const name of names) {
      const inner = folder.names.get(name);
      const next: ChangeTree = isChangeTree(inner) ? inner : { names: new Map() };
      folder.names.set(name, next);
      folder = next;
    }
    folder.names.set(last, id);
  }
  return root;
}

/** Modes of files: of those that programs may be started from, too. */
const fileModes = new Set(['100644', '100755', '100664']);

const fileOf = (item: TreeItem | undefined): TreeFile | undefined =>
  item === undefined || item.type === 'tree'
    ? undefined
    : { id: item.oid, mode: item.mode, type: item.type, isFile: fileModes.has(item.mode) };

/** The objects of a repository. */
export class GitObjects {
  private readonly disk: Disk;
  private readonly gitDirectory: string;
  private readonly fs: git.PromiseFsClient;
  /** What the library keeps between calls: packs that it has opened. */
  private cache: object = {};
  private readonly trees = new Map<string, ReadonlyMap<string, TreeItem>>();
  private readonly commits = new Map<string, git.CommitObject>();
  private shallow: Promise<ReadonlySet<string>> | undefined;

  /** @param gitDirectory the absolute path of the `.git` folder */
  constructor(disk: Disk, gitDirectory: string) {
    this.disk = disk;
    this.gitDirectory = gitDirectory;
    this.fs = gitFileSystem(disk);
  }

  /** What every call of the library needs. */
  get common() {
    return { fs: this.fs, gitdir: this.gitDirectory, cache: this.cache };
  }

  /** Forgets what the library keeps: it was wrong, or files were added behind its back. */
  forget(): void {
    this.cache = {};
    this.commits.clear();
    this.shallow = undefined;
  }

  /** Keeps contents. Resolves to their names, in the same order. */
  async keep(contents: readonly Uint8Array[]): Promise<BlobId[]> {
    const oids = contents.map(blobIdOf);
    const objects = [...new Map(oids.map((oid, index) => [oid, contents[index] ?? new Uint8Array()]))];
    for (const batch of batchesOf(objects, ([, bytes]) => bytes.length)) await this.keepObjects(batch);
    await this.flush(oids);
    return oids;
  }

  /**
   * Writes contents as single objects, in Git's own format: the library would deflate a picture for half a second, on this
   * thread. All are deflated before the first is written, so that the order of writing does not depend on threads.
   */
  private async keepObjects(objects: readonly (readonly [string, Uint8Array])[]): Promise<void> {
    const isThere = await Promise.all(objects.map(([oid]) => this.disk.status(this.pathOf(oid))));
    const missing = objects.filter((_, index) => isThere[index] === undefined);
    const packed = await Promise.all(
      missing.map(([, bytes]) =>
        pack(Buffer.concat([Buffer.from(`blob ${String(bytes.length)}\0`), bytes]), {
          level: isPacked(bytes) ? 1 : 6,
        }),
      ),
    );
    await inBatches([...missing.entries()], async ([index, [oid]]) => {
      const path = this.pathOf(oid);
      await this.disk.makeFolder(posix.dirname(path));
      await writeWhole(this.disk, path, packed[index] ?? new Uint8Array());
    });
  }

  private pathOf(oid: string): string {
    return posix.join(this.gitDirectory, 'objects', oid.slice(0, 2), oid.slice(2));
  }

  /** Puts the names of objects on the disk: of those too that were there, for whoever wrote them may have been killed. */
  async flush(oids: readonly string[]): Promise<void> {
    const folders = new Set(oids.map((oid) => posix.dirname(this.pathOf(oid))));
    await inBatches([...folders], (folder) => this.disk.flushFolder(folder));
    await this.disk.flushFolder(posix.join(this.gitDirectory, 'objects'));
  }

  /** A content; `undefined` where none has this name. */
  async read(id: BlobId): Promise<Uint8Array | undefined> {
    try {
      return (await git.readBlob({ ...this.common, oid: id })).blob;
    } catch (error) {
      if (error instanceof git.Errors.NotFoundError) return undefined;
      throw error;
    }
  }

  /** The commits whose parents are not here: those at which a copy made with `git clone --depth` ends. */
  private cutOff(): Promise<ReadonlySet<string>> {
    this.shallow ??= this.disk
      .read(posix.join(this.gitDirectory, 'shallow'))
      .then(
        (bytes) =>
          new Set(
            Buffer.from(bytes ?? [])
              .toString('latin1')
              .split(/\s+/),
          ),
      )
      .catch((error: unknown) => {
        this.shallow = undefined;
        throw error;
      });
    return this.shallow;
  }

  /** A commit, with those of its parents that are here. */
  async commit(oid: string): Promise<git.CommitObject> {
    const known = this.commits.get(oid);
    if (known !== undefined) return known;
    const { commit: read } = await git.readCommit({ ...this.common, oid });
    const commit = (await this.cutOff()).has(oid) ? { ...read, parent: [] } : read;
    if (this.commits.size >= keptCommits) this.commits.delete(this.commits.keys().next().value ?? '');
    this.commits.set(oid, commit);
    return commit;
  }

  /** The items of a folder. Those that were asked for last are kept: of ten thousand entries it takes milliseconds to read. */
  async tree(oid: string): Promise<ReadonlyMap<string, TreeItem>> {
    const known = this.trees.get(oid);
    if (known !== undefined) {
      // What was asked for last goes last.
      this.trees.delete(oid);
      this.trees.set(oid, known);
      return known;
    }
    const { tree } = await git.readTree({ ...this.common, oid });
    const items = new Map(tree.map((item) => [item.path, item]));
    if (this.trees.size >= keptTrees) this.trees.delete(this.trees.keys().next().value ?? '');
    this.trees.set(oid, items);
    return items;
  }

  /** The file or folder at the end of a path in a folder. */
  async itemIn(tree: string, names: readonly string[]): Promise<TreeItem | undefined> {
    const [name, ...rest] = names;
    const item = (await this.tree(tree)).get(name ?? '');
    if (item === undefined || rest.length === 0) return item;
    return item.type === 'tree' ? this.itemIn(item.oid, rest) : undefined;
  }

  /** Its name. */
  async idIn(tree: string, names: readonly string[]): Promise<BlobId | undefined> {
    return (await this.itemIn(tree, names))?.oid;
  }

  /** The files that differ between two folders; folders with one name are not entered. */
  async differences(before: string | undefined, after: string | undefined, path = ''): Promise<TreeDifference[]> {
    if (before === after) return [];
    const itemsOf = async (oid: string | undefined) =>
      oid === undefined ? new Map<string, TreeItem>() : this.tree(oid);
    const [from, to] = [await itemsOf(before), await itemsOf(after)];
    const found: TreeDifference[] = [];
    for (const name of new Set([...from.keys(), ...to.keys()])) {
      const [old, item] = [from.get(name), to.get(name)];
      if (old?.oid === item?.oid && old?.mode === item?.mode) continue;
      const [oldTree, tree] = [old, item].map((each) => (each?.type === 'tree' ? each.oid : undefined));
      found.push(...(await this.differences(oldTree, tree, `${path}${name}/`)));
      const [oldFile, file] = [fileOf(old), fileOf(item)];
      if (oldFile !== undefined || file !== undefined)
        found.push({ path: `${path}${name}`, before: oldFile, after: file });
    }
    return found;
  }

  /**
   * Writes a folder with changes, and returns it; `undefined` where nothing is left in it.
   * @param made gets the names of the folders that were written
   */
  async writeTree(before: string | undefined, changes: ChangeTree, made: string[]): Promise<string | undefined> {
    const items = new Map<string, TreeItem>();
    if (before !== undefined) {
      const { tree } = await git.readTree({ ...this.common, oid: before });
      for (const item of tree) items.set(item.path, item);
    }
    for (const [name, change] of changes.names) {
      const old = items.get(name);
      if (change === null) items.delete(name);
      else if (isChangeTree(change)) {
        const oid = await this.writeTree(old?.type === 'tree' ? old.oid : undefined, change, made);
        if (oid === undefined) items.delete(name);
        else items.set(name, { mode: '040000', path: name, type: 'tree', oid });
      } else if (typeof change === 'object')
        items.set(name, { mode: change.mode, path: name, type: change.type, oid: change.id });
      else items.set(name, { mode: '100644', path: name, type: 'blob', oid: change });
    }
    if (items.size === 0) return undefined;
    const oid = await git.writeTree({ ...this.common, tree: [...items.values()] });
    made.push(oid);
    return oid;
  }
}
