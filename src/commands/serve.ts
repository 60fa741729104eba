/** The second half of `npm start`: serves the built site. */
import '../process/start.ts';
import { networkInterfaces } from 'node:os';
import { restoreSite } from '../build/releases.ts';
import { environment } from '../environment.ts';

const { outputDirectory } = environment;
if (await restoreSite(outputDirectory)) {
  console.warn(`上一次生成在换网站的时候中断了，已经把最新的完整网站放回 ${outputDirectory}。`);
}
const { preview } = await import('astro');
const server = await preview({ logLevel: 'error', server: { port: environment.port, host: true } });
const address = (host: string) => `http://${host}:${String(server.port)}${environment.basePath}`;
console.log(`网站已打开：${address('localhost')}`);
const nearby = Object.values(networkInterfaces())
  .flatMap((each) => each ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal);
if (nearby) console.log(`同一网络里的手机可以打开：${address(nearby.address)}`);
console.log('按 Ctrl+C 停止。');
