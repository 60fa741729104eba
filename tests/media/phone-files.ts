/**
 * Real files of phones, from Debian's package `forensics-samples-files` (CC BY-SA 4.0, by its maintainer): photos of
 * twelve megapixels and a short clip, with place, device and time in them. They are fetched by apt and are not part of
 * the project.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { testCache } from '../places.ts';

const name = 'forensics-samples-files';
const inside = 'usr/share/forensics-samples/original-files';
const kept = join(testCache, 'phone-files');

function run(program: string, ...parameters: string[]): boolean {
  return spawnSync(program, parameters, { cwd: kept, stdio: 'ignore', timeout: 120_000 }).status === 0;
}

/** The folder with the files, or the reason why there is none. */
export function phoneFiles(): { folder: string } | { reason: string } {
  for (const folder of [`/${inside}`, join(kept, inside)]) if (existsSync(folder)) return { folder };
  mkdirSync(kept, { recursive: true });
  if (!run('apt-get', '--version')) return { reason: `no apt on this machine to fetch ${name} with` };
  const download = () => run('apt-get', 'download', name);
  // A fresh image has no lists; only root may fetch them.
  if (!download() && !(run('apt-get', 'update') && download())) return { reason: `apt cannot fetch ${name}` };
  const archive = readdirSync(kept).find((file) => file.startsWith(name) && file.endsWith('.deb'));
  if (archive === undefined || !run('dpkg-deb', '--extract', archive, kept))
    return { reason: `${name} cannot be opened` };
  return { folder: join(kept, inside) };
}
