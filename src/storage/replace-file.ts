/**
 * Writes files whole or not at all: beside the target under another name, flushed to the disk, then renamed over the
 * target.
 */
import { copyFile, mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { threadId } from 'node:worker_threads';

/** Flushes the content of a file, or the names in a folder, to the disk. */
export async function flush(path: string): Promise<void> {
  // A folder cannot be opened for this on Windows, where names are durable without it.
  const handle = await open(path, 'r').catch(() => undefined);
  try {
    await handle?.sync();
  } catch {
    // Some network file systems cannot flush; there the rename that follows is the best available.
  } finally {
    await handle?.close();
  }
}

/** Removes a file or folder; does nothing when there is none. */
export async function discard(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
}

/** The source of a file's new content: the content itself, a file to copy, or a function that writes a path. */
export type NewContent = string | Uint8Array | { copyOf: string } | ((path: string) => Promise<unknown>);

/** Options of replacing a file. */
export interface ReplaceOptions {
  /**
   * Whether other processes or threads may write the same file at the same time: then the name under which it is
   * written is this thread's own. Otherwise it is always the same, so that a killed run leaves at most one file behind.
   */
  isShared?: boolean;
  /** Whether the content must be on the disk before it gets its name. On by default; not needed for a cache. */
  isDurable?: boolean;
}

let written = 0;

/**
 * Replaces a file, making its folder. Readers see the old content or the new, never a part. The temporary name begins
 * with a dot: the content check, the stores and the studio ignore such files. After a failure the old file is
 * unchanged.
 */
export async function replaceFile(
  path: string,
  content: NewContent,
  { isShared = false, isDurable = true }: ReplaceOptions = {},
): Promise<void> {
  const own = isShared ? `.${String(process.pid)}-${String(threadId)}-${String(++written)}` : '';
  const temporary = join(dirname(path), `.${basename(path)}${own}.part`);
  await mkdir(dirname(path), { recursive: true });
  try {
    if (typeof content === 'function') await content(temporary);
    else if (typeof content === 'object' && 'copyOf' in content) await copyFile(content.copyOf, temporary);
    else await writeFile(temporary, content);
    if (isDurable) await flush(temporary);
    await rename(temporary, path);
  } catch (error) {
    await discard(temporary);
    throw error;
  }
}
