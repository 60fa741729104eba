/** The store of a content tree on this machine, with its repository. */
import { execFile } from 'node:child_process';
import { userInfo } from 'node:os';
import { posix, sep } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { acquireLock } from '../storage/process-lock.ts';
import { firstRecording } from './content-change.ts';
import { ContentStore, storeFolder } from './content-store.ts';
import { nodeDisk, type Disk } from './disk.ts';
import { readEditorName, writeEditorName } from './editor-name.ts';
import { GitHistory } from './git-history.ts';
import { copyOfIndex, type GitProgram } from './git-index.ts';
import { createRepository, findRepository, HistoryFailure, type RepositoryPlace } from './git-repository.ts';
import type { Author } from './history.ts';
import { StoredSnapshot } from './index-snapshot.ts';
import { readOfficeName } from './sharing-settings.ts';

const run = promisify(execFile);

/** A store that is open, and who uses it. */
export interface OpenedStore {
  store: ContentStore;
  /** Who saves. Changes when the editor says another name. */
  author: Author;
  /** Whether an editor said the name; otherwise it is that of the repository's settings or of the account. */
  hasChosenName: boolean;
  /** Keeps another name for the versions to come. */
  chooseName: (name: string) => Promise<void>;
  /** Whether the content had no repository until now. */
  isNewRepository: boolean;
  /** Stores what is known of the files for the next office, where a folder for that was given. */
  rememberFiles: () => Promise<void>;
  /** What sending and bringing versions works with. */
  repository: OpenedRepository;
}

/** The repository of an open store. */
export interface OpenedRepository {
  /** The absolute path of the content tree. */
  root: string;
  disk: Disk;
  place: RepositoryPlace;
  history: GitHistory;
}

/** Whoever is logged in on this machine: the author where the repository names none. */
function loggedIn(): Author {
  let name = '';
  try {
    name = userInfo().username;
  } catch {
    // An account without a name, as in some containers.
  }
  return { name: name === '' ? '编辑' : name, email: 'editor@localhost' };
}

/** Git's own program on this machine. Where it is not installed nobody needs an index. */
export const gitProgram: GitProgram = {
  updateIndex: (cwd, index, lines) =>
    new Promise((resolve) => {
      // Flushed before it gets its name, where Git knows how.
      const words = ['-c', 'core.fsync=added', 'update-index', '-z', '--index-info'];
      // Git is told by the environment alone. A process has that of the moment at which it is started.
      process.env['GIT_INDEX_FILE'] = index;
      const child = execFile('git', words, { cwd }, (error) => {
        resolve(error === null);
      });
      delete process.env['GIT_INDEX_FILE'];
      // It may be missing, or end before it has read everything: the answer above says so.
      child.stdin?.on('error', () => undefined).end(lines.map((line) => `${line}\0`).join(''));
    }),
  makeIndex: (cwd) =>
    run('git', ['read-tree', 'HEAD'], { cwd }).then(
      () => true,
      () => false,
    ),
};

/**
 * Makes the index that Git's own program compares with, where there is none: to that program the whole content would look
 * deleted, and whoever committed with it would delete it. Removes what a killed office left of one.
 */
async function prepareIndex(gitDirectory: string): Promise<void> {
  const names = (await nodeDisk.list(gitDirectory)).map(({ name }) => name);
  for (const name of names.filter((each) => each.startsWith(copyOfIndex)))
    await nodeDisk.remove(posix.join(gitDirectory, name));
  if (!names.includes('index')) await gitProgram.makeIndex(posix.dirname(gitDirectory));
}

/** Whether a history has no version yet. One whose repository stands on no branch has. */
async function isEmpty(history: GitHistory): Promise<boolean> {
  try {
    return (await history.latest()) === undefined;
  } catch (error) {
    if (error instanceof HistoryFailure) return false;
    throw error;
  }
}

/**
 * Whether versions of a content are recorded, by the office or by anybody.
 * @throws {HistoryFailure} where they cannot be recorded, for a reason of its repository
 */
export async function hasVersions(contentDirectory: string): Promise<boolean> {
  const place = await findRepository(nodeDisk, contentDirectory.split(sep).join('/'));
  return place !== undefined && (await new GitHistory(nodeDisk, place, { wait }).latest()) !== undefined;
}

/** Makes a repository in a content tree, if no other process has made it meanwhile. */
async function findOrCreate(root: string, lock: () => Promise<() => void>): Promise<RepositoryPlace> {
  const release = await lock();
  try {
    return (await findRepository(nodeDisk, root)) ?? (await createRepository(nodeDisk, root));
  } finally {
    release();
  }
}

/**
 * Opens the store of a content tree: finishes what a killed process had begun, and makes a repository where the content is
 * in none, with everything that is there as its first version.
 * @param contentDirectory an absolute path
 * @param mayWrite whether the forms may write at a path
 * @param readsTree whether all files are read now; a command that saves some and ends does not need the others
 * @param snapshots the folder for what is known of the files, from one office to the next
 * @throws {HistoryFailure} with a sentence for editors where the repository cannot be used
 */
export async function openContentStore(
  contentDirectory: string,
  mayWrite: (path: string) => boolean,
  { readsTree = true, snapshots }: { readsTree?: boolean; snapshots?: string } = {},
): Promise<OpenedStore> {
  const root = contentDirectory.split(sep).join('/');
  const lock = async () =>
    (await acquireLock(posix.join(root, storeFolder, 'lock'), { what: '保存内容', interval: 20 })).release;
  const found = await findRepository(nodeDisk, root);
  const place = found ?? (await findOrCreate(root, lock));
  const history = new GitHistory(nodeDisk, place, {
    wait,
    program: gitProgram,
    office: await readOfficeName(nodeDisk, root),
  });
  const store = new ContentStore(root, {
    disk: nodeDisk,
    history,
    mayWrite,
    lock,
    now: () => new Date(),
    wait,
  });
  const chosen = await readEditorName(nodeDisk, root);
  const usual = (await history.configuredAuthor()) ?? loggedIn();
  const author = chosen === undefined ? usual : { ...usual, name: chosen };
  const snapshot = snapshots === undefined ? undefined : new StoredSnapshot(snapshots, root);
  const known = await snapshot?.read();
  await store.open({ readsTree, ...(known !== undefined && { known }) });
  // In a repository of the content alone; whoever made it may have been killed before its first version.
  if (place.prefix === '' && (await isEmpty(history))) await store.recordAll(author, firstRecording);
  await prepareIndex(place.gitDirectory);
  const opened: OpenedStore = {
    store,
    author,
    hasChosenName: chosen !== undefined,
    isNewRepository: found === undefined,
    repository: { root, disk: nodeDisk, place, history },
    async rememberFiles() {
      await snapshot?.write(store.index);
    },
    async chooseName(name) {
      await writeEditorName(nodeDisk, root, name);
      opened.author = { ...opened.author, name };
      opened.hasChosenName = true;
    },
  };
  return opened;
}
