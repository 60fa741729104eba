/** Git's index of a repository, which programs beside the office compare with. */
import { randomUUID } from 'node:crypto';
import { posix } from 'node:path';
import * as git from 'isomorphic-git';
import type { Disk } from './disk.ts';
import type { GitObjects } from './git-objects.ts';
import type { RepositoryPlace } from './git-repository.ts';
import type { BlobId } from './history.ts';

/** So many files are put into Git's index one by one. */
const mostSingly = 50;

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
/** How the names of copies of the index begin, in the folder of a repository. */
export const copyOfIndex = 'hongxin-index-';
/** Whether the library could not read what it found, and the disk did nothing wrong. */
const isUnreadable = (error: unknown) => error instanceof Error && 'isIsomorphicGitError' in error;

/** The index of a repository. */
export class GitIndex {
  private readonly disk: Disk;
  private readonly place: RepositoryPlace;
  private readonly objects: GitObjects;
  private readonly program: GitProgram;

  /** @param program Git's own program */
  constructor(disk: Disk, place: RepositoryPlace, objects: GitObjects, program: GitProgram = noProgram) {
    this.disk = disk;
    this.place = place;
    this.objects = objects;
    this.program = program;
  }

  /**
   * Tells the index of files, so that `git status` does not show them as changes that are to be undone. The save is
   * recorded already: an index that cannot be read does not stop it.
   */
  async renew(files: ReadonlyMap<string, BlobId | null>): Promise<void> {
    const index = posix.join(this.place.gitDirectory, 'index');
    const isBusy = (await this.disk.status(`${index}.lock`)) !== undefined;
    if (isBusy || (await this.disk.status(index)) === undefined) return;
    if (files.size > mostSingly && (await this.renewByProgram(index, files))) return;
    try {
      for (const [path, id] of files) {
        await git.updateIndex({
          ...this.objects.common,
          dir: posix.dirname(this.place.gitDirectory),
          filepath: `${this.place.prefix}${path}`,
          ...(id === null ? { remove: true, force: true } : { add: true, oid: id }),
        });
      }
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      this.objects.forget();
      // Git's program knows formats that the library does not. What it cannot read either is of no use to anybody.
      if (await this.renewByProgram(index, files)) return;
      await this.disk.rename(index, `${index}.unreadable`);
      await this.program.makeIndex(posix.dirname(this.place.gitDirectory));
    }
    await this.disk.flushFolder(this.place.gitDirectory);
  }

  /**
   * Renews the index by Git's own program: of ten thousand files at once, where the library writes the whole index for each.
   * In a copy, so that a kill leaves no lock. Resolves to whether it was done.
   */
  private async renewByProgram(index: string, files: ReadonlyMap<string, BlobId | null>): Promise<boolean> {
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
