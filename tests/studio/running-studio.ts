/** Starts the editors' side on a content tree of its own, as `npm run studio` does. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { freePort } from '../places.ts';

/** The directory of the project. */
export const project = fileURLToPath(new URL('../../', import.meta.url));

/** A studio that answers. */
export interface RunningStudio {
  origin: string;
  /** The process that serves it. */
  pid: number;
  /** @param signal SIGTERM, where nothing else is said */
  stop: (signal?: 'SIGTERM' | 'SIGKILL') => Promise<void>;
}

/** Starts a studio and waits until it says that it is open. */
export async function startStudio(
  contentDirectory: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningStudio> {
  const port = Number(environment['STUDIO_PORT'] ?? (await freePort()));
  const child = spawn(process.execPath, ['src/commands/studio.ts'], {
    cwd: project,
    // A base path must not move the studio.
    env: {
      ...process.env,
      CONTENT_DIR: contentDirectory,
      STUDIO_PORT: String(port),
      BASE_PATH: '/ztzl/xjy/',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const ended = new Promise<void>((end) => {
    child.once('exit', () => {
      end();
    });
  });
  await new Promise<void>((open, failed) => {
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('编辑台已经打开')) open();
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', () => {
      failed(new Error(`the studio ended before it was open:\n${said}`));
    });
  });
  return {
    origin: `http://localhost:${port}`,
    pid: child.pid ?? 0,
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      await ended;
    },
  };
}
