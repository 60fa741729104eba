/**
 * A simulated office: several editors save, rename and delete at once, other programs write beside them, disks fail,
 * processes are killed, power fails. One seed gives one story, from the first operation to the last. After each start
 * everything that the store promises is compared with what it did.
 */
import './one-thread.ts';
import * as git from 'isomorphic-git';
import { ContentRefused, ContentStore, StoreFailure, type SaveResult } from '../../src/content-store/content-store.ts';
import type { Disk } from '../../src/content-store/disk.ts';
import { restedFor, type IndexSnapshot } from '../../src/content-store/file-index.ts';
import { gitFileSystem } from '../../src/content-store/git-file-system.ts';
import { GitHistory } from '../../src/content-store/git-history.ts';
import { blobIdOf } from '../../src/content-store/git-objects.ts';
import { createRepository, findRepository } from '../../src/content-store/git-repository.ts';
import type { History } from '../../src/content-store/history.ts';
import { random } from '../random.ts';
import { isKilled, systemError, VirtualDisk, type Operation } from './virtual-disk.ts';

/** Faults that are built in on purpose, to see that the simulation finds them. */
export interface PlantedFault {
  /** A disk between the store and the real one. */
  disk?: (disk: Disk) => Disk;
  /** A history between the store and the real one. */
  history?: (history: History) => History;
  /** What becomes of what an office stored of the files, until the next one reads it. */
  snapshot?: (snapshot: IndexSnapshot) => IndexSnapshot;
  /** Whether editors send what is there instead of what they saw: a store that does not compare. */
  ignoresBase?: boolean;
}

/** How a story went. */
export interface Story {
  saved: number;
  conflicts: number;
  kills: number;
  powerFailures: number;
}

/** What the store promised and did not do. */
export class BrokenPromise extends Error {}

interface Editor {
  name: string;
  /** The files as this editor's window has them. */
  view: Map<string, string>;
}

/** A save that was sent. */
interface Attempt {
  /** For each path its new content, or nothing where the file goes. */
  files: Map<string, string | undefined>;
  base: Map<string, string | null>;
  result: SaveResult | undefined;
  /** Whether it may have been done without an answer. */
  mayBeDone: boolean;
}

/** So often is an office started that is killed while it starts. */
const mostStarts = 200;

let stories = 0;
const idOf = (text: string) => blobIdOf(Buffer.from(text));

/** Runs the story of a seed. Throws `BrokenPromise` with what was found, and the seed. */
export async function simulate(seed: number, fault: PlantedFault = {}): Promise<Story> {
  const story = new Simulation(seed, fault);
  try {
    return await story.run();
  } catch (error) {
    if (error instanceof BrokenPromise) error.message += ` (seed ${String(seed)})`;
    throw error;
  }
}

class Simulation {
  private readonly random: () => number;
  /** The project, and the content in it. Stories run beside each other, and the library keeps locks by path. */
  private readonly project: string;
  private readonly root: string;
  private readonly fault: PlantedFault;
  private readonly real = new VirtualDisk();
  private readonly disk: Disk;
  private store!: ContentStore;
  private gitDirectory = '';
  private readonly editors: Editor[];
  /** Every content that anybody ever wrote at a path. */
  private readonly written = new Map<string, Set<string>>();
  /** What each file holds, as far as is known: what was acknowledged, or written by another program. */
  private current = new Map<string, string>();
  /** Paths whose newest content was written by another program: no version has it. */
  private readonly unrecorded = new Set<string>();
  private readonly acknowledged: { version: string; files: Attempt['files'] }[] = [];
  private readonly story: Story = { saved: 0, conflicts: 0, kills: 0, powerFailures: 0 };
  private operationsLeft = Infinity;
  private faultRate = 0;
  private count = 0;
  private locked: Promise<void> = Promise.resolve();
  /** What the last office that stored it knew of the files. It lies on another disk, and may be older than anything. */
  private snapshot: IndexSnapshot | undefined;

  constructor(seed: number, fault: PlantedFault) {
    this.random = random(seed);
    this.project = `/county-${String((stories += 1))}`;
    this.root = `${this.project}/content`;
    this.fault = fault;
    this.disk = fault.disk?.(this.real) ?? this.real;
    this.real.tick = this.one([1, 4, 100, 2000]);
    this.editors = Array.from({ length: 2 + this.below(4) }, (_, index) => ({
      name: `编辑${String(index + 1)}`,
      view: new Map<string, string>(),
    }));
  }

  async run(): Promise<Story> {
    await this.makeCounty();
    await this.start();
    const steps = 4 + this.below(6);
    for (let step = 0; step < steps; step += 1) {
      this.real.time += this.below(5000);
      if (this.random() < 0.2) this.writeOutside();
      if (this.random() < 0.1) this.real.flushAll();
      if (this.random() < 0.3) {
        // The system flushes by itself what rests for half a minute.
        this.real.time += 2 * restedFor;
        this.real.flushAll();
      }
      if (this.random() < 0.4) this.snapshot = this.store.index.snapshot();
      await this.saveTogether();
    }
    await this.restart();
    return this.story;
  }

  private below(limit: number): number {
    return Math.floor(this.random() * limit);
  }

  private one<Item>(items: readonly [Item, ...Item[]]): Item {
    return items[this.below(items.length)] ?? items[0];
  }

  private text(): string {
    this.count += 1;
    // Of few lengths: a file that changes twice in a tick of the clock, and keeps its size, looks like one that changed once.
    return `text ${String(this.count)}\n${'…'.repeat(10 * this.below(4))}\n`;
  }

  private note(path: string, text: string): void {
    this.written.set(path, (this.written.get(path) ?? new Set()).add(text));
  }

  private async makeCounty(): Promise<void> {
    for (let index = 0; index < 4; index += 1) {
      const path = `people/p${String(index)}/index.md`;
      const text = this.text();
      this.real.writeOutside(`${this.root}/${path}`, text);
      this.note(path, text);
      this.current.set(path, text);
      this.unrecorded.add(path);
    }
    if (this.random() < 0.5) {
      // The project's own repository, in which somebody staged a file.
      const common = { fs: gitFileSystem(this.real), dir: this.project };
      await git.init({ ...common, defaultBranch: 'main' });
      this.real.writeOutside(`${this.project}/README.md`, 'the project');
      await git.add({ ...common, filepath: 'README.md' });
    } else if (this.fault.disk !== undefined) {
      // A disk that loses what it says is flushed leaves no repository to begin with.
      await createRepository(this.real, this.root);
    } else {
      // Kills and failures of power from the first operation on.
      for (let count = 0; ; count += 1) {
        try {
          if (this.random() < 0.5) this.operationsLeft = 1 + this.below(80);
          this.real.onOperation = this.decide;
          if ((await findRepository(this.disk, this.root)) === undefined)
            await createRepository(this.disk, this.root, String(count));
          break;
        } catch (error) {
          if (!isKilled(error)) throw error;
        } finally {
          this.operationsLeft = Infinity;
          this.afterEnd();
        }
      }
    }
    this.real.flushAll();
  }

  /** A new process on this disk. */
  private async newStore(): Promise<ContentStore> {
    const found = await findRepository(this.disk, this.root);
    this.real.checkAlive();
    if (found === undefined && this.acknowledged.length > 0) throw new BrokenPromise('the repository is gone');
    // One that was found before its name was flushed may be gone again: nothing is in it yet.
    const place = found ?? (await createRepository(this.disk, this.root, `again-${String((this.count += 1))}`));
    this.gitDirectory = place.gitDirectory;
    const wait = async (milliseconds: number) => {
      this.real.time += milliseconds;
      await Promise.resolve();
    };
    const history = new GitHistory(this.disk, place, { wait });
    this.locked = Promise.resolve();
    const store = new ContentStore(this.root, {
      disk: this.disk,
      history: this.fault.history?.(history) ?? history,
      mayWrite: () => true,
      lock: async () => {
        const before = this.locked;
        let release = (): void => undefined;
        this.locked = new Promise((done) => {
          release = done;
        });
        await before;
        return release;
      },
      now: () => new Date(this.real.time),
      wait,
    });
    const known = this.snapshot === undefined ? undefined : (this.fault.snapshot?.(this.snapshot) ?? this.snapshot);
    await store.open(known === undefined ? {} : { known });
    return store;
  }

  /** Operations end as the seed wants: well, with an error of the system, or with the end of the process. */
  private readonly decide = (operation: Operation, path: string): void => {
    this.operationsLeft -= 1;
    if (this.operationsLeft <= 0) {
      this.operationsLeft = Infinity;
      this.story.kills += 1;
      this.real.kill();
    }
    if (this.random() >= this.faultRate || operation === 'status' || operation === 'list') return;
    const isWrite = operation === 'write' || operation === 'create' || operation === 'makeFolder';
    const isBusy = operation === 'rename' || operation === 'remove';
    throw systemError(isWrite ? 'ENOSPC' : isBusy ? 'EBUSY' : 'EIO', path);
  };

  /** Starts the office until it stays up, then looks at everything that it promised. */
  private async start(attempts: readonly Attempt[] = []): Promise<void> {
    for (let count = 0; ; count += 1) {
      if (count > mostStarts) throw new BrokenPromise('the office does not start');
      try {
        if (this.random() < 0.2) this.operationsLeft = 1 + this.below(60);
        this.real.onOperation = this.decide;
        this.store = await this.newStore();
        this.real.checkAlive();
        this.operationsLeft = Infinity;
        break;
      } catch (error) {
        if (!isOfMachine(error)) throw error;
        this.afterEnd();
      }
    }
    this.real.onOperation = () => undefined;
    await this.compare(attempts);
    for (const editor of this.editors) if (this.random() < 0.5) await this.reload(editor);
  }

  private afterEnd(): void {
    this.real.onOperation = () => undefined;
    this.operationsLeft = Infinity;
    if (this.random() < 0.5) {
      this.story.powerFailures += 1;
      this.real.failPower(this.random);
    }
    this.real.revive();
  }

  private async restart(attempts: readonly Attempt[] = []): Promise<void> {
    this.afterEnd();
    await this.start(attempts);
  }

  private async reload(editor: Editor): Promise<void> {
    editor.view = new Map(
      (await this.store.tree()).flatMap(({ path, type, sha }) => (type === 'blob' ? [[path, sha]] : [])),
    );
  }

  /** Another program writes, or removes, a file. */
  private writeOutside(): void {
    const path = `people/p${String(this.below(6))}/index.md`;
    const text = this.random() < 0.2 ? undefined : this.text();
    this.real.time += 1;
    this.real.writeOutside(`${this.root}/${path}`, text);
    if (text !== undefined) this.note(path, text);
    if (text === undefined) this.current.delete(path);
    else this.current.set(path, text);
    this.unrecorded.add(path);
  }

  /** What an editor sends: a change, a new entry, a deletion or a renaming. */
  private attemptOf(editor: Editor): Attempt {
    const files: Attempt['files'] = new Map();
    const base: Attempt['base'] = new Map();
    const seen = (path: string) => editor.view.get(path) ?? null;
    const slug = `p${String(this.below(6))}`;
    const path = `people/${slug}/index.md`;
    const kind = this.random();
    if (kind < 0.15) {
      for (const [each, id] of editor.view) {
        if (!each.startsWith(`people/${slug}/`)) continue;
        files.set(each, undefined);
        base.set(each, id);
      }
    } else if (kind < 0.17) {
      // An import: more files than are worked on together.
      for (let index = 0; index < 36; index += 1) {
        const each = `orders/2026/o${String(index)}.yaml`;
        files.set(each, this.text());
        base.set(each, seen(each));
      }
    } else if (kind < 0.3) {
      const other = `people/p${String(this.below(6))}/index.md`;
      for (const each of new Set([path, other])) base.set(each, seen(each));
      if (other !== path && seen(path) !== null) files.set(path, undefined);
      files.set(other, this.text());
    } else {
      files.set(path, this.text());
      base.set(path, seen(path));
      if (this.random() < 0.4) {
        const picture = `people/${slug}/portrait.png`;
        files.set(picture, this.text());
        base.set(picture, seen(picture));
      }
    }
    if (this.fault.ignoresBase === true) {
      for (const each of base.keys()) {
        const text = this.current.get(each);
        base.set(each, text === undefined ? null : idOf(text));
      }
    }
    return { files, base, result: undefined, mayBeDone: false };
  }

  /** Several editors save at once. */
  private async saveTogether(): Promise<void> {
    const isFaulty = this.random() < 0.5;
    if (isFaulty && this.random() < 0.6) this.operationsLeft = 1 + this.below(250);
    this.faultRate = isFaulty && this.random() < 0.5 ? 0.02 : 0;
    this.real.onOperation = this.decide;
    const attempts: Attempt[] = [];
    const end = { isKilled: false, hasFailed: false };
    const writers = this.editors.filter(() => this.random() < 0.6);
    await Promise.all(
      writers.map(async (editor) => {
        const attempt = this.attemptOf(editor);
        if (attempt.files.size === 0) return;
        attempts.push(attempt);
        for (const [path, text] of attempt.files) if (text !== undefined) this.note(path, text);
        try {
          const result = await this.store.save({
            writes: new Map(
              [...attempt.files].flatMap(([path, text]) => (text === undefined ? [] : [[path, Buffer.from(text)]])),
            ),
            deletions: [...attempt.files].flatMap(([path, text]) => (text === undefined ? [path] : [])),
            base: attempt.base,
            author: { name: editor.name, email: 'editor@example.org' },
            message: `修改人物：${[...attempt.files.keys()].join('、')}`,
          });
          // Git's library takes an error at the repository's folder for an empty one, the end of the process too: no answer comes.
          this.real.checkAlive();
          attempt.result = result;
          this.acknowledge(editor, attempt, result, attempts);
        } catch (error) {
          if (error instanceof BrokenPromise) throw error;
          attempt.mayBeDone = error instanceof StoreFailure ? error.isNoted : isKilled(error);
          if (isKilled(error)) end.isKilled = true;
          else if (error instanceof StoreFailure || error instanceof ContentRefused || this.faultRate > 0)
            end.hasFailed = true;
          else throw error;
        }
      }),
    );
    this.real.onOperation = () => undefined;
    this.operationsLeft = Infinity;
    this.faultRate = 0;
    if (end.isKilled || end.hasFailed) {
      await this.restart(attempts);
    } else {
      await this.compare([]);
      for (const editor of this.editors) if (this.random() < 0.3) await this.reload(editor);
    }
  }

  /** What may stand at a path: what is known, and what a save without an answer may have made of it. */
  private possible(path: string, attempts: readonly Attempt[]): (string | null)[] {
    const texts = attempts.filter((each) => each.mayBeDone && each.files.has(path)).map(({ files }) => files.get(path));
    return [this.current.get(path), ...texts].map((text) => (text === undefined ? null : idOf(text)));
  }

  /** The store has answered: what it says becomes what is known. */
  private acknowledge(editor: Editor, attempt: Attempt, result: SaveResult, others: readonly Attempt[]): void {
    const isAsSeen = [...attempt.base].every(([path, id]) => this.possible(path, [])[0] === id);
    const isUncertain = [...attempt.base.keys()].some((path) => this.possible(path, others).length > 1);
    if (result.kind === 'conflict') {
      this.story.conflicts += 1;
      if (isAsSeen && !isUncertain) throw new BrokenPromise('a save was refused whose base was right');
      return;
    }
    if (result.kind === 'saved') {
      this.story.saved += 1;
      if (!this.sawNewest(editor, attempt, others))
        throw new BrokenPromise(`${[...attempt.files.keys()].join(', ')} was overwritten unseen`);
      this.acknowledged.push({ version: result.version, files: attempt.files });
    }
    for (const [path, text] of attempt.files) {
      if (text === undefined) {
        this.current.delete(path);
        editor.view.delete(path);
      } else {
        this.current.set(path, text);
        editor.view.set(path, idOf(text));
      }
      this.unrecorded.delete(path);
    }
  }

  private sawNewest(editor: Editor, attempt: Attempt, others: readonly Attempt[]): boolean {
    return [...attempt.files].every(([path, wanted]) => {
      const present = this.possible(path, others);
      return (
        present.includes(editor.view.get(path) ?? null) || present.includes(wanted === undefined ? null : idOf(wanted))
      );
    });
  }

  /** Compares everything with what was promised. `attempts` were sent and never answered. */
  private async compare(attempts: readonly Attempt[]): Promise<void> {
    const files = new Map(
      [...this.real.filesUnder(this.root)].map(([path, bytes]) => [path, Buffer.from(bytes).toString()]),
    );
    for (const [path, text] of files) {
      if (this.written.get(path)?.has(text) !== true)
        throw new BrokenPromise(`${path} is torn: ${JSON.stringify(text)}`);
    }
    this.settle(attempts, files);
    for (const [path, text] of this.current) {
      if (files.get(path) !== text)
        throw new BrokenPromise(
          `${path} is ${JSON.stringify(files.get(path))}, acknowledged was ${JSON.stringify(text)}`,
        );
    }
    for (const path of files.keys()) {
      if (!this.current.has(path)) throw new BrokenPromise(`${path} is there and was never acknowledged`);
    }
    const indexed = new Map(
      (await this.store.tree()).flatMap(({ path, type, sha }) => (type === 'blob' ? [[path, sha]] : [])),
    );
    const fresh = new Map([...files].map(([path, text]) => [path, idOf(text)]));
    if (!isDeepEqual(indexed, fresh)) throw new BrokenPromise('the index differs from the files');
    await this.compareHistory(fresh);
    const left = [...this.real.filesUnder(`${this.root}/.hongxin`).keys()];
    if (left.some((path) => path.startsWith('journal/')))
      throw new BrokenPromise('the journal is not empty after a start');
    const locks = [...this.real.filesUnder(this.gitDirectory).keys()].filter((path) =>
      /\.lock$|hongxin-lock$/.test(path),
    );
    if (locks.length > 0) throw new BrokenPromise(`locks are left: ${locks.join(', ')}`);
  }

  /** Saves that were not answered are done whole or not at all; what is done counts from here on. */
  private settle(attempts: readonly Attempt[], files: ReadonlyMap<string, string>): void {
    const unanswered = attempts.filter(({ mayBeDone }) => mayBeDone);
    const before = new Map(this.current);
    for (const attempt of unanswered) {
      const isOwn = (path: string) => attempts.every((other) => other === attempt || !other.files.has(path));
      // Files that others wrote too at that time, and those that stay as they were, say nothing.
      const telling = [...attempt.files].filter(([path, text]) => isOwn(path) && before.get(path) !== text);
      const done = telling.filter(([path, text]) => files.get(path) === text);
      if (done.length > 0 && done.length < telling.length)
        throw new BrokenPromise(`a save was done by half: only ${done.map(([path]) => path).join(', ')}`);
      for (const [path, text] of attempt.files) {
        if (files.get(path) !== text) continue;
        // What stood there before the save may stand there because of it, or because another program wrote it.
        if (before.get(path) !== text) this.unrecorded.delete(path);
        if (text === undefined) this.current.delete(path);
        else this.current.set(path, text);
      }
    }
  }

  private async compareHistory(fresh: ReadonlyMap<string, string>): Promise<void> {
    const common = { fs: gitFileSystem(this.real), gitdir: this.gitDirectory };
    const isInProject = this.gitDirectory === `${this.project}/.git`;
    const prefix = isInProject ? 'content/' : '';
    let versions: string[] = [];
    const recorded = new Map<string, string>();
    try {
      versions = (await git.log(common)).map(({ oid }) => oid);
      const walk = async (oid: string, path: string): Promise<void> => {
        for (const item of (await git.readTree({ ...common, oid })).tree) {
          if (item.type === 'tree') await walk(item.oid, `${path}${item.path}/`);
          else {
            await git.readBlob({ ...common, oid: item.oid });
            recorded.set(`${path}${item.path}`.slice(prefix.length), item.oid);
          }
        }
      };
      await walk(versions[0] ?? '', '');
    } catch (error) {
      if (versions.length > 0 || this.acknowledged.length > 0)
        throw new BrokenPromise(`the repository cannot be read: ${String(error)}`);
    }
    if (isInProject) {
      const staged = await git.listFiles({ ...common, dir: this.project });
      const expected = ['README.md', ...[...recorded.keys()].map((path) => `${prefix}${path}`)];
      if (staged.join() !== expected.sort().join()) throw new BrokenPromise(`the index of Git names ${staged.join()}`);
    }
    const lost = this.acknowledged.find(({ version }) => !versions.includes(version));
    if (lost !== undefined) throw new BrokenPromise(`an acknowledged version is no longer in the history`);
    for (const [path, id] of fresh) {
      if (!this.unrecorded.has(path) && recorded.get(path) !== id)
        throw new BrokenPromise(`${path} differs from the newest version`);
    }
    for (const path of recorded.keys()) {
      if (!this.unrecorded.has(path) && !fresh.has(path))
        throw new BrokenPromise(`${path} is in the newest version alone`);
    }
  }
}

const isDeepEqual = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>) =>
  a.size === b.size && [...a].every(([key, value]) => b.get(key) === value);

const isOfMachine = (error: unknown): boolean => isKilled(error) || error instanceof StoreFailure;
