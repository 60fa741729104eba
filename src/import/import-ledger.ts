/** Imports a spreadsheet into a content tree: reads the file, finds the sheet and its headers, compares, and writes. */
import { basename } from 'node:path';
import { readContent } from '../content-check/check.ts';
import { halfWidth } from './cell.ts';
import type { Column, ImportSchema } from './column.ts';
import { fileFailure, ImportFailure } from './errors.ts';
import { findHeaderRow, headerProblems, type HeaderRow } from './header-row.ts';
import { lookupsOf } from './lookups.ts';
import type { ImportPlan } from './outcome.ts';
import { planImport } from './plan.ts';
import { readTables } from './read-file.ts';
import { countOutcomes, formatPreview } from './report.ts';
import type { Table } from './table.ts';
import { contentsOf, writePlan } from './write.ts';

/** The stages of an import, as reported by the progress. */
export type Stage = 'read' | 'compare' | 'write';

/** The options of an import. */
export interface ImportRequest {
  schema: ImportSchema;
  file: string;
  contentDirectory: string;
  /** Name of the sheet; by default the one whose headers match best. */
  sheet?: string | undefined;
  /** `栏=值` for columns that the table lacks. */
  fill?: readonly string[] | undefined;
  /** Whether files are written; otherwise it is a preview. */
  writes?: boolean | undefined;
  /** Whether the other rows are written when some are refused. */
  skipsInvalid?: boolean | undefined;
  updatesPublished?: boolean | undefined;
  leavesUnknownPeopleOut?: boolean | undefined;
  signal: AbortSignal;
  onProgress?: (stage: Stage, fraction: number) => void;
}

/** The result of an import. */
export interface ImportResult {
  plan: ImportPlan;
  preview: string;
  /** How many files were written. */
  written: number;
}

/** The sheet to read: the named one; else the visible one whose headers match best, if there is just one. */
function chooseTable(
  file: string,
  tables: readonly Table[],
  { schema, sheet }: ImportRequest,
): { table: Table; headers: HeaderRow } {
  const names = tables.map(({ name }) => `“${name}”`).join('、');
  if (sheet !== undefined) {
    const named = tables.find(({ name }) => name.trim() === sheet.trim());
    if (named === undefined) throw fileFailure(file, `没有工作表“${sheet}”`, `其中之一：${names}`);
  }
  const found = tables
    .filter((table) => (sheet === undefined ? !table.isHidden : table.name.trim() === sheet.trim()))
    .flatMap((table) => {
      const headers = findHeaderRow(table, schema);
      return headers === undefined ? [] : [{ table, headers, fit: new Set(headers.columns.values()).size }];
    })
    .toSorted((a, b) => b.fit - a.fit);
  const [best, next] = found;
  if (best === undefined) {
    const needed = schema.columns.filter(({ isNeeded }) => isNeeded).map(({ header }) => header);
    throw fileFailure(file, `工作表${names}里没有认得出的表头`, `一行表头，有这些栏：${needed.join('、')}`);
  }
  if (next?.fit === best.fit) {
    const alike = found.filter(({ fit }) => fit === best.fit).map(({ table }) => `“${table.name}”`);
    throw fileFailure(file, `工作表${alike.join('、')}都像${schema.noun}`, '用 --sheet 说明读哪一张，一张一张地导入');
  }
  return best;
}

/** The fixed values for every row, from arguments such as `类型=派单`. */
function filledColumns(words: readonly string[], { columns }: ImportSchema, headers: HeaderRow): Map<Column, string> {
  const filled = new Map<Column, string>();
  const present = new Set(headers.columns.values());
  for (const word of words) {
    const [, header, value] = /^([^=＝]+)[=＝](.*\S.*)$/.exec(halfWidth(word)) ?? [];
    const column = columns.find((each) => each.header === header?.trim());
    if (column === undefined || value === undefined) {
      throw new ImportFailure(
        `--fill · 现在是：${word} · 应为：栏=值，栏是其中之一：${columns.map((each) => each.header).join('、')}`,
      );
    }
    if (present.has(column))
      throw new ImportFailure(`--fill · 现在是：${word} · 应为：表里没有的栏；“${column.header}”表里有`);
    filled.set(column, value.trim());
  }
  return filled;
}

/**
 * Imports a spreadsheet.
 * @throws {ImportFailure} when the file or its headers cannot be understood; then nothing was written
 */
export async function importLedger(request: ImportRequest): Promise<ImportResult> {
  const { schema, file, contentDirectory, signal, onProgress = () => undefined } = request;
  onProgress('read', 0);
  const tables = await readTables(file);
  const { table, headers } = chooseTable(basename(file), tables, request);
  const filled = filledColumns(request.fill ?? [], schema, headers);
  const problems = headerProblems(table, headers, schema, new Set(filled.keys()));
  if (problems.length > 0) throw new ImportFailure(problems.join('\n'));
  onProgress('read', 0.3);
  signal.throwIfAborted();
  const compared = contentsOf(contentDirectory, schema.collection);
  const tree = await readContent(contentDirectory);
  if (tree.context.settings === undefined) {
    throw new ImportFailure(
      'site/settings.yaml · 现在：没有或写错了 · 应为：正确的网站设置。运行 npm run check:content 看哪里不对',
    );
  }
  const lookups = lookupsOf(tree, request.leavesUnknownPeopleOut);
  onProgress('read', 1);

  const plan = await planImport({
    schema,
    table,
    headers,
    tree,
    lookups,
    filled,
    updatesPublished: request.updatesPublished ?? false,
    signal,
    onProgress: (fraction) => {
      onProgress('compare', fraction);
    },
  });
  const preview = formatPreview(plan, { table, headers, schema, leftOut: lookups.leftOut });
  const { refused } = countOutcomes(plan);
  const isWritten = request.writes === true && (refused === 0 || request.skipsInvalid === true);
  const written = isWritten
    ? await writePlan(contentDirectory, schema, plan.outcomes, compared, {
        signal,
        onProgress: (fraction) => {
          onProgress('write', fraction);
        },
      })
    : 0;
  return { plan, preview, written };
}
