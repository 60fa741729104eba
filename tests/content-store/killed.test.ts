/** A real office that is killed while it saves. `npm run bench` kills ten thousand. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { checkRepository, killSaves } from './kill-saves.ts';

const workplace = mkdtempSync(join(tmpdir(), 'hongxin-saves-'));
after(() => {
  rmSync(workplace, { recursive: true, force: true });
});

const kills = 200;

test(`after each of ${String(kills)} kills everything acknowledged is there, nothing is torn, and the next office starts`, async () => {
  const content = join(workplace, 'content');
  mkdirSync(content);
  const { acknowledged, finished } = await killSaves(content, kills, 20_261_126);
  assert.ok(acknowledged >= kills, `${String(acknowledged)} saves were acknowledged`);
  assert.ok(finished > 0, 'no kill came in the middle of a save');
  checkRepository(content, acknowledged);
});
