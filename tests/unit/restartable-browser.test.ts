/** Browsers that tests use: what happens when one no longer answers. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { NoAnswer, reasonNotToRun, RestartableBrowser, type BrowserProgram } from '../restartable-browser.ts';

const never = new Promise<never>(() => undefined);
const limits = { start: 20, ping: 20, kill: 20, work: 20 };

interface FakeBrowser {
  number: number;
  answers: boolean;
}

/** A program whose browsers are numbered as they start, and the record of what was done with them. */
function fake(more: Partial<BrowserProgram<FakeBrowser>> = {}) {
  const record: string[] = [];
  let starts = 0;
  const program: BrowserProgram<FakeBrowser> = {
    name: 'Fake',
    start: () => {
      starts += 1;
      record.push(`start ${starts}`);
      return Promise.resolve({ number: starts, answers: true });
    },
    ping: ({ answers }) => (answers ? Promise.resolve() : never),
    kill: ({ number }) => {
      record.push(`kill ${number}`);
      return Promise.resolve();
    },
    ...more,
  };
  const context = {
    fullName: 'a test',
    diagnostic: (message: string) => {
      record.push(message);
    },
  };
  return { browser: new RestartableBrowser(program, limits), record, context };
}

test('one browser serves one test after the other', async () => {
  const { browser, record, context } = fake();
  for (let count = 0; count < 3; count += 1) await browser.use(context, () => Promise.resolve());
  await browser.close();
  assert.deepEqual(record, ['start 1', 'kill 1']);
});

test('a test that fails in two browsers has failed, and is not named as flaky', async () => {
  const { browser, record, context } = fake();
  await assert.rejects(
    browser.use(context, () => Promise.reject(new Error('wider than the screen'))),
    /wider than the screen/,
  );
  assert.deepEqual(record, ['start 1', 'kill 1', 'start 2']);
});

test('a test that waits for an answer that never comes is run again in a new browser, and named', async () => {
  const { browser, record, context } = fake();
  await browser.use(context, ({ number }) => (number === 1 ? never : Promise.resolve()));
  assert.deepEqual(record, [
    'start 1',
    'kill 1',
    'start 2',
    'flaky: a test: No answer within 0.02 s: what this test does in Fake.',
  ]);
});

test('a test that fails because the browser has gone is run again in a new one', async () => {
  const { browser, record, context } = fake();
  await browser.use(context, (its) => {
    if (its.number > 1) return Promise.resolve();
    its.answers = false;
    return Promise.reject(new Error('Target closed'));
  });
  assert.deepEqual(record, ['start 1', 'kill 1', 'start 2', 'flaky: a test: Target closed']);
});

test('a page at which every browser stops answering fails its test', async () => {
  const { browser, context } = fake();
  await assert.rejects(
    browser.use(context, () => never),
    NoAnswer,
  );
});

test('a browser that does not start, or does not answer, is not tested, and the reason is named', async () => {
  assert.equal(
    await reasonNotToRun(fake({ start: () => never }).browser),
    'attempt 2: No answer within 0.02 s: Fake starts.',
  );
  const { browser, record } = fake({ ping: () => never });
  assert.match((await reasonNotToRun(browser)) ?? '', /has started and answers/);
  assert.deepEqual(record, ['start 1', 'kill 1', 'start 2', 'kill 2']);
  assert.equal(
    await reasonNotToRun(fake({ start: () => Promise.reject(new Error('no npm')) }).browser),
    'attempt 2: no npm',
  );
  assert.equal(await reasonNotToRun(fake().browser), undefined);
});

test('a browser that takes too long to start is told to end what it has started', async () => {
  let isTold = false;
  const start = (late: AbortSignal) => {
    late.addEventListener('abort', () => {
      isTold = true;
    });
    return never;
  };
  await assert.rejects(fake({ start }).browser.start(), NoAnswer);
  assert.ok(isTold);
});
