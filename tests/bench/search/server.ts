/** A server of files for the benchmark of the search: compresses text as a web server would, and counts what it sends. */
import { createServer, type Server } from 'node:http';
import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
};

/** A running server. */
export interface CountingServer {
  port: number;
  /** Bytes of all answers since the count was last taken, heads left out. */
  takeCount(): number;
  close(): Promise<void>;
}

/** Starts it. @param folders what lies under which path; a path ends with `/` @param script what every page runs */
export async function startServer(folders: Record<string, string>, script: string): Promise<CountingServer> {
  let bytes = 0;
  const kept = new Map<string, Buffer>();
  const server: Server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (path === '/') {
      response.writeHead(200, { 'content-type': types['.html'] });
      response.end(
        `<!doctype html><html lang="zh-CN" data-base="/"><title>搜索</title><script>${script}</script></html>`,
      );
      return;
    }
    const [under, folder] = Object.entries(folders).find(([prefix]) => path.startsWith(prefix)) ?? [];
    if (under === undefined || folder === undefined) {
      response.writeHead(404).end();
      return;
    }
    try {
      const type = types[extname(path)];
      const known = kept.get(path);
      const file = known ?? readFileSync(join(folder, decodeURIComponent(path.slice(under.length))));
      const body =
        known ??
        (type === undefined ? file : brotliCompressSync(file, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
      if (type !== undefined) kept.set(path, body);
      bytes += body.length;
      response.writeHead(200, {
        'content-type': type ?? 'application/octet-stream',
        'content-length': body.length,
        ...(type !== undefined && { 'content-encoding': 'br' }),
      });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    port: address.port,
    takeCount: () => {
      const count = bytes;
      bytes = 0;
      return count;
    },
    close: () =>
      new Promise((resolve) =>
        server.close(() => {
          resolve();
        }),
      ),
  };
}
