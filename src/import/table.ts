/** A table as read from a workbook or a CSV file, before its columns are identified. */

/** The value of a cell. A day or a moment is a `Date` in UTC. */
export type CellValue = string | number | boolean | Date | null;

/** Why a cell has no usable value: a formula that failed, or one that was never computed. */
export type CellFault = 'failed-formula' | 'formula-without-result';

/** One sheet of a workbook, or a CSV file. */
export interface Table {
  /** Name of the sheet; for a CSV file its file name. */
  name: string;
  /**
   * Rows from the first one of the sheet, so that row `r` and column `c` are the cell that Excel shows at `cellName(r,
   * c)`.
   */
  rows: readonly (readonly CellValue[])[];
  /** Faults, by the name of the cell. */
  faults: ReadonlyMap<string, CellFault>;
  /** Cells that were merged, both ends included; their value is in the first. */
  merges: readonly Merge[];
  /** Which day is number 0: 1899-12-30 (Windows) or 1904-01-01 (old Macs). */
  dateSystem: '1900' | '1904';
  hiddenRows: number;
  hiddenColumns: number;
  /** Whether the sheet itself is hidden. */
  isHidden: boolean;
}

/** A range of merged cells, counted from 0. */
interface Merge {
  startRow: number;
  startCol: number;
  endRow: number;
  endCol: number;
}

/** The letters of a column, counted from 0: A, B, … Z, AA. */
export function columnName(column: number): string {
  const rest = Math.floor(column / 26);
  return (rest === 0 ? '' : columnName(rest - 1)) + String.fromCharCode(65 + (column % 26));
}

/** A cell as Excel names it, e.g. `C12`. Row and column are counted from 0. */
export function cellName(row: number, column: number): string {
  return `${columnName(column)}${String(row + 1)}`;
}

/** Whether a cell contains nothing visible. */
export function isBlank(value: CellValue | undefined): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}
