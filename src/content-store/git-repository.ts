/** The repository of a content tree: found, or made. */
import { randomUUID } from 'node:crypto';
import { posix } from 'node:path';
import * as git from 'isomorphic-git';
import type { Disk } from './disk.ts';
import { gitFileSystem } from './git-file-system.ts';

/** Where the repository of a content tree is. */
export interface RepositoryPlace {
  /** The absolute path of its `.git` folder. */
  gitDirectory: string;
  /** Path of the content tree in the repository: `content/`, or empty where it is the repository's root. */
  prefix: string;
}

/** The repository cannot be written. The message is a sentence for editors. */
export class HistoryFailure extends Error {}

/** How the names of unfinished repositories begin, in a content tree. */
const unfinishedRepository = '.git-';
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
