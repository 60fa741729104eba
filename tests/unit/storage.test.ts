/** Files are written whole or not at all, and digests follow the code. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { after, test } from 'node:test';
import ts from 'typescript';
import { digestOfModules, modulesOf } from '../../src/storage/hash.ts';
import { replaceFile } from '../../src/storage/replace-file.ts';

const workplace = mkdtempSync(join(tmpdir(), 'storage-'));
after(() => {
  rmSync(workplace, { recursive: true, force: true });
});

test('a file is replaced by a text, by bytes, by a copy and by what a function writes, and its folder is made', async () => {
  const file = join(workplace, 'one/two/file.txt');
  await replaceFile(file, '文字');
  assert.equal(readFileSync(file, 'utf8'), '文字');
  await replaceFile(file, new Uint8Array([97]));
  assert.equal(readFileSync(file, 'utf8'), 'a');
  const other = join(workplace, 'other.txt');
  writeFileSync(other, 'copied');
  await replaceFile(file, { copyOf: other });
  assert.equal(readFileSync(file, 'utf8'), 'copied');
  await replaceFile(file, (path) => Promise.resolve(writeFileSync(path, 'written')), { isShared: true });
  assert.equal(readFileSync(file, 'utf8'), 'written');
  assert.deepEqual(readdirSync(join(workplace, 'one/two')), ['file.txt']);
});

test('a writing that fails half-way leaves the old file, and nothing beside it', async () => {
  const file = join(workplace, 'fails/file.txt');
  await replaceFile(file, 'old');
  const half = (path: string): Promise<unknown> => {
    writeFileSync(path, 'ha');
    return Promise.reject(new Error('disk full'));
  };
  await assert.rejects(replaceFile(file, half), /disk full/);
  assert.equal(readFileSync(file, 'utf8'), 'old');
  assert.deepEqual(readdirSync(join(workplace, 'fails')), ['file.txt']);
});

test('many writers of one file leave one of their contents whole', async () => {
  const file = join(workplace, 'race.txt');
  const contents = Array.from({ length: 20 }, (_, index) => String(index).repeat(5000));
  await Promise.all(contents.map((content) => replaceFile(file, content, { isShared: true, isDurable: false })));
  assert.ok(contents.includes(readFileSync(file, 'utf8')));
});

test('the code behind the share images includes what it imports from other rooms', () => {
  const modules = modulesOf('src/share-images/worker.ts').map((file) => relative(resolve('.'), file));
  // A changed date format must draw every image again.
  assert.ok(modules.includes('src/domain/time/dates.ts'), modules.join());
});

test('the modules that code imports are those that TypeScript finds', () => {
  for (const entry of ['src/share-images/worker.ts', 'src/markdown/plugins.ts']) {
    const expected = new Set<string>();
    const visit = (file: string) => {
      if (expected.has(file)) return;
      expected.add(file);
      const text = ts.transpile(readFileSync(file, 'utf8'), {
        target: ts.ScriptTarget.ESNext,
        module: ts.ModuleKind.ESNext,
        verbatimModuleSyntax: true,
      });
      for (const { fileName } of ts.preProcessFile(text).importedFiles) {
        if (fileName.startsWith('.')) visit(resolve(file, '..', fileName));
      }
    };
    visit(resolve(entry));
    assert.deepEqual(modulesOf(entry), [...expected].sort());
  }
});

test('a digest changes with code that is imported by code that is imported', () => {
  const file = (name: string, text: string) => {
    writeFileSync(join(workplace, name), text);
    return join(workplace, name);
  };
  const entry = file('entry.ts', "import { b } from './b.ts';\nexport const a = b;\n");
  file('b.ts', "export { c as b } from './c.ts';\nimport type { D } from './gone.ts';\n");
  file('c.ts', 'export const c = 1;\n');
  const before = digestOfModules(entry);
  assert.equal(digestOfModules(entry), before);
  file('c.ts', 'export const c = 2;\n');
  assert.notEqual(digestOfModules(entry), before);
});
