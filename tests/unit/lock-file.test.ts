import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import test from 'node:test';

interface Manifest {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}
interface LockedPackage extends Manifest {
  version?: string;
  resolved?: string;
  optionalDependencies?: Record<string, string>;
}
const root = join(import.meta.dirname, '../..');
const read = (file: string): unknown => JSON.parse(readFileSync(join(root, file), 'utf8'));

/** The project, and the packages of what only the benchmarks, the exploration, the mutation tests, the check of old browsers and the one of valid HTML use. */
const folders = globSync('**/package-lock.json', { cwd: root, exclude: ['**/node_modules', 'dist'] }).map(dirname);

test('the project, and each package that one check or benchmark alone installs, has a lock file', () => {
  assert.deepEqual(folders.map((folder) => folder.split(sep).join('/')).sort(), [
    '.',
    'tests/bench',
    'tests/explorer',
    'tests/mutation',
    'tests/old-browsers',
    'tests/validity',
  ]);
});

for (const folder of folders) {
  const { packages } = read(join(folder, 'package-lock.json')) as { packages: Record<string, LockedPackage> };

  test(`the lock file of ${folder} names every platform package in the version asked for, so that it installs everywhere`, () => {
    const wrong = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.entries(optionalDependencies).flatMap(([name, range]) => {
        const found = packages[`${path}/node_modules/${name}`] ?? packages[`node_modules/${name}`];
        if (found === undefined) return [`${path} wants ${name}, and it is missing`];
        const isExact = /^\d+\.\d+\.\d+$/.test(range);
        return isExact && found.version !== range
          ? [`${path} wants ${name} ${range}, not ${found.version ?? 'nothing'}`]
          : [];
      }),
    );
    assert.deepEqual(wrong, []);
  });

  test(`the lock file of ${folder} holds no download address`, () => {
    assert.deepEqual(
      Object.entries(packages).filter(([, { resolved }]) => resolved !== undefined),
      [],
    );
  });

  test(`the lock file of ${folder} is made from its package.json`, () => {
    const { dependencies, devDependencies } = read(join(folder, 'package.json')) as Manifest;
    assert.deepEqual(packages['']?.dependencies, dependencies);
    assert.deepEqual(packages['']?.devDependencies, devDependencies);
  });

  test(`every dependency of ${folder} is pinned to one version`, () => {
    const { dependencies = {}, devDependencies = {} } = read(join(folder, 'package.json')) as Manifest;
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
      // A package may stand under another name: two versions of one.
      assert.match(version, /^(?:npm:[\w-]+@)?\d+\.\d+\.\d+$/, name);
    }
  });
}
