/**
 * The server of `npm start`, nginx and Caddy with the configurations in `deploy/`: each file of a site is sent with the headers that
 * belong to its address, at the origin's root and as a column of a portal.
 */
import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { connect } from 'node:http2';
import { dirname, join } from 'node:path';
import test, { after, before, suite } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { filesBelow } from '../../src/build/file-operations.ts';
import {
  cacheControlOf,
  commonHeaders,
  isNamedByContent,
  typeOf,
  uncompressed,
} from '../../src/domain/serving/response-headers.ts';
import { startServer } from '../../src/serving/local-server.ts';
import { installPackages } from '../browser.ts';
import { runBuild } from '../build-command.ts';
import { freePort, projectDirectory, testCache } from '../places.ts';

const workplace = join(testCache, 'servers');
const deploy = join(projectDirectory, 'deploy');

/** A program of the system, installed where there is none; `undefined` where that is not possible. */
function programOf(path: string, ...packages: readonly string[]): string | undefined {
  if (!existsSync(path)) installPackages(...packages);
  return existsSync(path) ? path : undefined;
}

/** Where a site lies, and under which path. */
interface Place {
  name: string;
  basePath: string;
  /** The folder as the configurations have it in /var/www/hongxin. */
  folder: string;
}

const places: readonly Place[] = [
  { name: 'root', basePath: '/', folder: join(workplace, 'root') },
  { name: 'column', basePath: '/ztzl/xjy/', folder: join(workplace, 'column') },
];

/** A running server. */
interface Running {
  origin: string;
  stop: () => Promise<void>;
}

async function answering(origin: string, child: ChildProcess): Promise<Running> {
  for (;;) {
    if ((await fetch(origin).catch(() => undefined)) !== undefined) break;
    assert.equal(child.exitCode, null, `${origin}: the server ended`);
    await wait(20);
  }
  const ended = new Promise<void>((end) => {
    child.once('exit', () => {
      end();
    });
  });
  return {
    origin,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** A shipped file with the folder of a place, and with what a test has of its own. */
function shipped(
  file: string,
  { folder }: Place,
  changes: readonly (readonly [string | RegExp, string])[] = [],
): string {
  const text = readFileSync(join(deploy, file), 'utf8').replaceAll('/var/www/hongxin', folder);
  return changes.reduce((result, [from, to]) => {
    assert.ok(typeof from === 'string' ? result.includes(from) : from.test(result), `${file} has no ${String(from)}`);
    return result.replaceAll(from instanceof RegExp ? new RegExp(from, 'g') : from, to);
  }, text);
}

function write(file: string, text: string): string {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

/** The configuration of a whole nginx with the shipped files, at a port, with and without a certificate. */
function nginxConfiguration(place: Place, port: number, securePort: number): string {
  const folder = join(workplace, `nginx-${place.name}`);
  rmSync(folder, { recursive: true, force: true });
  const snippets = join(folder, 'snippets');
  const own: [string, string] = ['/etc/nginx/snippets', snippets];
  write(join(snippets, 'hongxin-files.conf'), shipped('nginx/hongxin-files.conf', place, [own]));
  const http = write(join(folder, 'http.conf'), shipped('nginx/hongxin-http.conf', place));
  const brotli = '/usr/lib/nginx/modules/ngx_http_brotli_static_module.so';
  if (existsSync(brotli)) write(join(snippets, 'hongxin-brotli.conf'), shipped('nginx/hongxin-brotli.conf', place));
  const certificate = join(folder, 'cert.pem');
  const key = join(folder, 'key.pem');
  const made = spawnSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', '/CN=www.example.gov.cn', '-keyout', key, '-out', certificate]); // prettier-ignore
  assert.equal(made.status, 0, String(made.stderr));
  const listens: [string | RegExp, string][] = [
    [/listen \[::\]:[^;]+;\n/, '\n'],
    ['listen 80;', `listen 127.0.0.1:${String(port + 1)};`],
    ['listen 443 ssl http2;', `listen 127.0.0.1:${String(port)}; listen 127.0.0.1:${String(securePort)} ssl http2;`],
    ['/etc/ssl/hongxin/fullchain.pem', certificate],
    ['/etc/ssl/hongxin/privkey.pem', key],
  ];
  const servers =
    place.name === 'root'
      ? shipped('nginx/root.conf', place, [own, ...listens])
      : `server {
          listen 127.0.0.1:${String(port)};
          listen 127.0.0.1:${String(securePort)} ssl http2;
          ssl_certificate ${certificate};
          ssl_certificate_key ${key};
          add_header X-Portal here always;
          location / { return 404; }
          ${shipped('nginx/column.conf', place, [own])}
        }`;
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return write(
    join(folder, 'nginx.conf'),
    `daemon off;
pid ${folder}/nginx.pid;
error_log stderr;
${existsSync(brotli) ? `load_module ${brotli};` : ''}
${process.getuid?.() === 0 ? 'user root;' : ''}
events {}
http {
  access_log off;
  ${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join(' ')}
  include ${http};
  ${servers}
}
`,
  );
}

/** A server to be started on a place. */
interface ServerKind {
  name: string;
  /** Why it cannot be started here. */
  missing: () => string | undefined;
  start: (place: Place) => Promise<Running & { securePort?: number }>;
}

const servers: readonly ServerKind[] = [
  {
    name: 'npm start',
    missing: () => undefined,
    async start({ folder, basePath }) {
      const port = await freePort();
      const server = await startServer({ directory: join(folder, 'dist'), basePath, port, host: '127.0.0.1' });
      return {
        origin: `http://127.0.0.1:${String(port)}`,
        stop: () =>
          new Promise((ended) => {
            server.closeAllConnections();
            server.close(() => {
              ended();
            });
          }),
      };
    },
  },
  {
    name: 'nginx',
    missing: () =>
      programOf('/usr/sbin/nginx', 'nginx-light', 'libnginx-mod-http-brotli-static') === undefined
        ? 'nginx could not be installed: run `sudo apt-get install -y nginx-light libnginx-mod-http-brotli-static`'
        : undefined,
    async start(place) {
      const [port, securePort] = [await freePort(), await freePort()];
      const configuration = nginxConfiguration(place, port, securePort);
      const checked = spawnSync('/usr/sbin/nginx', ['-t', '-c', configuration], { encoding: 'utf8' });
      assert.equal(checked.status, 0, checked.stderr);
      assert.doesNotMatch(checked.stderr, /\[(?:warn|error)\]/, checked.stderr);
      const child = spawn('/usr/sbin/nginx', ['-c', configuration], { stdio: 'ignore' });
      return { ...(await answering(`http://127.0.0.1:${String(port)}`, child)), securePort };
    },
  },
  {
    name: 'Caddy',
    missing: () =>
      programOf('/usr/bin/caddy', 'caddy') === undefined
        ? 'Caddy could not be installed: run `sudo apt-get install -y caddy`'
        : undefined,
    async start(place) {
      const port = await freePort();
      const folder = join(workplace, `caddy-${place.name}`);
      write(join(folder, 'hongxin.caddy'), shipped('caddy/hongxin.caddy', place));
      const configuration = write(
        join(folder, 'Caddyfile'),
        `{\n\tadmin off\n\tauto_https off\n\tstorage file_system ${folder}/storage\n}\n${shipped(
          `caddy/${place.name}.Caddyfile`,
          place,
          [['www.example.gov.cn', `http://127.0.0.1:${String(port)}`]],
        )}`,
      );
      const environment = { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
      const parameters = ['--config', configuration, '--adapter', 'caddyfile'];
      const checked = spawnSync('/usr/bin/caddy', ['validate', ...parameters], { encoding: 'utf8', env: environment });
      assert.equal(checked.status, 0, checked.stderr);
      const child = spawn('/usr/bin/caddy', ['run', ...parameters], { stdio: 'ignore', env: environment });
      return answering(`http://127.0.0.1:${String(port)}`, child);
    },
  },
];

before(async () => {
  const content = join(workplace, 'content');
  rmSync(workplace, { recursive: true, force: true });
  cpSync(join(projectDirectory, 'content'), content, { recursive: true });
  write(
    join(content, 'site/redirects.yaml'),
    'redirects:\n  - { from: /people/lao-an/, to: /people/an-tu/, since: 2026-04-01 }\n  - { from: /people/gone/, since: 2026-04-01 }\n',
  );
  for (const { folder, basePath } of places) {
    const { status, output } = await runBuild({
      CONTENT_DIR: content,
      OUT_DIR: join(folder, 'dist'),
      BASE_PATH: basePath,
      SITE_DATE: '2026-10-02',
    });
    assert.equal(status, 0, output);
  }
  const column = places[1];
  assert.ok(column !== undefined);
  mkdirSync(join(column.folder, 'ztzl'));
  symlinkSync(join(column.folder, 'dist'), join(column.folder, 'ztzl/xjy'));
});

test('every compressed copy is what lies beside it', () => {
  let copies = 0;
  for (const { folder } of places) {
    const site = join(folder, 'dist/');
    for (const file of filesBelow(site)) {
      const original = uncompressed(file);
      if (original === file) continue;
      const bytes = readFileSync(join(site, file));
      const plain = file.endsWith('.br') ? brotliDecompressSync(bytes) : gunzipSync(bytes);
      assert.ok(plain.equals(readFileSync(join(site, original))), file);
      copies += 1;
    }
  }
  assert.ok(copies > 1000, String(copies));
});

/** What is compared of a response: servers write types and encodings in their own ways. */
function headersOf(response: Response): Record<string, string | null> {
  const own = Object.keys(commonHeaders).map((name) => [name, response.headers.get(name)] as const);
  return {
    ...(Object.fromEntries(own) as Record<string, string | null>),
    type: response.headers.get('content-type')?.toLowerCase().replace(/;\s*/, '; ') ?? null,
    cache: response.headers.get('cache-control'),
  };
}

for (const server of servers) {
  const missing = server.missing();
  for (const place of places) {
    suite(`${server.name}, ${place.basePath}`, { skip: missing }, () => {
      let running: Running & { securePort?: number };
      const site = join(place.folder, 'dist/');
      const ask = (path: string, options: RequestInit = {}) =>
        fetch(`${running.origin}${place.basePath}${path}`, { redirect: 'manual', ...options });

      before(async () => {
        running = await server.start(place);
      });
      after(() => running.stop());

      test('every file has the headers of its address', async () => {
        // The page of an address whose entry is gone is sent with another status.
        const files = filesBelow(site).filter(
          (file) => uncompressed(file) === file && !/^people\/(?:gone|lao-an)\//.test(file),
        );
        assert.ok(files.length > 500, String(files.length));
        const seen = new Set<string>();
        for (const file of files) {
          // Caddy hides what it is configured by.
          if (file.endsWith('.caddy') && server.name === 'Caddy') continue;
          // Of each kind of address some: pictures are a thousand.
          const kind = `${file.split('/').slice(0, 2).join('/')}${/\.\w+$/.exec(file)?.[0] ?? ''}`;
          if (seen.has(kind) && file.startsWith('_astro/')) continue;
          seen.add(kind);
          const response = await ask(file.replace(/(^|\/)index\.html$/, '$1'));
          assert.equal(response.status, 200, file);
          assert.deepEqual(
            headersOf(response),
            { ...commonHeaders, type: typeOf(file) ?? null, cache: cacheControlOf(file) },
            file,
          );
          await response.arrayBuffer();
        }
        assert.ok([...seen].some((kind) => isNamedByContent(kind)));
      });

      test('what the build compressed is sent compressed, and is what it was', async () => {
        for (const encoding of ['br', 'gzip']) {
          for (const file of ['', 'data/stations.json', 'data/stations.geojson']) {
            const response = await ask(file, { headers: { 'accept-encoding': encoding } });
            if (
              encoding === 'br' ||
              server.name !== 'nginx' ||
              existsSync('/usr/lib/nginx/modules/ngx_http_brotli_static_module.so')
            )
              assert.equal(response.headers.get('content-encoding'), encoding, file);
            assert.match(response.headers.get('vary') ?? '', /accept-encoding/i, file);
            const plain = readFileSync(join(site, file === '' ? 'index.html' : file));
            assert.ok(Buffer.from(await response.arrayBuffer()).equals(plain), file);
          }
        }
      });

      test('what is not there answers 404 with the page of the site that says so', async () => {
        for (const path of ['nowhere/', 'people/nobody/', '_astro/', '.hidden', '_astro/gone.js', 'a%20b']) {
          const response = await ask(path);
          assert.equal(response.status, 404, path);
          assert.match(await response.text(), /没有找到这一页|没有这个页面|没有这一页/, path);
          assert.deepEqual(
            headersOf(response),
            { ...commonHeaders, type: 'text/html; charset=utf-8', cache: 'no-cache' },
            path,
          );
        }
      });

      test('an address without its slash leads to the one with it', async () => {
        const response = await ask('people');
        assert.ok([301, 308].includes(response.status), String(response.status));
        const location = response.headers.get('location') ?? '';
        assert.equal(new URL(location, running.origin).pathname, `${place.basePath}people/`);
      });

      test('former addresses answer 301 and 410', async () => {
        const moved = await ask('people/lao-an/');
        assert.equal(moved.status, 301);
        assert.equal(
          new URL(moved.headers.get('location') ?? '', running.origin).pathname,
          `${place.basePath}people/an-tu/`,
        );
        const gone = await ask('people/gone/');
        assert.equal(gone.status, 410);
        assert.match(await gone.text(), /<h1[^>]*>内容已撤回/);
      });

      test('parts, heads and what did not change are answered as such', async () => {
        const film = filesBelow(site).find((file) => file.endsWith('.mp4')) ?? '';
        const whole = readFileSync(join(site, film));
        const part = await ask(film, { headers: { range: 'bytes=-100' } });
        assert.equal(part.status, 206);
        assert.ok(Buffer.from(await part.arrayBuffer()).equals(whole.subarray(-100)));
        const head = await ask(film, { method: 'HEAD' });
        assert.equal(head.status, 200);
        assert.equal(head.headers.get('content-length'), String(whole.length));
        // `fetch` would ask for a fresh one besides.
        const answer = (headers: Record<string, string>) =>
          new Promise<IncomingMessage>((answered) => {
            get(`${running.origin}${place.basePath}people/`, { headers }, (response) => {
              response.resume();
              answered(response);
            });
          });
        const { headers } = await answer({});
        const { statusCode: status } = await answer({ 'if-none-match': headers.etag ?? '' });
        assert.equal(status, 304);
      });

      test(
        'a browser gets it by HTTP/2',
        { skip: server.name !== 'nginx' && 'TLS is set by the name of the site' },
        async () => {
          const session = connect(`https://127.0.0.1:${String(running.securePort)}`, { rejectUnauthorized: false });
          const request = session.request({ ':path': `${place.basePath}people/` });
          const status = await new Promise((resolve, reject) => {
            session.once('error', reject);
            request.once('response', (headers) => {
              resolve(headers[':status']);
            });
          });
          assert.equal(status, 200);
          session.destroy();
        },
      );
    });
  }
}
