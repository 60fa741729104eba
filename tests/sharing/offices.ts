/** Offices on disks in memory that share a repository. */
import * as git from 'isomorphic-git';
import { ContentStore, type SaveResult } from '../../src/content-store/content-store.ts';
import { gitFileSystem } from '../../src/content-store/git-file-system.ts';
import { GitHistory } from '../../src/content-store/git-history.ts';
import { createRepository, findRepository } from '../../src/content-store/git-repository.ts';
import type { RefusedSave } from '../../src/content-store/refused-saves.ts';
import { SharedHistory } from '../../src/content-store/shared-history.ts';
import { EntryCheck } from '../../src/office/entry-check.ts';
import { EntryIndex } from '../../src/office/entry-index.ts';
import { saveWithConsequences } from '../../src/office/consequences.ts';
import type { OpenedEntries } from '../../src/office/opened-entries.ts';
import type { Side } from '../../src/office/conflict.ts';
import { decide, refusedView, type RefusedView } from '../../src/office/refused-view.ts';
import { undoLastSave } from '../../src/office/restore.ts';
import { synchronize, type Synchronized } from '../../src/office/sharing/synchronize.ts';
import { VirtualDisk } from '../content-store/virtual-disk.ts';
import { makeSharedRepository, SharedDiskRepository, type NetworkEvent } from './shared-disk-repository.ts';

const root = '/office/content';

/** One office. */
export class Office {
  readonly name: string;
  readonly disk: VirtualDisk;
  private readonly sharedDisk: VirtualDisk;
  private opened!: OpenedEntries;
  private history!: GitHistory;
  private shared!: SharedHistory;
  private repository!: SharedDiskRepository;
  /** What the network does with the next request. */
  network: () => NetworkEvent = () => 'works';
  /** What others do while a version of this office is on its way. */
  beforePush: () => Promise<void> = () => Promise.resolve();

  private constructor(name: string, sharedDisk: VirtualDisk) {
    this.name = name;
    this.disk = new VirtualDisk();
    this.sharedDisk = sharedDisk;
  }

  /** An office that shares a repository. Its content is what is there already, or what it is given. */
  static async open(
    name: string,
    sharedDisk: VirtualDisk,
    files: Readonly<Record<string, string>> = {},
  ): Promise<Office> {
    const office = new Office(name, sharedDisk);
    await office.disk.makeFolder(root);
    for (const [path, text] of Object.entries(files)) office.disk.writeOutside(`${root}/${path}`, text);
    await createRepository(office.disk, root, name);
    await office.start();
    if (Object.keys(files).length > 0) await office.opened.store.recordAll(office.opened.author, '开始记录');
    office.disk.flushAll();
    return office;
  }

  /** Starts, or starts again after a kill. */
  async start(): Promise<void> {
    const place = await findRepository(this.disk, root);
    if (place === undefined) throw new Error('the repository is gone');
    const wait = () => Promise.resolve();
    this.history = new GitHistory(this.disk, place, { wait, office: this.name });
    this.shared = new SharedHistory(this.disk, place, this.history);
    const store = new ContentStore(root, {
      disk: this.disk,
      history: this.history,
      mayWrite: () => true,
      lock: () => Promise.resolve(() => undefined),
      now: () => new Date(this.disk.time),
      wait,
    });
    await store.open();
    this.repository = new SharedDiskRepository(this.sharedDisk, this.disk, place.gitDirectory, () => this.network());
    this.repository.beforePush = () => this.beforePush();
    const author = { name: this.name, email: `${this.name}@example.org` };
    const entries = new EntryIndex((path, id) => store.read(path, id));
    this.opened = {
      store,
      author,
      entries,
      check: new EntryCheck(store, entries),
      hasChosenName: true,
      isNewRepository: false,
      rememberFiles: () => Promise.resolve(),
      repository: { root, disk: this.disk, place, history: this.history },
      chooseName: () => Promise.resolve(),
    };
  }

  get store(): ContentStore {
    return this.opened.store;
  }

  /** Saves files, as a form does that saw what is there now. Resolves to the version; `undefined` where nothing changed. */
  async save(
    files: Readonly<Record<string, string | null>>,
    message = `${this.name}的改动`,
  ): Promise<string | undefined> {
    await this.store.tree();
    this.disk.time += 60_000;
    const result = await saveWithConsequences(this.opened, {
      writes: new Map(
        Object.entries(files).flatMap(([path, text]) => (text === null ? [] : [[path, Buffer.from(text)]])),
      ),
      deletions: Object.entries(files).flatMap(([path, text]) => (text === null ? [path] : [])),
      base: new Map(Object.keys(files).map((path) => [path, this.store.index.idOf(path) ?? null])),
      author: this.opened.author,
      message,
    });
    if (result.kind === 'conflict') throw new Error('a conflict');
    return result.kind === 'saved' ? result.version : undefined;
  }

  /** Decides about a save that waits, as its page does. */
  async decide(save: RefusedSave, choices: ReadonlyMap<string, Side>, slug?: string): Promise<void> {
    await this.store.tree();
    const view = await refusedView(this.opened, save);
    if (view === undefined) throw new Error('there is no page for it');
    const keys = view.compared?.conflicts.map(({ key }) => key) ?? [];
    for (const key of choices.keys()) if (!keys.includes(key)) throw new Error(`${key} is not asked: ${keys.join()}`);
    await decide(this.opened, save, view, { choices, ...(slug !== undefined && { slug }) }, this.opened.author);
    await this.store.refused.remove(save.id);
  }

  /** What the page of a save that waits says stands against it. */
  async refusalOf(save: RefusedSave): Promise<Pick<RefusedView, 'kind' | 'titleNow'>> {
    await this.store.tree();
    const view = await refusedView(this.opened, save);
    if (view === undefined) throw new Error('there is no page for it');
    return { kind: view.kind, titleNow: view.titleNow };
  }

  /** Takes the last save of this office back. */
  async undo(): Promise<SaveResult> {
    this.disk.time += 60_000;
    const last = await this.store.lastOwn();
    return undoLastSave(this.opened, last?.version ?? '');
  }

  /** Records files as another program does, which knows no rules about their names. The folder stays as it is. */
  async recordOutside(files: Readonly<Record<string, string>>, links: readonly string[] = []): Promise<void> {
    const paths = Object.keys(files);
    const ids = await this.history.keep(Object.values(files).map((text) => Buffer.from(text)));
    const { author } = this.opened;
    await this.history.record({
      files: new Map(paths.map((path, index) => [path, ids[index] ?? ''])),
      author,
      at: new Date(this.disk.time),
      message: '别的程序',
    });
    const [target = ''] = ids;
    const parent = await this.head();
    const { tree } = await git.readTree({ ...this.git, oid: parent ?? '' });
    const oid = await git.writeTree({
      ...this.git,
      tree: [...tree, ...links.map((path) => ({ mode: '120000', path, oid: target, type: 'blob' as const }))],
    });
    const signature = { ...author, timestamp: Math.floor(this.disk.time / 1000), timezoneOffset: 0 };
    const commit = { message: '链接', tree: oid, parent: [parent ?? ''], author: signature, committer: signature };
    const value = await git.writeCommit({ ...this.git, commit });
    await git.writeRef({ ...this.git, ref: 'refs/heads/main', value, force: true });
  }

  synchronize(): Promise<Synchronized> {
    this.disk.time += 60_000;
    const { store, author, entries } = this.opened;
    const { history, shared, repository } = this;
    return synchronize({ store, history, shared, repository, entries, prefix: '', author });
  }

  /** Lets so many bytes of files through at once. */
  limitTo(bytes: number): void {
    this.repository.mostBytes = bytes;
  }

  countUnsent(): Promise<number> {
    return this.shared.countUnsent();
  }

  /** What stands at a path. */
  read(path: string): string | undefined {
    return this.files()[path];
  }

  /** All files of the content, as texts. */
  files(): Record<string, string> {
    return Object.fromEntries(
      [...this.disk.filesUnder(root)].map(([path, bytes]) => [path, Buffer.from(bytes).toString()]),
    );
  }

  /** The newest version. */
  async head(): Promise<string | undefined> {
    return (await this.history.head()).commit;
  }

  /** Every version, with those that are behind it. */
  async ancestors(): Promise<Map<string, ReadonlySet<string>>> {
    const all = new Map<string, ReadonlySet<string>>();
    const visit = async (oid: string): Promise<ReadonlySet<string>> => {
      const known = all.get(oid);
      if (known !== undefined) return known;
      const behind = new Set<string>();
      for (const parent of (await this.history.objects.commit(oid)).parent) {
        behind.add(parent);
        for (const each of await visit(parent)) behind.add(each);
      }
      all.set(oid, behind);
      return behind;
    };
    await visit((await this.head()) ?? '');
    return all;
  }

  /** Every path in the newest version. */
  async pathsInVersion(): Promise<string[]> {
    return git.listFiles({ ...this.git, ref: (await this.head()) ?? '' });
  }

  waiting(): Promise<RefusedSave[]> {
    return this.store.refused.all();
  }

  /** The file system of the office, for Git. */
  get git() {
    return { fs: gitFileSystem(this.disk), gitdir: `${root}/.git` };
  }
}

/** A disk with an empty shared repository on it. */
export async function sharedDisk(): Promise<VirtualDisk> {
  const disk = new VirtualDisk();
  await makeSharedRepository(disk);
  return disk;
}

/** Two offices that have the same content, and have sent everything. */
export async function twoOffices(files: Readonly<Record<string, string>>): Promise<[Office, Office]> {
  const shared = await sharedDisk();
  const first = await Office.open('yi', shared, files);
  await first.synchronize();
  const second = await Office.open('er', shared);
  await second.synchronize();
  return [first, second];
}
