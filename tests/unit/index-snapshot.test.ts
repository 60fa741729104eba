/** What an office knew of its files, stored for the next one: believed where the disk says the same, and nowhere else. */
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
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
