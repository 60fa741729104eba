/**
 * The first step of `npm run bench`: installs the packages that only the benchmarks use, when they are missing or older
 * than their lock file, and checks the benchmarks against the types of these packages. The project's own check does not
 * install them and reads `rivals.d.ts` instead.
 */
import '../../src/process/start.ts';
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';

const folder = import.meta.dirname;
const root = join(folder, '../..');

/** Milliseconds of the last change of a file, 0 if there is none. */
const changed = (file: string) => statSync(join(folder, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;

function run(parameters: readonly string[], directory: string): void {
  const { status, error } = spawnSync(process.execPath, parameters, {
    cwd: directory,
    stdio: 'inherit',
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
  });
  if (status !== 0) throw new Error(`${parameters.join(' ')} failed in ${directory}.`, { cause: error });
}

// npm writes this file at the end of an installation.
if (changed('node_modules/.package-lock.json') < changed('package-lock.json')) {
  const npm = process.env['npm_execpath'];
  if (npm === undefined) throw new Error('Start this with `npm run bench`: npm says where it is.');
  run([npm, 'ci', '--no-audit', '--no-fund'], folder);
}
run([join(root, 'node_modules/astro/bin/astro.mjs'), 'sync'], root);
run([join(root, 'node_modules/typescript/bin/tsc'), '--project', join(folder, 'tsconfig.rivals.json')], root);
