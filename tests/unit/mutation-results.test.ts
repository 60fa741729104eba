/** The table of the mutation tests in `docs/benchmarks.md`. */
import assert from 'node:assert/strict';
import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { mutationSection, scoreOf, withResults, type MutationRow } from '../mutation/results.ts';
import { mutantText, staleReasons, reasons, unreasoned } from '../mutation/survivors.ts';
import { subjects } from '../mutation/subjects.ts';

const root = join(import.meta.dirname, '../..');
const row: MutationRow = {
  mutants: 10,
  killed: 7,
  timeout: 1,
  survived: 2,
  unreasoned: 1,
  invalid: 0,
  ignored: 0,
  minutes: 1.25,
};
const cells = (text: string) =>
  text
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.slice(2, -2).split(' | '));

test('a score counts what was stopped as noticed, and of nothing everything', () => {
  assert.equal(scoreOf([row]), 80);
  assert.equal(scoreOf([row, { killed: 0, timeout: 0, survived: 10 }]), 40);
  assert.equal(scoreOf([]), 100);
});

test('the table is put at the end of a text, then renewed in its place, and what was not run keeps its row', () => {
  const first = withResults('# Benchmarks\n\n## Builds\n\n| build |\n', ['time', 'orders'], new Map([['time', row]]));
  assert.ok(first.startsWith('# Benchmarks\n\n## Builds\n\n| build |\n\n## Mutation tests\n'));
  assert.deepEqual(cells(mutationSection(first)).slice(2), [
    ['time', '10', '7', '1', '2', '1', '0', '0', '80.0 %', '1.3'],
    ['orders', 'not run', '', '', '', '', '', '', '', ''],
    ['all', '10', '7', '1', '2', '1', '0', '0', '80.0 %', '1.3'],
  ]);
  const better: MutationRow = { ...row, killed: 9, survived: 0, unreasoned: 0 };
  const second = withResults(`${first}\n## Search\n\ntext\n`, ['time', 'orders'], new Map([['orders', better]]));
  assert.ok(second.endsWith('\n## Search\n\ntext\n'));
  assert.equal(second.split('## Mutation tests').length, 2);
  assert.deepEqual(
    cells(mutationSection(second))
      .slice(2)
      .map(([name, mutants, , , , , , , score]) => [name, mutants, score]),
    [
      ['time', '10', '80.0 %'],
      ['orders', '10', '100.0 %'],
      ['all', '20', '90.0 %'],
    ],
  );
});

test('every subject mutates files that are there, and runs tests that are there', () => {
  const mutated = new Set<string>();
  for (const [name, { mutate, tests }] of Object.entries(subjects)) {
    for (const pattern of mutate) {
      const files = globSync(pattern.replace(/^!/, ''), { cwd: root });
      assert.ok(files.length > 0, `${name}: ${pattern}`);
      for (const file of files) mutated.add(file);
    }
    for (const file of tests) assert.ok(existsSync(join(root, file)), `${name}: ${file}`);
  }
  assert.deepEqual(
    globSync('src/domain/**/*.ts', { cwd: root }).filter((file) => !mutated.has(file)),
    [],
    'every pure rule is mutated',
  );
});

test('a survivor with a reason is not named, and a reason without its survivor is', () => {
  const [given] = reasons;
  const [mutant] = given?.mutants ?? [];
  assert.ok(given && mutant !== undefined);
  const [original = '', replacement = ''] = mutant.split(' => ');
  const survivor = { file: given.file, line: 1, mutator: 'ConditionalExpression', original, replacement };
  assert.equal(mutantText(survivor), mutant);
  assert.deepEqual(unreasoned([survivor]), []);
  const other = { ...survivor, file: 'src/domain/time/other.ts' };
  assert.deepEqual(unreasoned([survivor, other]), [other]);
  assert.ok(!staleReasons([survivor], new Set([given.file])).includes(`${given.file}: ${mutant}`));
  assert.ok(staleReasons([], new Set([given.file])).includes(`${given.file}: ${mutant}`));
  assert.deepEqual(staleReasons([], new Set()), []);
});

test('reasons are about files that are there, each mutant once', () => {
  const all = reasons.flatMap(({ file, mutants }) => mutants.map((mutant) => `${file}: ${mutant}`));
  assert.equal(new Set(all).size, all.length);
  for (const { file } of reasons) assert.ok(existsSync(join(root, file)), file);
});
