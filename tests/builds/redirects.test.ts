/** What moved answers 301 and what is gone 410, when nginx serves the site with the rules that the build writes. */
import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test, { after, before } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { installPackages } from '../browser.ts';
import { runBuild } from '../build-command.ts';
import { freePort, testCache } from '../places.ts';

const workplace = join(testCache, 'redirects');
const [content, site] = [join(workplace, 'content'), join(workplace, 'site')];
const basePath = '/ztzl/xjy/';

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** The program of nginx, installed where there is none. */
function nginx(): string {
  const usual = '/usr/sbin/nginx';
  if (!existsSync(usual)) installPackages('nginx-light');
  assert.ok(existsSync(usual), 'nginx could not be installed: run `sudo apt-get install -y nginx-light`');
  return usual;
}

let server: ChildProcess | undefined;
let origin: string;

before(async () => {
  rmSync(workplace, { recursive: true, force: true });
  cpSync(join(import.meta.dirname, '../fixtures/smallest/content'), content, { recursive: true });
  const person = `name: 李梅\ntrade: rider\ntown: 玉津镇\nheadline: 一句话\npublication: { status: published, sample: true }`;
  write(join(content, 'people/li-mei/index.md'), `---\n${person}\n---\n\n话\n`);
  write(
    join(content, 'people/wang/index.md'),
    `---\n${person.replace('published, sample: true', 'draft')}\n---\n\n话\n`,
  );
  write(
    join(content, 'site/redirects.yaml'),
    `redirects:\n${['/people/li/, to: "/people/li-mei/#荣誉"', '/people/li-li/, to: /people/li/', '/people/gone/', '/people/hidden/, to: /people/wang/'].map((rule) => `  - { from: ${rule}, since: 2026-04-01 }\n`).join('')}`,
  );
  const { status, output } = await runBuild({ CONTENT_DIR: content, OUT_DIR: site, BASE_PATH: basePath });
  assert.equal(status, 0, output);

  const port = await freePort();
  origin = `http://127.0.0.1:${String(port)}`;
  const configuration = join(workplace, 'nginx.conf');
  write(
    configuration,
    `daemon off;
pid ${workplace}/nginx.pid;
error_log stderr;
${process.getuid?.() === 0 ? 'user root;' : ''}
events {}
http {
  access_log off;
  client_body_temp_path ${workplace}/body;
  proxy_temp_path ${workplace}/proxy;
  fastcgi_temp_path ${workplace}/fastcgi;
  uwsgi_temp_path ${workplace}/uwsgi;
  scgi_temp_path ${workplace}/scgi;
  types { text/html html; }
  server {
    listen 127.0.0.1:${String(port)};
    absolute_redirect off;
    include ${site}/data/redirects.conf;
    location ${basePath} { alias ${site}/; index index.html; }
  }
}
`,
  );
  const program = nginx();
  const checked = spawnSync(program, ['-t', '-c', configuration], { encoding: 'utf8' });
  assert.equal(checked.status, 0, checked.stderr);
  server = spawn(program, ['-c', configuration], { stdio: 'ignore' });
  for (;;) {
    const answer = await fetch(origin).catch(() => undefined);
    if (answer !== undefined) break;
    assert.equal(server.exitCode, null, 'nginx ended');
    await wait(20);
  }
});

after(() => {
  server?.kill('SIGTERM');
});

const ask = async (path: string) => {
  const answer = await fetch(`${origin}${basePath}${path}`, { redirect: 'manual' });
  return { status: answer.status, location: answer.headers.get('location'), text: await answer.text() };
};

test('an address that moved answers 301 with the last address, whatever is behind it', async () => {
  const moved = { status: 301, location: `${basePath}people/li-mei/#${encodeURIComponent('荣誉')}` };
  for (const former of ['people/li/', 'people/li-li/']) {
    const { status, location } = await ask(former);
    assert.deepEqual({ status, location }, moved, former);
  }
  assert.equal((await ask('people/li-mei/')).status, 200);
});

test('an address whose entry was deleted answers 410 with the page that says so', async () => {
  const { status, text } = await ask('people/gone/');
  assert.equal(status, 410);
  assert.match(text, /<h1[^>]*>内容已撤回/);
});

test('an address that leads to what nobody may see is none', async () => {
  assert.equal((await ask('people/hidden/')).status, 404);
  assert.ok(!readFileSync(join(site, 'data/redirects.conf'), 'utf8').includes('wang'));
});
