/** Saves what the commands of media write into the content tree: through its store, as one version. */
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { failureSentence, openForCommand } from '../../content-store/command-store.ts';
import type { Base } from '../../content-store/content-change.ts';
import { blobIdOf } from '../../content-store/git-objects.ts';
import { hasVersions } from '../../content-store/open-content-store.ts';
import { slugOfFile } from '../../kinds.ts';
import { MediaFailure } from '../errors.ts';
import { pictureExtensions } from '../pictures/inspect-picture.ts';

/** What these commands may write: records of clips, entries that show them, pictures and captions. */
const mayWrite = (path: string) =>
  slugOfFile('media', path) !== undefined ||
  slugOfFile('videos', path) !== undefined ||
  pictureExtensions.has(extname(path).toLowerCase()) ||
  extname(path) === '.vtt';

/** Files to save, and what whoever made them saw in their place. */
export interface SavedFiles {
  /** Contents by path, relative to the content tree. */
  writes: ReadonlyMap<string, Uint8Array>;
  /** What was there when they were begun; a file that is not named was not there. */
  base: Base;
  /** The line of the version, in Chinese. */
  message: string;
  /** As for the store (`ContentChange`). */
  discardsOverwritten?: boolean;
}

/** What stands at some paths now, for whoever is going to write there. */
export async function contentsAt(contentDirectory: string, paths: readonly string[]): Promise<Base> {
  const ids = paths.map(async (path) => {
    const bytes = await readFile(join(contentDirectory, path)).catch(() => undefined);
    return [path, bytes === undefined ? null : blobIdOf(bytes)] as const;
  });
  return new Map(await Promise.all(ids));
}

/** The error of a store as one of media, with a sentence; other errors as they are. */
function failureOf(error: unknown): unknown {
  const sentence = failureSentence(error, '再运行一次');
  return sentence === undefined ? error : new MediaFailure(sentence, { cause: error });
}

/**
 * Whether versions of the content are recorded.
 * @throws {MediaFailure} where nothing can be saved, for a reason of the repository
 */
export async function isRecorded(contentDirectory: string): Promise<boolean> {
  try {
    return await hasVersions(contentDirectory);
  } catch (error) {
    throw failureOf(error);
  }
}

/** Saves files. Resolves to the paths that somebody else changed meanwhile; then nothing was saved. */
async function trySaving(contentDirectory: string, files: SavedFiles): Promise<readonly string[]> {
  try {
    const { store, author } = await openForCommand(contentDirectory, mayWrite);
    const result = await store.save({ ...files, deletions: [], author });
    return result.kind === 'conflict' ? result.paths : [];
  } catch (error) {
    throw failureOf(error);
  }
}

/**
 * Saves files, all or none.
 * @throws {MediaFailure} when nothing was written, or the store says that the rest follows
 */
export async function saveFiles(contentDirectory: string, files: SavedFiles): Promise<void> {
  const changed = await trySaving(contentDirectory, files);
  if (changed.length > 0) throw new MediaFailure(`${changed.join('、')} 刚刚被别人改了，什么都没有写。请再运行一次`);
}

/**
 * Saves those files whose place is as it was. Resolves to the paths that somebody else changed meanwhile.
 * @throws {MediaFailure} when nothing was written, or the store says that the rest follows
 */
export async function saveUnchanged(contentDirectory: string, files: SavedFiles): Promise<string[]> {
  const writes = new Map(files.writes);
  const left: string[] = [];
  while (writes.size > 0) {
    const base = new Map([...files.base].filter(([path]) => writes.has(path)));
    const changed = await trySaving(contentDirectory, { ...files, writes, base });
    if (changed.length === 0) break;
    for (const path of changed) writes.delete(path);
    left.push(...changed);
  }
  return left;
}
