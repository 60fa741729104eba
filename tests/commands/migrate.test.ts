/** `npm run migrate`: what is clear becomes a list in one version, what is not is left and named, and nothing is done twice. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { projectDirectory } from '../places.ts';

const content = mkdtempSync(join(tmpdir(), 'hongxin-migrate-'));
after(() => {
  rmSync(content, { recursive: true, force: true });
});

const person = (scope: string) =>
  `---\nname: 甲\ntrade: rider\ntown: 玉津镇\nheadline: 一句话\npublication:\n  status: published\n  consent:\n    scope: ${scope}\n    signedOn: 2026-01-01\n---\n\n话\n`;
const file = (slug: string) => join(content, `people/${slug}/index.md`);
const migrate = () =>
  spawnSync(process.execPath, ['src/commands/migrate.ts'], {
    cwd: projectDirectory,
    env: { ...process.env, CONTENT_DIR: content },
    encoding: 'utf8',
  });

test('consents in words become lists, but for those that say more', () => {
  cpSync(join(projectDirectory, 'tests/fixtures/smallest/content'), content, { recursive: true });
  for (const [slug, scope] of [
    ['jia', '姓名和照片'],
    ['yi', '除照片外都可以'],
    ['bing', '[name]'],
  ] as const) {
    mkdirSync(join(content, 'people', slug), { recursive: true });
    writeFileSync(file(slug), person(scope));
  }
  const { status, stdout, stderr } = migrate();
  assert.equal(status, 1, 'one of them needs somebody');
  assert.equal(stdout, 'people/jia/index.md · 同意公开的范围 · “姓名和照片”→ 姓名、照片\n换了 1 条，1 条要自己看。\n');
  assert.match(
    stderr,
    /^people\/yi\/index\.md · publication\.consent\.scope · “除照片外都可以”看不出是哪几项，没有动它/,
  );
  assert.equal(readFileSync(file('jia'), 'utf8'), person('[ name, portrait ]'));
  assert.equal(readFileSync(file('yi'), 'utf8'), person('除照片外都可以'));
  assert.equal(readFileSync(file('bing'), 'utf8'), person('[name]'));
  const log = execFileSync('git', ['log', '-1', '--format=%s'], { cwd: content, encoding: 'utf8' });
  assert.equal(log, '把本人同意的范围换成列表（1 条）\n');
});

test('a second time there is nothing to do', () => {
  writeFileSync(file('yi'), person('[story]'));
  const { status, stdout, stderr } = migrate();
  assert.deepEqual([status, stdout, stderr], [0, '没有要换的。\n', '']);
});
