/** Runs `npm run media` in a process of its own. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** How a run ended. */
export interface Ended {
  status: number | null;
  output: string;
}

/**
 * Runs the command.
 * @param interruptAfter what its output has to match for it to be interrupted
 */
export function media(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
  interruptAfter?: RegExp,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['src/commands/media.ts', ...words], {
      cwd: join(import.meta.dirname, '../..'),
      env: { ...process.env, ...environment },
    });
    let output = '';
    let isInterrupted = false;
    const collect = (data: Buffer) => {
      output += data.toString();
      if (isInterrupted || interruptAfter?.test(output) !== true) return;
      // Once: a second signal while Node ends would end it by that signal.
      isInterrupted = true;
      child.kill('SIGINT');
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', reject);
    child.on('close', (status) => {
      resolve({ status, output });
    });
  });
}
