/** What a merge of two versions works with: both sides, and what stands where. */
import type { GitObjects, TreeDifference } from '../../content-store/git-objects.ts';
import type { BlobId, VersionChange } from '../../content-store/history.ts';
import type { EntryIndex } from '../entry-index.ts';

/** What a file becomes: a content that is kept, or a new one. */
export type Content = BlobId | Uint8Array;

/** The two sides of a merge, as commits, and what each changed since the version that both have. */
export interface MergeSides {
  /** `undefined` where nothing is here yet. */
  base: string | undefined;
  ours: string | undefined;
  theirs: string;
  ourChanges: readonly TreeDifference[];
  theirChanges: readonly TreeDifference[];
  /** The versions that each side has since, without an order. */
  ourVersions: readonly string[];
  theirVersions: readonly string[];
}

/** What a merge works with. */
export interface MergeParts {
  objects: GitObjects;
  /** Path of the content in the repository. */
  prefix: string;
  /** What a version changed of the content. */
  changesOf: (version: string) => Promise<VersionChange[] | undefined>;
  /** The entries as they are here. */
  entries: EntryIndex;
  /** What stands at a path here. */
  read: (path: string) => Promise<Uint8Array | undefined>;
  /** Why files cannot stand here, as a sentence. */
  problemWith: (written: readonly string[], removed: readonly string[]) => Promise<string | undefined>;
}

/** How Git marks a link. */
export const linkMode = '120000';

/** What stands at a path of the content in a commit; `undefined` where nothing does. */
export async function itemAt({ objects, prefix }: MergeParts, commit: string | undefined, path: string) {
  if (commit === undefined) return undefined;
  return objects.itemIn((await objects.commit(commit)).tree, `${prefix}${path}`.split('/'));
}

/** The content of a file in a commit; `undefined` where it has none. */
export async function fileAt(
  parts: MergeParts,
  commit: string | undefined,
  path: string,
): Promise<Uint8Array | undefined> {
  const item = await itemAt(parts, commit, path);
  return item?.type === 'blob' && item.mode !== linkMode ? parts.objects.read(item.oid) : undefined;
}
