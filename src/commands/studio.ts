/**
 * `npm run studio`: serves the editors' side on this machine until it is stopped.
 *
 *     npm run studio -- --no-open   does not open the browser
 */
import '../process/start.ts';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { builtStudio } from '../build/studio-build.ts';
import { environment } from '../environment.ts';
import { openBrowser, runStudio, stopWhenTold, StudioProblem } from '../studio/run-studio.ts';

function fail(sentence: string): never {
  console.error(sentence);
  process.exit(1);
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
const folder = await builtStudio({
  project: fileURLToPath(new URL('../../', import.meta.url)),
  onBuild: () => {
    console.log('第一次打开这一版编辑台，要准备一会儿……');
  },
});
const { server, address, isNewRepository } = await runStudio(folder, environment.studioPort).catch((error: unknown) => {
  if (error instanceof StudioProblem) return fail(error.message);
  throw error;
});
if (isNewRepository) console.log(`内容还没有版本记录，已在 ${environment.contentDirectory} 建立，每次保存都会记下。`);
console.log(`
编辑台已经打开，请在浏览器里访问：
  ${address}
内容存放在：${environment.contentDirectory}
不用了就回到这个窗口，按 Ctrl+C 停止。
`);
if (isOpening) openBrowser(address);
stopWhenTold(server);
