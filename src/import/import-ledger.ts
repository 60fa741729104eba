/** Takes a ledger into a content tree: reads the file, finds the sheet and its heads, compares, and writes when told to. */
import { basename } from 'node:path';
import { readContent } from '../content-check/check.ts';
import { halfWidth } from './cell.ts';
import type { Column, Ledger } from './column.ts';
import { fileFailure, IntakeFailure } from './errors.ts';
import { findHeads, headProblems, type Heads } from './header-row.ts';
import { lookupsOf } from './lookups.ts';
import { planImport, type Plan } from './plan.ts';
import { readTables } from './read-file.ts';
import { countOutcomes, previewInWords } from './report.ts';
import type { Table } from './table.ts';
import { writePlan } from './write.ts';

/** The stages of the work, as the progress tells them. */
export type Stage = 'read' | 'compare' | 'write';

/** What is taken in, and how. */
export interface TakeInRequest {
  ledger: Ledger;
  file: string;
  contentDirectory: string;
  /** Name of the sheet; the one whose heads fit best where it is left out. */
  sheet?: string | undefined;
  /** `栏=值` for columns that the table does not have. */
  fill?: readonly string[] | undefined;
  /** Whether files are written; otherwise it is a preview. */
  writes?: boolean | undefined;
  /** Whether rows that are refused do not keep the others from being written. */
  skipsInvalid?: boolean | undefined;
  updatesPublished?: boolean | undefined;
  leavesUnknownPeopleOut?: boolean | undefined;
  signal: AbortSignal;
  onProgress?: (stage: Stage, fraction: number) => void;
}

/** What came of it. */
export interface TakenIn {
  plan: Plan;
  preview: string;
  /** How many files were written. */
  written: number;
}

/** The sheet to be read: the one that is named; else the visible one whose heads fit best, if there is just one. */
function chooseTable(
  file: string,
  tables: readonly Table[],
  { ledger, sheet }: TakeInRequest,
): { table: Table; heads: Heads } {
  const names = tables.map(({ name }) => `“${name}”`).join('、');
  if (sheet !== undefined) {
    const named = tables.find(({ name }) => name.trim() === sheet.trim());
    if (named === undefined) throw fileFailure(file, `没有工作表“${sheet}”`, `其中之一：${names}`);
  }
  const found = tables
    .filter((table) => (sheet === undefined ? !table.isHidden : table.name.trim() === sheet.trim()))
    .flatMap((table) => {
      const heads = findHeads(table, ledger);
      return heads === undefined ? [] : [{ table, heads, fit: new Set(heads.columns.values()).size }];
    })
    .toSorted((a, b) => b.fit - a.fit);
  const [best, next] = found;
  if (best === undefined) {
    const needed = ledger.columns.filter(({ isNeeded }) => isNeeded).map(({ head }) => head);
    throw fileFailure(file, `工作表${names}里没有认得出的表头`, `一行表头，有这些栏：${needed.join('、')}`);
  }
  if (next?.fit === best.fit) {
    const alike = found.filter(({ fit }) => fit === best.fit).map(({ table }) => `“${table.name}”`);
    throw fileFailure(file, `工作表${alike.join('、')}都像${ledger.noun}`, '用 --sheet 说明读哪一张，一张一张地导入');
  }
  return best;
}

/** The columns that hold for every row, from words such as `类型=派单`. */
function filledColumns(words: readonly string[], { columns }: Ledger, heads: Heads): Map<Column, string> {
  const filled = new Map<Column, string>();
  const present = new Set(heads.columns.values());
  for (const word of words) {
    const [, head, value] = /^([^=＝]+)[=＝](.*\S.*)$/.exec(halfWidth(word)) ?? [];
    const column = columns.find((each) => each.head === head?.trim());
    if (column === undefined || value === undefined) {
      throw new IntakeFailure(
        `--fill · 现在是：${word} · 应为：栏=值，栏是其中之一：${columns.map((each) => each.head).join('、')}`,
      );
    }
    if (present.has(column))
      throw new IntakeFailure(`--fill · 现在是：${word} · 应为：表里没有的栏；“${column.head}”表里有`);
    filled.set(column, value.trim());
  }
  return filled;
}

/**
 * Takes a ledger in.
 * @throws {IntakeFailure} when the file or its heads are not to be understood; then nothing was written
 */
export async function takeIn(request: TakeInRequest): Promise<TakenIn> {
  const { ledger, file, contentDirectory, signal, onProgress = () => undefined } = request;
  onProgress('read', 0);
  const tables = await readTables(file);
  const { table, heads } = chooseTable(basename(file), tables, request);
  const filled = filledColumns(request.fill ?? [], ledger, heads);
  const problems = headProblems(table, heads, ledger, new Set(filled.keys()));
  if (problems.length > 0) throw new IntakeFailure(problems.join('\n'));
  onProgress('read', 0.3);
  signal.throwIfAborted();
  const tree = await readContent(contentDirectory);
  if (tree.context.settings === undefined) {
    throw new IntakeFailure(
      'site/settings.yaml · 现在：没有或写错了 · 应为：正确的网站设置。运行 npm run check:content 看哪里不对',
    );
  }
  const lookups = lookupsOf(tree, request.leavesUnknownPeopleOut);
  onProgress('read', 1);

  const plan = await planImport({
    ledger,
    table,
    heads,
    tree,
    lookups,
    filled,
    updatesPublished: request.updatesPublished ?? false,
    signal,
    onProgress: (fraction) => {
      onProgress('compare', fraction);
    },
  });
  const preview = previewInWords(plan, { table, heads, ledger, leftOut: lookups.leftOut });
  const { refused } = countOutcomes(plan);
  const isWritten = request.writes === true && (refused === 0 || request.skipsInvalid === true);
  const written = isWritten
    ? await writePlan(contentDirectory, ledger, plan.outcomes, {
        signal,
        onProgress: (fraction) => {
          onProgress('write', fraction);
        },
      })
    : 0;
  return { plan, preview, written };
}
