/** Makes folders, and says truly why one cannot be made. */
import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and those that it is in; does nothing where it exists. Node's own `recursive` reports a read-only file system
 * as a folder that does not exist.
 */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && dirname(path) !== path) {
      makeFolder(dirname(path));
      mkdirSync(path);
      return;
    }
    // Whatever else is wrong, such as missing rights above it: a folder that exists need not be made.
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) throw error;
  }
}
