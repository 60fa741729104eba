/** Runs the build command in a process of its own, with another environment. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** The result of a build. */
export interface BuildResult {
  status: number | null;
  /** Its output. */
  output: string;
}

/** Runs `npm run build`'s script, as it does. Resolves when it has ended, with any exit code. */
export function runBuild(environment: Record<string, string>): Promise<BuildResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--max-semi-space-size=64', 'src/commands/build.ts'], {
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
