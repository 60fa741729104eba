/** Opens the content, and serves a built studio. */
import { spawn } from 'node:child_process';
import type { Server } from 'node:http';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { openContentStore } from '../content-store/open-content-store.ts';
import { environment } from '../environment.ts';
import { startServer, type StudioHandler } from './server.ts';

/** The studio did not open. The message is a sentence for editors. */
export class StudioProblem extends Error {}

/** The port is taken by another program, or by another studio. */
export class PortTaken extends StudioProblem {}

/** A studio that is open. */
export interface OpenStudio {
  server: Server;
  address: string;
  /** Whether the content had no versions until now. */
  isNewRepository: boolean;
}

/**
 * Opens the content of the environment and serves it by a built studio.
 * @param folder where the studio was built
 * @throws {StudioProblem} with a sentence for editors
 */
export async function runStudio(folder: string, port: number): Promise<OpenStudio> {
  // The studio is always at /keystatic, whatever path the published site has.
  delete process.env['BASE_PATH'];
  // The built studio exports what answers requests; it would start a server of its own as well.
  process.env['ASTRO_NODE_AUTOSTART'] = 'disabled';
  // What a killed studio had begun is finished before anybody sees the content, and what stands in the way is said here.
  const { isNewRepository } = await openContentStore(environment.contentDirectory, () => false, {
    readsTree: false,
  }).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StudioProblem(`编辑台没有打开：${reason}`, { cause: error });
  });
  const entry = pathToFileURL(join(folder, 'server/entry.mjs')).href;
  const { handler } = (await import(/* @vite-ignore */ entry)) as { handler: StudioHandler };
  const server = await startServer(handler, port).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new PortTaken(
      `端口 ${String(port)} 已被占用：请先关掉另一个编辑台，或换一个端口，例如 STUDIO_PORT=4400 npm run studio`,
      { cause: error },
    );
  });
  const address = `http://localhost:${String(port)}/keystatic`;
  // The first page need not wait for what the server reads when it is first asked.
  void fetch(`http://127.0.0.1:${String(port)}/api/office/state`).catch(() => undefined);
  return { server, address, isNewRepository };
}

/** Opens an address or a file in the browser of this machine, where there is one. */
export function openBrowser(address: string): void {
  const [program, ...words]: readonly [string, ...string[]] =
    process.platform === 'win32'
      ? ['cmd', '/c', 'start', '""', address]
      : [process.platform === 'darwin' ? 'open' : 'xdg-open', address];
  spawn(program, words, { stdio: 'ignore', detached: true, windowsHide: true })
    .on('error', () => undefined)
    .unref();
}

/** Ends the process when it is told to, by the system or by the office's own page. */
export function stopWhenTold(server: Server, before: () => void = () => undefined): void {
  const stop = () => {
    before();
    server.close(() => process.exit(0));
    server.closeAllConnections();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}
