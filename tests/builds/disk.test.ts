/** Disks that are full, read-only, or of somebody else; places that cannot be replaced as a whole. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { digestOf, leftInProject, RunningBuild, writeCounty } from './small-site.ts';

const workplace = mkdtempSync(join(tmpdir(), 'hongxin-disk-'));
const content = writeCounty(join(workplace, 'content'), '甲县');
const mounted: string[] = [];

const mount = (folder: string, options: string) => {
  mkdirSync(folder, { recursive: true });
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]);
  if (status === 0 && !mounted.includes(folder)) mounted.push(folder);
  return status === 0;
};

after(() => {
  for (const folder of mounted) spawnSync('umount', [folder]);
  rmSync(workplace, { recursive: true, force: true });
});

const isSuperuser = process.getuid?.() === 0;
const canMount = mount(join(workplace, 'full'), 'size=300k');
const needsMount = { skip: canMount ? false : 'needs the right to mount a file system' };

async function build(out: string, more: Record<string, string> = {}) {
  const running = new RunningBuild({ CONTENT_DIR: content, OUT_DIR: out, ...more });
  const status = await running.ended;
  assert.deepEqual(leftInProject(), []);
  return { status, output: running.output };
}

/** A site of before, as a folder. */
function writeOldSite(out: string): void {
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'index.html'), 'the last good site');
}

function assertOldSite(out: string): void {
  assert.deepEqual(readdirSync(out), ['index.html']);
  assert.equal(readFileSync(join(out, 'index.html'), 'utf8'), 'the last good site');
}

describe('on a disk of its own', needsMount, () => {
  test('a full disk is told in a sentence, and the site stays as it was', async () => {
    const out = join(workplace, 'full/site');
    writeOldSite(out);
    const { status, output } = await build(out);
    assert.equal(status, 1, output);
    assert.match(output, /^磁盘满了，写不下 \S+full\/site\.releases\/\S+。请腾出空间再运行一次：.*$/m);
    assert.match(output, /没有生成网站，原来的 \S+full\/site 没有改动。/);
    assert.doesNotMatch(output, /\n {4}at /, 'no stack');
    assertOldSite(out);
    assert.deepEqual(
      readdirSync(`${out}.releases`).filter((name) => !name.startsWith('.lock')),
      [],
    );
  });

  test('a disk that is only read is told in a sentence, before anything is built', async () => {
    const disk = join(workplace, 'read-only');
    assert.ok(mount(disk, 'size=1m'));
    const out = join(disk, 'site');
    writeOldSite(out);
    assert.ok(mount(disk, 'remount,ro'));
    const { status, output } = await build(out);
    assert.equal(status, 1, output);
    assert.match(output, /^磁盘是只读的，写不了 \S+read-only\/site\S*。请换到可以写的地方/m);
    assert.doesNotMatch(output, /生成页面/);
    assertOldSite(out);
  });

  test('a link to a mount point stays a link, and the same site appears in it as elsewhere', async () => {
    const disk = join(workplace, 'mounted');
    assert.ok(mount(disk, 'size=20m'));
    writeFileSync(join(disk, 'index.html'), 'the last good site');
    writeFileSync(join(disk, 'gone.html'), 'a page that is no more');
    const out = join(workplace, 'link');
    symlinkSync('mounted', out);
    const elsewhere = join(workplace, 'elsewhere');
    for (const place of [out, disk, elsewhere]) {
      const { status, output } = await build(place);
      assert.equal(status, 0, output);
    }
    assert.equal(readlinkSync(out), 'mounted');
    assert.ok(lstatSync(elsewhere).isSymbolicLink());
    assert.equal(digestOf(out), digestOf(elsewhere));
    assert.deepEqual(
      readdirSync(disk).filter((name) => name.startsWith('.')),
      ['.hongxin-carried-over.json', '.hongxin-lock', '.hongxin-lock.json'],
    );
  });
});

test('what fails after the new site is in place is a warning', async () => {
  const cache = join(workplace, 'cache');
  mkdirSync(cache);
  // A file where a folder is expected, which nothing needs but who looks for old files in it.
  writeFileSync(join(cache, 'share-images'), '');
  const out = join(workplace, 'warned');
  const { status, output } = await build(out, { CACHE_DIR: cache });
  assert.equal(status, 0, output);
  assert.match(output, /^网站已生成：/m);
  assert.match(output, /^网站已经换好，只是清理缓存没有成功，下次生成会再试：.*share-images/m);
  assert.match(readFileSync(join(out, 'index.html'), 'utf8'), /甲县/);
});

test(
  'a folder without rights is told in a sentence, before anything is built',
  { skip: isSuperuser ? 'the superuser may write everywhere' : false },
  async () => {
    const parent = join(workplace, 'closed');
    mkdirSync(parent);
    chmodSync(parent, 0o555);
    const { status, output } = await build(join(parent, 'site'));
    assert.equal(status, 1, output);
    assert.match(output, /^账号 \S+ 没有权限读写 \S+closed\/site\S*。请用/m);
    assert.doesNotMatch(output, /生成页面/);
  },
);
