/** The outcome of a check, and the summary of a whole run. */
import { stripVTControlCharacters } from 'node:util';

/** What a test of `node:test` says, as a diagnostic, when it has passed at the second try; the first error follows. */
export const flakyMark = 'flaky: ';

/** What one test has reported when it failed, at its first try or at all. */
export interface TestError {
  name: string;
  /** The first lines of its first error. */
  error: string;
}

/** How many lines of an error the summary repeats: enough for a difference of two values. */
const errorLines = 12;

/** The start of an error's text, without colours. */
export const startOf = (message: string): string =>
  stripVTControlCharacters(message).trimEnd().split('\n').slice(0, errorLines).join('\n    ');

/** How many tests of a check ended which way. A check that is one command counts as one test. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  /** Those that failed. A failure that belongs to no test is in the output alone. */
  failures: readonly TestError[];
  /** Those that failed and passed when they were run again. */
  flaky: readonly TestError[];
  /** Why tests were skipped, where they say it: a sentence each. */
  reasons?: readonly string[];
}

/** The counts of a check that has run, and how long it took. */
export interface Outcome extends Counts {
  check: string;
  seconds: number;
}

/** The counts of a check that has failed as a whole, and why. */
export function failedAsAWhole(error: string): Counts {
  return { passed: 0, failed: 1, skipped: 0, failures: [{ name: 'the check', error: startOf(error) }], flaky: [] };
}

/**
 * The counts of one command: passed when it ended with 0.
 * @param said what it has written, if that was kept: its last lines are the error
 */
export function commandCounts(status: number | null, said = ''): Counts {
  if (status === 0) return { passed: 1, failed: 0, skipped: 0, failures: [], flaky: [] };
  const end = `ended with ${status === null ? 'a signal' : `exit code ${status}`}`;
  return failedAsAWhole(
    [
      ...said
        .trimEnd()
        .split('\n')
        .slice(1 - errorLines),
      end,
    ].join('\n'),
  );
}

/** The line that ends every run: `N passed, N failed`, with the skipped and the flaky ones where there are any. */
export function summaryLine(outcomes: readonly Outcome[]): string {
  const sum = (count: (outcome: Outcome) => number) => outcomes.reduce((total, each) => total + count(each), 0);
  const skipped = sum((each) => each.skipped);
  return `${sum(({ passed }) => passed)} passed, ${sum(({ failed }) => failed)} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;
}

function printErrors(title: string, outcomes: readonly Outcome[], which: 'failures' | 'flaky'): void {
  const errors = outcomes.flatMap((outcome) => outcome[which].map((test) => ({ check: outcome.check, ...test })));
  if (errors.length === 0) return;
  console.log(title);
  for (const { check, name, error } of errors) console.log(`  ${check} › ${name}\n    ${error}`);
}

/** Prints a row per check, the tests that failed or are flaky with their errors, and the summary line last. */
export function printOutcomes(outcomes: readonly Outcome[], seconds: number): void {
  console.log('\n');
  console.table(
    Object.fromEntries(
      outcomes.map(({ check, passed, failed, skipped, flaky, seconds: took }) => [
        check,
        { passed, failed, skipped, flaky: flaky.length, seconds: Number(took.toFixed(1)) },
      ]),
    ),
  );
  printErrors('Flaky: failed, and passed when run again.', outcomes, 'flaky');
  printErrors('Failed:', outcomes, 'failures');
  for (const { check, reasons = [] } of outcomes) {
    for (const reason of reasons) console.log(`Skipped in ${check}: ${reason}`);
  }
  console.log(`${Math.round(seconds)} s in all`);
  console.log(summaryLine(outcomes));
}
