/** `npm run studio`: serves the editors' side on this machine until it is stopped. */
import '../process/start.ts';
import { mkdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

process.env['STUDIO'] = 'on';
// The studio is always at /keystatic, whatever path the published site has.
delete process.env['BASE_PATH'];

// Astro reads the variables above when it is imported, and the project's settings when it reads its configuration.
const [{ dev }, { environment }] = await Promise.all([import('astro'), import('../environment.ts')]);
const port = environment.studioPort;

// What a killed studio had begun is finished before anybody sees the content, and what stands in the way is said here.
const { openContentStore } = await import('../content-store/open-content-store.ts');
const { isNewRepository } = await openContentStore(environment.contentDirectory, () => false).catch(
  (error: unknown): never => {
    console.error(`编辑台没有打开：${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  },
);
if (isNewRepository) console.log(`内容还没有版本记录，已在 ${environment.contentDirectory} 建立，每次保存都会记下。`);

// A root of its own, without pages and without collections: a mistake in an entry must not keep the editor from opening
// the studio to mend it, a save must not reload the page under the editor's hands, and `npm run dev` may run beside it.
const project = fileURLToPath(new URL('../../', import.meta.url));
const root = join(project, '.cache/studio');
await mkdir(root, { recursive: true });

const server = await dev({
  root,
  configFile: relative(root, join(project, 'astro.config.mjs')),
  cacheDir: join(root, 'astro'),
  server: { port, host: '127.0.0.1' },
  vite: { cacheDir: join(root, 'vite'), server: { strictPort: true, fs: { allow: [project] } } },
  logLevel: 'warn',
}).catch((error: unknown) => {
  if (!(error instanceof Error && error.message.includes('is already in use'))) throw error;
  console.error(`端口 ${port} 已被占用：请先关掉另一个编辑台，或换一个端口，例如 STUDIO_PORT=4400 npm run studio`);
  process.exit(1);
});

console.log(`
编辑台已经打开，请在浏览器里访问：
  http://localhost:${port}/keystatic
内容存放在：${environment.contentDirectory}
不用了就回到这个窗口，按 Ctrl+C 停止。
`);

const stop = () => {
  void server.stop().finally(() => process.exit(0));
};
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
