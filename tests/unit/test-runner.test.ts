/** The runner of `npm test`: which checks run, in what order, and how they are counted. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { globSync } from 'node:fs';
import { basename } from 'node:path';
import test from 'node:test';
import type { JSONReport, JSONReportSuite } from '@playwright/test/reporter';
import { projectDirectory } from '../places.ts';
import { countsOf } from '../runner/browser-tests.ts';
import { descendantsOf, killDescendants } from '../runner/descendants.ts';
import { checks, checksNamed, UnknownCheck } from '../runner/checks.ts';
import { commandCounts, summaryLine, type Counts } from '../runner/outcome.ts';
import { checksOfPage, specsOfEveryPage, specsOfPages } from '../runner/page-tests.ts';
import { runTasks, type Task } from '../runner/schedule.ts';

const names = (list: readonly { name: string }[]) => list.map(({ name }) => name);
const passed: Counts = { passed: 1, failed: 0, skipped: 0, failures: [], flaky: [] };
const failed: Counts = { ...passed, passed: 0, failed: 1 };
const task = (name: string, more: Partial<Task> = {}): Task => ({
  name,
  cores: 1,
  after: [],
  takesBuildLock: false,
  run: () => Promise.resolve(passed),
  ...more,
});

test('a check brings the builds that it needs, and no other', () => {
  assert.deepEqual(names(checksNamed(['unit'])), ['unit']);
  assert.deepEqual(names(checksNamed(['looks'])), ['build', 'build-extremes', 'looks']);
  assert.deepEqual(names(checksNamed(['studio'])), ['studio']);
  assert.deepEqual(names(checksNamed(['browser'])), [
    'build',
    'build-portal',
    'build-extremes',
    'build-large-county',
    'browser',
  ]);
});

test('a name that no check has is refused with the names that there are', () => {
  assert.throws(() => checksNamed(['unit', 'units']), UnknownCheck);
  const { status, stderr } = spawnSync(process.execPath, ['tests/run.ts', '--only', 'units'], {
    cwd: projectDirectory,
    encoding: 'utf8',
  });
  assert.equal(status, 2);
  assert.match(stderr, /^No check is called “units”\. There are: types, /);
  for (const { name } of checks) assert.ok(stderr.includes(name));
});

test('every file of tests belongs to a check', () => {
  // Benchmarks and mutation tests may have installed packages of their own.
  const files = (pattern: string) => globSync(pattern, { cwd: projectDirectory, exclude: ['**/node_modules/**'] });
  const checked = checks.flatMap(({ files: pattern }) => (pattern === undefined ? [] : files(pattern)));
  assert.deepEqual(checked.sort(), files('tests/**/*.{test,spec}.ts').sort());
});

test('every browser test of the site belongs to a page', () => {
  const specs = globSync('tests/site/*.spec.ts', { cwd: projectDirectory }).map((file) => basename(file, '.spec.ts'));
  assert.deepEqual(
    [...new Set([...Object.values(specsOfPages).flat(), ...specsOfEveryPage])].sort(),
    specs.sort(),
    'tests/runner/page-tests.ts names the specs of each page',
  );
});

test('the tests of a page need the sites that its specs name', () => {
  assert.deepEqual(names(checksOfPage('people')), ['build', 'page people']);
  assert.deepEqual(names(checksOfPage('stations')), ['build', 'build-large-county', 'page stations']);
});

test('what needs a failed check does not run, and has failed', async () => {
  let hasRun = false;
  const outcomes = await runTasks([
    task('build', { run: () => Promise.resolve(failed) }),
    task('browser', {
      after: ['build'],
      run: () => {
        hasRun = true;
        return Promise.resolve(passed);
      },
    }),
    task('lint'),
  ]);
  assert.equal(hasRun, false);
  assert.equal(summaryLine(outcomes), '1 passed, 2 failed');
});

test('a check that throws has failed', async () => {
  const outcomes = await runTasks([task('unit', { run: () => Promise.reject(new Error('no tests')) })]);
  assert.equal(summaryLine(outcomes), '0 passed, 1 failed');
});

test('two checks of one core run at once, two that use the folder of Astro never', async () => {
  const running = new Set<string>();
  const together = new Set<string>();
  const tracked = (name: string, more: Partial<Task> = {}) =>
    task(name, {
      ...more,
      run: async () => {
        running.add(name);
        if (running.size > 1) together.add([...running].sort().join('+'));
        // A turn of the event loop, after which everything that may run beside it has started.
        await new Promise((resolve) => setImmediate(resolve));
        running.delete(name);
        return passed;
      },
    });
  await runTasks([
    tracked('build', { takesBuildLock: true }),
    tracked('built-files', { takesBuildLock: true }),
    tracked('lint'),
    tracked('browser', { cores: 2 }),
  ]);
  assert.ok(together.has('build+lint'), [...together].join(' '));
  assert.deepEqual(
    [...together].filter((pair) => pair === 'build+built-files' || pair.includes('browser')),
    [],
  );
});

test('a check that does not end fails in time, and what lost its processes with it is run again', async () => {
  const ended = Promise.withResolvers<Counts>();
  let runs = 0;
  const outcomes = await runTasks(
    [
      task('hangs', { run: () => new Promise<never>(() => undefined) }),
      task('beside', {
        run: () => {
          runs += 1;
          return runs === 1 ? ended.promise : Promise.resolve(passed);
        },
      }),
      task('later', { cores: 2 }),
    ],
    {
      report: 60_000,
      limit: 50,
      endProcesses: () => {
        ended.resolve(failed);
      },
    },
  );
  assert.deepEqual(
    outcomes.map(({ check, failed: count }) => [check, count]),
    [
      ['hangs', 1],
      ['beside', 0],
      ['later', 0],
    ],
  );
  assert.equal(runs, 2);
});

test('the processes of a process are found and ended, those that they started included', async () => {
  // A shell with two sleepers below it: one of its own and one of a second shell.
  const shell = spawn('sh', ['-c', 'sleep 600 & sh -c "sleep 600; true"; true'], { stdio: 'ignore' });
  const isWhole = () => descendantsOf(shell.pid ?? 0).length >= 3;
  while (!isWhole()) await new Promise((resolve) => setImmediate(resolve));
  const ids = descendantsOf(shell.pid ?? 0);
  const exit = once(shell, 'exit');
  assert.equal(killDescendants(shell.pid ?? 0), ids.length);
  await exit;
  assert.deepEqual(
    descendantsOf(process.pid).filter((id) => ids.includes(id)),
    [],
  );
});

test('the browser tests that failed, or passed at the second try, are counted and named with their first errors', () => {
  const suite = {
    title: 'site/feed.spec.ts',
    specs: [
      {
        title: 'the feed plays',
        file: 'site/feed.spec.ts',
        tests: [
          {
            projectName: 'phone',
            status: 'flaky',
            results: [{ error: { message: '\u001b[31mTimed out\u001b[39m\nsecond line' } }, {}],
          },
          {
            projectName: 'desk',
            status: 'unexpected',
            results: [{ error: { message: 'It stands still' } }, { error: { message: 'Timed out' } }],
          },
        ],
      },
    ],
  } as unknown as JSONReportSuite; // Playwright's other fields are not counted
  const report = {
    suites: [{ title: '', specs: [], suites: [suite] }],
    stats: { expected: 4, unexpected: 1, skipped: 1, flaky: 1 },
  } as unknown as JSONReport; // likewise
  const counts = countsOf(report, 1);
  assert.deepEqual(counts, {
    passed: 5,
    failed: 1,
    skipped: 1,
    failures: [{ name: '[desk] site/feed.spec.ts › the feed plays', error: 'It stands still' }],
    flaky: [{ name: '[phone] site/feed.spec.ts › the feed plays', error: 'Timed out\n    second line' }],
  });
  assert.equal(summaryLine([{ check: 'browser', seconds: 1, ...counts }]), '5 passed, 1 failed, 1 skipped');
  const noTest = { ...report, suites: [], stats: { ...report.stats, unexpected: 0 } };
  assert.equal(countsOf(noTest, 1).failed, 1, 'a server that did not start');
});

test('a command that failed is named with its last lines', () => {
  assert.deepEqual(commandCounts(0, 'all is well'), passed);
  const { failed: count, failures } = commandCounts(2, `${'line\n'.repeat(50)}[warn] README.md\n`);
  assert.equal(count, 1);
  const lines = failures[0]?.error.split('\n').map((line) => line.trim()) ?? [];
  assert.deepEqual(lines.slice(-2), ['[warn] README.md', 'ended with exit code 2']);
  assert.equal(lines.length, 12);
});

test('a part of a name chooses tests, and a name that no test has is reported', () => {
  const run = (name: string) =>
    spawnSync(process.execPath, ['tests/run.ts', '--only', 'architecture', '--name', name], {
      cwd: projectDirectory,
      encoding: 'utf8',
      // Inside a test Node would report to the test's own runner.
      env: { ...process.env, NODE_TEST_CONTEXT: '' },
    });
  const nothing = run('a name that no test has');
  assert.equal(nothing.status, 1);
  assert.match(nothing.stdout, /No test has “a name that no test has” in its name\./);
});
