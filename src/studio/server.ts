/** The server of the studio: this machine only, own pages only. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** What answers requests: the built studio. */
export type StudioHandler = (request: IncomingMessage, response: ServerResponse) => unknown;

/**
 * What the pages may do: nothing from elsewhere, in no frame. Keystatic writes styles into the page, an empty one by its address
 * (in place of a font from elsewhere), and shows pictures that
 * were chosen and not saved yet.
 */
const policy = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline' data:",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const headers = {
  'content-security-policy': policy,
  'x-frame-options': 'DENY',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;

const ownAddresses = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** Starts the server. Rejects with the system's error where the port is taken. */
export async function startServer(handler: StudioHandler, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (!ownAddresses.has(request.socket.remoteAddress ?? '')) {
      response.writeHead(403, { 'content-type': 'text/plain; charset=utf-8' });
      response.end('编辑台只在它自己的电脑上打开，别的电脑连不上。');
      return;
    }
    if (request.url === '/') {
      response.writeHead(302, { location: '/keystatic' });
      response.end();
      return;
    }
    handler(request, response);
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(port, '127.0.0.1', listening);
  });
  return server;
}
