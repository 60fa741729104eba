/** The results of the mutation tests, as the section of `docs/benchmarks.md` that says them. */
import type { MutantCounts } from './stryker.ts';

/** What a run on one subject came to. */
export interface MutationRow extends MutantCounts {
  /** Of the survivors, those that have no reason. */
  unreasoned: number;
  /** How long the run took. */
  minutes: number;
}

type Counts = Pick<MutantCounts, 'killed' | 'survived' | 'timeout'>;

const heading = '## Mutation tests';
const note =
  'Every change that Stryker makes to the pure rules, by subject, and whether a unit test notices it (killed, or stopped because it would not end). Survived: no test noticed; `tests/mutation/survivors.ts` says why, and the column beside counts those of which it does not. Invalid: the test file broke before its first test, in no score. Left out: by a comment in the source with its reason.';
const columns = [
  'subject',
  'mutants',
  'killed',
  'timeout',
  'survived',
  'without a reason',
  'invalid',
  'left out',
  'score',
  'minutes',
];
const notRun = 'not run';

/** The share of mutants that were noticed, in per cent, of those that could be run; 100 of none. */
export function scoreOf(rows: readonly Counts[]): number {
  const noticed = rows.reduce((sum, { killed, timeout }) => sum + killed + timeout, 0);
  const all = rows.reduce((sum, { survived }) => sum + survived, noticed);
  return all === 0 ? 100 : (noticed / all) * 100;
}

/** Where the section begins and ends in a text; it is put at the end where there is none. */
function sectionIn(text: string): [from: number, to: number] {
  const from = text.indexOf(`${heading}\n`);
  if (from < 0) return [text.length, text.length];
  const next = text.indexOf('\n## ', from);
  return [from, next < 0 ? text.length : next + 1];
}

/** The section of the mutation tests in a text; empty where there is none. */
export function mutationSection(text: string): string {
  return text.slice(...sectionIn(text)).trim();
}

function cellsOf({ mutants, killed, timeout, survived, unreasoned, invalid, ignored, minutes }: MutationRow): string[] {
  const counts = [mutants, killed, timeout, survived, unreasoned, invalid, ignored].map(String);
  return [...counts, `${scoreOf([{ killed, timeout, survived }]).toFixed(1)} %`, minutes.toFixed(1)];
}

/**
 * The text with the table renewed. What was not run keeps its row, or says that it never was.
 * @param names all subjects, in the order of the table
 */
export function withResults(text: string, names: readonly string[], rows: ReadonlyMap<string, MutationRow>): string {
  const [from, to] = sectionIn(text);
  const before = new Map(
    text
      .slice(from, to)
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .map((line) =>
        line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      )
      .map(([name = '', ...cells]) => [name, cells]),
  );
  const cells = names.map((name): [string, string[]] => {
    const row = rows.get(name);
    return [name, row === undefined ? (before.get(name) ?? [notRun]) : cellsOf(row)];
  });
  const known = cells.flatMap(([, [mutants = '', ...rest]]) => (mutants === notRun ? [] : [[mutants, ...rest]]));
  const column = (index: number) => known.reduce((sum, row) => sum + Number(row[index]), 0);
  const [killed, timeout, survived] = [column(1), column(2), column(3)];
  const all = [
    ...[column(0), killed, timeout, survived, column(4), column(5), column(6)].map(String),
    `${scoreOf([{ killed, timeout, survived }]).toFixed(1)} %`,
    column(8).toFixed(1),
  ];
  const line = (row: readonly string[]) => `| ${columns.map((_, index) => row[index] ?? '').join(' | ')} |`;
  const table = [
    line(columns),
    line(columns.map(() => '---')),
    ...cells.map(([name, row]) => line([name, ...row])),
    line(['all', ...all]),
  ].join('\n');
  const section = `${heading}\n\n${note}\n\n${table}\n`;
  return [text.slice(0, from).trimEnd(), section, text.slice(to).trimStart()]
    .filter((part) => part !== '')
    .join('\n\n');
}
