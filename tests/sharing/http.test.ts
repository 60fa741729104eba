/** A shared repository on a real server: what is sent and brought, and what an editor is told when it is not. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { setTimeout as rest } from 'node:timers/promises';
import { nodeDisk } from '../../src/content-store/disk.ts';
import { GitHistory } from '../../src/content-store/git-history.ts';
import { createRepository, type RepositoryPlace } from '../../src/content-store/git-repository.ts';
import { SharedHistory } from '../../src/content-store/shared-history.ts';
import { gitHttpClient } from '../../src/sharing/http-client.ts';
import { HttpRepository, type HttpRepositoryOptions } from '../../src/sharing/http-repository.ts';
import { SharingFailure, type SharingProblem } from '../../src/sharing/shared-repository.ts';
import { random } from '../random.ts';
import { GitServer } from './git-server.ts';

let server: GitServer;
let directory = '';
before(async () => {
  server = await GitServer.start();
});
after(() => {
  server.stop();
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'hongxin-http-'));
  server.token = 'secret';
  server.interrupt = () => false;
  server.cutAfter = Infinity;
  server.authorizations.length = 0;
  server.git('update-ref', '-d', 'refs/heads/main');
});

/** A copy on this machine, with a repository. */
class Copy {
  readonly history: GitHistory;
  readonly shared: SharedHistory;
  readonly repository: HttpRepository;
  readonly place: RepositoryPlace;

  private constructor(place: RepositoryPlace, options: Partial<HttpRepositoryOptions>) {
    this.place = place;
    this.history = new GitHistory(nodeDisk, place, { wait: () => Promise.resolve() });
    this.shared = new SharedHistory(nodeDisk, place, this.history);
    this.repository = new HttpRepository(nodeDisk, place.gitDirectory, {
      url: server.url,
      branch: 'main',
      credentials: { user: 'oauth2', token: 'secret' },
      ...options,
    });
  }

  static async make(name: string, options: Partial<HttpRepositoryOptions> = {}): Promise<Copy> {
    await nodeDisk.makeFolder(join(directory, name));
    return new Copy(await createRepository(nodeDisk, join(directory, name)), options);
  }

  /** A copy that somebody else made. */
  static at(place: RepositoryPlace): Copy {
    return new Copy(place, {});
  }

  /** Records a file. Resolves to the version. */
  async record(path: string, text: string): Promise<string> {
    const [id = ''] = await this.history.keep([Buffer.from(text)]);
    const author = { name: '编辑', email: 'editor@localhost' };
    return this.history.record({ files: new Map([[path, id]]), author, at: new Date(), message: `改 ${path}` });
  }

  /** Brings what is there, as an office does. */
  async bring(): Promise<string | undefined> {
    const theirs = await this.repository.fetch();
    if (theirs === undefined) return undefined;
    await this.shared.flushFetched();
    await this.shared.setKnown(theirs);
    return theirs;
  }
}

const fails = (problem: SharingProblem, words: RegExp) => (error: unknown) => {
  assert.ok(error instanceof SharingFailure, String(error));
  assert.equal(error.problem, problem);
  assert.match(error.message, words);
  assert.doesNotMatch(error.message, /[A-Za-z]{3,}(?<!127|Git)/, 'the sentence is for editors');
  return true;
};

test('what one copy sends another one brings, byte for byte', async () => {
  const [first, second] = [await Copy.make('first'), await Copy.make('second')];
  assert.equal(await first.repository.newest(), undefined);
  const version = await first.record('people/li/index.md', '李梅\n'.repeat(500));
  assert.equal(await first.repository.push(undefined, version), 'sent');
  assert.equal(await second.repository.newest(), version);
  assert.equal(await second.bring(), version);
  const [change] = (await second.history.changesOf(version)) ?? [];
  assert.equal(Buffer.from((await second.history.read(change?.after ?? '')) ?? []).toString(), '李梅\n'.repeat(500));
  assert.equal(server.git('fsck', '--strict'), '');
});

test('what is there already is not brought again', async () => {
  const [first, second] = [await Copy.make('first'), await Copy.make('second')];
  const large = Array.from({ length: 20_000 }, (_, index) => String(index * 7919)).join('\n');
  const one = await first.record('site/large.yaml', large);
  await first.repository.push(undefined, one);
  await second.bring();
  const two = await first.record('people/li/index.md', '李梅\n');
  await first.repository.push(one, two);
  await second.bring();
  const sizes = readdirSync(join(second.place.gitDirectory, 'objects/pack'))
    .filter((name) => name.endsWith('.pack'))
    .map((name) => readFileSync(join(second.place.gitDirectory, 'objects/pack', name)).length);
  assert.equal(sizes.length, 2);
  assert.ok(Math.min(...sizes) < 1000, `${sizes.join()} bytes`);
});

test('a copy that was made with its last version alone brings and sends as any other', async () => {
  const first = await Copy.make('first');
  let newest: string | undefined;
  for (const text of ['1', '2', '3']) {
    const version = await first.record('a.yaml', text);
    await first.repository.push(newest, version);
    newest = version;
  }
  execFileSync('git', [
    'clone',
    '--quiet',
    '--depth',
    '1',
    `file://${server.directory}/shared.git`,
    join(directory, 'shallow'),
  ]);
  const place = { gitDirectory: join(directory, 'shallow/.git'), prefix: '' };
  const shallow = Copy.at(place);
  const other = await first.record('b.yaml', 'of the first');
  assert.equal(await first.repository.push(newest, other), 'sent');
  assert.equal(await shallow.bring(), other);
  assert.equal(await shallow.history.isIn(newest ?? '', other), true);
  execFileSync('git', ['reset', '--quiet', '--hard', other], { cwd: join(directory, 'shallow') });
  const own = await shallow.record('c.yaml', 'of the shallow one');
  assert.equal(await shallow.repository.push(other, own), 'sent');
  assert.equal(server.git('rev-parse', 'main').trim(), own);
  assert.equal(server.git('rev-list', '--count', 'main').trim(), '5');
  assert.equal(server.git('fsck', '--strict', '--no-dangling'), '');
});

test('a version that was overtaken is not sent over the other one', async () => {
  const [first, second] = [await Copy.make('first'), await Copy.make('second')];
  const one = await first.record('a.yaml', '1');
  await first.repository.push(undefined, one);
  const other = await second.record('b.yaml', '2');
  assert.equal(await second.repository.push(undefined, other), 'overtaken');
  const two = await first.record('a.yaml', '2');
  // A version that knows nothing of the one that is there.
  assert.equal(await first.repository.push(undefined, two), 'overtaken');
  assert.equal(server.git('rev-parse', 'main').trim(), one);
});

test('a wrong token is said, and nothing is sent', async () => {
  const copy = await Copy.make('copy', { credentials: { user: 'oauth2', token: 'wrong' } });
  const version = await copy.record('a.yaml', '1');
  await assert.rejects(copy.repository.push(undefined, version), fails('token', /不认这个令牌/));
  await assert.rejects(copy.repository.newest(), fails('token', /不认这个令牌/));
});

for (const [status, problem, words] of [
  [403, 'forbidden', /写入权限/],
  [404, 'missing', /没有这个仓库/],
  [413, 'server', /太大/],
  [500, 'server', /故障（500）/],
  [503, 'server', /故障（503）/],
  [507, 'server', /空间满了/],
] as const) {
  test(`an answer ${String(status)} is said in words`, async () => {
    const copy = await Copy.make('copy');
    server.interrupt = (_, response) => {
      response.writeHead(status).end('<html>');
      return true;
    };
    await assert.rejects(copy.repository.fetch(), fails(problem, words));
  });
}

test('the page of a network that wants a login is no repository', async () => {
  const copy = await Copy.make('copy');
  server.interrupt = (_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html>登录</html>');
    return true;
  };
  await assert.rejects(copy.repository.fetch(), fails('offline', /先登录/));
});

test('an answer that leads to another server takes no token there', async () => {
  const copy = await Copy.make('copy');
  const other = await GitServer.start();
  try {
    server.interrupt = (request, response) => {
      if (request.headers.authorization === undefined) return false;
      response.writeHead(302, { location: `${other.url}/info/refs?service=git-upload-pack` }).end();
      return true;
    };
    await assert.rejects(copy.repository.fetch(), fails('missing', /换了地址/));
    assert.deepEqual(other.authorizations, []);
  } finally {
    other.stop();
  }
});

test('where nobody listens the change stays here and the sentence says so', async () => {
  const gone = await GitServer.start();
  const copy = await Copy.make('copy', { url: gone.url });
  gone.stop();
  await assert.rejects(copy.repository.newest(), fails('offline', /连不上.*有网络时自动送出/));
});

test('a server that says nothing is given up, and what was not sent is sent later', async () => {
  const copy = await Copy.make('copy');
  const version = await copy.record('a.yaml', '1');
  server.interrupt = () => true;
  const impatient = new HttpRepository(nodeDisk, copy.place.gitDirectory, {
    url: server.url,
    branch: 'main',
    patience: 400,
  });
  await assert.rejects(impatient.push(undefined, version), fails('offline', /连不上/));
  server.interrupt = () => false;
  assert.equal(await copy.repository.push(undefined, version), 'sent');
});

// The library hands it over like this.
// eslint-disable-next-line @typescript-eslint/require-await -- there is nothing to wait for
async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

test('an upload that takes longer than nothing may move is sent, as long as it moves', async () => {
  const patience = 2000;
  let rests = 0;
  let size = 0;
  const slow = createServer((request, response) => {
    const take = async () => {
      for await (const piece of request as AsyncIterable<Buffer>) {
        size += piece.length;
        rests += 1;
        await rest(8);
      }
      response.end('taken');
    };
    void take();
  });
  await once(slow.listen(0, '127.0.0.1'), 'listening');
  const { port } = slow.address() as AddressInfo;
  try {
    const url = `http://127.0.0.1:${String(port)}/a.git`;
    // More than the line itself holds: what it holds moves no more for whoever sends.
    const sent = await gitHttpClient(url, { patience }).request({
      url: `${url}/git-receive-pack`,
      method: 'POST',
      body: whole(Buffer.alloc(32_000_000)),
    });
    assert.equal(sent.statusCode, 200);
    assert.equal(size, 32_000_000);
    assert.ok(rests * 8 > patience, `${String(rests)} rests`);
  } finally {
    slow.closeAllConnections();
    slow.close();
  }
});

test('the settings of a repository lead the token nowhere else', async () => {
  const copy = await Copy.make('copy');
  const other = await GitServer.start();
  try {
    writeFileSync(
      join(copy.place.gitDirectory, 'config'),
      `${readFileSync(join(copy.place.gitDirectory, 'config'), 'utf8')}\n[http]\n\tcorsProxy = ${other.url}\n[remote "hongxin"]\n\tpushurl = ${other.url}\n`,
    );
    const version = await copy.record('a.yaml', '1');
    assert.equal(await copy.repository.push(undefined, version), 'sent');
    assert.equal(await copy.repository.fetch(), version);
    assert.deepEqual(other.authorizations, []);
  } finally {
    other.stop();
  }
});

test('where the branch is another one, its name is said, and no second one is made', async () => {
  const copy = await Copy.make('copy', { branch: 'master' });
  const first = await Copy.make('first');
  await first.repository.push(undefined, await first.record('a.yaml', '1'));
  await assert.rejects(copy.repository.newest(), (error: Error) => {
    assert.match(error.message, /没有“master”分支，只有“main”/);
    return true;
  });
});

test('an answer that ends before the first object leaves nothing behind', async () => {
  const [first, second] = [await Copy.make('first'), await Copy.make('second')];
  await first.repository.push(undefined, await first.record('a.yaml', '1'));
  server.interrupt = (request, response) => {
    if (request.method !== 'POST') return false;
    response.writeHead(200, { 'content-type': 'application/x-git-upload-pack-result' }).end('0008NAK\n');
    return true;
  };
  await assert.rejects(second.repository.fetch(), fails('offline', /收到一半断了|不知道送到没有/));
  const refs = execFileSync('git', ['for-each-ref'], { cwd: join(second.place.gitDirectory, '..'), encoding: 'utf8' });
  assert.equal(refs, '', 'no name says that it is here');
  assert.equal(await second.shared.known(), undefined);
});

test('what is cut on the way is brought whole the next time', async () => {
  const [first, second] = [await Copy.make('first'), await Copy.make('second')];
  const next = random(7);
  const noise = Buffer.from(Array.from({ length: 60_000 }, () => Math.floor(next() * 256))).toString('base64');
  const version = await first.record('site/large.yaml', noise);
  await first.repository.push(undefined, version);
  for (const cut of [10, 60, 300, 2000, 9000]) {
    server.cutAfter = cut;
    await assert.rejects(second.repository.fetch(), SharingFailure, `cut after ${String(cut)} bytes`);
    assert.equal(await second.shared.known(), undefined);
  }
  server.cutAfter = Infinity;
  assert.equal(await second.bring(), version);
  const [change] = (await second.history.changesOf(version)) ?? [];
  assert.equal(Buffer.from((await second.history.read(change?.after ?? '')) ?? []).toString(), noise);
});

test('a branch that takes nothing says so', async () => {
  const copy = await Copy.make('copy');
  const hook = join(server.directory, 'shared.git/hooks/pre-receive');
  writeFileSync(hook, '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  try {
    const version = await copy.record('a.yaml', '1');
    await assert.rejects(copy.repository.push(undefined, version), fails('protected', /受保护/));
  } finally {
    rmSync(hook);
  }
});

test('more than a small PC can hold is given up while it comes, and nothing of it stays', async () => {
  const first = await Copy.make('first');
  const noise = random(7);
  const large = Array.from({ length: 40_000 }, () => String(noise())).join('');
  await first.repository.push(undefined, await first.record('people/li/index.md', large));
  const second = await Copy.make('second', { mostBytes: 200_000 });
  await assert.rejects(second.bring(), fails('size', /要收的内容太多，编辑台一次最多传 0 MB/));
  assert.deepEqual(await second.repository.newest(), await first.repository.newest());
  const third = await Copy.make('third', { mostBytes: 2_000_000 });
  assert.notEqual(await third.bring(), undefined);
});
