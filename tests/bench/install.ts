/**
 * The first step of `npm run bench`: installs the packages that only the benchmarks use, when they are missing or older
 * than their lock file, and checks the benchmarks against the types of these packages. The project's own check does not
 * install them and reads `rivals.d.ts` instead.
 */
import '../../src/process/start.ts';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { installPackage } from '../own-package.ts';

const folder = import.meta.dirname;
const root = join(folder, '../..');

function run(parameters: readonly string[], directory: string): void {
  const { status, error } = spawnSync(process.execPath, parameters, {
    cwd: directory,
    stdio: 'inherit',
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
  });
  if (status !== 0) throw new Error(`${parameters.join(' ')} failed in ${directory}.`, { cause: error });
}

installPackage(folder);
run([join(root, 'node_modules/astro/bin/astro.mjs'), 'sync'], root);
run([join(root, 'node_modules/typescript/bin/tsc'), '--project', join(folder, 'tsconfig.rivals.json')], root);
