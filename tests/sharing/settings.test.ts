/** Where an office sends its versions, and the token that it needs for that. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import {
  isSshAddress,
  readOfficeName,
  readSharingNotes,
  readSharingSettings,
  sharingProblem,
  writeSharingNotes,
  writeSharingSettings,
} from '../../src/content-store/sharing-settings.ts';
import { TokenStore } from '../../src/sharing/token-store.ts';
import { VirtualDisk } from '../content-store/virtual-disk.ts';

const directory = mkdtempSync(join(tmpdir(), 'hongxin-settings-'));
after(() => {
  rmSync(directory, { recursive: true, force: true });
});

const problem = (url: string, branch = 'main', user = '') => sharingProblem({ url, branch, user });

test('addresses of servers are taken, over a line that nobody reads along', () => {
  for (const url of [
    'https://gitee.com/xian/neirong.git',
    'https://git.example.gov.cn:8443/a/b',
    'http://127.0.0.1:3000/a.git',
    'git@gitee.com:xian/neirong.git',
    'ssh://git@git.example.gov.cn:2222/a.git',
  ])
    assert.equal(problem(url), undefined, url);
});

test('what is no address is refused, with what was found and what is expected', () => {
  assert.match(problem('gitee.com/xian') ?? '', /“gitee\.com\/xian”.*https:\/\//);
  assert.match(problem('') ?? '', /地址不对/);
  assert.match(problem('file:///etc') ?? '', /地址不对/);
  assert.match(problem('http://gitee.com/a.git') ?? '', /https:\/\//);
  assert.match(problem('https://x:secret@gitee.com/a.git') ?? '', /令牌/);
  assert.match(problem('https://gitee.com/a.git?private_token=secret') ?? '', /问号/);
  assert.doesNotMatch(problem('oauth2:secret@gitee.com/a.git') ?? '', /secret/);
  for (const branch of [
    '',
    '-x',
    'a..b',
    'a b',
    'a/',
    'a.lock',
    'a.lock/b',
    'main.',
    'a//b',
    'a/.b',
    'HEAD',
    'refs/heads/main',
    '--upload-pack=x',
  ])
    assert.match(problem('https://gitee.com/a.git', branch) ?? '', /分支/, branch);
  assert.match(problem('https://gitee.com/a.git', 'main', 'a:b') ?? '', /冒号/);
});

test('an address that would be read as an option of a program is no address of SSH', () => {
  for (const url of [
    '-oProxyCommand=x@y:z',
    '-o@y:z',
    'ssh://-oProxyCommand=x',
    'ssh://git@-oProxyCommand=x/a',
    'git@host:-oX',
    'git@host:--upload-pack=x',
    'ssh://a:b@host/c',
    'git@host:a\nb',
    'ext::sh -c x',
    'a@b://x',
  ])
    assert.equal(isSshAddress(url), false, url);
});

test('a token is kept for its repository alone, readable by its owner alone', async () => {
  const tokens = new TokenStore(join(directory, 'settings'));
  const url = 'https://gitee.com/xian/neirong.git';
  assert.equal(await tokens.get(url), undefined);
  await tokens.set(url, 'secret');
  assert.equal(await tokens.get('https://gitee.com/xian/neirong'), 'secret', 'with and without .git');
  for (const other of [
    'https://gitee.com/xian/other.git',
    'https://example.org/xian/neirong.git',
    'http://gitee.com/xian/neirong',
  ])
    assert.equal(await tokens.get(other), undefined, other);
  const file = join(directory, 'settings/tokens.json');
  if (process.platform !== 'win32') assert.equal(statSync(file).mode & 0o777, 0o600);
  await tokens.set('https://example.org/b.git', 'other');
  await tokens.set(url, undefined);
  assert.doesNotMatch(readFileSync(file, 'utf8'), /secret/);
  assert.equal(await tokens.get('https://example.org/b.git'), 'other');
});

test('a file of tokens that somebody broke stops nothing', async () => {
  const tokens = new TokenStore(join(directory, 'broken'));
  await tokens.set('https://example.org/b.git', 'one');
  writeFileSync(join(directory, 'broken/tokens.json'), '{');
  assert.equal(await tokens.get('https://example.org/b.git'), undefined);
  await tokens.set('https://example.org/b.git', 'two');
  assert.equal(await tokens.get('https://example.org/b.git'), 'two');
  assert.ok(!existsSync(join(directory, 'broken/tokens.json.part')));
});

test('an office keeps its name, and a copy of its folder elsewhere is another office', async () => {
  const disk = new VirtualDisk();
  await disk.makeFolder('/a/.hongxin');
  await disk.makeFolder('/b/.hongxin');
  const choice = { url: 'https://gitee.com/xian/neirong.git', branch: 'main', user: '' };
  const { office } = await writeSharingSettings(disk, '/a', choice);
  assert.deepEqual(await readSharingSettings(disk, '/a'), { ...choice, office });
  assert.equal((await writeSharingSettings(disk, '/a', choice)).office, office);
  for (const name of ['office', 'sharing.json'])
    await disk.write(`/b/.hongxin/${name}`, (await disk.read(`/a/.hongxin/${name}`)) ?? new Uint8Array());
  const copied = (await readSharingSettings(disk, '/b'))?.office;
  assert.match(copied ?? '', /^[0-9a-f]{16}$/);
  assert.notEqual(copied, office);
  assert.notEqual(await readOfficeName(disk, '/a', 'another-machine'), office);
});

test('what could not be taken in is on the disk, and a file that cannot be read is none', async () => {
  const disk = new VirtualDisk();
  await disk.makeFolder('/a/.hongxin');
  assert.deepEqual(await readSharingNotes(disk, '/a'), []);
  await writeSharingNotes(disk, '/a', ['甲']);
  assert.deepEqual(await readSharingNotes(disk, '/a'), ['甲']);
  await disk.write('/a/.hongxin/sharing-notes.json', Buffer.from('{'));
  assert.deepEqual(await readSharingNotes(disk, '/a'), []);
});
