/**
 * Every command keeps Node's threads awake: glibc before 2.41 can leave all of them asleep while an operation waits.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mock, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { heartbeatInterval, startHeartbeat } from '../../src/process/heartbeat.ts';

const root = join(import.meta.dirname, '../..');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };

/** Every program that a script of package.json starts with Node, every command, and the tools. */
const programs = [
  ...new Set([
    ...Object.values(scripts).flatMap((script) =>
      [...script.matchAll(/\bnode (\S+\.ts)/g)].map(([, file = '']) => file),
    ),
    ...globSync(['src/commands/*.ts', 'tools/*/make.ts'], { cwd: root }),
  ]),
].sort();

test('the heartbeat asks the pool once a second, and does not keep the process alive', () => {
  mock.timers.enable({ apis: ['setInterval'] });
  let asked = 0;
  const timer = startHeartbeat(() => {
    asked += 1;
  });
  mock.timers.tick(heartbeatInterval * 5);
  assert.equal(asked, 5);
  clearInterval(timer);
  mock.timers.reset();
});

test('there are programs to hold it for', () => {
  assert.ok(programs.includes('src/commands/build.ts') && programs.includes('tests/run.ts'), programs.join());
});

/** Runs a program until its heartbeat starts. Resolves with what the probe reports; empty when it never started. */
async function heartbeatOf(parameters: readonly string[]): Promise<string> {
  const probe = pathToFileURL(join(import.meta.dirname, 'heartbeat-probe.ts')).href;
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', probe, ...parameters], {
    cwd: root,
    // The heartbeat that the test runner adds to its own processes does not count.
    env: { ...process.env, NODE_OPTIONS: '' },
    timeout: 60_000,
  });
  return stdout.trim();
}

/** The benchmark imports packages that are installed only with it: without them it cannot even start. */
const needsPackages = 'tests/bench/run.ts';

test('the benchmark imports the heartbeat before anything else', () => {
  const first = /^import .*$/m.exec(readFileSync(join(root, needsPackages), 'utf8'))?.[0];
  assert.equal(first, "import '../../src/process/start.ts';");
});

for (const program of programs.filter((each) => each !== needsPackages)) {
  test(`${program} starts the heartbeat before it does anything`, async () => {
    assert.equal(await heartbeatOf([program]), `heartbeat ${String(heartbeatInterval)} false`);
  });
}

for (const config of ['astro.config.mjs', 'tests/playwright.config.ts']) {
  test(`a program that reads ${config} gets the heartbeat with it`, async () => {
    const reading = `await import(${JSON.stringify(pathToFileURL(join(root, config)).href)})`;
    assert.equal(
      await heartbeatOf(['--input-type=module', '--eval', reading]),
      `heartbeat ${String(heartbeatInterval)} false`,
    );
  });
}
