/** A build that is killed: the site is whole, old or new, and the next build cleans up. `npm run bench` kills a hundred. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { killBuilds } from './kill-builds.ts';

const workplace = mkdtempSync(join(tmpdir(), 'hongxin-killed-'));
after(() => {
  rmSync(workplace, { recursive: true, force: true });
});

const kills = 8;

test(`after each of ${String(kills)} kills the site is whole, the old one or the new one`, async () => {
  const { killed, old } = await killBuilds(workplace, kills, 20_261_126);
  assert.ok(killed >= kills / 2, `only ${String(killed)} builds were still running when they were to be killed`);
  assert.ok(old > 0);
});
