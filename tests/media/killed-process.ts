/** Processes that are killed, all that they started included. */
import { spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * Runs a script as a process group of its own, and kills all of it after so many milliseconds.
 * @returns its exit code; null where it was killed
 */
export async function runAndKill(script: string, words: readonly string[], killAfter?: number): Promise<number | null> {
  const child = spawn(process.execPath, [script, ...words], { detached: true, stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  if (killAfter !== undefined) {
    await Promise.race([ended, wait(killAfter)]);
    if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  }
  return ended;
}
