/** The rows under a table's header, and which of them are not entries. */
import { textOf } from './cell.ts';
import type { HeaderRow } from './header-row.ts';
import { isBlank, type CellValue, type Table } from './table.ts';

/** How the title of the template's example begins; such a row is never imported. */
export const exampleMark = '【示例】';

const sumPattern = /^(?:合计|总计|小计|共计)/;
const notePattern = /^(?:注|备注|说明|填表|制表|审核|统计|联系)/;

/** The role of a row: an entry, or one that is skipped. Rows are counted from 0. */
export type DataRow =
  | { is: 'entry'; row: number; cells: readonly CellValue[] }
  | { is: 'example' }
  | { is: 'note'; row: number; text: string };

/** The rows from an index on, with vertically merged cells filled: their value, such as a town, applies to each row. */
function rowsWithMergedCells({ rows, merges }: Table, firstRow: number): Map<number, CellValue[]> {
  const filled = new Map<number, CellValue[]>();
  for (let row = firstRow; row < rows.length; row++) filled.set(row, [...(rows[row] ?? [])]);
  for (const { startRow, startCol, endRow, endCol } of merges) {
    if (startCol !== endCol || startRow < firstRow) continue;
    for (let row = startRow + 1; row <= endRow; row++) {
      const cells = filled.get(row);
      if (cells !== undefined) cells[startCol] = rows[startRow]?.[startCol] ?? null;
    }
  }
  return filled;
}

/**
 * The rows under the header, without blank ones: entries, the template's example, sums and notes.
 * @param titleField the field whose column contains the title
 */
export function dataRows(table: Table, headers: HeaderRow, titleField: string): DataRow[] {
  const titleColumn = [...headers.columns].find(([, column]) => column.fields.includes(titleField))?.[0];
  const rows = rowsWithMergedCells(table, headers.lastRow + 1);
  return [...rows].flatMap(([row, cells]): DataRow[] => {
    const own = table.rows[row] ?? [];
    if ([...headers.columns.keys()].every((at) => isBlank(own[at]))) return [];
    const texts = own.flatMap((value) => (isBlank(value) ? [] : [textOf(value)]));
    const [first = ''] = texts;
    const firstWord = first.replace(/\s/g, '');
    const title = titleColumn === undefined ? '' : textOf(cells[titleColumn] ?? null);
    if (title.startsWith(exampleMark)) return [{ is: 'example' }];
    if (sumPattern.test(firstWord) || (texts.length === 1 && notePattern.test(firstWord))) {
      return [{ is: 'note', row, text: first }];
    }
    return [{ is: 'entry', row, cells }];
  });
}
