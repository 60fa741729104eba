/** Packages that one check alone uses: each is a package of its own below `tests`, which the check installs. */
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';

/** Milliseconds that an installation may take. */
const installationTime = 300_000;

/**
 * Installs the package in a folder when it is missing or older than its lock file. Throws when that fails, and when it
 * was not started by npm, which says where npm is.
 */
export function installPackage(folder: string): void {
  /** Milliseconds of the last change of a file, 0 if there is none. */
  const changed = (file: string) => statSync(join(folder, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  // npm writes this file at the end of an installation.
  if (changed('node_modules/.package-lock.json') >= changed('package-lock.json')) return;
  const npm = process.env['npm_execpath'];
  if (npm === undefined) throw new Error(`Start this by an npm script: it says where npm is, to install ${folder}.`);
  const { status } = spawnSync(process.execPath, [npm, 'ci', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: 'inherit',
    timeout: installationTime,
  });
  if (status === null)
    throw new Error(`The packages of ${folder} were not installed within ${installationTime / 1000} s.`);
  if (status !== 0) throw new Error(`The packages of ${folder} could not be installed.`);
}
