/**
 * Invalid content is refused with the exact file, field, finding and expectation: one small tree for each kind of
 * mistake.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { suite } from 'node:test';
import { checkContent } from '../../src/content-check/check.ts';
import { lineOf, problemKinds, formatReport } from '../../src/content-check/problem.ts';

const fixtures = join(import.meta.dirname, '../fixtures/refused');
const names = readdirSync(fixtures);

suite('a content tree with a mistake', () => {
  for (const name of names) {
    test(`is refused in the expected words: ${name}`, async () => {
      const { problems } = await checkContent(join(fixtures, name, 'content'));
      const expected = readFileSync(join(fixtures, name, 'expected.txt'), 'utf8')
        .trimEnd()
        .split('\n');
      assert.deepEqual(problems.map(lineOf), expected);
      assert.equal(expected.length, name === 'ten-mistakes' ? 10 : 1);
    });
  }
});

test('numbers that only look private, public hotlines, drafts and withdrawn entries pass', async () => {
  const { problems, entries } = await checkContent(join(import.meta.dirname, '../fixtures/privacy-passes/content'));
  assert.deepEqual(problems.map(lineOf), []);
  assert.equal(entries, 6);
});

test('the names of files that are served as they are may tell nothing either', async () => {
  const files = mkdtempSync(join(tmpdir(), 'hongxin-public-'));
  try {
    writeFileSync(join(files, 'zhang-13812345678.pdf'), '');
    const { problems } = await checkContent(join(import.meta.dirname, '../fixtures/privacy-passes/content'), files);
    assert.deepEqual(problems.map(lineOf), [
      'public/zhang-13812345678.pdf · （整个文件） · 现在：文件名里有手机号“138******78” · 应为：换一个不带个人信息的文件名',
    ]);
  } finally {
    rmSync(files, { recursive: true });
  }
});

test('there are at least thirty trees, and every kind of problem has one', async () => {
  assert.ok(names.length >= 30);
  const found = await Promise.all(names.map((name) => checkContent(join(fixtures, name, 'content'))));
  const kinds = new Set(found.flatMap(({ problems }) => problems.map(({ kind }) => kind)));
  assert.deepEqual([...kinds].sort(), Object.keys(problemKinds).sort());
});

test('the report ends with the number of mistakes and of files', async () => {
  const { problems } = await checkContent(join(fixtures, 'ten-mistakes', 'content'));
  assert.match(formatReport(problems), /\n内容有 10 处错误，涉及 5 个文件。$/);
});

test('a directory that does not exist is an error that names it', async () => {
  await assert.rejects(checkContent('/no/such/content'), /内容目录 \/no\/such\/content 打不开/);
});
