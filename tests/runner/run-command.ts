/** Runs a script with the Node of the project. */
import { spawn } from 'node:child_process';
import type { Output } from './output.ts';

/** Runs a script with parameters; resolves with its exit code, or null when a signal ended it. */
export function runScript(
  script: string,
  parameters: readonly string[],
  output: Output,
  environment: Readonly<Record<string, string>> = {},
): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...parameters], {
      stdio: ['ignore', output.isLive ? 'inherit' : 'pipe', output.isLive ? 'inherit' : 'pipe'],
      env: { ...process.env, ...environment },
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output.write(text);
      });
    }
    child.on('error', reject);
    child.on('close', resolve);
  });
}
