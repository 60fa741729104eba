/** The outcome of a check, and the summary of a whole run. */

/** What a test of `node:test` says, as a diagnostic, when it has passed at the second try; the first error follows. */
export const flakyMark = 'flaky: ';

/** A test that failed and passed when it was run again. */
export interface FlakyTest {
  name: string;
  /** The first line of its first error. */
  error: string;
}

/** How many tests of a check ended which way. A check that is one command counts as one test. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  flaky: readonly FlakyTest[];
  /** Why tests were skipped, where they say it: a sentence each. */
  reasons?: readonly string[];
}

/** The counts of a check that has run, and how long it took. */
export interface Outcome extends Counts {
  check: string;
  seconds: number;
}

/** The counts of one command: passed when it ended with 0. */
export function commandCounts(status: number | null): Counts {
  return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0, flaky: [] };
}

/** The line that ends every run: `N passed, N failed`, with the skipped and the flaky ones where there are any. */
export function summaryLine(outcomes: readonly Outcome[]): string {
  const sum = (count: (outcome: Outcome) => number) => outcomes.reduce((total, each) => total + count(each), 0);
  const skipped = sum((each) => each.skipped);
  return `${sum(({ passed }) => passed)} passed, ${sum(({ failed }) => failed)} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;
}

/** Prints a row per check, the flaky tests by name, and the summary line last. */
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
  const flaky = outcomes.flatMap((outcome) => outcome.flaky.map((test) => ({ check: outcome.check, ...test })));
  if (flaky.length > 0) {
    console.log('Flaky: failed, and passed when run again.');
    for (const { check, name, error } of flaky) console.log(`  ${check} › ${name}\n    ${error}`);
  }
  for (const { check, reasons = [] } of outcomes) {
    for (const reason of reasons) console.log(`Skipped in ${check}: ${reason}`);
  }
  console.log(`${Math.round(seconds)} s in all`);
  console.log(summaryLine(outcomes));
}
