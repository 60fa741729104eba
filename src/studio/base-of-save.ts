/**
 * Makes Keystatic say what an editor saw. Its save and its deletion know the files that the form was opened with, and the
 * names of their contents by the list of files that the window has; neither is sent. What is not sent cannot be compared,
 * and two windows would overwrite each other without a word.
 */
import type { Replacement } from './wording.ts';

const seen = (paths: string) =>
  `base: [...new Set(${paths})].map(path => ({ path, sha: getTreeNodeAtPath(unscopedTree, path)?.entry.sha ?? null }))`;

/** Fragments of Keystatic's source, and what stands in their place. */
export const baseReplacements: readonly Replacement[] = [
  {
    find: `contents: base64Encode(addition_3.contents)
            })),
            deletions
          })`,
    replace: `contents: base64Encode(addition_3.contents)
            })),
            deletions,
            ${seen('[...(args.initialFiles ?? []), ...additions.map(addition => addition.path)]')}
          })`,
    times: 1,
  },
  {
    find: `deletions: deletions.map(path_0 => ({
              path: path_0
            }))
          })`,
    replace: `deletions: deletions.map(path_0 => ({
              path: path_0
            })),
            ${seen('deletions')}
          })`,
    times: 1,
  },
];
