/** A shared repository by the system's Git: over a path instead of a line, and with an `ssh` that says what real ones say. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { SharingFailure, type SharingProblem } from '../../src/sharing/shared-repository.ts';
import { SshRepository } from '../../src/sharing/ssh-repository.ts';

const directory = mkdtempSync(join(tmpdir(), 'hongxin-ssh-'));
const path = process.env['PATH'] ?? '';
after(() => {
  rmSync(directory, { recursive: true, force: true });
  process.env['PATH'] = path;
});

const git = (folder: string, ...words: string[]) =>
  execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.org', ...words], {
    cwd: join(directory, folder),
    encoding: 'utf8',
  }).trim();

beforeEach(() => {
  process.env['PATH'] = path;
  for (const name of ['shared', 'first', 'second']) {
    rmSync(join(directory, name), { recursive: true, force: true });
    mkdirSync(join(directory, name));
    git(name, 'init', '--quiet', '--initial-branch=main', ...(name === 'shared' ? ['--bare'] : []));
  }
});

const repositoryOf = (name: string, url = join(directory, 'shared')) =>
  new SshRepository(join(directory, name, '.git'), { url, branch: 'main' });

function commit(name: string, text: string): string {
  writeFileSync(join(directory, name, 'a.txt'), text);
  git(name, 'add', '.');
  git(name, 'commit', '--quiet', '-m', text);
  return git(name, 'rev-parse', 'HEAD');
}

test('what one sends another one brings', async () => {
  const [first, second] = [repositoryOf('first'), repositoryOf('second')];
  assert.equal(await first.newest(), undefined);
  assert.equal(await second.fetch(), undefined);
  const version = commit('first', 'one');
  assert.equal(await first.push(undefined, version), 'sent');
  assert.equal(await second.newest(), version);
  assert.equal(await second.fetch(), version);
  assert.equal(git('second', 'cat-file', '-t', version), 'commit');
});

test('a version that was overtaken is not sent over the other one', async () => {
  const [first, second] = [repositoryOf('first'), repositoryOf('second')];
  const one = commit('first', 'one');
  await first.push(undefined, one);
  assert.equal(await second.push(undefined, commit('second', 'other')), 'overtaken');
  assert.equal(await first.push(undefined, commit('first', 'two')), 'overtaken', 'it knew nothing of the one there');
  assert.equal(git('shared', 'rev-parse', 'main'), one);
});

for (const [says, problem, words] of [
  ['git@host: Permission denied (publickey).', 'token', /SSH 钥匙/],
  ['Host key verification failed.', 'certificate', /指纹/],
  ['ssh: Could not resolve hostname host: Name or service not known', 'offline', /有网络时自动送出/],
  ['ssh: connect to host host port 22: Connection timed out', 'offline', /有网络时自动送出/],
  ["ERROR: Repository 'a' not found.", 'missing', /没有这个仓库/],
] as const satisfies readonly (readonly [string, SharingProblem, RegExp])[]) {
  test(`“${says}” is said in words`, async () => {
    const tools = join(directory, 'tools');
    mkdirSync(tools, { recursive: true });
    writeFileSync(join(tools, 'ssh'), `#!/bin/sh\ncat <<'END' >&2\n${says}\nEND\nexit 255\n`, { mode: 0o755 });
    process.env['PATH'] = `${tools}${delimiter}${path}`;
    await assert.rejects(repositoryOf('first', 'git@host:a.git').newest(), (error) => {
      assert.ok(error instanceof SharingFailure, String(error));
      assert.equal(error.problem, problem);
      assert.match(error.message, words);
      return true;
    });
  });
}
