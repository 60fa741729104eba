/** What versions changed, as it is kept on the disk. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChangedPaths } from '../../src/content-store/changed-paths.ts';
import { GitHistory } from '../../src/content-store/git-history.ts';
import { createRepository, type RepositoryPlace } from '../../src/content-store/git-repository.ts';
import { systemError, VirtualDisk } from '../content-store/virtual-disk.ts';

const place: RepositoryPlace = { gitDirectory: '/a/.git', prefix: '' };
const file = '/a/.git/hongxin-changed-paths.json';
const versions: Readonly<Record<string, readonly string[]>> = {
  v1: ['people/li/index.md', 'people/li/portrait.jpg'],
  v2: ['people/li-mei/index.md'],
  v3: Array.from({ length: 501 }, (_, index) => `people/p${String(index)}/index.md`),
};

async function diskWith(): Promise<VirtualDisk> {
  const disk = new VirtualDisk();
  await disk.makeFolder('/a/.git');
  return disk;
}

/** What is kept on a disk, and which versions Git is asked about. */
function open(disk: VirtualDisk, at = place): { changed: ChangedPaths; asked: string[] } {
  const asked: string[] = [];
  const changed = new ChangedPaths(disk, at, (version) => {
    asked.push(version);
    return Promise.resolve(versions[version] ?? []);
  });
  return { changed, asked };
}

test('a version is found by a file, and by the folder that a file is in', async () => {
  const { changed } = open(await diskWith());
  const found = async (...paths: string[]) => {
    const all: string[] = [];
    for (const version of ['v1', 'v2']) if (await changed.mayHaveChanged(version, paths)) all.push(version);
    return all.join();
  };
  assert.equal(await found('people/li/index.md'), 'v1');
  assert.equal(await found('people/li/index.md', 'people/li'), 'v1', 'not people/li-mei');
  assert.equal(await found('people'), 'v1,v2');
  assert.equal(await found('people/li/caption.vtt'), '');
});

test('a version that changed very many files may have changed any', async () => {
  const { changed } = open(await diskWith());
  assert.equal(await changed.mayHaveChanged('v3', ['stations/a.yaml']), true);
});

test('the files of a version are listed, unless there are very many', async () => {
  const { changed } = open(await diskWith());
  assert.deepEqual(await changed.of('v1'), ['people/li/index.md', 'people/li/portrait.jpg']);
  assert.equal(await changed.of('v3'), null);
});

test('Git is asked once about a version, by one office after the other', async () => {
  const disk = await diskWith();
  const first = open(disk);
  for (const version of ['v1', 'v1', 'v3']) await first.changed.mayHaveChanged(version, []);
  await first.changed.keep();
  assert.deepEqual(first.asked, ['v1', 'v3']);
  const next = open(disk);
  for (const version of ['v1', 'v2', 'v3']) await next.changed.mayHaveChanged(version, []);
  assert.deepEqual(next.asked, ['v2']);
  assert.equal(await next.changed.mayHaveChanged('v1', ['people/li/portrait.jpg']), true);
});

test('a file that was cut, and one about another folder of the repository, is made anew', async () => {
  for (const text of [
    '{"prefix":"","changed":{"v1":["pe',
    'null',
    '{"prefix":"content/","changed":{"v1":[]}}',
    '{"prefix":"","changed":{"v1":[7]}}',
  ]) {
    const disk = await diskWith();
    await disk.write(file, Buffer.from(text));
    const { changed, asked } = open(disk);
    assert.equal(await changed.mayHaveChanged('v1', ['people/li/index.md']), true, text);
    assert.deepEqual(asked, ['v1'], text);
    await changed.keep();
    assert.match(Buffer.from((await disk.read(file)) ?? []).toString(), /portrait/);
  }
});

test('a disk that is full loses nothing but time', async () => {
  const disk = await diskWith();
  const { changed } = open(disk);
  await changed.mayHaveChanged('v1', []);
  disk.onOperation = (operation, path) => {
    if (operation === 'write') throw systemError('ENOSPC', path);
  };
  await changed.keep();
  assert.equal(await changed.mayHaveChanged('v1', ['people/li']), true);
});

test('the versions of an entry are the same whether they are kept or asked for', async () => {
  const disk = new VirtualDisk();
  await disk.makeFolder('/content');
  const at = await createRepository(disk, '/content');
  const newHistory = () => new GitHistory(disk, at, { wait: () => Promise.resolve() });
  const history = newHistory();
  const author = { name: '编辑', email: 'editor@localhost' };
  for (let count = 0; count < 12; count += 1) {
    const [id = ''] = await history.keep([Buffer.from(String(count))]);
    const path = ['people/li/index.md', 'people/li/portrait.jpg', 'people/wang/index.md'][count % 3] ?? '';
    await history.record({
      files: new Map([[path, count === 9 ? null : id]]),
      author,
      at: new Date(count * 60_000),
      message: String(count),
    });
  }
  await history.prepareVersions(2000);
  const expected = ['10', '9', '7', '6', '4', '3', '1', '0'];
  for (const each of [history, newHistory()]) {
    const found = await each.versionsOf(['people/li/index.md', 'people/li'], 2000);
    assert.deepEqual(
      found.map(({ message }) => message),
      expected,
    );
    assert.equal(found[1]?.id, null, 'deleted');
  }
});
