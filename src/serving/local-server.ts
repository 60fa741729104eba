/**
 * The server of `npm start` and of the tests. It answers as the configurations in `deploy/` do: the same headers, compressed copies,
 * ranges, a Chinese page for what is not there, the statuses of former addresses.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import send from 'send';
import {
  cacheControlOf,
  commonHeaders,
  isCompressible,
  typeOf,
  uncompressed,
} from '../domain/serving/response-headers.ts';

/** What a server is started with. */
export interface ServerOptions {
  /** The folder of the built site. It is read anew for each request: a build may replace it. */
  directory: string;
  /** The path under which the site lies, with a slash at both ends. */
  basePath: string;
  /** 0 for any that is free. */
  port: number;
  /** Where it listens; on every address where nothing is said. */
  host?: string;
}

/** The path of a request within the site, as it would be on the disk; `undefined` where it is none of the site's. */
function pathWithin(url: string, basePath: string): string | undefined {
  const raw = url.split(/[?#]/, 1)[0] ?? '';
  try {
    const path = decodeURIComponent(raw);
    return path.startsWith(basePath) && !path.includes('\0') ? path.slice(basePath.length) : undefined;
  } catch {
    // A percent sign that begins no character.
    return undefined;
  }
}

/** The former addresses of a built site, and where each leads; `null` where its page was withdrawn. */
function formerAddresses(directory: string): Readonly<Record<string, string | null>> {
  const file = join(directory, 'data/redirects.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string | null>) : {};
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/** Sends a page of the site with a status. */
function sendPage(request: IncomingMessage, response: ServerResponse, file: string, status: number): void {
  const page = existsSync(file) ? readFileSync(file) : Buffer.from('没有这一页');
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': page.length,
    'Cache-Control': 'no-cache',
  });
  response.end(request.method === 'HEAD' ? undefined : page);
}

/** The compressed copy of a file that a browser takes: Brotli before gzip. */
function copyFor(directory: string, file: string, accepted: string): { file: string; encoding?: string } {
  const encodings = accepted.split(',').map((each) => each.trim().split(';', 1)[0]);
  for (const [encoding, ending] of [
    ['br', '.br'],
    ['gzip', '.gz'],
  ] as const)
    if (encodings.includes(encoding) && existsSync(join(directory, file + ending)))
      return { file: file + ending, encoding };
  return { file };
}

/** Starts a server of a built site. Rejects where the port is taken. */
export async function startServer({ directory, basePath, port, host }: ServerOptions): Promise<Server> {
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(commonHeaders)) response.setHeader(name, value);
    const notFound = () => {
      sendPage(request, response, join(directory, '404.html'), 404);
    };
    const moved = (location: string) => {
      response.writeHead(301, { Location: location }).end();
    };
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end();
      return;
    }
    const url = request.url ?? '/';
    const path = pathWithin(url, basePath);
    if (path === undefined) {
      if (`${url}/` === basePath) moved(basePath);
      else notFound();
      return;
    }
    const former = formerAddresses(directory)[basePath + path];
    if (typeof former === 'string') {
      moved(encodeURI(former));
      return;
    }
    if (former === null) {
      sendPage(request, response, join(directory, path, 'index.html'), 410);
      return;
    }
    const question = /\?.*$/.exec(url)?.[0] ?? '';
    const isNowhere = path.split('/').some((part) => part.startsWith('.')) || uncompressed(path) !== path;
    const named = join(directory, path);
    if (isNowhere || !`${named}/`.startsWith(join(directory, '/'))) {
      notFound();
      return;
    }
    if (path !== '' && !path.endsWith('/') && isFolder(named)) {
      moved(`${basePath}${encodeURI(path)}/${question}`);
      return;
    }
    const file = path === '' || path.endsWith('/') ? `${path}index.html` : path;
    const copy = copyFor(directory, file, request.headers['accept-encoding'] ?? '');
    const type = typeOf(file);
    if (isCompressible(file)) response.setHeader('Vary', 'Accept-Encoding');
    send(request, encodeURI(copy.file), { root: directory, cacheControl: false, dotfiles: 'allow', index: false })
      .on('headers', () => {
        response.setHeader('Cache-Control', cacheControlOf(file));
        if (type !== undefined) response.setHeader('Content-Type', type);
        if (copy.encoding !== undefined) response.setHeader('Content-Encoding', copy.encoding);
      })
      .on('directory', notFound)
      .on('error', (error: Error & { status?: number }) => {
        if (error.status === 416) response.writeHead(416).end();
        else notFound();
      })
      .pipe(response);
  });
  await new Promise<void>((open, failed) => {
    server.once('error', failed);
    server.listen(port, host, () => {
      open();
    });
  });
  return server;
}
