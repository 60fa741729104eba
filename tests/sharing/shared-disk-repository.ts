/** A shared repository on a disk in memory, with a network in between that can fail at any moment. */
import { posix } from 'node:path';
import { gitFileSystem, writeWhole } from '../../src/content-store/git-file-system.ts';
import { GitObjects } from '../../src/content-store/git-objects.ts';
import { SharingFailure, type PushResult, type SharedRepository } from '../../src/sharing/shared-repository.ts';
import type { VirtualDisk } from '../content-store/virtual-disk.ts';
import * as git from 'isomorphic-git';

/** What the network does with one request. */
export type NetworkEvent =
  | 'works'
  /** Nothing arrives. */
  | 'fails'
  /** A part of the objects arrives. */
  | 'is cut'
  /** All is done, and the answer is lost. */
  | 'loses the answer';

const branch = 'refs/heads/main';

/** Where the shared repository lies on its disk. */
const sharedDirectory = '/shared.git';

/** Makes an empty shared repository. */
export async function makeSharedRepository(disk: VirtualDisk): Promise<void> {
  await git.init({ fs: gitFileSystem(disk), gitdir: sharedDirectory, bare: true, defaultBranch: 'main' });
}

/** The shared repository as one office reaches it. */
export class SharedDiskRepository implements SharedRepository {
  private readonly shared: VirtualDisk;
  private readonly office: VirtualDisk;
  private readonly gitDirectory: string;
  /** Asked before each request. */
  private readonly network: () => NetworkEvent;

  constructor(
    shared: VirtualDisk,
    office: VirtualDisk,
    gitDirectory: string,
    network: () => NetworkEvent = () => 'works',
  ) {
    this.shared = shared;
    this.office = office;
    this.gitDirectory = gitDirectory;
    this.network = network;
  }

  /** What others do while a version is on its way. */
  mostBytes = Infinity;
  beforePush: () => Promise<void> = () => Promise.resolve();

  async newest(): Promise<string | undefined> {
    this.check(this.network());
    return this.head();
  }

  async fetch(): Promise<string | undefined> {
    const event = this.network();
    if (event === 'fails') this.check(event);
    const newest = await this.head();
    if (newest === undefined) return undefined;
    await copyObjects(this.shared, sharedDirectory, this.office, this.gitDirectory, newest, event === 'is cut');
    this.check(event);
    return newest;
  }

  async push(from: string | undefined, to: string): Promise<PushResult> {
    const event = this.network();
    await this.beforePush();
    if (event === 'fails') this.check(event);
    await copyObjects(this.office, this.gitDirectory, this.shared, sharedDirectory, to, event === 'is cut');
    if (event === 'is cut') this.check(event);
    if ((await this.head()) !== from) return 'overtaken';
    await git.writeRef({
      fs: gitFileSystem(this.shared),
      gitdir: sharedDirectory,
      ref: branch,
      value: to,
      force: true,
    });
    this.check(event);
    return 'sent';
  }

  private async head(): Promise<string | undefined> {
    return git
      .resolveRef({ fs: gitFileSystem(this.shared), gitdir: sharedDirectory, ref: branch })
      .catch(() => undefined);
  }

  private check(event: NetworkEvent): void {
    if (event !== 'works') throw new SharingFailure('offline', '连不上共享仓库');
  }
}

/** Copies what a commit needs; of half of it where the line is cut. */
async function copyObjects(
  from: VirtualDisk,
  source: string,
  to: VirtualDisk,
  target: string,
  commit: string,
  isCut: boolean,
): Promise<void> {
  const objects = new GitObjects(from, source);
  // Every object is looked for: a failure of power may have taken any of them.
  const needed: string[] = [];
  const seen = new Set<string>();
  const addTree = async (oid: string): Promise<void> => {
    if (seen.has(oid)) return;
    seen.add(oid);
    for (const item of (await objects.tree(oid)).values()) {
      if (item.type === 'tree') await addTree(item.oid);
      else if (!seen.has(item.oid)) needed.push(item.oid);
      seen.add(item.oid);
    }
    needed.push(oid);
  };
  const waiting = [commit];
  const commits: string[] = [];
  for (let oid = waiting.pop(); oid !== undefined; oid = waiting.pop()) {
    if (seen.has(oid)) continue;
    seen.add(oid);
    const { tree, parent } = await objects.commit(oid);
    await addTree(tree);
    commits.push(oid);
    waiting.push(...parent);
  }
  const missing: string[] = [];
  for (const oid of [...needed, ...commits.reverse()])
    if ((await to.status(pathIn(target, oid))) === undefined) missing.push(oid);
  for (const oid of isCut ? missing.slice(0, missing.length / 2) : missing) {
    const bytes = await from.read(pathIn(source, oid));
    if (bytes === undefined) throw new Error(`${oid} is missing`);
    await to.makeFolder(posix.dirname(pathIn(target, oid)));
    await writeWhole(to, pathIn(target, oid), bytes);
  }
}

/** Where an object lies in a repository. */
const pathIn = (gitDirectory: string, oid: string) =>
  posix.join(gitDirectory, 'objects', oid.slice(0, 2), oid.slice(2));
