/** How the versions here stand to those of a repository that several offices share. */
import { posix } from 'node:path';
import * as git from 'isomorphic-git';
import type { Disk } from './disk.ts';
import { writeWhole } from './git-file-system.ts';
import type { GitHistory } from './git-history.ts';
import type { TreeDifference } from './git-objects.ts';
import type { RepositoryPlace } from './git-repository.ts';

/** The reference that says what the shared repository had when it was last heard of: objects that it needs stay. */
const sharedReference = 'refs/hongxin/shared';

/** How the newest version here stands to one of the shared repository. */
export type Standing =
  /** Theirs is the newest here too. */
  | { kind: 'same' }
  /** Here is everything of theirs, and more. */
  | { kind: 'ahead'; ours: string }
  /** There is everything of ours, and more; or nothing is here yet. */
  | { kind: 'behind'; ours: string | undefined }
  /** Both have what the other has not, since `base`. */
  | { kind: 'diverged'; ours: string; base: string }
  /** The two have no version in common. */
  | { kind: 'unrelated'; ours: string };

/** What each side did since a version that both have. Paths are relative to the content. */
export interface TwoSides {
  ours: readonly TreeDifference[];
  theirs: readonly TreeDifference[];
  /** Paths of the repository outside of the content that theirs changed. */
  outside: readonly string[];
}

/** What is known of the shared repository. */
export class SharedHistory {
  private readonly disk: Disk;
  private readonly place: RepositoryPlace;
  private readonly history: GitHistory;
  /** Commits that the shared repository has, up to the one that `reachedFrom` names. */
  private reached = new Set<string>();
  private reachedFrom: string | undefined;

  constructor(disk: Disk, place: RepositoryPlace, history: GitHistory) {
    this.disk = disk;
    this.place = place;
    this.history = history;
  }

  /** The newest version of the shared repository that is here; `undefined` before the first. */
  async known(): Promise<string | undefined> {
    try {
      const oid = await git.resolveRef({ ...this.history.objects.common, ref: sharedReference });
      // Without its objects, after a failure of power, it is as good as unknown.
      await this.history.objects.commit(oid);
      return oid;
    } catch (error) {
      if (error instanceof git.Errors.NotFoundError) return undefined;
      throw error;
    }
  }

  /** Notes the newest version of the shared repository. Its objects are on the disk. */
  async setKnown(commit: string): Promise<void> {
    const path = posix.join(this.place.gitDirectory, sharedReference);
    await this.disk.makeFolder(posix.dirname(path));
    await writeWhole(this.disk, path, Buffer.from(`${commit}\n`));
    for (let folder = posix.dirname(path); folder.length >= this.place.gitDirectory.length;) {
      await this.disk.flushFolder(folder);
      folder = posix.dirname(folder);
    }
  }

  /** Puts the names of what was fetched on the disk, before anything says that it is here. */
  async flushFetched(): Promise<void> {
    const objects = posix.join(this.place.gitDirectory, 'objects');
    const folders = (await this.disk.list(objects)).filter(({ kind }) => kind === 'folder');
    for (const { name } of folders) await this.disk.flushFolder(posix.join(objects, name));
    await this.disk.flushFolder(objects);
    this.history.objects.forget();
  }

  /** How many saves are here and not in the shared repository, as far as is known. */
  async countUnsent(): Promise<number> {
    const { commit } = await this.history.head();
    if (commit === undefined) return 0;
    const sent = await this.commitsOf(await this.known());
    const seen = new Set<string>();
    const waiting = [commit];
    let count = 0;
    for (let oid = waiting.pop(); oid !== undefined; oid = waiting.pop()) {
      if (sent.has(oid) || seen.has(oid)) continue;
      seen.add(oid);
      const { parent } = await this.history.objects.commit(oid);
      // What joins two sides is nobody's save.
      if (parent.length < 2) count += 1;
      waiting.push(...parent);
    }
    return count;
  }

  /** The commits that are behind one, itself included. Those that were found last are not looked for again. */
  private async commitsOf(newest: string | undefined): Promise<ReadonlySet<string>> {
    if (newest === this.reachedFrom) return this.reached;
    const before = this.reachedFrom;
    const reached = new Set(this.reached);
    await this.reach(newest, reached);
    // Where somebody took versions back there, what was reached before says nothing.
    const isLater = before === undefined || (newest !== undefined && (await this.history.isIn(before, newest)));
    this.reached = isLater ? reached : await this.reach(newest, new Set());
    this.reachedFrom = newest;
    return this.reached;
  }

  /** Adds the commits that are behind one, itself included, to those that were reached. */
  private async reach(newest: string | undefined, reached: Set<string>): Promise<Set<string>> {
    const waiting = newest === undefined ? [] : [newest];
    for (let oid = waiting.pop(); oid !== undefined; oid = waiting.pop()) {
      if (reached.has(oid)) continue;
      reached.add(oid);
      waiting.push(...(await this.history.objects.commit(oid)).parent);
    }
    return reached;
  }

  /** How the newest version here stands to one of theirs, whose objects are here. */
  async standingTo(theirs: string): Promise<Standing> {
    const ours = (await this.history.head()).commit;
    if (ours === undefined) return { kind: 'behind', ours };
    if (ours === theirs) return { kind: 'same' };
    const bases = await git.findMergeBase({ ...this.history.objects.common, oids: [ours, theirs] });
    if (bases.includes(theirs)) return { kind: 'ahead', ours };
    if (bases.includes(ours)) return { kind: 'behind', ours };
    // Offices merge with what the shared repository has, one after the other, so there is one. Where programs made it
    // otherwise the latest is taken: what both sides have of it is the most.
    const dated: { oid: string; at: number }[] = [];
    for (const oid of bases as string[])
      dated.push({ oid, at: (await this.history.objects.commit(oid)).committer.timestamp });
    const [latest] = dated.sort((a, b) => b.at - a.at || (a.oid < b.oid ? -1 : 1));
    const base = latest?.oid ?? (await this.sameBeginning(ours, theirs));
    return base === undefined ? { kind: 'unrelated', ours } : { kind: 'diverged', ours, base };
  }

  /**
   * The version of theirs with the very files that the first one here began with: a copy of the content, given from hand to hand,
   * begins its own history.
   */
  private async sameBeginning(ours: string, theirs: string): Promise<string | undefined> {
    const { objects } = this.history;
    let first = await objects.commit(ours);
    for (let [parent] = first.parent; parent !== undefined; [parent] = first.parent)
      first = await objects.commit(parent);
    for (const oid of await this.reach(theirs, new Set()))
      if ((await objects.commit(oid)).tree === first.tree) return oid;
    return undefined;
  }

  /**
   * What each side did since a version that both have.
   * @param base that version; `undefined` where nothing is here yet
   */
  async sidesSince(base: string | undefined, ours: string | undefined, theirs: string): Promise<TwoSides> {
    const { objects } = this.history;
    const treeOf = async (oid: string | undefined) =>
      oid === undefined ? undefined : (await objects.commit(oid)).tree;
    const { prefix } = this.place;
    const inContent = (differences: readonly TreeDifference[]) =>
      differences
        .filter(({ path }) => path.startsWith(prefix))
        .map((each) => ({ ...each, path: each.path.slice(prefix.length) }));
    const from = await treeOf(base);
    const theirChanges = await objects.differences(from, await treeOf(theirs));
    return {
      ours: inContent(await objects.differences(from, await treeOf(ours))),
      theirs: inContent(theirChanges),
      outside: theirChanges.flatMap(({ path }) => (path.startsWith(prefix) ? [] : [path])),
    };
  }

  /** How many bytes the files have that changed between two versions, as they stand here. */
  async sizeOfChanges(before: string | undefined, after: string): Promise<number> {
    const { objects } = this.history;
    const from = before === undefined ? undefined : (await objects.commit(before)).tree;
    const root = posix.dirname(this.place.gitDirectory);
    let size = 0;
    for (const { path, after: item } of await objects.differences(from, (await objects.commit(after)).tree))
      if (item !== undefined) size += (await this.disk.status(posix.join(root, path)))?.size ?? 0;
    return size;
  }

  /** The versions that one side has since a version that both have, each after those that it is based on. */
  async versionsSince(base: string | undefined, newest: string): Promise<string[]> {
    const done = await this.reach(base, new Set());
    const found: string[] = [];
    const waiting = [newest];
    for (let oid = waiting.at(-1); oid !== undefined; oid = waiting.at(-1)) {
      const before = done.has(oid)
        ? []
        : (await this.history.objects.commit(oid)).parent.filter((each) => !done.has(each));
      waiting.push(...before);
      if (before.length > 0) continue;
      waiting.pop();
      if (!done.has(oid)) found.push(oid);
      done.add(oid);
    }
    return found;
  }
}
