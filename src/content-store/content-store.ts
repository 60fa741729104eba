/**
 * The store: everything that writes content goes through it. A save is whole or not at all, on the disk when it is
 * acknowledged, one commit of exactly its paths, and never overwrites what its writer has not seen.
 */
import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { firstRecording, recordingOthers, type Base, type ContentChange } from './content-change.ts';
import { inBatches } from './batches.ts';
import { foldersOf, pathProblem, pathProblemOfOthers } from './content-path.ts';
import type { Disk } from './disk.ts';
import { FileIndex, type IndexSnapshot, type TreeEntry } from './file-index.ts';
import { blobIdOf } from './git-objects.ts';
import {
  otherOffice,
  type Author,
  type BlobId,
  type FileVersion,
  type History,
  type Move,
  type TreeItem,
  type Version,
  type VersionChange,
} from './history.ts';
import { RefusedSaves, type WaitingSave } from './refused-saves.ts';
import { Journal, UncertainEntry, type JournalFile, type PendingEntry } from './journal.ts';

/** What became of a save. */
export type SaveResult =
  /** Done, on the disk, and recorded in this version. */
  | { kind: 'saved'; version: string }
  /** Everything stood there as wanted already. */
  | { kind: 'unchanged' }
  /** Nothing was written: these files are not as the writer saw them. */
  | { kind: 'conflict'; paths: string[] };

/** A version of others that is taken in, as whoever decides about each file hands it to the store. */
export interface MergeDecision {
  /** For each path that is otherwise than here now, its new content; `null` where the file goes. */
  files: ReadonlyMap<string, Uint8Array | BlobId | null>;
  /** Saves of theirs, and of ours, that an editor has to decide about. */
  waiting: readonly WaitingSave[];
  /** What cannot stand in the folder, and changes in the version alone. */
  unplaced: ReadonlyMap<string, TreeItem | null>;
  /** Entries that a side finds at another path afterwards. */
  moves: readonly Move[];
  message: string;
}

/** What to take in, and who decides. */
export interface MergeRequest {
  /** The commit, whose objects are here. */
  theirs: string;
  author: Author;
  /** The paths that a decision may be about: those that theirs changed. */
  paths: () => Promise<readonly string[]>;
  /**
   * Decides about each file. What is here does not change meanwhile.
   * @param problemWith why files of these paths cannot stand here, as a sentence; `undefined` where they can
   */
  decide: (
    problemWith: (written: readonly string[], removed: readonly string[]) => Promise<string | undefined>,
  ) => Promise<MergeDecision>;
}

/** Nothing was written. The message is a sentence for editors. */
export class ContentRefused extends Error {}

/** A save could not be finished, or not be begun, for a reason of the machine. The message is a sentence for editors. */
export class StoreFailure extends Error {
  /** Whether the save is in the journal, and will be done when the machine lets it; otherwise nothing of it was done. */
  readonly isNoted: boolean;
  /** What the machine said, in words, where it said something. */
  readonly reason: string | undefined;

  constructor(message: string, { isNoted, reason, cause }: { isNoted: boolean; reason?: string; cause?: unknown }) {
    super(message, { cause });
    this.isNoted = isNoted;
    this.reason = reason;
  }
}

/** What the store works with. Tests bring their own of each. */
export interface StoreParts {
  disk: Disk;
  history: History;
  /** Whether the office's forms may write at a path. */
  mayWrite: (path: string) => boolean;
  /** Waits until no other process writes, and keeps others waiting until what it resolves to is called. */
  lock: () => Promise<() => void>;
  now: () => Date;
  /** Resolves after so many milliseconds. */
  wait: (milliseconds: number) => Promise<unknown>;
}

/** Gets how much of something is done, from 0 to 1. */
type OnProgress = (fraction: number) => void;

/** The folder of the store in the content tree: its journal and the files that it is writing. */
export const storeFolder = '.hongxin';

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? '';

/** What the system's errors mean to an editor. */
const reasons: Readonly<Record<string, string>> = {
  ENOSPC: '磁盘满了',
  EDQUOT: '磁盘配额用完了',
  EROFS: '磁盘是只读的',
  EACCES: '没有写入的权限',
  EPERM: '没有写入的权限，或文件正被别的程序打开',
  EBUSY: '文件正被别的程序打开',
  EMFILE: '打开的文件太多',
  ENAMETOOLONG: '文件名太长',
};

/** Why the machine did not do something, as a part of a sentence for editors. */
export const reasonOf = (error: unknown): string =>
  reasons[codeOf(error)] ?? `磁盘出错（${codeOf(error) || String(error)}）`;

/** So much of a content is read before it is kept, when all of it is recorded. */
const mostBytesTogether = 32 * 2 ** 20;
const mostFilesTogether = 256;

/** So often what other programs write meanwhile is recorded, before a version of others is taken in over it. */
const mostDecisions = 3;

/** So many versions of others may have come since the last one of this office. */
const mostPassed = 200;

/** So many versions are looked at, of a content that has more. */
export const mostVersions = 2000;

/** Codes that Windows gives while another program, often a virus scanner, has a file open for a moment. */
const busy = new Set(['EBUSY', 'EPERM', 'EACCES']);
/** Milliseconds to wait before each next attempt at a busy file. */
const pauses = [20, 50, 100, 200, 400, 800];

/** Files of fields; what lies beside them are pictures, captions and other files that these fields name. */
const fieldsFile = /\.(?:md|yaml|json)$/;

/** In which order files are written and removed: at no moment does an entry name a picture that is not there. */
function stagesOf(files: readonly JournalFile[]): JournalFile[][] {
  const chosen = (isWritten: boolean, hasFields: boolean) =>
    files.filter(({ path, after }) => (after !== null) === isWritten && fieldsFile.test(path) === hasFields);
  return [chosen(true, false), chosen(true, true), chosen(false, true), chosen(false, false)];
}

/** A save that is in the journal and could not be done. */
const stoppedHalfway = (error: unknown) =>
  new StoreFailure(
    `保存到一半停住了：${reasonOf(error)}。内容已经记下，处理以后再点一次保存，或重新打开编辑台，会接着做完`,
    { isNoted: true, reason: reasonOf(error), cause: error },
  );

/** The store of a content tree. */
export class ContentStore {
  readonly index: FileIndex;
  /** Saves that were refused and wait for a decision. */
  readonly refused: RefusedSaves;
  private readonly root: string;
  private readonly parts: StoreParts;
  private readonly journal: Journal;
  private queue: Promise<unknown> = Promise.resolve();
  private written = 0;

  /** @param root the absolute path of the content tree, with `/` */
  constructor(root: string, parts: StoreParts) {
    this.root = root;
    this.parts = parts;
    this.journal = new Journal(parts.disk, posix.join(root, storeFolder, 'journal'));
    this.refused = new RefusedSaves(parts.disk, parts.history, posix.join(root, storeFolder, 'refused'));
    this.index = new FileIndex(parts.disk, root, () => parts.now().getTime());
  }

  /**
   * Finishes what a killed process had begun, and reads the tree. Called before anything else.
   * @param readsTree whether the tree is read; without it the index knows what is asked of it by path
   * @param known what an earlier index knew of the files
   */
  async open({ readsTree = true, known }: { readsTree?: boolean; known?: IndexSnapshot } = {}): Promise<void> {
    await this.alone(async () => {
      await this.prepareFolder();
      if (known !== undefined) this.index.restore(known);
      await this.finishPending([]);
      if (readsTree) await this.index.refresh();
    });
  }

  /** Every folder and file, after a look at the disk: other programs may have changed some. */
  async tree(): Promise<TreeEntry[]> {
    return this.alone(async () => {
      await this.index.refresh();
      return this.index.entries();
    });
  }

  /** Looks at some paths on the disk, and at nothing else: what the index says of them is true afterwards. */
  async look(paths: Iterable<string>): Promise<void> {
    await this.alone(() => this.index.refreshPaths(paths));
  }

  /** The name of a file's content in the newest version; `undefined` where it has none. */
  async recordedId(path: string): Promise<BlobId | undefined> {
    return (await this.parts.history.newest([path]))[0];
  }

  /**
   * The versions in which one of some paths changed, the newest first, looking at the last two thousand of the content.
   * @param paths a file first, then files and folders that belong to it
   */
  versionsOf(...paths: [string, ...string[]]): Promise<FileVersion[]> {
    return this.parts.history.versionsOf(paths, mostVersions);
  }

  /** The last two thousand versions of the whole content, the newest first. */
  newestVersions(): Promise<Version[]> {
    return this.parts.history.newestVersions(mostVersions);
  }

  /**
   * The newest version that this office saved: neither one that joins others, nor what other programs wrote, nor all that was there
   * before; `undefined` where none of the last ones is.
   */
  async lastOwn(): Promise<Version | undefined> {
    const { history } = this.parts;
    const versions = await history.newestVersions(mostPassed);
    return versions.find(
      ({ isMerge, office, message }) =>
        !isMerge && office === history.office && ![recordingOthers, firstRecording].includes(message),
    );
  }

  /** The newest version; `undefined` before the first. */
  latest(): Promise<Version | undefined> {
    return this.parts.history.latest();
  }

  /** The files that a version changed; `null` where there are many. Quicker than what it changed in them. */
  pathsOf(version: string): Promise<readonly string[] | null> {
    return this.parts.history.pathsOf(version);
  }

  /** What a version changed of the content; `undefined` for a name that is no version. */
  changesOf(version: string): Promise<VersionChange[] | undefined> {
    return this.parts.history.changesOf(version);
  }

  /** The files in a folder of the content in a version. */
  filesAt(version: string, folder: string): Promise<Map<string, BlobId>> {
    return this.parts.history.filesAt(version, folder);
  }

  /** A content of some version; `undefined` for a name that is not known. */
  kept(id: BlobId): Promise<Uint8Array | undefined> {
    return this.parts.history.read(id);
  }

  /** Records everything that is there and not in the newest version, in one commit. */
  async recordAll(author: Author, message: string): Promise<void> {
    await this.alone(async () => {
      await this.index.refresh();
      const files = new Map<string, BlobId>();
      const present = [...this.index.files()];
      const recorded = await this.parts.history.newest(present.map(([path]) => path));
      const missing = present.filter(([, id], index) => recorded[index] !== id);
      const keep = async (contents: ReadonlyMap<string, Uint8Array>) => {
        const ids = await this.parts.history.keep([...contents.values()]);
        for (const [index, path] of [...contents.keys()].entries()) files.set(path, ids[index] ?? '');
      };
      // Of photos a few, of small files many: all together would not fit into memory.
      let contents = new Map<string, Uint8Array>();
      let size = 0;
      for (const [path] of missing) {
        const bytes = await this.parts.disk.read(posix.join(this.root, path));
        if (bytes === undefined) continue;
        contents.set(path, bytes);
        size += bytes.length;
        if (size < mostBytesTogether && contents.size < mostFilesTogether) continue;
        await keep(contents);
        contents = new Map();
        size = 0;
      }
      await keep(contents);
      if (files.size > 0) await this.parts.history.record({ files, author, at: this.parts.now(), message });
    });
  }

  /** The content of a file that has this name by the index; `undefined` where none has. */
  async read(path: string, id: BlobId): Promise<Uint8Array | undefined> {
    if (this.index.idOf(path) !== id) return undefined;
    const bytes = await this.parts.disk.read(posix.join(this.root, path));
    if (bytes !== undefined && blobIdOf(bytes) === id) return bytes;
    return this.parts.history.read(id);
  }

  /**
   * Saves.
   * @param onProgress gets how much of a long save is done, from 0 to 1
   * @throws {ContentRefused} where the change may not be written; nothing was
   * @throws {StoreFailure} where it could not be written: either nothing was, or the message says that the rest follows
   */
  async save(change: ContentChange, onProgress: OnProgress = () => undefined): Promise<SaveResult> {
    const paths = [...change.writes.keys(), ...change.deletions];
    for (const path of paths) {
      const problem = pathProblem(path);
      if (problem !== undefined) throw new ContentRefused(problem);
      if (!this.parts.mayWrite(path)) throw new ContentRefused(`编辑台不写这个文件：${path}`);
    }
    if (new Set(paths).size < paths.length) throw new ContentRefused('同一个文件既要写又要删');
    return this.alone(async () => {
      await this.finishBefore([...paths, ...change.base.keys()]);
      await this.refuseLinks(paths);
      await this.index.refreshPaths([...paths, ...change.base.keys()]);
      const files = paths.map((path): JournalFile => {
        const bytes = change.writes.get(path);
        return {
          path,
          before: this.index.idOf(path) ?? null,
          after: bytes === undefined ? null : blobIdOf(bytes),
        };
      });
      let changed = files.filter(({ before, after }) => before !== after);
      const conflicts = changed.length === 0 ? [] : this.conflicts(paths, change.base);
      if (conflicts.length > 0) return { kind: 'conflict', paths: conflicts };
      if (changed.length === 0) changed = await this.unrecorded(files);
      if (changed.length === 0) return { kind: 'unchanged' };
      await this.refuseSameNames(changed);
      const entry = await this.begin(changed, change);
      onProgress(0.4);
      const version = await this.finish(entry, {
        onProgress: (done) => {
          onProgress(0.4 + 0.5 * (done / entry.files.length));
        },
      });
      onProgress(1);
      return { kind: 'saved', version };
    });
  }

  /**
   * Takes in a version of others: files that they changed, and theirs beside ours in the history. Nobody saves meanwhile. What
   * other programs wrote here, where theirs changed something too, is recorded first: it is ours.
   * @returns the version, and the paths that changed here
   * @throws {StoreFailure} where it could not be written: either nothing was, or the rest follows at the next start
   */
  async merge({ theirs, author, paths, decide }: MergeRequest): Promise<{ version: string; changed: string[] }> {
    return this.alone(async () => {
      await this.finishBefore();
      await this.recordUnrecorded(await paths(), author);
      const { files: decided, waiting, moves, unplaced, message } = await this.decideAll(decide, author);
      const files = [...decided].map(([path, content]): JournalFile & { content: Uint8Array | undefined } => ({
        path,
        before: this.index.idOf(path) ?? null,
        after: content === null || typeof content === 'string' ? content : blobIdOf(content),
        content: content instanceof Uint8Array ? content : undefined,
      }));
      for (const save of waiting) await this.refused.keepWaiting({ ...save, isShared: true });
      const writes = new Map(files.flatMap(({ path, content }) => (content === undefined ? [] : [[path, content]])));
      const entry = await this.begin(
        files.map(({ path, before, after }) => ({ path, before, after })),
        { writes, deletions: [], base: new Map(), moves, unplaced, author, message },
        theirs,
      );
      return { version: await this.finish(entry), changed: [...decided.keys()] };
    });
  }

  /** Asks for a decision, and again for as long as it is about files that another program wrote: these are recorded first. */
  private async decideAll(decide: MergeRequest['decide'], author: Author): Promise<MergeDecision> {
    for (let attempt = 1; ; attempt += 1) {
      await this.index.refresh();
      const decision = await decide((written, removed) => this.problemWith(written, removed));
      const isSeen = !(await this.recordUnrecorded([...decision.files.keys()], author));
      if (isSeen || attempt === mostDecisions) return decision;
    }
  }

  /** Why files of others cannot stand at some paths: names that Windows refuses, links, names that differ in capitals alone. */
  private async problemWith(written: readonly string[], removed: readonly string[]): Promise<string | undefined> {
    const paths = [...written, ...removed];
    const problem = written.map(pathProblemOfOthers).find((each) => each !== undefined);
    if (problem !== undefined) return problem;
    try {
      await this.refuseLinks(paths);
      await this.index.refreshPaths(paths);
      const before = (path: string) => this.index.idOf(path) ?? null;
      await this.refuseSameNames([
        ...written.map((path) => ({ path, before: before(path), after: '' })),
        ...removed.map((path) => ({ path, before: before(path), after: null })),
      ]);
    } catch (error) {
      if (error instanceof ContentRefused) return error.message;
      throw error;
    }
    return undefined;
  }

  /** Records what stands at some paths and is in no version: another program wrote it. Resolves to whether there was something. */
  private async recordUnrecorded(paths: readonly string[], author: Author): Promise<boolean> {
    const { disk, history, now } = this.parts;
    await this.index.refreshPaths(paths);
    const newest = await history.newest(paths);
    const files = new Map<string, BlobId | null>();
    for (const [index, path] of paths.entries()) {
      const present = this.index.idOf(path);
      if ((newest[index] ?? null) === (present ?? null)) continue;
      // What cannot stand here is in the version alone. A folder or a link where theirs have a file is no file of ours.
      const kind = (await disk.status(posix.join(this.root, path)))?.kind;
      if (kind === 'folder' || kind === 'other') continue;
      if (present === undefined && (await this.problemWith([path], [])) !== undefined) continue;
      const bytes = present === undefined ? undefined : await disk.read(posix.join(this.root, path));
      files.set(path, bytes === undefined ? null : ((await history.keep([bytes]))[0] ?? null));
    }
    if (files.size === 0) return false;
    await history.record({ files, author, at: now(), message: recordingOthers });
    return true;
  }

  /** One after the other in this process, and alone among processes. */
  private alone<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.queue.then(async () => {
      const release = await this.parts.lock();
      try {
        return await work();
      } finally {
        release();
      }
    });
    this.queue = result.catch(() => undefined);
    return result;
  }

  private get folder(): string {
    return posix.join(this.root, storeFolder);
  }

  /** Makes the store's own folder, which no repository and no build sees, and empties it of unfinished files. */
  private async prepareFolder(): Promise<void> {
    const { disk } = this.parts;
    const temporary = posix.join(this.folder, 'temporary');
    await disk.makeFolder(temporary);
    await this.journal.makeFolder();
    const ignore = posix.join(this.folder, '.gitignore');
    if ((await disk.status(ignore)) === undefined) await disk.write(ignore, Buffer.from('*\n'));
    // A journal whose folder is lost with the power would be no journal.
    for (const folder of [this.folder, this.root]) await disk.flushFolder(folder);
    for (const { name } of await disk.list(temporary)) await disk.remove(posix.join(temporary, name));
  }

  /**
   * Finishes what another save left, before this one begins.
   * @param paths those that this one is about; without them, all
   */
  private async finishBefore(paths?: readonly string[]): Promise<void> {
    try {
      await this.finishPending(paths);
    } catch (error) {
      const cause = error instanceof StoreFailure && error.cause !== undefined ? error.cause : error;
      throw new StoreFailure(
        `没有保存：前一次保存还没有做完（${reasonOf(cause)}）。写的内容还在这个窗口里，请处理以后再保存`,
        { isNoted: false, reason: reasonOf(cause), cause: error },
      );
    }
  }

  /**
   * Does what the journal says is not done. Versions of others that cannot be taken in, because a file is open elsewhere, wait
   * where they are about other paths: nobody's save has to.
   */
  private async finishPending(paths?: readonly string[]): Promise<void> {
    await this.parts.history.recover();
    for (const entry of await this.journal.pending()) {
      // Another program may have written meanwhile, and has not seen this change: its version stays.
      await this.index.refreshPaths(entry.files.map(({ path }) => path));
      const isAsSeen = ({ path, before, after }: JournalFile) =>
        [before, after].includes(this.index.idOf(path) ?? null);
      const files = entry.files.filter(isAsSeen);
      await this.keepOvertaken(
        entry,
        entry.files.filter((file) => !isAsSeen(file)),
      );
      // A version of others is taken in whole, or theirs would be lost behind it.
      if (entry.merges !== undefined) {
        const isApart = paths !== undefined && !entry.files.some(({ path }) => paths.includes(path));
        await this.finish(entry, { placed: files }).catch((error: unknown) => {
          if (!isApart || !(error instanceof StoreFailure)) throw error;
        });
      } else if (files.length > 0) await this.finish({ ...entry, files });
      else await this.journal.remove(entry);
    }
  }

  /** Keeps what a change would have made of files that another program wrote meanwhile: an editor decides about each. */
  private async keepOvertaken(entry: PendingEntry, files: readonly JournalFile[]): Promise<void> {
    const isShared = entry.merges !== undefined;
    for (const { path, before, after } of files) {
      await this.refused.keepWaiting({
        // The same one again, should this be done twice.
        id: createHash('sha256').update(`${entry.name}\0${path}`).digest('hex').slice(0, 16),
        at: new Date(entry.at),
        author: isShared ? otherOffice : entry.author,
        message: entry.message,
        base: new Map([[path, before]]),
        writes: new Map(after === null ? [] : [[path, after]]),
        deletions: after === null ? [path] : [],
        isShared,
      });
    }
  }

  /** The files that are not as the writer saw them. */
  private conflicts(paths: readonly string[], base: Base): string[] {
    const seen = new Map<string, BlobId | null>(paths.map((path) => [path, null]));
    for (const [path, id] of base) seen.set(path, id);
    return [...seen].filter(([path, id]) => (this.index.idOf(path) ?? null) !== id).map(([path]) => path);
  }

  /** The files that stand as wanted, but not in the newest version: another program wrote them. */
  private async unrecorded(files: readonly JournalFile[]): Promise<JournalFile[]> {
    const newest = await this.parts.history.newest(files.map(({ path }) => path));
    return files.filter(({ after }, index) => (newest[index] ?? null) !== after);
  }

  /** A link on the way to a file would lead the write out of the tree. */
  private async refuseLinks(paths: readonly string[]): Promise<void> {
    for (const path of new Set(paths.flatMap((each) => [each, ...foldersOf(each)]))) {
      const status = await this.parts.disk.status(posix.join(this.root, path));
      if (status?.kind === 'other')
        throw new ContentRefused(`“${path}”是快捷方式（符号链接），编辑台不跟着它写到别处去`);
      if (status?.kind === 'file' && !paths.includes(path))
        throw new ContentRefused(`“${path}”是一个文件，里面不能再放文件`);
      if (status?.kind === 'folder' && paths.includes(path)) throw new ContentRefused(`“${path}”是一个文件夹`);
    }
  }

  /** On Windows and macOS names that differ in capitals alone are one: the one would overwrite the other. */
  private async refuseSameNames(files: readonly JournalFile[]): Promise<void> {
    const going = new Set(files.filter(({ after }) => after === null).map(({ path }) => path));
    /** Of each folder, the names that are there or come, by their small letters. */
    const folders = new Map<string, Map<string, string[]>>();
    const namesIn = async (folder: string) => {
      const known = folders.get(folder);
      if (known !== undefined) return known;
      const items = await this.parts.disk.list(posix.join(this.root, folder));
      const names = Map.groupBy(
        items.map(({ name }) => name),
        (name) => name.toLowerCase(),
      );
      folders.set(folder, names);
      return names;
    };
    for (const { path, before, after } of files) {
      if (before !== null || after === null) continue;
      for (const each of [path, ...foldersOf(path)]) {
        const name = posix.basename(each);
        const folder = posix.dirname(each);
        const names = await namesIn(folder);
        const alike = names.get(name.toLowerCase()) ?? [];
        const other = alike.find((present) => present !== name && !going.has(posix.join(folder, present)));
        if (other !== undefined)
          throw new ContentRefused(`已经有“${posix.join(folder, other)}”，只差大小写的“${each}”会把它盖掉`);
        if (!alike.includes(name)) names.set(name.toLowerCase(), [...alike, name]);
      }
    }
  }

  /** Keeps the contents and writes the change down. From here on it will be done. */
  private async begin(files: readonly JournalFile[], change: ContentChange, merges?: string): Promise<PendingEntry> {
    const { disk, history, now } = this.parts;
    try {
      await history.keep(files.flatMap(({ path, after }) => (after === null ? [] : (change.writes.get(path) ?? []))));
      // What another program wrote and nobody recorded: it is overwritten now, and must not be lost.
      const newest = await history.newest(files.map(({ path }) => path));
      for (const [index, { path, before }] of files.entries()) {
        if (before === null || newest[index] === before || change.discardsOverwritten === true) continue;
        const present = await disk.read(posix.join(this.root, path));
        if (present !== undefined) await history.keep([present]);
      }
      const { author, message } = change;
      return await this.journal.add({
        files,
        author,
        at: now().getTime(),
        message,
        ...(merges !== undefined && { merges }),
        ...(change.moves !== undefined && { moves: change.moves }),
        ...(change.unplaced !== undefined && { unplaced: [...change.unplaced] }),
      });
    } catch (error) {
      if (error instanceof UncertainEntry) throw stoppedHalfway(error.cause);
      throw new StoreFailure(`没有保存：${reasonOf(error)}。写的内容还在这个窗口里，请处理以后再保存`, {
        isNoted: false,
        reason: reasonOf(error),
        cause: error,
      });
    }
  }

  /**
   * Writes the files of an entry of the journal, records them, and takes the entry out.
   * @param placed the files that are written, where that is not all
   * @param onProgress gets how many files are written
   */
  private async finish(
    entry: PendingEntry,
    { placed = entry.files, onProgress }: { placed?: readonly JournalFile[]; onProgress?: (done: number) => void } = {},
  ): Promise<string> {
    const { disk, history } = this.parts;
    try {
      let done = 0;
      for (const files of stagesOf(placed)) {
        await inBatches(files, (file) => (file.after === null ? this.removeFile(file) : this.place(file, file.after)), {
          onProgress: (inStage) => onProgress?.(done + inStage),
          // The others may be photos.
          ...(files.every(({ path }) => fieldsFile.test(path)) ? {} : { atATime: 4 }),
        });
        done += files.length;
      }
      // All of them, whether made now or before a kill.
      const folders = new Set(entry.files.flatMap(({ path }) => [...foldersOf(path), '']));
      await inBatches([...folders], (folder) => disk.flushFolder(posix.join(this.root, folder)));
      await this.removeEmptyFolders(entry.files);
      await this.index.refreshPaths(entry.files.map(({ path }) => path));
      const version = await history.record({
        files: new Map(entry.files.map(({ path, after }) => [path, after])),
        author: entry.author,
        at: new Date(entry.at),
        message: entry.message,
        merges: entry.merges,
        moves: entry.moves,
        unplaced: new Map(entry.unplaced),
      });
      await this.journal.remove(entry);
      return version;
    } catch (error) {
      throw error instanceof StoreFailure ? error : stoppedHalfway(error);
    }
  }

  /** What another program wrote since the save began: it was not compared, and must not be lost. */
  private async keepUnseen(present: Uint8Array, before: BlobId | null): Promise<void> {
    if (blobIdOf(present) !== before) await this.parts.history.keep([present]);
  }

  private async removeFile({ path, before }: JournalFile): Promise<void> {
    const target = posix.join(this.root, path);
    const present = await this.parts.disk.read(target);
    if (present !== undefined) await this.keepUnseen(present, before);
    await this.retrying(() => this.parts.disk.remove(target));
  }

  /** Puts a content at its path, by a rename, so that readers see the old one or the new. */
  private async place({ path, before }: JournalFile, id: BlobId): Promise<void> {
    const { disk, history } = this.parts;
    const target = posix.join(this.root, path);
    const present = await disk.read(target);
    if (present !== undefined && blobIdOf(present) === id) {
      await disk.flushFile(target);
      return;
    }
    if (present !== undefined) await this.keepUnseen(present, before);
    const bytes = await history.read(id);
    if (bytes === undefined) {
      throw new StoreFailure(`记下的内容不见了：${path}。请不要再改动，联系技术人员`, { isNoted: true });
    }
    this.written += 1;
    const temporary = posix.join(this.folder, 'temporary', `${String(process.pid)}-${String(this.written)}`);
    await disk.makeFolder(posix.dirname(target));
    await disk.write(temporary, bytes);
    await disk.flushFile(temporary);
    await this.retrying(() => disk.rename(temporary, target));
  }

  /** Folders that are empty now would stay for ever: Git knows none. The folder of a kind stays. */
  private async removeEmptyFolders(files: readonly JournalFile[]): Promise<void> {
    const left = files.filter(({ after }) => after === null);
    for (const folder of new Set(left.flatMap(({ path }) => foldersOf(path)))) {
      if (folder.includes('/')) await this.parts.disk.removeEmptyFolder(posix.join(this.root, folder));
    }
  }

  private async retrying(operation: () => Promise<void>): Promise<void> {
    for (const pause of pauses) {
      try {
        await operation();
        return;
      } catch (error) {
        if (!busy.has(codeOf(error))) throw error;
        await this.parts.wait(pause);
      }
    }
    await operation();
  }
}
