/** What a web server sees after a build was killed, a hundred times. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killBuilds } from '../builds/kill-builds.ts';
import type { Row } from './run.ts';

const kills = 100;

/** Kills builds at moments of which half are anywhere and half in the last step. Throws when a site is not whole. */
export async function benchmarkKills(): Promise<Row[]> {
  const workplace = mkdtempSync(join(tmpdir(), 'hongxin-kills-'));
  try {
    const { killed, ended, old, new: newer, seconds } = await killBuilds(workplace, kills, 1);
    return [
      { what: 'builds that were killed while they ran', value: String(killed) },
      { what: 'builds that had ended before', value: String(ended) },
      { what: 'the old site, whole, seen after', value: String(old) },
      { what: 'the new site, whole, seen after', value: String(newer) },
      { what: 'no site, or parts of one, seen after', value: '0' },
      { what: 'seconds of a build that nobody kills', value: seconds.toFixed(1) },
    ];
  } finally {
    rmSync(workplace, { recursive: true, force: true });
  }
}
