/** Long work reports its progress. */
import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { Progress } from '../../src/terminal/progress.ts';

const labels = { read: '读取', write: '写入' } as const;

/** A terminal that records its output, and a clock that is set by hand. */
function screen(isTTY: boolean) {
  const stream = new PassThrough();
  const warnings = new PassThrough();
  const output = Object.assign(stream, { isTTY, columns: 80 }) as unknown as NodeJS.WriteStream;
  let time = 0;
  const progress = new Progress(output, labels, { warnings, now: () => time });
  return {
    progress,
    /** Lets time pass, a second at a time. */
    pass: (seconds: number) => {
      for (let second = 0; second < seconds; second++) {
        time += 1000;
        progress.tick();
      }
    },
    written: () => String((stream.read() as Buffer | null) ?? ''),
    warned: () => String((warnings.read() as Buffer | null) ?? ''),
  };
}

test('without a terminal there is a line for each stage, and one every ten seconds', () => {
  const { progress, pass, written } = screen(false);
  progress.set('台账.xlsx', { stage: 'read', fraction: 0 });
  assert.equal(written(), '台账.xlsx · 读取\n');
  pass(9);
  assert.equal(written(), '');
  progress.set('台账.xlsx', { stage: 'read', fraction: 0.25, detail: '500 行' });
  pass(1);
  assert.equal(written(), '台账.xlsx · 25% · 读取 · 500 行\n');
  pass(20);
  assert.equal(written().split('\n').length - 1, 2);
  progress.stop();
});

test('on a terminal a bar is drawn again at every step', () => {
  const { progress, written } = screen(true);
  progress.set('台账.xlsx', { stage: 'write', fraction: 0.5 });
  assert.equal(written(), '\r\x1b[K台账.xlsx ████████░░░░░░░░  50% 写入');
  progress.stop();
  assert.equal(written(), '\r\x1b[K');
});

test('after a minute without progress the stage is named, and again a minute later', () => {
  const { progress, pass, warned } = screen(false);
  progress.set('台账.xlsx', { stage: 'write', fraction: 0.5, detail: '12 个文件' });
  pass(59);
  assert.equal(warned(), '');
  pass(1);
  assert.equal(warned(), '台账.xlsx · 60 秒没有进展，停在“写入”（12 个文件）\n');
  pass(60);
  assert.equal(warned(), '台账.xlsx · 120 秒没有进展，停在“写入”（12 个文件）\n');
  progress.stop();
});

test('work that goes on is never called stalled, and the same step again is no progress', () => {
  const { progress, pass, warned } = screen(false);
  for (let minute = 0; minute < 3; minute++) {
    progress.set('台账.xlsx', { stage: 'read', fraction: minute / 10 });
    pass(50);
  }
  assert.equal(warned(), '');
  for (let time = 0; time < 7; time++) {
    progress.set('台账.xlsx', { stage: 'read', fraction: 0.2 });
    pass(10);
  }
  assert.match(warned(), /没有进展，停在“读取”/);
  progress.stop();
});
