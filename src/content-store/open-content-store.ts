/** The store of a content tree on this machine, with its repository. */
import { execFile } from 'node:child_process';
import { userInfo } from 'node:os';
import { posix, sep } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { acquireLock } from '../storage/process-lock.ts';
import { ContentStore, storeFolder } from './content-store.ts';
import { nodeDisk } from './disk.ts';
import { readEditorName, writeEditorName } from './editor-name.ts';
import { createRepository, findRepository, GitHistory, type RepositoryPlace, type UpdateIndex } from './git-history.ts';
import type { Author } from './history.ts';

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

/**
 * Makes the list of files that Git's own program compares with, where there is none: to that program the whole content
 * would look deleted, and whoever committed with it would delete it. Where that program is not installed nobody needs it.
 */
async function makeIndex({ gitDirectory }: RepositoryPlace): Promise<void> {
  if ((await nodeDisk.status(posix.join(gitDirectory, 'index'))) !== undefined) return;
  const options = { cwd: posix.dirname(gitDirectory) };
  await run('git', ['read-tree', 'HEAD'], options).catch(() => undefined);
}

/** Puts lines into Git's index by Git's own program. Resolves to whether it was there and did it. */
const updateIndex: UpdateIndex = (cwd, lines) =>
  new Promise((resolve) => {
    const child = execFile('git', ['update-index', '-z', '--index-info'], { cwd }, (error) => {
      resolve(error === null);
    });
    // It may be missing, or end before it has read everything: the answer above says so.
    child.stdin?.on('error', () => undefined).end(lines.map((line) => `${line}\0`).join(''));
  });

/**
 * Opens the store of a content tree: finishes what a killed process had begun, and makes a repository where the content is
 * in none, with everything that is there as its first version.
 * @param contentDirectory an absolute path
 * @param mayWrite whether the forms may write at a path
 * @param readsTree whether all files are read now; a command that saves some and ends does not need the others
 * @throws {HistoryFailure} with a sentence for editors where the repository cannot be used
 */
export async function openContentStore(
  contentDirectory: string,
  mayWrite: (path: string) => boolean,
  { readsTree = true }: { readsTree?: boolean } = {},
): Promise<OpenedStore> {
  const root = contentDirectory.split(sep).join('/');
  const found = await findRepository(nodeDisk, root);
  const place = found ?? (await createRepository(nodeDisk, root));
  const history = new GitHistory(nodeDisk, place, wait, updateIndex);
  const store = new ContentStore(root, {
    disk: nodeDisk,
    history,
    mayWrite,
    lock: async () =>
      (await acquireLock(posix.join(root, storeFolder, 'lock'), { what: '保存内容', interval: 20 })).release,
    now: () => new Date(),
    wait,
  });
  const chosen = await readEditorName(nodeDisk, root);
  const usual = (await history.configuredAuthor()) ?? loggedIn();
  const author = chosen === undefined ? usual : { ...usual, name: chosen };
  await store.open({ readsTree });
  // Whoever made the repository may have been killed before its first version.
  if ((await store.latest()) === undefined) await store.recordAll(author, '开始记录');
  await makeIndex(place);
  const opened: OpenedStore = {
    store,
    author,
    hasChosenName: chosen !== undefined,
    isNewRepository: found === undefined,
    async chooseName(name) {
      await writeEditorName(nodeDisk, root, name);
      opened.author = { ...opened.author, name };
      opened.hasChosenName = true;
    },
  };
  return opened;
}
