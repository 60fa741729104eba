/** `npm run studio`: serves the editors' side on this machine until it is stopped. */
import process from 'node:process';

process.env['STUDIO'] = 'on';
process.env['ASTRO_TELEMETRY_DISABLED'] = '1';
// The studio always lies at /keystatic, whatever path the published site has.
delete process.env['BASE_PATH'];

const port = Number(process.env['STUDIO_PORT'] ?? 4322);
if (!Number.isInteger(port) || port < 1 || port > 65_535) {
  console.error(`环境变量 STUDIO_PORT · 现在是“${process.env['STUDIO_PORT']}” · 应为 1 到 65535 的端口号`);
  process.exit(1);
}

// Astro reads the variables above when it is imported, and the project's settings when it reads its configuration.
const [{ dev }, { environment }] = await Promise.all([import('astro'), import('../environment.ts')]);

const server = await dev({
  server: { port, host: '127.0.0.1' },
  // Beside `astro dev` of the site, which keeps its own.
  cacheDir: './node_modules/.astro-studio',
  vite: { cacheDir: './node_modules/.vite-studio', server: { strictPort: true } },
  logLevel: 'warn',
});

if (server.address.port !== port) {
  await server.stop();
  console.error(`端口 ${port} 已被占用：请先关掉另一个编辑台，或换一个端口，例如 STUDIO_PORT=4400 npm run studio`);
  process.exit(1);
}

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
