/** A real office that is killed while it saves. `npm run bench` kills ten thousand. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { killSaves } from './kill-saves.ts';

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
  // Git's own program finds the repository whole, every acknowledged save in it, and no lock.
  const git = (...words: string[]) => execFileSync('git', words, { cwd: content, encoding: 'utf8' });
  git('fsck', '--strict');
  const messages = new Set(git('log', '--format=%s').trim().split('\n'));
  for (let number = 1; number <= acknowledged; number += 1)
    assert.ok(messages.has(`保存 ${String(number)}`), `save ${String(number)} is in no version`);
  const left = readdirSync(join(content, '.git'), { recursive: true, encoding: 'utf8' });
  assert.deepEqual(
    left.filter((path) => /\.lock$|hongxin-lock$/.test(path)),
    [],
  );
});
