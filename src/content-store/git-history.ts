/**
 * The history as a Git repository: the one that holds the content tree, or one of its own. A commit changes exactly the
 * paths of one save: whatever else is changed or staged in the repository stays as it is.
 */
import { createHash, randomUUID } from 'node:crypto';
import { posix } from 'node:path';
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import * as git from 'isomorphic-git';
import { batchesOf, inBatches } from './batches.ts';
import { foldersOf } from './content-path.ts';
import type { Disk } from './disk.ts';
import { gitFileSystem, writeWhole } from './git-file-system.ts';
import type { Author, BlobId, FileVersion, History, RecordedChange, Version, VersionChange } from './history.ts';

/** Where the repository of a content tree is. */
export interface RepositoryPlace {
  /** The absolute path of its `.git` folder. */
  gitDirectory: string;
  /** Path of the content tree in the repository: `content/`, or empty where it is the repository's root. */
  prefix: string;
}

/** The repository cannot be written. The message is a sentence for editors. */
export class HistoryFailure extends Error {}

/** The minutes that Git writes beside a time: those of China, wherever the office runs. */
const chinaOffset = -480;
/** So often is a commit made anew when somebody else's came between. */
const mostAttempts = 20;

/** So many folders of versions are kept in memory. */
const keptTrees = 64;

/** So many files are put into Git's index one by one. */
const mostSingly = 50;

const pack = promisify(deflate);

/** Git's own program, where it is installed. Both resolve to whether it was done. */
export interface GitProgram {
  /**
   * Puts lines of the format of `git update-index --index-info` into an index of the repository in a folder.
   * @param index the file of the index
   */
  updateIndex: (directory: string, index: string, lines: readonly string[]) => Promise<boolean>;
  /** Makes the index of the repository in a folder anew, from its newest version. */
  makeIndex: (directory: string) => Promise<boolean>;
}

const noProgram: GitProgram = {
  updateIndex: () => Promise.resolve(false),
  makeIndex: () => Promise.resolve(false),
};

/** How the names of unfinished repositories begin, in a content tree. */
const unfinishedRepository = '.git-';
/** How the names of copies of the index begin, in the folder of a repository. */
export const copyOfIndex = 'hongxin-index-';

/** Whether the library could not read what it found, and the disk did nothing wrong. */
const isUnreadable = (error: unknown) => error instanceof Error && 'isIsomorphicGitError' in error;

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

/** A folder of changes: what becomes of each name in it. */
interface ChangeTree {
  names: Map<string, BlobId | null | ChangeTree>;
}

function changeTree(prefix: string, files: RecordedChange['files']): ChangeTree {
  const root: ChangeTree = { names: new Map() };
  for (const [path, id] of files) {
    const names = `${prefix}${path}`.split('/');
    const last = names.pop() ?? '';
    let folder = root;
    for (const name of names) {
      const inner = folder.names.get(name);
      const next: ChangeTree = inner !== null && typeof inner === 'object' ? inner : { names: new Map() };
      folder.names.set(name, next);
      folder = next;
    }
    folder.names.set(last, id);
  }
  return root;
}

/** Finds the repository that holds a folder: its own `.git`, or that of a folder above which does not ignore it. */
export async function findRepository(disk: Disk, contentDirectory: string): Promise<RepositoryPlace | undefined> {
  for (let folder = contentDirectory; ; folder = posix.dirname(folder)) {
    const gitDirectory = posix.join(folder, '.git');
    const found = await disk.status(gitDirectory);
    if (found?.kind === 'folder') {
      const inside = posix.relative(folder, contentDirectory);
      const isHeld =
        inside === '' ||
        !(await git.isIgnored({ fs: gitFileSystem(disk), dir: folder, filepath: `${inside}/site/settings.yaml` }));
      if (isHeld) return { gitDirectory, prefix: inside === '' ? '' : `${inside}/` };
    } else if (found !== undefined) {
      throw new HistoryFailure(
        `${gitDirectory} 指向别处的仓库（worktree 或子模块），编辑台不能在里面记录。请用完整的一份副本`,
      );
    }
    if (posix.dirname(folder) === folder) return undefined;
  }
}

/** Removes a folder with everything in it. */
async function removeFolder(disk: Disk, folder: string): Promise<void> {
  for (const { name, kind } of await disk.list(folder)) {
    if (kind === 'folder') await removeFolder(disk, posix.join(folder, name));
    else await disk.remove(posix.join(folder, name));
  }
  await disk.removeEmptyFolder(folder);
}

/**
 * Makes a repository of its own in a content tree. It is made under another name, so that a kill leaves a whole one or none:
 * with half of one no office would start. Nobody else makes one meanwhile.
 * @param name tells unfinished ones apart
 */
export async function createRepository(
  disk: Disk,
  contentDirectory: string,
  name: string = randomUUID(),
): Promise<RepositoryPlace> {
  const gitDirectory = posix.join(contentDirectory, '.git');
  for (const { name: left, kind } of await disk.list(contentDirectory)) {
    if (kind === 'folder' && left.startsWith(unfinishedRepository))
      await removeFolder(disk, posix.join(contentDirectory, left));
  }
  const unfinished = posix.join(contentDirectory, `${unfinishedRepository}${name}`);
  await git.init({ fs: gitFileSystem(disk), dir: contentDirectory, gitdir: unfinished, defaultBranch: 'main' });
  const flush = async (folder: string): Promise<void> => {
    for (const { name, kind } of await disk.list(folder)) if (kind === 'folder') await flush(posix.join(folder, name));
    await disk.flushFolder(folder);
  };
  await flush(unfinished);
  await disk.rename(unfinished, gitDirectory);
  await disk.flushFolder(contentDirectory);
  return { gitDirectory, prefix: '' };
}

/** A commit as a version. */
function versionOf(oid: string, { author, message }: git.CommitObject): Version {
  const { name, email, timestamp } = author;
  return {
    version: oid,
    author: { name, email },
    at: new Date(timestamp * 1000),
    message: message.trim().split('\n')[0] ?? '',
  };
}

/** The history in a repository. */
export class GitHistory implements History {
  private readonly disk: Disk;
  private readonly place: RepositoryPlace;
  private readonly fs: git.PromiseFsClient;
  /** What the library keeps between calls: packs that it has opened. */
  private cache: object = {};
  private readonly trees = new Map<string, ReadonlyMap<string, TreeItem>>();

  private readonly wait: (milliseconds: number) => Promise<unknown>;
  private readonly program: GitProgram;

  /**
   * @param wait resolves after so many milliseconds
   * @param program Git's own program
   */
  constructor(
    disk: Disk,
    place: RepositoryPlace,
    wait: (milliseconds: number) => Promise<unknown>,
    program: GitProgram = noProgram,
  ) {
    this.disk = disk;
    this.place = place;
    this.wait = wait;
    this.program = program;
    this.fs = gitFileSystem(disk);
  }

  private get common() {
    return { fs: this.fs, gitdir: this.place.gitDirectory, cache: this.cache };
  }

  /** Whoever the repository's own settings name; `undefined` where they name nobody. */
  async configuredAuthor(): Promise<Author | undefined> {
    const [name, email] = await Promise.all(
      ['user.name', 'user.email'].map((path): Promise<unknown> => git.getConfig({ ...this.common, path })),
    );
    return typeof name === 'string' && typeof email === 'string' ? { name, email } : undefined;
  }

  async keep(contents: readonly Uint8Array[]): Promise<BlobId[]> {
    const oids = contents.map(blobIdOf);
    const objects = [...new Map(oids.map((oid, index) => [oid, contents[index] ?? new Uint8Array()]))];
    for (const batch of batchesOf(objects, ([, bytes]) => bytes.length)) await this.keepObjects(batch);
    await this.flushObjects(oids);
    return oids;
  }

  /**
   * Writes contents as single objects, in Git's own format: the library would deflate a picture for half a second, on this
   * thread. All are deflated before the first is written, so that the order of writing does not depend on threads.
   */
  private async keepObjects(objects: readonly (readonly [string, Uint8Array])[]): Promise<void> {
    const isThere = await Promise.all(objects.map(([oid]) => this.disk.status(this.pathOfObject(oid))));
    const missing = objects.filter((_, index) => isThere[index] === undefined);
    const packed = await Promise.all(
      missing.map(([, bytes]) =>
        pack(Buffer.concat([Buffer.from(`blob ${String(bytes.length)}\0`), bytes]), {
          level: isPacked(bytes) ? 1 : 6,
        }),
      ),
    );
    await inBatches([...missing.entries()], async ([index, [oid]]) => {
      const path = this.pathOfObject(oid);
      await this.disk.makeFolder(posix.dirname(path));
      await writeWhole(this.disk, path, packed[index] ?? new Uint8Array());
    });
  }

  private pathOfObject(oid: string): string {
    return posix.join(this.place.gitDirectory, 'objects', oid.slice(0, 2), oid.slice(2));
  }

  /** Puts the names of objects on the disk: of those too that were there, for whoever wrote them may have been killed. */
  private async flushObjects(oids: readonly string[]): Promise<void> {
    const folders = new Set(oids.map((oid) => posix.dirname(this.pathOfObject(oid))));
    await inBatches([...folders], (folder) => this.disk.flushFolder(folder));
    await this.disk.flushFolder(posix.join(this.place.gitDirectory, 'objects'));
  }

  async read(id: BlobId): Promise<Uint8Array | undefined> {
    try {
      return (await git.readBlob({ ...this.common, oid: id })).blob;
    } catch (error) {
      if (error instanceof git.Errors.NotFoundError) return undefined;
      throw error;
    }
  }

  async newest(paths: readonly string[]): Promise<(BlobId | undefined)[]> {
    const head = await this.head();
    if (head.commit === undefined) return paths.map(() => undefined);
    const { tree } = await this.commitOf(head.commit);
    const ids: (BlobId | undefined)[] = [];
    for (const path of paths) ids.push(await this.idIn(tree, `${this.place.prefix}${path}`.split('/')));
    return ids;
  }

  async versionsOf(paths: readonly [string, ...string[]], most: number): Promise<FileVersion[]> {
    const places = paths.map((path) => `${this.place.prefix}${path}`.split('/'));
    const idsIn = (tree: string) => Promise.all(places.map((names) => this.idIn(tree, names)));
    const versions: FileVersion[] = [];
    let oid = (await this.head()).commit;
    for (let looked = 0; oid !== undefined && looked < most; looked += 1) {
      const commit = await this.commitOf(oid);
      // The line of the branch: what was merged into it changed there with the merge.
      const [parent] = commit.parent;
      const ids = await idsIn(commit.tree);
      const before = parent === undefined ? [] : await idsIn((await this.commitOf(parent)).tree);
      if (ids.some((id, index) => id !== before[index]))
        versions.push({ ...versionOf(oid, commit), id: ids[0] ?? null });
      oid = parent;
    }
    return versions;
  }

  async newestVersions(most: number): Promise<Version[]> {
    const versions: Version[] = [];
    let oid = (await this.head()).commit;
    while (oid !== undefined && versions.length < most) {
      const commit = await this.commitOf(oid);
      versions.push(versionOf(oid, commit));
      oid = commit.parent[0];
    }
    return versions;
  }

  async latest(): Promise<Version | undefined> {
    const { commit } = await this.head();
    return commit === undefined ? undefined : versionOf(commit, await this.commitOf(commit));
  }

  async changesOf(version: string): Promise<VersionChange[] | undefined> {
    if (!/^[0-9a-f]{40}$/.test(version)) return undefined;
    const commit = await this.commitOf(version).catch(() => undefined);
    if (commit === undefined) return undefined;
    const [parent] = commit.parent;
    const changes: VersionChange[] = [];
    await this.compareTrees(
      parent === undefined ? undefined : (await this.commitOf(parent)).tree,
      commit.tree,
      '',
      changes,
    );
    const { prefix } = this.place;
    return changes
      .filter(({ path }) => path.startsWith(prefix))
      .map((change) => ({ ...change, path: change.path.slice(prefix.length) }));
  }

  async filesAt(version: string, folder: string): Promise<Map<string, BlobId>> {
    const files = new Map<string, BlobId>();
    const walk = async (tree: string, path: string): Promise<void> => {
      for (const [name, item] of await this.treeOf(tree)) {
        if (item.type === 'tree') await walk(item.oid, `${path}/${name}`);
        else files.set(`${path}/${name}`, item.oid);
      }
    };
    let tree: string | undefined = (await this.commitOf(version)).tree;
    for (const name of `${this.place.prefix}${folder}`.split('/')) {
      const item: TreeItem | undefined = tree === undefined ? undefined : (await this.treeOf(tree)).get(name);
      tree = item?.type === 'tree' ? item.oid : undefined;
    }
    if (tree !== undefined) await walk(tree, folder);
    return files;
  }

  /** Collects the files that differ between two folders; folders with one name are not entered. */
  private async compareTrees(
    before: string | undefined,
    after: string | undefined,
    path: string,
    changes: VersionChange[],
  ): Promise<void> {
    if (before === after) return;
    const itemsOf = async (oid: string | undefined) =>
      oid === undefined ? new Map<string, TreeItem>() : this.treeOf(oid);
    const [from, to] = [await itemsOf(before), await itemsOf(after)];
    for (const name of new Set([...from.keys(), ...to.keys()])) {
      const [old, item] = [from.get(name), to.get(name)];
      if (old?.oid === item?.oid) continue;
      const trees = [old, item].map((each) => (each?.type === 'tree' ? each.oid : undefined));
      const blobs = [old, item].map((each) => (each?.type === 'blob' ? each.oid : undefined));
      if (trees.some((oid) => oid !== undefined))
        await this.compareTrees(trees[0], trees[1], `${path}${name}/`, changes);
      if (blobs.some((oid) => oid !== undefined))
        changes.push({ path: `${path}${name}`, before: blobs[0] ?? null, after: blobs[1] ?? null });
    }
  }

  /** The name of the file or folder at the end of a path in a folder. */
  private async idIn(tree: string, names: readonly string[]): Promise<BlobId | undefined> {
    const [name, ...rest] = names;
    const item = (await this.treeOf(tree)).get(name ?? '');
    if (item === undefined) return undefined;
    if (rest.length === 0) return item.oid;
    return item.type === 'tree' ? this.idIn(item.oid, rest) : undefined;
  }

  /** The items of a folder. Those that were asked for last are kept: of ten thousand entries it takes milliseconds to read. */
  private async treeOf(oid: string): Promise<ReadonlyMap<string, TreeItem>> {
    const known = this.trees.get(oid);
    if (known !== undefined) return known;
    const { tree } = await git.readTree({ ...this.common, oid });
    const items = new Map(tree.map((item) => [item.path, item]));
    if (this.trees.size >= keptTrees) this.trees.delete(this.trees.keys().next().value ?? '');
    this.trees.set(oid, items);
    return items;
  }

  async record(change: RecordedChange): Promise<string> {
    const tree = changeTree(this.place.prefix, change.files);
    for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
      const { reference, commit: parent } = await this.head();
      const before = parent === undefined ? undefined : (await this.commitOf(parent)).tree;
      const made: string[] = [];
      const after = await this.writeTree(before, tree, made);
      if (parent !== undefined && after === before) {
        // Recorded by a process that was killed, perhaps before it was on the disk.
        await this.flushObjects([...made, parent]);
        await this.flushReference(reference);
        await this.renewIndex(change);
        return parent;
      }
      const signature = {
        ...change.author,
        timestamp: Math.floor(change.at.getTime() / 1000),
        timezoneOffset: chinaOffset,
      };
      const commit = await git.writeCommit({
        ...this.common,
        commit: {
          message: `${change.message}\n`,
          tree: after ?? (await git.writeTree({ ...this.common, tree: [] })),
          parent: parent === undefined ? [] : [parent],
          author: signature,
          committer: signature,
        },
      });
      await this.flushObjects([...made, commit]);
      if (await this.moveReference(reference, parent, commit)) {
        await this.renewIndex(change);
        return commit;
      }
      await this.wait(50);
    }
    throw new HistoryFailure('仓库一直被另一个程序占用，这次改动还没有记录。请关掉正在操作仓库的程序，再保存一次');
  }

  /** The branch that is checked out, and its newest commit. */
  private async head(): Promise<{ reference: string; commit: string | undefined }> {
    const text = await this.disk.read(posix.join(this.place.gitDirectory, 'HEAD'));
    if (text === undefined) throw new HistoryFailure(`${this.place.gitDirectory} 不是完整的仓库：没有 HEAD`);
    const [, reference] = /^ref: (\S+)/.exec(Buffer.from(text).toString('utf8')) ?? [];
    if (reference === undefined)
      throw new HistoryFailure('仓库停在一个旧版本上（没有选定分支）。请先切换到一个分支，再打开编辑台');
    try {
      return { reference, commit: await git.resolveRef({ ...this.common, ref: reference }) };
    } catch (error) {
      if (error instanceof git.Errors.NotFoundError) return { reference, commit: undefined };
      throw error;
    }
  }

  private async commitOf(oid: string): Promise<git.CommitObject> {
    return (await git.readCommit({ ...this.common, oid })).commit;
  }

  /**
   * Writes a folder with changes, and returns it; `undefined` where nothing is left in it.
   * @param made gets the names of the folders that were written
   */
  private async writeTree(
    before: string | undefined,
    changes: ChangeTree,
    made: string[],
  ): Promise<string | undefined> {
    const items = new Map<string, TreeItem>();
    if (before !== undefined) {
      const { tree } = await git.readTree({ ...this.common, oid: before });
      for (const item of tree) items.set(item.path, item);
    }
    for (const [name, change] of changes.names) {
      const old = items.get(name);
      if (change === null) items.delete(name);
      else if (typeof change === 'object') {
        const oid = await this.writeTree(old?.type === 'tree' ? old.oid : undefined, change, made);
        if (oid === undefined) items.delete(name);
        else items.set(name, { mode: '040000', path: name, type: 'tree', oid });
      } else items.set(name, { mode: '100644', path: name, type: 'blob', oid: change });
    }
    if (items.size === 0) return undefined;
    const oid = await git.writeTree({ ...this.common, tree: [...items.values()] });
    made.push(oid);
    return oid;
  }

  /**
   * Moves a branch from one commit to the next, as Git itself does: the new value is written into a lock file that must
   * not be there yet, which is renamed over the branch. Resolves to false when somebody else moved it or is moving it.
   */
  private async moveReference(reference: string, from: string | undefined, to: string): Promise<boolean> {
    const path = posix.join(this.place.gitDirectory, reference);
    const lock = `${path}.lock`;
    await this.disk.makeFolder(posix.dirname(path));
    // Says whose the lock is, should the office be killed while it has it.
    await writeWhole(this.disk, this.markOfLock, Buffer.from(lock));
    await this.disk.flushFolder(this.place.gitDirectory);
    try {
      if (!(await this.disk.create(lock, Buffer.from(`${to}\n`)))) return false;
      if ((await this.head()).commit !== from) {
        await this.disk.remove(lock);
        return false;
      }
      await this.disk.flushFile(lock);
      await this.disk.rename(lock, path);
      for (let folder = posix.dirname(path); folder.length >= this.place.gitDirectory.length;) {
        await this.disk.flushFolder(folder);
        folder = posix.dirname(folder);
      }
      return true;
    } catch (error) {
      await this.disk.remove(lock).catch(() => undefined);
      throw error;
    } finally {
      await this.disk.remove(this.markOfLock);
    }
  }

  /** Puts the name of a branch on the disk. */
  private async flushReference(reference: string): Promise<void> {
    for (const folder of foldersOf(reference)) await this.disk.flushFolder(posix.join(this.place.gitDirectory, folder));
    await this.disk.flushFolder(this.place.gitDirectory);
  }

  private get markOfLock(): string {
    return posix.join(this.place.gitDirectory, 'hongxin-lock');
  }

  async recover(): Promise<void> {
    const mark = await this.disk.read(this.markOfLock);
    if (mark === undefined) return;
    const lock = Buffer.from(mark).toString('utf8');
    if (lock.startsWith(this.place.gitDirectory) && lock.endsWith('.lock')) await this.disk.remove(lock);
    await this.disk.remove(this.markOfLock);
  }

  /**
   * Tells Git's index of the files, so that `git status` does not show them as changes that are to be undone. The save is
   * recorded already: an index that cannot be read does not stop it.
   */
  private async renewIndex(change: RecordedChange): Promise<void> {
    const index = posix.join(this.place.gitDirectory, 'index');
    const isBusy = (await this.disk.status(`${index}.lock`)) !== undefined;
    if (isBusy || (await this.disk.status(index)) === undefined) return;
    if (change.files.size > mostSingly && (await this.renewByProgram(index, change))) return;
    try {
      for (const [path, id] of change.files) {
        await git.updateIndex({
          ...this.common,
          dir: posix.dirname(this.place.gitDirectory),
          filepath: `${this.place.prefix}${path}`,
          ...(id === null ? { remove: true, force: true } : { add: true, oid: id }),
        });
      }
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      this.cache = {};
      // Git's program knows formats that the library does not. What it cannot read either is of no use to anybody.
      if (await this.renewByProgram(index, change)) return;
      await this.disk.rename(index, `${index}.unreadable`);
      await this.program.makeIndex(posix.dirname(this.place.gitDirectory));
    }
    await this.disk.flushFolder(this.place.gitDirectory);
  }

  /**
   * Renews the index by Git's own program: of ten thousand files at once, where the library writes the whole index for each.
   * In a copy, so that a kill leaves no lock. Resolves to whether it was done.
   */
  private async renewByProgram(index: string, { files }: RecordedChange): Promise<boolean> {
    const before = await this.disk.status(index);
    const bytes = await this.disk.read(index);
    if (bytes === undefined) return false;
    const { prefix, gitDirectory } = this.place;
    const lines = [...files].map(([path, id]) =>
      id === null ? `0 ${'0'.repeat(40)}\t${prefix}${path}` : `100644 ${id}\t${prefix}${path}`,
    );
    const copy = posix.join(gitDirectory, `${copyOfIndex}${randomUUID()}`);
    await this.disk.write(copy, bytes);
    try {
      if (!(await this.program.updateIndex(posix.dirname(gitDirectory), copy, lines))) return false;
      await this.disk.flushFile(copy);
      const now = await this.disk.status(index);
      if (now?.inode !== before?.inode || now?.modified !== before?.modified) return false;
      await this.disk.rename(copy, index);
      await this.disk.flushFolder(gitDirectory);
      return true;
    } finally {
      await this.disk.remove(copy);
    }
  }
}
