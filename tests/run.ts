/**
 * `npm test`: every check, with a table at the end. Runs all checks even after a failure, and exits with 1 if anything
 * failed, with 2 if it was called with unknown arguments.
 *
 *     npm test -- --only <check>[,<check>]          some checks, and the builds that they need
 *     npm test -- --only browser --name <text>      the tests whose name has this text
 *     npm test -- --list                            lists the checks
 *     npm run test:page -- <page>                   the browser tests of one part of the site
 */
import '../src/process/start.ts';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { projectDirectory } from './places.ts';
import { buildOf, checks, checksNamed, UnknownCheck, type Check, type CheckOptions } from './runner/checks.ts';
import { lastCosts, storeCosts } from './runner/costs.ts';
import { printOutcomes } from './runner/outcome.ts';
import { checksOfPage, UnknownPage } from './runner/page-tests.ts';
import { runTasks } from './runner/schedule.ts';

process.chdir(projectDirectory);
// Every process that the checks start has the heartbeat of its threads, including the tests.
const heartbeat = pathToFileURL(join(projectDirectory, 'src/process/heartbeat.ts')).href;
process.env['NODE_OPTIONS'] = `--disable-warning=ExperimentalWarning --import=${heartbeat}`;

interface Request {
  isList: boolean;
  checks: readonly Check[];
  options: CheckOptions;
}

/** Parses the command line. Throws on unknown arguments. */
function requestOf(words: readonly string[]): Request {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      only: { type: 'string', multiple: true },
      name: { type: 'string' },
      page: { type: 'string' },
      list: { type: 'boolean', default: false },
      'update-references': { type: 'boolean', default: false },
    },
  });
  const { only, name, page, list, 'update-references': updateReferences } = values;
  const [unexpected] = positionals;
  if (unexpected !== undefined) throw new UsageError(`“${unexpected}” is no option: checks are named by --only.`);
  const names = only?.flatMap((text) => text.split(',')).map((text) => text.trim());
  const asked =
    page !== undefined ? checksOfPage(page) : names !== undefined ? checksNamed(names) : checksNamed(allNames(name));
  if (updateReferences && !asked.some((check) => check.name === 'looks'))
    throw new UsageError('--update-references belongs to the check looks.');
  return { isList: list, checks: asked, options: { name, updateReferences, isAlone: asked.length === 1 } };
}

/** All checks; with a name of tests, those that have tests with names. */
const allNames = (name: string | undefined) =>
  checks.filter(({ files }) => name === undefined || files !== undefined).map((check) => check.name);

class UsageError extends Error {}

function printList(): void {
  const width = Math.max(...checks.map(({ name }) => name.length));
  const costs = lastCosts();
  for (const { name, finds } of checks) {
    const seconds = costs[name];
    // Its duration in the last run here.
    const cost = seconds === undefined ? '      ' : `${String(seconds).padStart(4)} s`;
    console.log(`${name.padEnd(width)}  ${cost}  ${finds}`);
  }
}

async function runChecks(asked: readonly Check[], options: CheckOptions): Promise<void> {
  const started = performance.now();
  const outcomes = await runTasks(
    asked.map((check) => ({
      name: check.name,
      cores: check.cores,
      after: [...(check.after ?? []), ...(check.sites ?? []).map(buildOf)],
      takesBuildLock: check.takesBuildLock ?? false,
      run: (output) => check.run(output, options),
    })),
  );
  printOutcomes(outcomes, (performance.now() - started) / 1000);
  if (options.name === undefined) storeCosts(outcomes);
  const count = outcomes.reduce((sum, { passed, failed, skipped }) => sum + passed + failed + skipped, 0);
  const isNothing =
    options.name !== undefined && count === outcomes.filter(({ check }) => check.startsWith('build')).length;
  if (isNothing) console.log(`No test has “${options.name ?? ''}” in its name.`);
  process.exitCode = isNothing || outcomes.some(({ failed }) => failed > 0) ? 1 : 0;
}

try {
  const { isList, checks: asked, options } = requestOf(process.argv.slice(2));
  if (isList) printList();
  else await runChecks(asked, options);
} catch (error) {
  const isUsage =
    error instanceof UsageError ||
    error instanceof UnknownCheck ||
    error instanceof UnknownPage ||
    (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'));
  if (!isUsage) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
// What a check that did not end has left must not keep this process alive.
process.exit();
