/** Compares the rows of a spreadsheet with the entries of the content tree, and plans the outcome of each row. */
import { setImmediate } from 'node:timers/promises';
import { dataRows } from './data-rows.ts';
import type { ImportPlan, Outcome } from './outcome.ts';
import { RowPlanner, type RowPlannerOptions } from './row-planner.ts';

/** The input of a plan. */
export interface ImportPlanRequest extends RowPlannerOptions {
  signal: AbortSignal;
  /** Called regularly with the share of rows that are planned, 0 to 1. */
  onProgress: (fraction: number) => void;
}

/** How many rows are planned between checks for an interruption. */
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
      // Lets signals be handled and the progress bar be drawn.
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
