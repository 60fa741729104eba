/** Compares the rows of a spreadsheet with the entries of the content tree: what would be added, changed, left, refused. */
import { setImmediate } from 'node:timers/promises';
import { dataRows } from './data-rows.ts';
import type { ImportPlan, Outcome } from './outcome.ts';
import { RowPlanner, type RowPlannerOptions } from './row-planner.ts';

/** What a plan is made of. */
export interface ImportPlanRequest extends RowPlannerOptions {
  signal: AbortSignal;
  /** Called now and then with the share of rows that are planned, 0 to 1. */
  onProgress: (fraction: number) => void;
}

/** How many rows are planned before an interruption is looked for. */
const rowsAtATime = 100;

/** Reads and compares every row. Nothing is written. */
export async function planImport({ signal, onProgress, ...options }: ImportPlanRequest): Promise<ImportPlan> {
  const { table, headers, schema } = options;
  const planner = new RowPlanner(options);
  const rows = dataRows(table, headers, schema.titleField);
  const outcomes: Outcome[] = [];
  const passedOver: { row: number; text: string }[] = [];
  let examples = 0;
  for (const [index, each] of rows.entries()) {
    if (index % rowsAtATime === rowsAtATime - 1) {
      onProgress(index / rows.length);
      // Lets an interruption through, and the bar on the screen move.
      await setImmediate();
      signal.throwIfAborted();
    }
    if (each.is === 'example') examples += 1;
    else if (each.is === 'note') passedOver.push({ row: each.row + 1, text: each.text });
    else outcomes.push(await planner.plan(each.row, each.cells));
  }
  onProgress(1);
  return { outcomes, examples, passedOver };
}
