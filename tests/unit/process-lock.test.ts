/** A lock between processes; `tests/builds` kills processes that have one. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { acquireLock, type LockHolder } from '../../src/storage/process-lock.ts';

const workplace = mkdtempSync(join(tmpdir(), 'hongxin-lock-'));
after(() => {
  rmSync(workplace, { recursive: true });
});

test('who comes second waits, is told for whom, and gets the lock when it is given back', async () => {
  const file = join(workplace, 'new/folder/lock');
  const first = await acquireLock(file, { what: 'first' });
  assert.deepEqual([first.hasWaited, first.isHeld], [false, true]);
  const told: (LockHolder | undefined)[] = [];
  const second = acquireLock(file, { what: 'second', interval: 5, onWait: (holder) => told.push(holder) });
  const started = Date.now();
  while (told.length === 0 && Date.now() - started < 5000) await new Promise((resolve) => setTimeout(resolve, 5));
  first.release();
  const { hasWaited, release } = await second;
  assert.equal(hasWaited, true);
  assert.deepEqual(
    told.map((holder) => [holder?.pid, holder?.what]),
    [[process.pid, 'first']],
    'once, not at every attempt',
  );
  assert.equal((JSON.parse(readFileSync(`${file}.json`, 'utf8')) as LockHolder).what, 'second');
  release();
});

test('a holder that has ended is not named, even while its name still stands there', async () => {
  const file = join(workplace, 'stale');
  writeFileSync(`${file}.json`, JSON.stringify({ pid: 2 ** 30, since: 0, what: 'killed' }));
  let attempts = 0;
  const told: unknown[] = [];
  const { release } = await acquireLock(file, {
    what: 'next',
    interval: 1,
    onWait: (holder) => told.push(holder),
    take: () => (++attempts < 4 ? 'taken' : () => undefined),
  });
  assert.deepEqual(told, [undefined]);
  release();
});

test('where the file system has no locks, work goes on and says that nothing is held', async () => {
  const { isHeld, release } = await acquireLock(join(workplace, 'network'), { what: '', take: () => 'unsupported' });
  assert.equal(isHeld, false);
  release();
});

test('a lock that cannot be written is told as the file system tells it', async () => {
  mkdirSync(join(workplace, 'folder'));
  await assert.rejects(acquireLock(join(workplace, 'folder'), { what: '' }), { code: 'EISDIR' });
});
