/** A Git server as counties have them: Git's own program behind HTTP, with a token, and with everything that goes wrong. */
import { spawn, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the server does with the next requests, before Git sees them. `true` when it has answered. */
export type Interruption = (request: IncomingMessage, response: ServerResponse) => boolean;

/** The server, with one repository. */
export class GitServer {
  readonly directory: string;
  /** The token that it wants; none where anybody may write. */
  token: string | undefined;
  interrupt: Interruption = () => false;
  /** After so many bytes of the answer to a POST the line is cut. */
  cutAfter = Infinity;
  /** What each request had as `Authorization`. */
  readonly authorizations: (string | undefined)[] = [];
  private readonly server: Server;

  private constructor() {
    this.directory = mkdtempSync(join(tmpdir(), 'hongxin-git-server-'));
    execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', join(this.directory, 'shared.git')]);
    execFileSync('git', ['config', 'http.receivepack', 'true'], { cwd: join(this.directory, 'shared.git') });
    this.server = createServer((request, response) => {
      this.answer(request, response);
    });
  }

  static async start(): Promise<GitServer> {
    const made = new GitServer();
    await new Promise<void>((resolve) => made.server.listen(0, '127.0.0.1', resolve));
    return made;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}/shared.git`;
  }

  git(...words: string[]): string {
    return execFileSync('git', words, { cwd: join(this.directory, 'shared.git'), encoding: 'utf8' });
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
    rmSync(this.directory, { recursive: true, force: true });
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const { authorization } = request.headers;
    this.authorizations.push(authorization);
    if (this.interrupt(request, response)) return;
    const [, said = ''] = /^Basic (.*)$/.exec(authorization ?? '') ?? [];
    if (this.token !== undefined && Buffer.from(said, 'base64').toString().split(':')[1] !== this.token) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
      return;
    }
    const { pathname, search } = new URL(request.url ?? '', 'http://localhost');
    const child = spawn('git', ['http-backend'], {
      env: {
        ...process.env,
        GIT_PROJECT_ROOT: this.directory,
        GIT_HTTP_EXPORT_ALL: '1',
        PATH_INFO: pathname,
        QUERY_STRING: search.slice(1),
        REQUEST_METHOD: request.method ?? 'GET',
        CONTENT_TYPE: request.headers['content-type'] ?? '',
        REMOTE_USER: 'editor',
      },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    request.pipe(child.stdin);
    let head = Buffer.alloc(0);
    let isBody = false;
    let left = request.method === 'POST' ? this.cutAfter : Infinity;
    const send = (bytes: Buffer) => {
      if (bytes.length < left) {
        left -= bytes.length;
        response.write(bytes);
        return;
      }
      response.write(bytes.subarray(0, left), () => response.destroy());
      left = 0;
    };
    child.stdout.on('data', (chunk: Buffer) => {
      if (isBody) {
        send(chunk);
        return;
      }
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return;
      isBody = true;
      const headers = new Map(
        head
          .subarray(0, end)
          .toString()
          .split('\r\n')
          .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()] as const),
      );
      const status = Number(headers.get('Status')?.slice(0, 3) ?? 200);
      headers.delete('Status');
      response.writeHead(status, Object.fromEntries(headers));
      send(head.subarray(end + 4));
    });
    child.on('close', () => response.end());
  }
}
