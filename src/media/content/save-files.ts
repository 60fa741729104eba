/** Saves what the commands of media write into the content tree: through its store, as one version. */
import { extname } from 'node:path';
import { failureSentence } from '../../content-store/failure-sentence.ts';
import { nodeDisk } from '../../content-store/disk.ts';
import { findRepository } from '../../content-store/git-history.ts';
import { openContentStore } from '../../content-store/open-content-store.ts';
import { slugOfFile } from '../../kinds.ts';
import { MediaFailure } from '../errors.ts';
import { pictureExtensions } from '../pictures/inspect-picture.ts';

/** What these commands may write: records of clips, entries that show them, pictures and captions. */
const mayWrite = (path: string) =>
  slugOfFile('media', path) !== undefined ||
  slugOfFile('videos', path) !== undefined ||
  pictureExtensions.has(extname(path).toLowerCase()) ||
  extname(path) === '.vtt';

/** Whether versions of the content are recorded. */
export async function hasVersions(contentDirectory: string): Promise<boolean> {
  return (await findRepository(nodeDisk, contentDirectory.replaceAll('\\', '/'))) !== undefined;
}

/**
 * Saves files, over what stands there.
 * @param writes contents by path, relative to the content tree
 * @param message the line of the version, in Chinese
 * @throws {MediaFailure} when nothing was written, or the store says that the rest follows
 */
export async function saveFiles(
  contentDirectory: string,
  writes: ReadonlyMap<string, Uint8Array>,
  message: string,
): Promise<void> {
  try {
    const { store, author } = await openContentStore(contentDirectory, mayWrite, { readsTree: false });
    await store.index.refreshPaths(writes.keys());
    const base = new Map([...writes.keys()].map((path) => [path, store.index.idOf(path) ?? null]));
    const result = await store.save({ writes, deletions: [], base, author, message });
    if (result.kind === 'conflict')
      throw new MediaFailure(`${result.paths.join('、')} 刚刚被别人改了，什么都没有写。请再运行一次`);
  } catch (error) {
    const sentence = failureSentence(error, '再运行一次');
    throw sentence === undefined ? error : new MediaFailure(sentence, { cause: error });
  }
}
