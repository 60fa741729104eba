/** The store on a real disk: what no story of the simulation shows. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { batchesOf, inBatches } from '../../src/content-store/batches.ts';
import { ContentRefused, ContentStore } from '../../src/content-store/content-store.ts';
import { nodeDisk, type Disk } from '../../src/content-store/disk.ts';
import { GitHistory } from '../../src/content-store/git-history.ts';
import { blobIdOf } from '../../src/content-store/git-objects.ts';
import { createRepository, findRepository } from '../../src/content-store/git-repository.ts';
import { gitProgram, hasVersions, openContentStore } from '../../src/content-store/open-content-store.ts';

const workplace = mkdtempSync(join(tmpdir(), 'hongxin-store-'));
after(() => {
  rmSync(workplace, { recursive: true, force: true });
});

let folders = 0;
/** A content tree with some files. */
function contentWith(files: Readonly<Record<string, string>>): string {
  const content = join(workplace, String((folders += 1)), 'content');
  mkdirSync(content, { recursive: true });
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(content, file)), { recursive: true });
    writeFileSync(join(content, file), text);
  }
  return content;
}
const git = (content: string, ...words: string[]) =>
  execFileSync('git', words, { cwd: content, encoding: 'utf8' }).trim();
const author = { name: '编辑', email: 'editor@localhost' };
const id = (text: string) => blobIdOf(Buffer.from(text));
const texts = (files: Readonly<Record<string, string>>) =>
  new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)]));

/** A store whose disk is watched, or stood in for, by some operations. */
async function storeOn(content: string, operations: Partial<Disk>): Promise<ContentStore> {
  const disk: Disk = { ...nodeDisk, ...operations };
  const place = (await findRepository(nodeDisk, content)) ?? (await createRepository(nodeDisk, content));
  const wait = () => Promise.resolve();
  const store = new ContentStore(content, {
    disk,
    history: new GitHistory(disk, place, { wait, program: gitProgram }),
    mayWrite: () => true,
    lock: () => Promise.resolve(() => undefined),
    now: () => new Date(),
    wait,
  });
  await store.open();
  return store;
}

test('pictures are in their place before the entries that name them, and go after them', async () => {
  const content = contentWith({});
  const done: string[] = [];
  const note = (what: string, path: string) => {
    if (!path.includes('/.')) done.push(`${what} ${basename(path)}`);
  };
  const store = await storeOn(content, {
    async rename(from, to) {
      await nodeDisk.rename(from, to);
      note('put', to);
    },
    async remove(path) {
      await nodeDisk.remove(path);
      note('removed', path);
    },
  });
  const writes = texts({
    'people/a/index.md': '人',
    'people/a/portrait.png': '图',
    'people/a/story/photo.png': '图二',
  });
  await store.save({ writes, deletions: [], base: new Map(), author, message: '新建' });
  // Those of one stage are written beside each other.
  const inStages = () => {
    const [one = '', two = '', three = ''] = done.splice(0);
    return done.length === 0 ? [one, two, three] : [];
  };
  const put = inStages();
  assert.deepEqual([put.slice(0, 2).sort(), put[2]], [['put photo.png', 'put portrait.png'], 'put index.md']);
  const base = new Map([...writes].map(([path, bytes]) => [path, blobIdOf(bytes)]));
  await store.save({ writes: new Map(), deletions: [...writes.keys()], base, author, message: '删除' });
  const removed = inStages();
  assert.deepEqual(
    [removed[0], removed.slice(1).sort()],
    ['removed index.md', ['removed photo.png', 'removed portrait.png']],
  );
});

test('what another program writes while a save is under way can be read from the history', async () => {
  for (const isDeletion of [false, true]) {
    const content = contentWith({ 'people/a/index.md': '原来的' });
    let isUnderWay = false;
    const store = await storeOn(content, {
      async rename(from, to) {
        await nodeDisk.rename(from, to);
        // The save is in the journal: it has been compared, and will be done.
        if (to.includes('/journal/') && isUnderWay) writeFileSync(join(content, 'people/a/index.md'), '别的程序写的');
      },
    });
    isUnderWay = true;
    const result = await store.save({
      writes: isDeletion ? new Map() : texts({ 'people/a/index.md': '新的' }),
      deletions: isDeletion ? ['people/a/index.md'] : [],
      base: new Map([['people/a/index.md', id('原来的')]]),
      author,
      message: '修改',
    });
    assert.equal(result.kind, 'saved');
    for (const text of ['原来的', '别的程序写的'])
      assert.equal(Buffer.from((await store.kept(id(text))) ?? []).toString(), text);
  }
});

test('what has to be gone is not kept when it is overwritten', async () => {
  const content = contentWith({ 'people/a/photo.jpg': '带位置的照片' });
  const store = await storeOn(content, {});
  const change = { deletions: [], author, message: '去掉', discardsOverwritten: true };
  const base = new Map([['people/a/photo.jpg', id('带位置的照片')]]);
  await store.save({ ...change, writes: texts({ 'people/a/photo.jpg': '照片' }), base });
  assert.equal(await store.kept(id('带位置的照片')), undefined);
  assert.equal(readFileSync(join(content, 'people/a/photo.jpg'), 'utf8'), '照片');
});

test('a save of many files names every file that differs in capitals from one that is there, or comes', async () => {
  const content = contentWith({ 'people/Li/index.md': '人' });
  const store = await storeOn(content, {});
  const save = (files: Readonly<Record<string, string>>) =>
    store.save({ writes: texts(files), deletions: [], base: new Map(), author, message: '新建' });
  await assert.rejects(save({ 'people/li/index.md': '人' }), ContentRefused);
  await assert.rejects(save({ 'teams/a.yaml': '一', 'teams/A.yaml': '二' }), /只差大小写/);
  assert.equal((await save({ 'people/Li/story/a.png': '图' })).kind, 'saved');
});

test('Git’s own program renews the index of many files, leaves what is staged, and leaves no copy', async () => {
  const content = contentWith({ 'people/a/index.md': '人', 'people/b/index.md': '人' });
  const { store } = await openContentStore(content, () => true);
  writeFileSync(join(content, 'mine.txt'), '别人的');
  git(content, 'add', 'mine.txt');
  const entries = Object.fromEntries(
    Array.from({ length: 70 }, (_, at) => [`orders/2026/o-${String(at)}.yaml`, `第 ${String(at)} 件`]),
  );
  const asked: string[] = [];
  const { updateIndex } = gitProgram;
  gitProgram.updateIndex = async (...words) => {
    const isDone = await updateIndex(...words);
    asked.push(`${String(words[2].length)} ${String(isDone)}`);
    return isDone;
  };
  try {
    const base = new Map([['people/b/index.md', id('人')]]);
    await store.save({ writes: texts(entries), deletions: ['people/b/index.md'], base, author, message: '导入' });
  } finally {
    gitProgram.updateIndex = updateIndex;
  }
  assert.deepEqual(asked, ['71 true']);
  assert.equal(git(content, 'status', '--porcelain'), 'A  mine.txt');
  assert.deepEqual(
    readdirSync(join(content, '.git')).filter((name) => name.startsWith('hongxin')),
    [],
  );
});

test('an index that cannot be read stops no save, and is made anew', async () => {
  for (const spoilt of ['', 'DIRC nonsense']) {
    const content = contentWith({ 'people/a/index.md': '人' });
    await openContentStore(content, () => true);
    writeFileSync(join(content, '.git/index'), spoilt);
    const { store } = await openContentStore(content, () => true);
    const base = new Map([['people/a/index.md', id('人')]]);
    const change = { writes: texts({ 'people/a/index.md': '新人' }), deletions: [], base, author, message: '修改' };
    assert.equal((await store.save(change)).kind, 'saved');
    assert.equal(git(content, 'status', '--porcelain'), '');
  }
});

test('what a killed process left of a repository or of an index is removed, and a whole one is made', async () => {
  const content = contentWith({ 'people/a/index.md': '人', '.git-17/config': '', '.git-17/refs/heads/x': '' });
  await openContentStore(content, () => true);
  assert.equal(existsSync(join(content, '.git-17')), false);
  assert.equal(git(content, 'log', '--format=%s'), '开始记录');
  writeFileSync(join(content, '.git/hongxin-index-1'), '');
  await openContentStore(content, () => true);
  assert.equal(existsSync(join(content, '.git/hongxin-index-1')), false);
});

test('offices and commands that begin together make one repository', async () => {
  const content = contentWith({ 'people/a/index.md': '人' });
  await Promise.all(Array.from({ length: 4 }, () => openContentStore(content, () => true)));
  assert.equal(git(content, 'log', '--format=%s'), '开始记录');
  assert.deepEqual(
    readdirSync(content).filter((name) => name.startsWith('.git')),
    ['.git'],
  );
});

test('the repository of a project that has no version yet is left to whoever made it', async () => {
  const content = contentWith({ 'people/a/index.md': '人' });
  git(dirname(content), 'init', '-q');
  await openContentStore(content, () => true);
  assert.equal(await hasVersions(content), false);
});

test('a copy that was made with its last versions alone has those, and records more', async () => {
  const origin = contentWith({ 'teams/a.yaml': 'name: 1' });
  git(origin, 'init', '--quiet', '--initial-branch=main');
  for (const name of ['1', '2', '3']) {
    writeFileSync(join(origin, 'teams/a.yaml'), `name: ${name}`);
    git(origin, 'add', '.');
    git(origin, '-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '--quiet', '--message', name);
  }
  const content = join(dirname(origin), 'copy');
  execFileSync('git', ['clone', '--quiet', '--depth', '2', `file://${origin}`, content]);
  const { store, author: whoever } = await openContentStore(content, () => true);
  const messages = async () => (await store.newestVersions()).map(({ message }) => message);
  assert.deepEqual(await messages(), ['3', '2']);
  const saved = await store.save({
    writes: texts({ 'teams/a.yaml': 'name: 4' }),
    deletions: [],
    base: new Map([['teams/a.yaml', id('name: 3')]]),
    author: whoever,
    message: '4',
  });
  assert.equal(saved.kind, 'saved');
  assert.deepEqual(await messages(), ['4', '3', '2']);
  assert.deepEqual(
    (await store.versionsOf('teams/a.yaml')).map(({ before, id: after }) => [before, after]),
    // What was before the oldest one is not here.
    [
      [id('name: 3'), id('name: 4')],
      [id('name: 2'), id('name: 3')],
      [null, id('name: 2')],
    ],
  );
  assert.equal((await store.lastOwn())?.message, '4');
  assert.equal(git(content, 'fsck', '--strict'), '');
});

test('batches hold a number of items, and no more than their memory', async () => {
  const sizes = (batches: Iterable<readonly number[]>) => [...batches].map(({ length }) => length);
  assert.deepEqual(sizes(batchesOf(new Array<number>(70).fill(1), (size) => size)), [32, 32, 6]);
  const mebibyte = 2 ** 20;
  assert.deepEqual(
    sizes(
      batchesOf(
        [40, 40, 100, 10, 10].map((size) => size * mebibyte),
        (size) => size,
      ),
    ),
    [1, 1, 1, 2],
  );
  assert.deepEqual(sizes(batchesOf([], () => 1)), []);
  const ended: number[] = [];
  const work = async (item: number) => {
    await Promise.resolve();
    if (item === 1) throw new Error('one');
    await Promise.resolve();
    ended.push(item);
  };
  await assert.rejects(inBatches([0, 1, 2, 3, 4], work, { atATime: 3 }), /one/);
  assert.deepEqual(ended, [0, 2]);
});
