/** `npm test`: every check, one after the other, with a table at the end. Stops at nothing, fails if anything failed. */
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { ensureBrowser } from './browser.ts';
import { writeManyOrders } from './many-orders.ts';
import { towns, writeManyStations } from './many-stations.ts';
import {
  extremesSite,
  manyOrders,
  manyStations,
  largeCountySite,
  portalSite,
  rootSite,
  type TestSite,
} from './sites.ts';

const root = join(import.meta.dirname, '..');
process.chdir(root);
process.env['ASTRO_TELEMETRY_DISABLED'] = '1';
process.env['NODE_OPTIONS'] = '--disable-warning=ExperimentalWarning';

interface Outcome {
  check: string;
  passed: number;
  failed: number;
  skipped: number;
  seconds: number;
}
const outcomes: Outcome[] = [];

async function check(
  name: string,
  work: () => Omit<Outcome, 'check' | 'seconds'> | Promise<Omit<Outcome, 'check' | 'seconds'>>,
) {
  console.log(`\n── ${name} ${'─'.repeat(Math.max(0, 70 - name.length))}`);
  const started = performance.now();
  const outcome = await work();
  outcomes.push({ check: name, ...outcome, seconds: (performance.now() - started) / 1000 });
  return outcome.failed === 0;
}

function command(script: string, parameters: readonly string[], environment: Record<string, string> = {}) {
  const { status } = spawnSync(process.execPath, [script, ...parameters], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...environment },
  });
  return status === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

/** Runs the unit tests of a pattern. Those that build run one after the other: two builds of one checkout share a folder. */
async function tests(pattern: string, concurrency = true): Promise<Omit<Outcome, 'check' | 'seconds'>> {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const files = globSync(pattern, { cwd: root });
  if (files.length === 0) throw new Error(`No tests at ${pattern}.`);
  const stream = run({ files: files.map((file) => join(root, file)), concurrency });
  stream.on('test:pass', ({ details, skip }) => {
    if (details.type === 'suite') return;
    if (skip === undefined) counts.passed += 1;
    else counts.skipped += 1;
  });
  stream.on('test:fail', ({ details }) => {
    if (details.type !== 'suite') counts.failed += 1;
  });
  for await (const text of stream.compose(spec)) process.stdout.write(String(text));
  return counts;
}

function playwright(parameters: readonly string[]): Omit<Outcome, 'check' | 'seconds'> {
  const report = join(root, 'node_modules/.cache/hongxin/playwright.json');
  const { status } = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/@playwright/test/cli.js'),
      'test',
      '--config=tests/playwright.config.ts',
      '--reporter=list,json',
      ...parameters,
    ],
    { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: report } },
  );
  const { stats } = JSON.parse(readFileSync(report, 'utf8')) as {
    stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  };
  const failed = stats.unexpected + stats.flaky;
  return { passed: stats.expected, failed: failed === 0 && status !== 0 ? 1 : failed, skipped: stats.skipped };
}

const tool = (path: string) => join(root, 'node_modules', path);

const build = ({ environment }: TestSite) => command('src/commands/build.ts', [], environment);

/** Builds every site that the browser tests open. */
async function everySite(): Promise<boolean> {
  return (
    (await check('build', () => build(rootSite))) &&
    (await check('build under a portal path', () => build(portalSite))) &&
    (await check('build of extremes', () => build(extremesSite))) &&
    (await check('build of a large county', async () => {
      const content = largeCountySite.environment['CONTENT_DIR'] ?? '';
      await writeManyStations(content, manyStations);
      await writeManyOrders(content, { ...manyOrders, towns: towns.map(({ name }) => name) });
      return build(largeCountySite);
    }))
  );
}

/** The whole check. */
async function everything(): Promise<void> {
  await check('format', () => command(tool('prettier/bin/prettier.cjs'), ['--check', '--log-level=warn', '.']));
  await check('types', () => command(tool('astro/bin/astro.mjs'), ['check']));
  await check('lint', () => command(tool('eslint/bin/eslint.js'), ['.']));
  await check('unit', () => tests('tests/unit/**/*.test.ts'));
  await check('media', () => tests('tests/media/*.test.ts'));
  await check('content', () => tests('tests/content/*.test.ts'));
  await check('rooms', () => tests('tests/rooms/*.test.ts'));
  if (!(await everySite())) return;
  await check('built files', () => tests('tests/site/*.test.ts', false));
  await check('weight', () => tests('tests/weight/*.test.ts'));
  process.env['HONGXIN_CHROMIUM'] = ensureBrowser();
  await check('browser', () => playwright(['--project=phone', '--project=desk']));
  await check('access', () => playwright(['--project=access']));
  await check('looks', () => playwright(['--project=visual']));
  await check('studio', () => playwright(['--project=studio']));
}

/** `npm run test:references`: makes the references of the looks anew, to be looked at before they are committed. */
async function references(): Promise<void> {
  process.env['HONGXIN_CHROMIUM'] = ensureBrowser();
  if (!(await everySite())) return;
  await check('looks', () => playwright(['--project=visual', '--update-snapshots=changed']));
}

await (process.argv[2] === 'references' ? references() : everything());

const sum = (field: 'passed' | 'failed' | 'skipped') => outcomes.reduce((total, outcome) => total + outcome[field], 0);
console.log('\n');
console.table(
  Object.fromEntries(
    outcomes.map(({ check: name, passed, failed, skipped, seconds }) => [
      name,
      { passed, failed, skipped, seconds: Number(seconds.toFixed(1)) },
    ]),
  ),
);
const skipped = sum('skipped');
console.log(`${sum('passed')} passed, ${sum('failed')} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`);
process.exitCode = sum('failed') === 0 ? 0 : 1;
