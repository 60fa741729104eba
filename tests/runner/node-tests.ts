/** Runs files of `node:test`. */
import { globSync } from 'node:fs';
import { join, relative } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { projectDirectory } from '../places.ts';
import { flakyMark, startOf, type Counts, type TestError } from './outcome.ts';
import type { Output } from './output.ts';

export interface NodeTestOptions {
  /** How many files run at once. */
  concurrency: number;
  /** Part of the names of the tests to run; all when it is left out. */
  name?: string | undefined;
}

/** Runs the test files that a pattern names. Throws when there are none: a check of nothing would always pass. */
export async function runNodeTests(
  pattern: string,
  output: Output,
  { concurrency, name }: NodeTestOptions,
): Promise<Counts> {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const flaky: TestError[] = [];
  const failures: TestError[] = [];
  const reasons = new Set<string>();
  const files = globSync(pattern, { cwd: projectDirectory }).map((file) => join(projectDirectory, file));
  if (files.length === 0) throw new Error(`No tests at ${pattern}.`);
  const stream = run({
    files,
    concurrency,
    ...(name !== undefined && { testNamePatterns: [new RegExp(RegExp.escape(name))] }),
  });
  // A file whose tests were all left out by their names is reported as a test that passed, by its path.
  const isFile = (test: string) => files.includes(test);
  stream.on('test:pass', ({ name: test, details, skip }) => {
    if (typeof skip === 'string' && skip !== '') reasons.add(skip);
    // The tests of a suite that is skipped are not told.
    if (skip !== undefined) counts.skipped += 1;
    else if (details.type !== 'suite' && !isFile(test)) counts.passed += 1;
  });
  stream.on('test:diagnostic', ({ message, file = '' }) => {
    if (message.startsWith(flakyMark)) {
      flaky.push({ name: relative(projectDirectory, file), error: startOf(message.slice(flakyMark.length)) });
    }
  });
  stream.on('test:fail', ({ name: test, file = '', details }) => {
    if (details.type === 'suite') return;
    counts.failed += 1;
    const path = relative(projectDirectory, file);
    const { message } = details.error;
    failures.push({ name: isFile(test) ? path : `${path} › ${test}`, error: startOf(message) });
  });
  for await (const text of stream.compose(spec)) output.write(String(text));
  return { ...counts, failures, flaky, reasons: [...reasons] };
}
