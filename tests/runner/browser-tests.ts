/** Runs Playwright and reads its report. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { JSONReport, JSONReportSuite } from '@playwright/test/reporter';
import { ensureBrowser } from '../browser.ts';
import { projectDirectory, testCache } from '../places.ts';
import type { TestSite } from '../sites.ts';
import { startOf, type Counts, type TestError } from './outcome.ts';
import type { Output } from './output.ts';
import { runScript } from './run-command.ts';

export interface BrowserTestOptions {
  projects: readonly string[];
  /** The sites that the tests open; servers are started for these alone. */
  sites: readonly TestSite[];
  /** Which tests run, by project, file, groups and name joined by spaces; all when it is left out. */
  grep?: RegExp | undefined;
  /** Which of them do not run all the same. */
  grepInvert?: RegExp | undefined;
  /** Stores the pictures of pages that look different as the new references. */
  updateReferences?: boolean;
}

/** The tests of a suite that ended in one way, with the error of their first try. */
function errorsOf(suite: JSONReportSuite, standing: 'flaky' | 'unexpected'): TestError[] {
  const own = suite.specs.flatMap(({ title, file, tests }) =>
    tests
      .filter(({ status }) => status === standing)
      .map(({ projectName, results }) => ({
        name: `[${projectName}] ${file} › ${title}`,
        error: startOf(results[0]?.error?.message ?? 'no error was reported'),
      })),
  );
  return [...own, ...(suite.suites ?? []).flatMap((inner) => errorsOf(inner, standing))];
}

/** Reads what Playwright's JSON report says. */
export function countsOf(report: JSONReport, status: number | null): Counts {
  const { expected, unexpected, skipped, flaky } = report.stats;
  // Errors outside of tests, such as a server that does not start, are in no count.
  const failed = unexpected === 0 && status !== 0 ? 1 : unexpected;
  const errors = (standing: 'flaky' | 'unexpected') => report.suites.flatMap((suite) => errorsOf(suite, standing));
  return { passed: expected + flaky, failed, skipped, failures: errors('unexpected'), flaky: errors('flaky') };
}

/** Runs the browser tests of some projects; gets a browser when there is none. */
export async function runBrowserTests(
  output: Output,
  { projects, sites, grep, grepInvert, updateReferences = false }: BrowserTestOptions,
): Promise<Counts> {
  const report = join(testCache, 'playwright', 'report.json');
  rmSync(report, { force: true });
  const status = await runScript(
    join(projectDirectory, 'node_modules/@playwright/test/cli.js'),
    [
      'test',
      '--config=tests/playwright.config.ts',
      '--reporter=list,json',
      ...projects.map((project) => `--project=${project}`),
      ...(grep === undefined ? [] : [`--grep=${grep.source}`, '--pass-with-no-tests']),
      ...(grepInvert === undefined ? [] : [`--grep-invert=${grepInvert.source}`]),
      ...(updateReferences ? ['--update-snapshots=changed'] : []),
    ],
    output,
    {
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
      HONGXIN_CHROMIUM: ensureBrowser(),
      TEST_SITES: sites.map(({ name }) => name).join(','),
    },
  );
  return countsOf(JSON.parse(readFileSync(report, 'utf8')) as JSONReport, status);
}
