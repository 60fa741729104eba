/** The packaged office: opened as a double click does, on a machine without Node, npm and Git. */
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { ClipView } from '../../src/domain/clips/clip-job.ts';
import { assembleOffice, packFolder } from '../../src/package/office-package.ts';
import { systems, type SystemName } from '../../src/package/systems.ts';
import { installPackages } from '../browser.ts';
import { smallClip } from '../media/made-clips.ts';
import { freePort } from '../places.ts';

const project = join(import.meta.dirname, '../..');
const own = (Object.keys(systems) as SystemName[]).find(
  (name) => systems[name].os === process.platform && systems[name].cpu === process.arch,
);

let workshop: string;
let office: string;
const started: ChildProcess[] = [];

before(async () => {
  workshop = mkdtempSync(join(tmpdir(), 'hongxin-package-test-'));
  const content = join(workshop, 'content');
  cpSync(join(project, 'tests/fixtures/studio/content'), content, { recursive: true });
  mkdirSync(join(content, '.hongxin'));
  writeFileSync(join(content, '.hongxin/office'), 'another office');
  // What the script at its top needs, and nothing else.
  mkdirSync(join(workshop, 'bin'));
  for (const program of ['sh', 'dirname']) {
    const place = execFileSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).trim();
    symlinkSync(place, join(workshop, 'bin', program));
  }
  // Somebody unpacks it where it likes: with spaces and Chinese on the way.
  office = join(workshop, '我的 文件', '红新闪耀编辑台');
  assert.ok(own !== undefined, 'there is no package for this system');
  await assembleOffice({ project, system: own, contentDirectory: content, folder: office, onStep: () => undefined });
});

after(async () => {
  for (const child of started) if (child.exitCode === null) child.kill('SIGKILL');
  await wait(0);
  rmSync(workshop, { recursive: true, force: true });
});

/** A machine that has nothing but the system: neither Node nor Git on its path, and no settings. */
const machine = (port: number) => ({
  PATH: join(workshop, 'bin'),
  HOME: workshop,
  LANG: 'C.UTF-8',
  STUDIO_PORT: String(port),
});

/** Double-clicks the office. Resolves to what it says first: where it is open. */
async function doubleClick(port: number): Promise<{ child: ChildProcess; address: string }> {
  const child = spawn(join(office, '打开编辑台.sh'), ['--no-open'], {
    env: machine(port),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  let said = '';
  const address = await new Promise<string>((open, failed) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('\n')) open(said.trim());
    });
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    child.once('exit', () => {
      failed(new Error(`it ended: ${said}`));
    });
  });
  return { child, address };
}

const ended = (child: ChildProcess) =>
  new Promise<number | null>((resolve) => {
    if (child.exitCode !== null) resolve(child.exitCode);
    else child.once('exit', resolve);
  });

test('the content is in the package, and what its office kept for itself is not', () => {
  assert.ok(existsSync(join(office, '内容/site/settings.yaml')));
  assert.ok(!existsSync(join(office, '内容/.hongxin')));
});

test('a double click opens the office with its content, a second one the same office', async () => {
  const port = await freePort();
  const { child, address } = await doubleClick(port);
  assert.equal(address, `http://localhost:${String(port)}/keystatic`);
  const list = await (await fetch(new URL('/keystatic/collection/pages', address))).text();
  assert.match(list, /关于本站/);
  const second = await doubleClick(await freePort());
  assert.equal(second.address, address);
  assert.equal(await ended(second.child), 0);

  const tree = (await (
    await fetch(new URL('/api/keystatic/tree', address), { headers: { 'no-cors': '1' } })
  ).json()) as { path: string; sha: string }[];
  const path = 'pages/about.md';
  const base = [{ path, sha: tree.find((each) => each.path === path)?.sha ?? null }];
  const contents = Buffer.from('---\ntitle: 关于我们\ndescription: 我们是谁\n---\n\n在这台电脑上写的。\n').toString(
    'base64url',
  );
  const saved = await fetch(new URL('/api/keystatic/update', address), {
    method: 'POST',
    headers: { 'no-cors': '1', 'content-type': 'application/json' },
    body: JSON.stringify({ additions: [{ path, contents }], deletions: [], base }),
  });
  assert.equal(saved.status, 200);
  const log = execFileSync('git', ['log', '--format=%s'], { cwd: join(office, '内容'), encoding: 'utf8' });
  assert.equal(log.split('\n')[0], '修改文字页面：关于我们');

  // The decoder of iPhones' photos is in the package too.
  const photo = await fetch(new URL('/api/office/photo', address), {
    method: 'POST',
    body: readFileSync(join(project, 'tests/fixtures/photos/corners-p3.heic')),
  });
  assert.deepEqual([photo.status, photo.headers.get('x-extension')], [200, 'jpg']);
  assert.equal(
    Buffer.from(await photo.arrayBuffer())
      .subarray(0, 2)
      .toString('hex'),
    'ffd8',
  );

  const closed = await fetch(new URL('/office/closed/', address), { method: 'POST' });
  assert.match(await closed.text(), /编辑台已经关闭/);
  assert.equal(await ended(child), 0);
  assert.ok(!existsSync(join(office, 'app/running.json')));
});

test('an office whose port is taken opens at the next one', async () => {
  const port = await freePort();
  const { createServer } = await import('node:http');
  const other = createServer((_, response) => response.end('another program'));
  await new Promise<void>((listening) => other.listen(port, '127.0.0.1', listening));
  try {
    const { child, address } = await doubleClick(port);
    assert.ok(Number(new URL(address).port) > port);
    child.kill('SIGTERM');
    assert.equal(await ended(child), 0);
  } finally {
    other.close();
  }
});

test('a clip is made by the encoder in the package, into the folder beside the content', async () => {
  const { child, address } = await doubleClick(await freePort());
  const body = readFileSync(await smallClip());
  const handed = await fetch(new URL('/api/office/clips?name=VID.mp4', address), { method: 'POST', body });
  assert.equal(handed.status, 200, await handed.clone().text());
  const { clip } = (await handed.json()) as ClipView;
  let view: ClipView | undefined;
  for (;;) {
    view = (await (await fetch(new URL(`/api/office/clip?clip=${clip}`, address))).json()) as ClipView;
    if (view.state.is === 'ready' || view.state.is === 'failed') break;
    await wait(200);
  }
  assert.equal(view.state.is, 'ready', JSON.stringify(view.state));
  assert.ok(readdirSync(join(office, '短片')).some((file) => file.endsWith('.mp4')));
  child.kill('SIGTERM');
  await ended(child);
});

test('an office that was killed opens again', async () => {
  const first = await doubleClick(await freePort());
  first.child.kill('SIGKILL');
  await ended(first.child);
  assert.ok(existsSync(join(office, 'app/running.json')));
  const { child, address } = await doubleClick(await freePort());
  assert.equal((await fetch(address)).status, 200);
  child.kill('SIGTERM');
  await ended(child);
});

test('why an office does not open stands on a page', async () => {
  const port = await freePort();
  const content = join(workshop, 'worktree');
  mkdirSync(content);
  writeFileSync(join(content, '.git'), 'gitdir: /somewhere/else\n');
  const { status, stderr } = spawnSync(join(office, '打开编辑台.sh'), ['--no-open'], {
    env: { ...machine(port), CONTENT_DIR: content },
    encoding: 'utf8',
  });
  assert.equal(status, 1);
  assert.match(stderr, /编辑台没有打开：.*指向别处的仓库/);
  assert.match(readFileSync(join(office, 'app/not-opened.html'), 'utf8'), /指向别处的仓库.*\n.*内容没有动/s);
});

test('a packed folder comes out as it was, with what may be executed', async (context) => {
  const folder = join(workshop, '红新闪耀编辑台');
  mkdirSync(join(folder, '内容'), { recursive: true });
  writeFileSync(join(folder, '打开编辑台.sh'), '#!/bin/sh\n', { mode: 0o755 });
  writeFileSync(join(folder, '内容/a.yaml'), '甲\n'.repeat(1000), { mode: 0o644 });
  const file = join(workshop, 'office.zip');
  await packFolder(folder, file);
  if (spawnSync('unzip', ['-v']).status !== 0 && !installPackages('unzip')) {
    context.skip('unzip is not there and could not be installed');
    return;
  }
  const target = join(workshop, 'unpacked');
  execFileSync('unzip', ['-q', file, '-d', target], { env: { ...process.env, LANG: 'C.UTF-8' } });
  assert.equal(readFileSync(join(target, '红新闪耀编辑台/内容/a.yaml'), 'utf8'), '甲\n'.repeat(1000));
  assert.ok((statSync(join(target, '红新闪耀编辑台/打开编辑台.sh')).mode & 0o100) !== 0);
  assert.ok((statSync(join(target, '红新闪耀编辑台/内容/a.yaml')).mode & 0o100) === 0);
});

test('the starters of Windows are read in any code page, and start what the package has', () => {
  for (const { path, text } of systems['win-x64'].starters) {
    assert.match(text, /^[\x20-\x7e\r\n]*$/, path);
    assert.ok(!/[^\r]\n/.test(text), path);
    assert.match(text, /app\\node\.exe.*app\\office\.mjs/s, path);
  }
});

test('a system that there is no package for is refused with those that there are', () => {
  const { status, stderr } = spawnSync(process.execPath, ['src/commands/package-office.ts', '--system', 'beos'], {
    cwd: project,
    encoding: 'utf8',
  });
  assert.equal(status, 1);
  assert.match(stderr, /--system 现在是“beos”，应为 win-x64、linux-x64、/);
});
