/** When an office sends and brings, and when it waits for a person. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SharingJob } from '../../src/office/sharing/sharing-job.ts';
import type { Synchronized } from '../../src/office/sharing/synchronize.ts';
import { SharingFailure } from '../../src/sharing/shared-repository.ts';

const done: Synchronized = { changed: [], notes: [], waiting: 0 };

/** A job with a clock and a network of its own. */
function jobWith(synchronize: () => Promise<Synchronized>): { job: SharingJob; clock: { now: number } } {
  const clock = { now: 0 };
  let kept: readonly string[] = [];
  return {
    job: new SharingJob({
      synchronize,
      countUnsent: () => Promise.resolve(0),
      now: () => new Date(clock.now),
      notes: {
        read: () => Promise.resolve(kept),
        write: (notes) => {
          kept = notes;
          return Promise.resolve();
        },
      },
    }),
    clock,
  };
}

test('what is saved while it sends is sent after that, however often somebody saved', async () => {
  let count = 0;
  const gates = [Promise.withResolvers<Synchronized>(), Promise.withResolvers<Synchronized>()];
  const { job } = jobWith(() => gates[count++]?.promise ?? Promise.resolve(done));
  const runs = [job.run(), job.run(), job.run()];
  assert.equal(count, 1, 'one at a time');
  assert.equal((await job.status()).isRunning, true);
  gates[0]?.resolve(done);
  gates[1]?.resolve(done);
  await Promise.all(runs);
  assert.equal(count, 2);
  assert.equal((await job.status()).isRunning, false);
});

test('without a network it is tried again at once, and with a wrong token only after a while or when a person asks', async () => {
  let count = 0;
  let failure = new SharingFailure('offline', '连不上');
  const { job, clock } = jobWith(() => {
    count += 1;
    return Promise.reject(failure);
  });
  await job.run();
  await job.run();
  assert.equal(count, 2);
  assert.equal((await job.status()).problem, '连不上');
  failure = new SharingFailure('token', '不认这个令牌');
  await job.run();
  await job.run();
  assert.equal(count, 3, 'a server that is asked again and again locks the account');
  await job.run({ isAsked: true });
  assert.equal(count, 4);
  clock.now = 16 * 60_000;
  await job.run();
  assert.equal(count, 5);
});

test('once it works the problem is gone, and the moment is known', async () => {
  let fails = true;
  const { job, clock } = jobWith(() =>
    fails
      ? Promise.reject(new SharingFailure('missing', '没有这个仓库'))
      : Promise.resolve({ ...done, notes: ['一句话'] }),
  );
  await job.run();
  fails = false;
  clock.now = 1000;
  await job.run({ isAsked: true });
  const { problem, doneAt, notes } = await job.status();
  assert.deepEqual([problem, doneAt, notes], [undefined, new Date(1000), ['一句话']]);
});

test('it ends when what runs has ended', async () => {
  const gate = Promise.withResolvers<Synchronized>();
  const { job } = jobWith(() => gate.promise);
  job.start();
  let hasEnded = false;
  const ended = job.stop().then(() => {
    hasEnded = true;
  });
  await Promise.resolve();
  assert.equal(hasEnded, false);
  gate.resolve(done);
  await ended;
});

test('what could not be taken in is said once, until an editor has read it', async () => {
  const said = ['甲', '乙'];
  const { job } = jobWith(() => Promise.resolve({ ...done, notes: said }));
  await job.run();
  await job.run();
  assert.deepEqual((await job.status()).notes, ['甲', '乙']);
  said.push('丙');
  await job.run();
  await job.forgetNotes(['甲', '乙']);
  assert.deepEqual((await job.status()).notes, ['丙'], 'what came since was not read');
});
