/** Folders are made with those that they are in. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { makeFolder } from '../../src/storage/make-folder.ts';

const workplace = mkdtempSync(join(tmpdir(), 'hongxin-folder-'));
after(() => {
  rmSync(workplace, { recursive: true });
});

test('a folder is made with those that it is in, and may exist', () => {
  const folder = join(workplace, 'a/b/c');
  makeFolder(folder);
  makeFolder(folder);
  makeFolder('/');
  assert.ok(statSync(folder).isDirectory());
});

test('a file in its place, or above it, is told as what it is', () => {
  writeFileSync(join(workplace, 'file'), '');
  assert.throws(
    () => {
      makeFolder(join(workplace, 'file'));
    },
    { code: 'EEXIST' },
  );
  assert.throws(
    () => {
      makeFolder(join(workplace, 'file/within'));
    },
    { code: 'ENOTDIR' },
  );
});
