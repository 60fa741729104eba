/** Runs Stryker on one subject and counts what became of its mutants. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import type { Subject } from './subjects.ts';

const folder = import.meta.dirname;
const root = join(folder, '../..');
/** Below the project, since Stryker reads patterns from there; Git and Prettier pass it over. */
const cache = '.cache/mutation';

/** What became of a mutant, in the words of the report (mutation-testing-report-schema). */
type MutantStatus =
  'Killed' | 'Survived' | 'NoCoverage' | 'Timeout' | 'CompileError' | 'RuntimeError' | 'Ignored' | 'Pending';

/** A mutant as the report has it. */
interface ReportedMutant {
  mutatorName: string;
  replacement: string;
  status: MutantStatus;
  location: { start: { line: number; column: number }; end: { line: number; column: number } };
}

interface Report {
  files: Record<string, { source: string; mutants: ReportedMutant[] }>;
}

/** A mutant that no test noticed. */
export interface Survivor {
  file: string;
  /** Line of the file, from 1. */
  line: number;
  mutator: string;
  original: string;
  replacement: string;
}

/** What became of the mutants of a run. */
export interface MutantCounts {
  /** All mutants but those that a comment in the source leaves out. */
  mutants: number;
  killed: number;
  timeout: number;
  /** Noticed by no test, those that no test reaches included. */
  survived: number;
  /** Could not be run: counted in no score. */
  invalid: number;
  /** Left out by a comment with a reason. */
  ignored: number;
}

/** What a run found. */
export interface MutationResult {
  counts: MutantCounts;
  /** The files that were mutated. */
  files: ReadonlySet<string>;
  survivors: readonly Survivor[];
}

/** The text of a place in a file. Lines and columns count from 1; the end is not included. */
function textAt(source: string, { start, end }: ReportedMutant['location']): string {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const last = lines.length - 1;
  return lines
    .map((line, index) => line.slice(index === 0 ? start.column - 1 : 0, index === last ? end.column - 1 : undefined))
    .join('\n');
}

function resultOf({ files }: Report): MutationResult {
  const all = Object.entries(files).flatMap(([file, { source, mutants }]) =>
    mutants.map((mutant) => ({ file, source, mutant })),
  );
  const having = (...statuses: MutantStatus[]) => all.filter(({ mutant }) => statuses.includes(mutant.status));
  const survivors = having('Survived', 'NoCoverage');
  const ignored = having('Ignored').length;
  return {
    files: new Set(Object.keys(files)),
    counts: {
      mutants: all.length - ignored,
      killed: having('Killed').length,
      timeout: having('Timeout').length,
      survived: survivors.length,
      invalid: having('CompileError', 'RuntimeError', 'Pending').length,
      ignored,
    },
    survivors: survivors.map(({ file, source, mutant }) => ({
      file,
      line: mutant.location.start.line,
      mutator: mutant.mutatorName,
      original: textAt(source, mutant.location),
      replacement: mutant.replacement,
    })),
  };
}

/** How a run is made. */
export interface RunOptions {
  /** How many mutants are tested at once. */
  concurrency: number;
  /** Whether mutants are tested only where they or the tests that decide about them changed since the last run. */
  onlyChanged: boolean;
}

/**
 * Mutates the files of a subject and runs its tests on every mutant. Throws when Stryker cannot run: when a test fails
 * without any mutant, or a file is missing.
 */
export function mutate(name: string, subject: Subject, { concurrency, onlyChanged }: RunOptions): MutationResult {
  const report = `${cache}/${name}.json`;
  const config = `${cache}/${name}.config.json`;
  mkdirSync(join(root, cache), { recursive: true });
  writeFileSync(
    join(root, config),
    JSON.stringify({
      testRunner: 'tap',
      plugins: ['@stryker-mutator/tap-runner'],
      mutate: subject.mutate,
      // A file of tests is a test for this runner: a mutant is met with the files that reach it, until one fails.
      coverageAnalysis: 'perTest',
      tap: {
        testFiles: subject.tests,
        nodeArgs: ['--test-reporter=tap', '-r', '{{hookFile}}', '{{testFile}}'],
        forceBail: true,
      },
      // The copy in which mutants are tested holds what the unit tests read.
      ignorePatterns: [
        '/*',
        '!/src',
        '!/content',
        '!/package.json',
        '!/tests',
        '/tests/*',
        '!/tests/unit',
        '!/tests/*.ts',
        '!/tests/fixtures',
        '/tests/fixtures/*',
        '!/tests/fixtures/china',
      ],
      tempDirName: `${cache}/${name}.sandbox`,
      reporters: ['json', 'progress-append-only'],
      jsonReporter: { fileName: report },
      incremental: true,
      incrementalFile: `${cache}/${name}.incremental.json`,
      force: !onlyChanged,
      concurrency,
      // Milliseconds beyond one and a half times what the tests take without a mutant; endless loops are cut by counting.
      timeoutMS: 10_000,
      allowConsoleColors: false,
    }),
  );
  const stryker = join(folder, 'node_modules/@stryker-mutator/core/bin/stryker.js');
  const { status, error } = spawnSync(process.execPath, [stryker, 'run', config], {
    cwd: root,
    stdio: 'inherit',
    // The runner starts `node` by its name: the one that runs this, which runs TypeScript as it is.
    env: { ...process.env, PATH: `${dirname(process.execPath)}${delimiter}${process.env['PATH'] ?? ''}`, TZ: 'UTC' },
  });
  if (status !== 0) throw new Error(`Stryker could not run on ${name}.`, { cause: error });
  return resultOf(JSON.parse(readFileSync(join(root, report), 'utf8')) as Report);
}
