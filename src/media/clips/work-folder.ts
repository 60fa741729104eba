/**
 * The folder in which a clip's files are made: one run at a time, continued after a kill, removed when it is abandoned.
 */
import { mkdir, open, readdir, readFile, rmdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { dayLength } from '../../domain/time/units.ts';
import { discard } from '../../storage/replace-file.ts';
import { MediaFailure } from '../errors.ts';

/**
 * The locks of this process. A lock file with its process id that is not among them was left by an earlier process with
 * that id.
 */
const held = new Set<string>();

/** Holds a clip's work folder for one run. A lock whose owner no longer runs is taken over. */
export async function lock(folder: string, file: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'lock');
  for (let attempt = 0; ; attempt += 1) {
    try {
      const handle = await open(path, 'wx');
      held.add(path);
      await handle.writeFile(String(process.pid));
      await handle.close();
      return async () => {
        await discard(path);
        held.delete(path);
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt > 0) throw error;
      // A lock that is being written contains no process id yet.
      if ((await readFile(path, 'utf8').catch(() => '')) === '') await wait(200);
      const owner = Number(await readFile(path, 'utf8').catch(() => ''));
      if (held.has(path) || (owner > 0 && owner !== process.pid && isRunning(owner))) {
        throw new MediaFailure(`${basename(file)} · 这段短片正在另一个窗口里处理，请等它做完`);
      }
      await discard(path);
    }
  }
}

function isRunning(process_: number): boolean {
  try {
    process.kill(process_, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Removes everything in a work folder except some names. */
export async function discardAllBut(work: string, keep: readonly string[]): Promise<void> {
  for (const name of await readdir(work).catch(() => [])) if (!keep.includes(name)) await discard(join(work, name));
}

/** Age at which unfinished work counts as abandoned, milliseconds. */
const forgottenAfter = 7 * dayLength;

/** Removes abandoned work folders of killed runs. */
export async function sweep(nearby: string): Promise<void> {
  for (const name of await readdir(nearby).catch(() => [])) {
    const changed = await stat(join(nearby, name)).catch(() => undefined);
    if (changed !== undefined && Date.now() - changed.mtimeMs > forgottenAfter) await discard(join(nearby, name));
  }
}

/** Removes a folder if it is empty. */
export async function discardIfEmpty(folder: string): Promise<void> {
  // Not by its names first: another run may put its lock there meanwhile.
  await rmdir(folder).catch(() => undefined);
}
