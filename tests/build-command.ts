/** Runs the build as a person would, with another environment. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** How a build ended. */
export interface BuildResult {
  status: number | null;
  /** Everything it printed. */
  output: string;
}

/** Runs `npm run build`'s script. Resolves when it has ended, whatever its exit code. */
export function runBuild(environment: Record<string, string>): Promise<BuildResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['src/commands/build.ts'], {
      cwd: join(import.meta.dirname, '..'),
      env: { ...process.env, ...environment },
    });
    let output = '';
    const collect = (data: Buffer) => {
      output += data.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', reject);
    child.on('close', (status) => {
      resolve({ status, output });
    });
  });
}
