/**
 * The history as a Git repository: the one that holds the content tree, or one of its own. A commit changes exactly the
 * paths of one save: whatever else is changed or staged in the repository stays as it is.
 */
import { posix } from 'node:path';
import * as git from 'isomorphic-git';
import { ChangedPaths } from './changed-paths.ts';
import { foldersOf } from './content-path.ts';
import type { Disk } from './disk.ts';
import { writeWhole } from './git-file-system.ts';
import { GitIndex, type GitProgram } from './git-index.ts';
import { changeTree, GitObjects } from './git-objects.ts';
import { HistoryFailure, type RepositoryPlace } from './git-repository.ts';
import type { Author, BlobId, FileVersion, History, RecordedChange, Version, VersionChange } from './history.ts';

/** The minutes that Git writes beside a time: those of China, wherever the office runs. */
const chinaOffset = -480;
/** So often is a commit made anew when somebody else's came between. */
const mostAttempts = 20;

/** What Git writes below the line of a commit: the office that recorded it. */
const officeTrailer = /^Office: ([0-9a-z-]+)$/m;
/** And each file that got another path. */
const movedTrailer = /^Moved: (\S+) to (\S+)$/gm;

/** A commit as a version. */
export function versionOf(oid: string, { author, message, parent }: git.CommitObject): Version {
  const { name, email, timestamp } = author;
  return {
    version: oid,
    author: { name, email },
    at: new Date(timestamp * 1000),
    message: message.trim().split('\n')[0] ?? '',
    isMerge: parent.length > 1,
    office: officeTrailer.exec(message)?.[1],
    moves: [...message.matchAll(movedTrailer)].map(([, from = '', to = '']) => ({ from, to })),
  };
}

/** What a history works with besides its disk. */
export interface HistoryParts {
  /** Resolves after so many milliseconds. */
  wait: (milliseconds: number) => Promise<unknown>;
  /** Git's own program. */
  program?: GitProgram;
  /** The name of the office that records; none while there is only one. */
  office?: string | undefined;
}

/** The history in a repository. */
export class GitHistory implements History {
  readonly objects: GitObjects;
  private readonly disk: Disk;
  private readonly place: RepositoryPlace;
  private readonly index: GitIndex;
  private readonly changedPaths: ChangedPaths;
  private readonly wait: (milliseconds: number) => Promise<unknown>;
  /** The name of the office that records; none while there is only one. */
  office: string | undefined;

  constructor(disk: Disk, place: RepositoryPlace, { wait, program, office }: HistoryParts) {
    this.disk = disk;
    this.place = place;
    this.wait = wait;
    this.office = office;
    this.objects = new GitObjects(disk, place.gitDirectory);
    this.changedPaths = new ChangedPaths(
      disk,
      place,
      async (version) => (await this.changesOf(version))?.map(({ path }) => path) ?? [],
    );
    this.index = new GitIndex(disk, place, this.objects, program);
  }

  private get common() {
    return this.objects.common;
  }

  /** Whoever the repository's own settings name; `undefined` where they name nobody. */
  async configuredAuthor(): Promise<Author | undefined> {
    const [name, email] = await Promise.all(
      ['user.name', 'user.email'].map((path): Promise<unknown> => git.getConfig({ ...this.common, path })),
    );
    return typeof name === 'string' && typeof email === 'string' ? { name, email } : undefined;
  }

  keep(contents: readonly Uint8Array[]): Promise<BlobId[]> {
    return this.objects.keep(contents);
  }

  read(id: BlobId): Promise<Uint8Array | undefined> {
    return this.objects.read(id);
  }

  async newest(paths: readonly string[]): Promise<(BlobId | undefined)[]> {
    const { commit } = await this.head();
    if (commit === undefined) return paths.map(() => undefined);
    const { tree } = await this.objects.commit(commit);
    const ids: (BlobId | undefined)[] = [];
    for (const path of paths) ids.push(await this.objects.idIn(tree, `${this.place.prefix}${path}`.split('/')));
    return ids;
  }

  async versionsOf(paths: readonly [string, ...string[]], most: number): Promise<FileVersion[]> {
    const places = paths.map((path) => `${this.place.prefix}${path}`.split('/'));
    const known = new Map<string, (BlobId | undefined)[]>();
    const idsIn = async (tree: string) => {
      const ids = known.get(tree) ?? (await Promise.all(places.map((names) => this.objects.idIn(tree, names))));
      known.set(tree, ids);
      return ids;
    };
    const versions: FileVersion[] = [];
    for await (const { oid, commit, parents } of this.walk(most)) {
      if (!(await this.changedPaths.mayHaveChanged(oid, paths))) continue;
      const ids = await idsIn(commit.tree);
      const befores = parents.length === 0 ? [[]] : await Promise.all(parents.map(({ tree }) => idsIn(tree)));
      // What a merge took from one side as it was there has its version there.
      if (befores.every((before) => ids.some((id, index) => id !== before[index])))
        versions.push({ ...versionOf(oid, commit), before: befores[0]?.[0] ?? null, id: ids[0] ?? null });
    }
    await this.changedPaths.keep();
    return versions;
  }

  /**
   * Finds out what each of the newest versions changed, so that nobody has to wait for it later.
   * @param most so many at most
   */
  async prepareVersions(most: number): Promise<void> {
    for await (const { oid } of this.walk(most)) await this.changedPaths.mayHaveChanged(oid, []);
    await this.changedPaths.keep();
  }

  async newestVersions(most: number): Promise<Version[]> {
    const versions: Version[] = [];
    for await (const { oid, commit } of this.walk(most)) versions.push(versionOf(oid, commit));
    return versions;
  }

  async latest(): Promise<Version | undefined> {
    const { commit } = await this.head();
    return commit === undefined ? undefined : versionOf(commit, await this.objects.commit(commit));
  }

  pathsOf(version: string): Promise<readonly string[] | null> {
    return this.changedPaths.of(version);
  }

  async changesOf(version: string): Promise<VersionChange[] | undefined> {
    if (!/^[0-9a-f]{40}$/.test(version)) return undefined;
    const commit = await this.objects.commit(version).catch(() => undefined);
    if (commit === undefined) return undefined;
    const [parent] = commit.parent;
    const before = parent === undefined ? undefined : (await this.objects.commit(parent)).tree;
    const { prefix } = this.place;
    return (await this.objects.differences(before, commit.tree))
      .filter(({ path, before: old, after }) => path.startsWith(prefix) && old?.id !== after?.id)
      .map(({ path, before: old, after }) => ({
        path: path.slice(prefix.length),
        before: old?.id ?? null,
        after: after?.id ?? null,
      }));
  }

  async filesAt(version: string, folder: string): Promise<Map<string, BlobId>> {
    const files = new Map<string, BlobId>();
    const { tree: root } = await this.objects.commit(version);
    const tree = await this.objects.idIn(root, `${this.place.prefix}${folder}`.split('/'));
    const walk = async (oid: string, path: string): Promise<void> => {
      for (const [name, item] of await this.objects.tree(oid)) {
        if (item.type === 'tree') await walk(item.oid, `${path}/${name}`);
        else files.set(`${path}/${name}`, item.oid);
      }
    };
    if (tree !== undefined) await walk(tree, folder);
    return files;
  }

  /**
   * Commits with their parents from the newest version back: of both sides of each merge, a commit before its parents, and
   * otherwise the later before the earlier one.
   * @param most so many at most
   */
  private async *walk(
    most: number,
  ): AsyncGenerator<{ oid: string; commit: git.CommitObject; parents: git.CommitObject[] }> {
    const head = (await this.head()).commit;
    if (head === undefined) return;
    const waiting = new Map([[head, await this.objects.commit(head)]]);
    const done = new Set<string>();
    while (waiting.size > 0 && done.size < most) {
      const [oid, commit] = [...waiting].reduce((latest, each) =>
        each[1].committer.timestamp > latest[1].committer.timestamp ? each : latest,
      );
      waiting.delete(oid);
      done.add(oid);
      const parents: git.CommitObject[] = [];
      for (const parent of commit.parent) {
        const found = waiting.get(parent) ?? (await this.objects.commit(parent));
        parents.push(found);
        if (!done.has(parent)) waiting.set(parent, found);
      }
      yield { oid, commit, parents };
    }
  }

  /** Whether a commit is another one or one of those before it. */
  async isIn(oid: string, newer: string): Promise<boolean> {
    const seen = new Set<string>();
    const waiting = [newer];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (next === oid) return true;
      if (seen.has(next)) continue;
      seen.add(next);
      waiting.push(...(await this.objects.commit(next)).parent);
    }
    return false;
  }

  async record(change: RecordedChange): Promise<string> {
    const tree = changeTree(this.place.prefix, change);
    for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
      const { reference, commit: parent } = await this.head();
      const before = parent === undefined ? undefined : (await this.objects.commit(parent)).tree;
      const made: string[] = [];
      const after = (await this.objects.writeTree(before, tree, made)) ?? (await this.emptyTree(made));
      const { merges } = change;
      const isMerged = merges === undefined || (parent !== undefined && (await this.isIn(merges, parent)));
      if (parent !== undefined && after === before && isMerged) {
        // Recorded by a process that was killed, perhaps before it was on the disk.
        await this.objects.flush([...made, parent]);
        await this.flushReference(reference);
        await this.index.renew(change.files);
        return parent;
      }
      const isTheirs =
        !isMerged &&
        (parent === undefined || (await this.isIn(parent, merges))) &&
        (await this.objects.commit(merges)).tree === after;
      const commit = isTheirs
        ? merges
        : await this.writeCommit(change, after, [
            ...(parent === undefined ? [] : [parent]),
            ...(isMerged ? [] : [merges]),
          ]);
      await this.objects.flush([...made, commit]);
      if (await this.moveReference(reference, parent, commit)) {
        await this.index.renew(change.files);
        return commit;
      }
      await this.wait(50);
    }
    throw new HistoryFailure('仓库一直被另一个程序占用，这次改动还没有记录。请关掉正在操作仓库的程序，再保存一次');
  }

  /** The tree of a content without files. */
  private async emptyTree(made: string[]): Promise<string> {
    const oid = await git.writeTree({ ...this.common, tree: [] });
    made.push(oid);
    return oid;
  }

  private async writeCommit(change: RecordedChange, tree: string, parent: string[]): Promise<string> {
    const signature = {
      ...change.author,
      timestamp: Math.floor(change.at.getTime() / 1000),
      timezoneOffset: chinaOffset,
    };
    return git.writeCommit({
      ...this.common,
      commit: {
        message: this.textOf(change),
        tree,
        parent,
        author: signature,
        committer: signature,
      },
    });
  }

  /** What Git keeps as the text of a commit: a line for people, and lines for programs below it. */
  private textOf({ message, moves = [] }: RecordedChange): string {
    const trailers = [
      ...moves.map(({ from, to }) => `Moved: ${from} to ${to}`),
      ...(this.office === undefined ? [] : [`Office: ${this.office}`]),
    ];
    return `${[message, ...(trailers.length > 0 ? ['', ...trailers] : [])].join('\n')}\n`;
  }

  /** The branch that is checked out, and its newest commit. */
  async head(): Promise<{ reference: string; commit: string | undefined }> {
    const text = await this.disk.read(posix.join(this.place.gitDirectory, 'HEAD'));
    if (text === undefined) throw new HistoryFailure(`${this.place.gitDirectory} 不是完整的仓库：没有 HEAD`);
    const [, reference] = /^ref: (\S+)/.exec(Buffer.from(text).toString('utf8')) ?? [];
    if (reference === undefined)
      throw new HistoryFailure('仓库停在一个旧版本上（没有选定分支）。请先切换到一个分支，再打开编辑台');
    return { reference, commit: await this.resolve(reference) };
  }

  /** The commit that a reference names; `undefined` where there is none. */
  private async resolve(reference: string): Promise<string | undefined> {
    try {
      return await git.resolveRef({ ...this.common, ref: reference });
    } catch (error) {
      if (error instanceof git.Errors.NotFoundError) return undefined;
      throw error;
    }
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
}
