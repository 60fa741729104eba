/** The files of a content tree as the rules look at them: on the disk, or as they would be after a save. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { PictureInspection } from '../media/pictures/inspect-picture.ts';
import { inspectionOf } from '../media/pictures/picture-inspections.ts';

/** Files by their paths relative to the content tree, with `/`. */
export interface ContentFiles {
  /** Whether there is a file, and no folder, at a path. */
  isFile: (path: string) => boolean;
  /** The content of a file; `undefined` where there is none. */
  read: (path: string) => Promise<Uint8Array | undefined>;
  /** What is found in a picture that is there. */
  inspect: (path: string) => Promise<PictureInspection>;
}

/** The files of a content tree on the disk. */
export function filesOnDisk(contentDirectory: string): ContentFiles {
  const at = (path: string) => join(contentDirectory, path);
  return {
    isFile: (path) => {
      try {
        return statSync(at(path)).isFile();
      } catch {
        // What no disk can hold is not there either: a name of 500 letters is an error of its own.
        return false;
      }
    },
    read: (path) => {
      try {
        return Promise.resolve(readFileSync(at(path)));
      } catch {
        return Promise.resolve(undefined);
      }
    },
    inspect: (path) => inspectionOf(at(path)),
  };
}
