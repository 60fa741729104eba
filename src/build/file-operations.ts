/** The operations that change what lies in a folder, each of them one step that a killed build has done or not. */
import { copyFileSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { makeFolder } from '../storage/make-folder.ts';

/** The steps that a switch is made of. Tests bring their own, which end a build after any of them. */
export interface FileOperations {
  rename: (from: string, to: string) => void;
  /** Makes a symbolic link to a folder. */
  link: (target: string, path: string) => void;
  copy: (from: string, to: string) => void;
  /** Makes a folder and those that it is in. */
  makeFolder: (path: string) => void;
  /** Removes a file, or a folder with what is in it. */
  remove: (path: string) => void;
}

/** The operations of the file system. */
export const fileOperations: FileOperations = {
  rename: renameSync,
  link: (target, path) => {
    symlinkSync(target, path, 'dir');
  },
  copy: copyFileSync,
  makeFolder,
  remove: (path) => {
    // A child process of a killed build may still be writing into the folder.
    rmSync(path, { recursive: true, force: true, maxRetries: 3 });
  },
};

/**
 * Removes what is of no use any more. Whether that succeeds is no matter of the site: the next build removes what is left.
 */
export function removeIfPossible(path: string, operations: FileOperations = fileOperations): void {
  try {
    operations.remove(path);
  } catch {
    // An error here would hide the one that led here, or make a failure of a build that has succeeded.
  }
}

/** The code of an error of the file system, such as `ENOSPC`. */
export const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';

/** All files below a folder, by their paths from it, with `/`, sorted. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/** Copies all files below a folder, or some of them, into another one. */
export function copyFiles(
  from: string,
  to: string,
  operations: FileOperations,
  files: Iterable<string> = filesBelow(from),
): void {
  const made = new Set<string>();
  const makeOnce = (folder: string) => {
    if (made.has(folder)) return;
    operations.makeFolder(folder);
    made.add(folder);
  };
  makeOnce(to);
  for (const file of files) {
    makeOnce(dirname(join(to, file)));
    operations.copy(join(from, file), join(to, file));
  }
}
