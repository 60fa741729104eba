/** What an office knew of its files, stored for the next one: believed where the disk says the same, and nowhere else. */
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { FileIndex, restedFor } from '../../src/content-store/file-index.ts';
import { blobIdOf } from '../../src/content-store/git-objects.ts';
import { StoredSnapshot } from '../../src/content-store/index-snapshot.ts';
import { VirtualDisk } from '../content-store/virtual-disk.ts';

const root = '/county/content';

/** A disk with three files that rest, and which files were read since. */
function county() {
  const disk = new VirtualDisk();
  const read: string[] = [];
  disk.onOperation = (operation, path) => {
    if (operation === 'read') read.push(path.slice(root.length + 1));
  };
  for (const name of ['a', 'b', 'c']) disk.writeOutside(`${root}/people/${name}/index.md`, `text ${name}`);
  disk.time += 2 * restedFor;
  const open = () => new FileIndex(disk, root, () => disk.time);
  return { disk, read, open };
}

test('the next office reads no file that rests as it was', async () => {
  const { read, open } = county();
  const first = open();
  await first.refresh();
  const next = open();
  next.restore(first.snapshot());
  read.length = 0;
  await next.refresh();
  assert.deepEqual(read, []);
  assert.deepEqual(next.entries(), first.entries());
});

test('what changed, came and went since is seen', async () => {
  const { disk, read, open } = county();
  const first = open();
  await first.refresh();
  const snapshot = first.snapshot();
  disk.writeOutside(`${root}/people/a/index.md`, 'changed');
  disk.writeOutside(`${root}/people/b/index.md`, undefined);
  disk.writeOutside(`${root}/people/d/index.md`, 'new');
  const next = open();
  next.restore(snapshot);
  read.length = 0;
  await next.refresh();
  assert.deepEqual(read.sort(), ['people/a/index.md', 'people/d/index.md']);
  assert.equal(next.idOf('people/a/index.md'), blobIdOf(Buffer.from('changed')));
  assert.equal(next.idOf('people/b/index.md'), undefined);
  assert.equal(next.idOf('people/c/index.md'), blobIdOf(Buffer.from('text c')));
});

test('a file that changed a moment ago is not stored: its content may be lost with the power', async () => {
  const { disk, open } = county();
  disk.writeOutside(`${root}/people/a/index.md`, 'changed');
  const index = open();
  await index.refresh();
  assert.deepEqual(
    index.snapshot().map(([path]) => path),
    ['people/b/index.md', 'people/c/index.md'],
  );
});

test('a file that changed again in the tick in which it was read is read by the next office', async () => {
  const { disk, open } = county();
  disk.tick = 2000;
  disk.writeOutside(`${root}/people/a/index.md`, 'once');
  const first = open();
  await first.refresh();
  disk.time += 500;
  // The disk says of it what it said before: its size and the tick are the same.
  disk.writeOutside(`${root}/people/a/index.md`, 'then');
  disk.time += 2 * restedFor;
  const next = open();
  next.restore(first.snapshot());
  await next.refresh();
  assert.equal(next.idOf('people/a/index.md'), blobIdOf(Buffer.from('then')));
});

test('a file that is read in its tick comes into the snapshot when it was read again', async () => {
  const { disk, open } = county();
  disk.writeOutside(`${root}/people/a/index.md`, 'once');
  const index = open();
  await index.refresh();
  disk.time += 2 * restedFor;
  assert.equal(index.snapshot().length, 2);
  await index.refresh();
  assert.equal(index.snapshot().length, 3);
});

test('a file that changes in its tick while it is read, and read slowly, is read again', async () => {
  const { disk, open } = county();
  disk.tick = 2000;
  const path = `${root}/people/a/index.md`;
  disk.writeOutside(path, 'once');
  const read = disk.read.bind(disk);
  disk.read = async (of) => {
    const bytes = await read(of);
    if (of === path) {
      disk.read = read;
      disk.writeOutside(path, 'then');
      disk.time += 5000;
    }
    return bytes;
  };
  const index = open();
  await index.refresh();
  await index.refresh();
  assert.equal(index.idOf('people/a/index.md'), blobIdOf(Buffer.from('then')));
});

test('the revision is another one exactly when a file came, went or got other content', async () => {
  const { disk, open } = county();
  const index = open();
  await index.refresh();
  const { revision } = index;
  await index.refresh();
  assert.equal(index.revision, revision);
  // Written again as it is.
  disk.writeOutside(`${root}/people/a/index.md`, 'text a');
  await index.refresh();
  assert.equal(index.revision, revision);
  const seen = new Set([revision]);
  for (const text of ['changed', undefined, 'new']) {
    disk.time += 5000;
    disk.writeOutside(`${root}/people/a/index.md`, text);
    await index.refresh();
    assert.ok(!seen.has(index.revision));
    seen.add(index.revision);
  }
});

async function folder(context: TestContext): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'hongxin-snapshot-'));
  context.after(() => rm(made, { recursive: true, force: true }));
  return made;
}

test('a snapshot comes back as it was stored, for its own content tree alone', async (context) => {
  const directory = await folder(context);
  const { open } = county();
  const index = open();
  await index.refresh();
  await new StoredSnapshot(directory, root).write(index);
  assert.deepEqual(await new StoredSnapshot(directory, root).read(), index.snapshot());
  assert.equal(await new StoredSnapshot(directory, '/another/content').read(), undefined);
});

test('a snapshot is stored again when more is known, and not before', async (context) => {
  const directory = await folder(context);
  const { disk, open } = county();
  disk.writeOutside(`${root}/people/a/index.md`, 'once');
  const index = open();
  await index.refresh();
  const snapshot = new StoredSnapshot(directory, root);
  const stored = async () => {
    await snapshot.write(index);
    const [name = ''] = await readdir(directory);
    return (await stat(join(directory, name))).ino;
  };
  const first = await stored();
  // It rests by now, and was not read again.
  disk.time += 2 * restedFor;
  assert.equal(await stored(), first);
  await index.refresh();
  assert.notEqual(await stored(), first);
  assert.deepEqual(await new StoredSnapshot(directory, root).read(), index.snapshot());
});

test('a snapshot that is cut off or changed by hand is none', async (context) => {
  const directory = await folder(context);
  const { open } = county();
  const index = open();
  await index.refresh();
  await new StoredSnapshot(directory, root).write(index);
  const [name = ''] = await readdir(directory);
  const whole = await readFile(join(directory, name), 'utf8');
  for (const text of [
    '',
    whole.slice(0, -10),
    whole.replace('"version":1', '"version":0'),
    whole.replace(/"[0-9a-f]{40}"/, '"x"'),
  ]) {
    await writeFile(join(directory, name), text);
    assert.equal(await new StoredSnapshot(directory, root).read(), undefined, text.slice(0, 40));
  }
});
