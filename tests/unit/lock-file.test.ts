import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';

interface LockedPackage {
  version?: string;
  resolved?: string;
  optionalDependencies?: Record<string, string>;
}
const root = join(import.meta.dirname, '../..');
const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
  packages: Record<string, LockedPackage>;
};

test('the lock file names every platform package in the version asked for, so that the project installs everywhere', () => {
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

test('the lock file holds no download address', () => {
  assert.deepEqual(
    Object.entries(packages).filter(([, { resolved }]) => resolved !== undefined),
    [],
  );
});

test('every dependency is pinned to one version', () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<
    'dependencies' | 'devDependencies',
    Record<string, string>
  >;
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
    assert.match(version, /^\d+\.\d+\.\d+$/, name);
  }
});
