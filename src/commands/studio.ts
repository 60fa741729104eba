/**
 * `npm run studio`: serves the editors' side on this machine until it is stopped.
 *
 *     npm run studio -- --no-open   does not open the browser
 */
import '../process/start.ts';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { builtStudio } from '../build/studio-build.ts';
import { openContentStore } from '../content-store/open-content-store.ts';
import { environment } from '../environment.ts';
import { startServer, type StudioHandler } from '../studio/server.ts';

// The studio is always at /keystatic, whatever path the published site has.
delete process.env['BASE_PATH'];
// The built studio exports what answers requests; it would start a server of its own as well.
process.env['ASTRO_NODE_AUTOSTART'] = 'disabled';

function fail(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

/** Opens an address in the browser of this machine, where there is one. */
function openBrowser(address: string): void {
  const [program, ...words]: readonly [string, ...string[]] =
    process.platform === 'win32'
      ? ['cmd', '/c', 'start', '""', address]
      : [process.platform === 'darwin' ? 'open' : 'xdg-open', address];
  spawn(program, words, { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}

function shouldOpen(): boolean {
  try {
    const { values } = parseArgs({ options: { 'no-open': { type: 'boolean', default: false } } });
    return !values['no-open'] && process.stdout.isTTY;
  } catch {
    return fail('编辑台只在这台电脑上打开，不能指定别的地址。可以加的只有 --no-open（不自动打开浏览器）。');
  }
}

const isOpening = shouldOpen();
const port = environment.studioPort;
const project = fileURLToPath(new URL('../../', import.meta.url));

// What a killed studio had begun is finished before anybody sees the content, and what stands in the way is said here.
const { isNewRepository } = await openContentStore(environment.contentDirectory, () => false, {
  readsTree: false,
}).catch((error: unknown) => fail(`编辑台没有打开：${error instanceof Error ? error.message : String(error)}`));
if (isNewRepository) console.log(`内容还没有版本记录，已在 ${environment.contentDirectory} 建立，每次保存都会记下。`);

const folder = await builtStudio({
  project,
  onBuild: () => {
    console.log('第一次打开这一版编辑台，要准备一会儿……');
  },
});
const { handler } = (await import(pathToFileURL(join(folder, 'server/entry.mjs')).href)) as { handler: StudioHandler };
const server = await startServer(handler, port).catch((error: unknown) => {
  if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
  return fail(
    `端口 ${String(port)} 已被占用：请先关掉另一个编辑台，或换一个端口，例如 STUDIO_PORT=4400 npm run studio`,
  );
});

const address = `http://localhost:${String(port)}/keystatic`;
console.log(`
编辑台已经打开，请在浏览器里访问：
  ${address}
内容存放在：${environment.contentDirectory}
不用了就回到这个窗口，按 Ctrl+C 停止。
`);
if (isOpening) openBrowser(address);

const stop = () => {
  server.close(() => process.exit(0));
  server.closeAllConnections();
};
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
