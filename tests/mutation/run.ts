/**
 * `npm run test:mutation`: changes the pure rules in every way that Stryker knows, one change at a time, and counts the
 * changes that no unit test notices; those that `survivors.ts` gives no reason for are printed. All subjects, or those that are named: `npm run test:mutation -- orders time`.
 *
 * `--changed` tests only what changed since the last run; `--concurrency=2` tests so many mutants at once. The table in
 * `docs/benchmarks.md` is renewed for what was run. Fails when more than 15 % of all mutants are not noticed.
 */
import '../../src/process/start.ts';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { installPackage } from '../own-package.ts';
import { scoreOf, withResults, type MutationRow } from './results.ts';
import { mutate, type Survivor } from './stryker.ts';
import { subjects } from './subjects.ts';
import { staleReasons, unreasoned } from './survivors.ts';

const folder = import.meta.dirname;
const root = join(folder, '../..');
/** The lowest share of noticed mutants, in per cent. */
const leastScore = 85;

installPackage(folder);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    changed: { type: 'boolean', default: false },
    concurrency: { type: 'string', default: String(Math.max(1, availableParallelism() - 1)) },
  },
});
const unknown = positionals.filter((name) => !Object.hasOwn(subjects, name));
if (unknown.length > 0) {
  throw new Error(`No subject is called ${unknown.join(', ')}. There are: ${Object.keys(subjects).join(', ')}.`);
}

const rows = new Map<string, MutationRow>();
/** Those without a reason. */
const survivors: Survivor[] = [];
const stale: string[] = [];
for (const [name, subject] of Object.entries(subjects)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  console.log(`\n── ${name}`);
  const started = performance.now();
  const result = mutate(name, subject, { concurrency: Number(values.concurrency), onlyChanged: values.changed });
  const open = unreasoned(result.survivors);
  rows.set(name, {
    ...result.counts,
    unreasoned: open.length,
    minutes: (performance.now() - started) / 60_000,
  });
  survivors.push(...open);
  stale.push(...staleReasons(result.survivors, result.files));
}

for (const { file, line, mutator, original, replacement } of survivors) {
  console.log(`${file}:${line} ${mutator}\n  - ${original}\n  + ${replacement}`);
}
for (const mutant of stale) console.log(`No longer survives, and has a reason: ${mutant}`);
console.table(Object.fromEntries([...rows].map(([name, row]) => [name, { ...row, score: scoreOf([row]) }])));
if (!values.changed) {
  const file = join(root, 'docs/benchmarks.md');
  const text = withResults(readFileSync(file, 'utf8'), Object.keys(subjects), rows);
  writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
  console.log('Written to docs/benchmarks.md.');
}
const score = scoreOf([...rows.values()]);
console.log(`${score.toFixed(1)} % of the mutants were noticed; at least ${leastScore} % have to be.`);
if (score < leastScore) process.exitCode = 1;
