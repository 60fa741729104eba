/**
 * The start of a packaged office: a double click runs this with the Node beside it. It opens the content beside the program, or
 * shows the office that is open already; what goes wrong is a page in the browser, for nobody sees a terminal.
 *
 *     node office.mjs --no-open   does not open the browser
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { clipsFolder, contentFolder, programFolder } from './layout.ts';

const program = import.meta.dirname;
const root = dirname(program);
const isOpening = !process.argv.includes('--no-open');

// Read by the environment, which is imported below.
process.env['CONTENT_DIR'] ??= join(root, contentFolder);
process.env['MEDIA_DIR'] ??= join(root, clipsFolder);
process.env['CACHE_DIR'] ??= join(root, programFolder, 'cache');

const { openBrowser, PortTaken, runStudio, stopWhenTold } = await import('../studio/run-studio.ts');
const { environment } = await import('../environment.ts');
const { isRunning } = await import('../storage/is-running.ts');

/** So many ports are tried, from the usual one on. */
const ports = 20;

/** Says where the office of this package is open. */
const runningFile = join(program, 'running.json');

/** The address of the office of this package that is open; `undefined` where none is. */
async function openAddress(): Promise<string | undefined> {
  try {
    const { pid, address } = JSON.parse(readFileSync(runningFile, 'utf8')) as { pid: number; address: string };
    const answers = isRunning(pid) && (await fetch(new URL('/api/office/state', address))).ok;
    return answers ? address : undefined;
  } catch {
    return undefined;
  }
}

function show(address: string): void {
  console.log(address);
  if (isOpening) openBrowser(address);
}

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** Shows why the office did not open. */
function fail(error: unknown): never {
  const reason = error instanceof Error ? error.message : String(error);
  console.error(reason);
  const page = join(program, 'not-opened.html');
  writeFileSync(
    page,
    `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>编辑台没有打开</title>
<body style="max-width:36rem;margin:3rem auto;padding:0 1rem;font:1.0625rem/1.8 system-ui,'Microsoft YaHei',sans-serif">
<h1 style="font-size:1.5rem">编辑台没有打开</h1>
<p>${escaped(reason)}</p>
<p>内容没有动，在 ${escaped(environment.contentDirectory)}。处理以后再双击一次；还打不开，请把这一页给懂电脑的同事看。</p>
</body></html>\n`,
  );
  if (isOpening) openBrowser(pathToFileURL(page).href);
  process.exit(1);
}

/** Opens the office at the first port that is free. */
async function openOffice() {
  for (let tried = 0; ; tried += 1) {
    try {
      return await runStudio(join(program, 'studio'), environment.studioPort + tried);
    } catch (error) {
      if (!(error instanceof PortTaken) || tried === ports) throw error;
    }
  }
}

const already = await openAddress();
if (already !== undefined) {
  show(already);
  process.exit(0);
}
const { server, address } = await openOffice().catch(fail);
writeFileSync(runningFile, JSON.stringify({ pid: process.pid, address }));
stopWhenTold(server, () => {
  rmSync(runningFile, { force: true });
});
show(address);
