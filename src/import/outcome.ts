/** What becomes of the rows of a spreadsheet. */
import type { PublicationStatus } from '../schemas/vocabulary.ts';

/** Why a row is refused: the cell, and what should stand in it. */
export interface Refusal {
  /** Sheet and cell, e.g. `台账!C12`; sheet and row where no cell is to blame. */
  place: string;
  /** Header of the column; empty where no column is to blame. */
  header: string;
  found: string;
  expected: string;
}

/** A field that the spreadsheet has another value for. */
export interface FieldChange {
  header: string;
  path: string;
  value: unknown;
  /** In words. */
  from: string;
  to: string;
}

/** What becomes of one row. Rows are counted as Excel does, from 1. */
export type Outcome =
  | { kind: 'add'; row: number; file: string; title: string; fields: Record<string, unknown> }
  | {
      kind: 'change';
      row: number;
      file: string;
      title: string;
      status: PublicationStatus;
      changes: readonly FieldChange[];
      /** Whether it is left alone, since the entry is no draft and nobody said that it may be changed. */
      isHeld: boolean;
    }
  | { kind: 'same'; row: number; file: string }
  | { kind: 'refuse'; row: number; refusals: readonly Refusal[] };

/** What an import would do. */
export interface ImportPlan {
  outcomes: readonly Outcome[];
  /** Rows that are no entries: the example of the template, sums, notes under the table. */
  examples: number;
  passedOver: readonly { row: number; text: string }[];
}
