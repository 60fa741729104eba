/** The accepted licences of packages, and whether `docs/licences.md` lists what the project needs to run. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';

const root = join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

interface LockedPackage {
  license?: string;
}
const lockedIn = (lockFile: string) =>
  (JSON.parse(read(lockFile)) as { packages: Record<string, LockedPackage> }).packages;
const packagesIn = (lockFile: string) =>
  Object.entries(lockedIn(lockFile))
    .filter(([path]) => path !== '')
    .map(([path, { license }]) => ({ name: path.slice(path.lastIndexOf('node_modules/') + 13), license }));

/** Licences without duties beyond attribution, and MPL 2.0, whose duties end at the files that are under it. */
const allowed = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'PSF-2.0',
  'Python-2.0',
  'Zlib',
]);

/** `MIT AND Apache-2.0` requires both, `(MIT OR CC0-1.0)` for one of them. */
function isAllowed(expression: string): boolean {
  const bare = expression.replace(/^\((.*)\)$/, '$1');
  if (bare.includes(' OR ')) return bare.split(' OR ').some(isAllowed);
  return bare.split(' AND ').every((licence) => allowed.has(licence));
}

interface Exception {
  packages: RegExp;
  /** As given in the lock file; absent where it gives none. */
  licence: string | undefined;
  reason: string;
}
const exceptions: readonly Exception[] = [
  {
    packages: /^@ffmpeg-installer\/(linux|win32)-\w+$/,
    licence: 'GPLv3',
    reason:
      'The ffmpeg program: started as a program of its own, linked to nothing. docs/licences.md says what follows.',
  },
  {
    packages: /^@ffmpeg-installer\/(ffmpeg|darwin-x64)$/,
    licence: 'LGPL-2.1',
    reason: 'Finds the program, and the program for macOS: the same as above.',
  },
  {
    packages: /^@ffmpeg-installer\/darwin-arm64$/,
    licence: 'https://git.ffmpeg.org/gitweb/ffmpeg.git/blob_plain/HEAD:/LICENSE.md',
    reason: 'The program for macOS: the same as above.',
  },
  {
    packages: /^@img\/sharp-libvips-/,
    licence: 'LGPL-3.0-or-later',
    reason:
      'libvips, a shared library that sharp loads while the site is built; it can be replaced and is not part of the site.',
  },
  {
    packages: /^@img\/sharp-win32-/,
    licence: 'Apache-2.0 AND LGPL-3.0-or-later',
    reason: 'sharp with libvips for Windows: the same as above.',
  },
  {
    packages: /^@img\/sharp-wasm32$/,
    licence: 'Apache-2.0 AND LGPL-3.0-or-later AND MIT',
    reason: 'sharp with libvips in WebAssembly: the same as above.',
  },
  {
    packages: /^libheif-js$/,
    licence: 'LGPL-3.0',
    reason: 'libheif, which the office loads from a folder of its own; it can be replaced and is not part of the site.',
  },
  {
    packages: /^opening_hours$/,
    licence: 'LGPL-3.0-only',
    reason: 'An independent evaluator for one unit test; a development dependency that reaches nobody.',
  },
  {
    packages: /^(@astrojs\/compiler-binding|@pagefind\/)/,
    licence: undefined,
    reason:
      'Binaries for other systems, written into the lock file without their manifest; MIT as the packages that name them.',
  },
  {
    packages: /^y-provider$/,
    licence: undefined,
    reason:
      'States no licence. Comes with @keystatic/core for editing together in its cloud, which the studio does not use.',
  },
  {
    packages: /^(busboy|streamsearch|humanize-number|dom-walk)$/,
    licence: undefined,
    reason: 'MIT in their own files, in an old field of the manifest or in the README.',
  },
  {
    packages: /^caniuse-lite$/,
    licence: 'CC-BY-4.0',
    reason: 'A table of browsers, which the build and the checks read and which reaches nobody.',
  },
  {
    packages: /^suncalc$/,
    licence: undefined,
    reason: 'BSD-2-Clause in its LICENSE file.',
  },
];

const everything = [
  'package-lock.json',
  'tests/bench/package-lock.json',
  'tests/mutation/package-lock.json',
  'tests/old-browsers/package-lock.json',
].flatMap(packagesIn);

test('every package comes under a licence that is allowed, or is an exception with a reason', () => {
  const refused = everything
    .filter(({ license }) => license === undefined || !isAllowed(license))
    .filter(
      ({ name, license }) => !exceptions.some(({ packages, licence }) => packages.test(name) && licence === license),
    )
    .map(({ name, license }) => `${name}: ${license ?? 'no licence'}`);
  assert.deepEqual(refused, []);
});

test('every exception is still needed', () => {
  for (const { packages, licence } of exceptions) {
    assert.ok(
      everything.some(({ name, license }) => packages.test(name) && license === licence),
      `${String(packages)} ${licence ?? 'no licence'}`,
    );
  }
});

test('what one licence of several forbids is judged by how they are joined', () => {
  assert.ok(isAllowed('(MIT OR GPL-3.0-only)'));
  assert.ok(isAllowed('MIT AND Apache-2.0'));
  assert.ok(!isAllowed('MIT AND GPL-3.0-only'));
  assert.ok(!isAllowed('GPL-3.0-only'));
});

test('the page on licences names every dependency that the project runs with, under the licence that it comes with', () => {
  const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
  const locked = lockedIn('package-lock.json');
  const rows = new Map(
    [...read('docs/licences.md').matchAll(/^\| `([^`]+)` +\| ([^|]+?) +\|/gm)].map(([, name, licence]) => [
      name,
      licence,
    ]),
  );
  assert.deepEqual(
    Object.fromEntries([...rows].sort()),
    Object.fromEntries(
      Object.keys(dependencies)
        .map((name) => [name, locked[`node_modules/${name}`]?.license])
        .sort(),
    ),
  );
});
