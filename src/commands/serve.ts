/** The second half of `npm start`: serves the built site. */
import '../process/start.ts';
import { existsSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join, resolve } from 'node:path';
import { restoreSite } from '../build/releases.ts';
import { environment } from '../environment.ts';
import { startServer } from '../serving/local-server.ts';

const { outputDirectory, basePath, port } = environment;
if (await restoreSite(outputDirectory)) {
  console.warn(`上一次生成在换网站的时候中断了，已经把最新的完整网站放回 ${outputDirectory}。`);
}
if (!existsSync(join(outputDirectory, 'index.html'))) {
  console.error(`${outputDirectory} 里没有网站，先运行 npm run build。`);
  process.exit(1);
}
await startServer({ directory: resolve(outputDirectory), basePath, port }).catch((error: unknown) => {
  if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
  console.error(`端口 ${String(port)} 已经被别的程序用了。换一个：PORT=${String(port + 1)} npm start`);
  process.exit(1);
});
const address = (host: string) => `http://${host}:${String(port)}${basePath}`;
console.log(`网站已打开：${address('localhost')}`);
const nearby = Object.values(networkInterfaces())
  .flatMap((each) => each ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal);
if (nearby) console.log(`同一网络里的手机可以打开：${address(nearby.address)}`);
console.log('按 Ctrl+C 停止。');
