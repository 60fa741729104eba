/** The outcome of an import, row by row. */
import type { PublicationStatus } from '../schemas/vocabulary.ts';

/** Why a row is refused: the cell, and what is expected in it. */
export interface Refusal {
  /** Sheet and cell, e.g. `台账!C12`; sheet and row where no single cell is at fault. */
  place: string;
  /** Header of the column; empty where no single column is at fault. */
  header: string;
  found: string;
  expected: string;
}

/** A field whose value in the spreadsheet differs from the entry. */
export interface FieldChange {
  header: string;
  path: string;
  value: unknown;
  /** As text. */
  from: string;
  to: string;
}

/** The outcome of one row. Rows are counted as in Excel, from 1. */
export type Outcome =
  | { kind: 'add'; row: number; file: string; title: string; fields: Record<string, unknown> }
  | {
      kind: 'change';
      row: number;
      file: string;
      title: string;
      status: PublicationStatus;
      changes: readonly FieldChange[];
      /** Whether it is not written, since the entry is not a draft and changing those was not allowed. */
      isHeld: boolean;
    }
  | { kind: 'same'; row: number; file: string }
  | { kind: 'refuse'; row: number; refusals: readonly Refusal[] };

/** What an import would do. */
export interface ImportPlan {
  outcomes: readonly Outcome[];
  /** Rows that are not entries: the example of the template, sums, notes under the table. */
  examples: number;
  passedOver: readonly { row: number; text: string }[];
}
