/**
 * `npm run package`: the office as a file to unpack and open by a double click, Node and the content inside.
 *
 *     npm run package -- --system win-x64       for Windows; without it for this machine's own system
 *     npm run package -- --out 文件夹            where the file goes; `packages` by default
 */
import '../process/start.ts';
import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { environment } from '../environment.ts';
import { assembleOffice, PackageProblem, packFolder } from '../package/office-package.ts';
import { systems, type SystemName } from '../package/systems.ts';

/** The name of the folder that editors unpack. */
const packageName = '红新闪耀编辑台';

function fail(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

function readWords(): { system?: string | undefined; out: string } {
  try {
    const { values } = parseArgs({ options: { system: { type: 'string' }, out: { type: 'string' } } });
    return { system: values.system, out: resolve(values.out ?? 'packages') };
  } catch (error) {
    return fail(
      `看不懂这个选项：${error instanceof Error ? error.message : String(error)}。可以用的是 --system 和 --out。`,
    );
  }
}

const names = Object.keys(systems) as SystemName[];
const { system: wanted, out } = readWords();
const system = names.find((name) =>
  wanted === undefined ? systems[name].os === process.platform && systems[name].cpu === process.arch : name === wanted,
);
if (system === undefined) fail(`--system 现在是“${wanted ?? process.platform}”，应为 ${names.join('、')} 之一。`);

const workplace = join(out, `.${system}.part`);
const file = join(out, `${packageName}-${system}.zip`);
await rm(workplace, { recursive: true, force: true });
await mkdir(workplace, { recursive: true });
try {
  await assembleOffice({
    project: fileURLToPath(new URL('../../', import.meta.url)),
    system,
    contentDirectory: environment.contentDirectory,
    folder: join(workplace, packageName),
    onStep: (sentence) => {
      console.log(`${sentence}……`);
    },
  });
  console.log('压缩……');
  await packFolder(join(workplace, packageName), file);
} catch (error) {
  if (error instanceof PackageProblem) fail(`没有打成包：${error.message}`);
  throw error;
} finally {
  await rm(workplace, { recursive: true, force: true });
}
console.log(`\n打好了：${file}\n拷到编辑的电脑上解压，双击“打开编辑台”。内容在解压出来的“内容”文件夹里。`);
