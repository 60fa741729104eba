/** `npm run import` as an operator runs it: what it prints, and the status that it ends with. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { suite } from 'node:test';
import { brokenOrder, County, saveRows, soundOrder } from '../unit/import-county.ts';

const root = join(import.meta.dirname, '../..');

suite('npm run import', () => {
  const run = (county: County, ...words: string[]) =>
    new Promise<{ status: number; out: string; complaint: string }>((resolve) => {
      execFile(
        process.execPath,
        [join(root, 'src/commands/import.ts'), ...words],
        { cwd: county.folder, env: { ...process.env, CONTENT_DIR: county.content } },
        (error, out, complaint) => {
          resolve({ status: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, out, complaint });
        },
      );
    });

  test('previews, writes, and says that nothing is left to do', async () => {
    using county = new County();
    const file = await saveRows(county, [soundOrder], '台账.xlsx');
    const preview = await run(county, 'orders', file);
    assert.deepEqual([preview.status, preview.complaint], [0, '']);
    assert.match(preview.out, /这是预览，什么都没有写。看过没有问题，加 --write 再运行一次。\n$/);
    assert.match(preview.out, /^台账\.xlsx · 读取\n台账\.xlsx · 核对\n/);
    assert.match((await run(county, 'orders', file, '--write')).out, /写好了 1 个文件。新的都是草稿/);
    assert.match((await run(county, 'orders', file, '--write')).out, /没有要写的，什么都没有改。\n$/);
  });

  test('ends with 1 when rows are refused, and with 0 when they were to be skipped', async () => {
    using county = new County();
    const file = await saveRows(county, [soundOrder, brokenOrder]);
    const refused = await run(county, 'orders', file, '--write');
    assert.equal(refused.status, 1);
    assert.match(refused.complaint, /^有 1 行被拒绝，什么都没有写。/);
    const skipped = await run(county, 'orders', file, '--write', '--skip-invalid');
    assert.equal(skipped.status, 0);
    assert.match(skipped.out, /写好了 1 个文件。[^]*略过了被拒绝的 1 行。/);
  });

  test('writes a template once, and never over a file that is there', async () => {
    using county = new County();
    assert.match((await run(county, 'template', 'stations')).out, /^模板写好了：站点名单\.xlsx。/);
    const before = readFileSync(join(county.folder, '站点名单.xlsx'));
    const again = await run(county, 'template', 'stations');
    assert.equal(again.status, 1);
    assert.match(again.complaint, /站点名单\.xlsx · 现在：已经有这个文件/);
    assert.deepEqual(readFileSync(join(county.folder, '站点名单.xlsx')), before);
    assert.match((await run(county, 'stations', '站点名单.xlsx', '--write')).out, /没有要导入的行，什么都没有写。/);
  });

  test('explains itself, and says what it does not understand', async () => {
    using county = new County();
    const help = await run(county, '--help');
    assert.equal(help.status, 0);
    for (const word of [
      'orders',
      'stations',
      'template',
      '--write',
      '--skip-invalid',
      '--update-published',
      '--sheet',
      '--fill',
    ]) {
      assert.ok(help.out.includes(word), word);
    }
    const wrong = await run(county, 'people', 'a.xlsx');
    assert.equal(wrong.status, 2);
    assert.match(wrong.complaint, /没有“people”这个命令/);
    assert.equal((await run(county, 'orders', 'a.xlsx', '--wirte')).status, 2);
    const none = await run(county, 'orders', '没有.xlsx');
    assert.equal(none.status, 1);
    assert.match(none.complaint, /没有\.xlsx · 现在：没有这个文件/);
  });
});
