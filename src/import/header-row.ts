/** Finds the row of heads in a table, and which column is which. */
import { alikeNames, type Column, type Ledger } from './column.ts';
import { cellName, isBlank, type CellValue, type Table } from './table.ts';

/** The heads of a table. */
export interface Heads {
  /** First and last row of the heads, counted from 0. */
  firstRow: number;
  lastRow: number;
  /** The columns that are known, by their place in the table. */
  columns: ReadonlyMap<number, Column>;
  /** Heads that nothing is known of, with their cells. */
  unknown: readonly { head: string; cell: string }[];
  /** Columns that mean the same field twice. */
  doubled: readonly { column: Column; cells: readonly string[] }[];
}

/** How far down the heads are looked for: above them stand a title, a unit, a period. */
const deepestHead = 20;

/** A head as it is compared: half width, without spaces, marks of need and colons. */
function folded(head: string): string {
  return head
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/[*:：★]+$|^[*★]+/g, '')
    .replace(/\(必填\)|\(选填\)/g, '')
    .toLowerCase();
}

/** A head without what stands in brackets: units, choices. */
const unbracketed = (head: string) => head.replace(/\([^)]*\)/g, '');

/** The columns of a ledger by every head that they may have. */
function columnsByHead({ columns }: Ledger): ReadonlyMap<string, Column> {
  const known = new Map<string, Column>();
  for (const column of columns) {
    for (const head of [column.head, ...column.synonyms]) if (!known.has(folded(head))) known.set(folded(head), column);
  }
  // A head of its own goes before a synonym of another column.
  for (const column of columns) known.set(folded(column.head), column);
  for (const column of columns) {
    const bare = unbracketed(folded(column.head));
    if (!known.has(bare)) known.set(bare, column);
  }
  return known;
}

function textAt(rows: Table['rows'], row: number, column: number): string {
  const value: CellValue | undefined = rows[row]?.[column];
  return typeof value === 'string' ? value : '';
}

/** Rows with the value of merged cells in each of their cells. */
function withMergedHeads({ rows, merges }: Table): CellValue[][] {
  const filled = rows.slice(0, deepestHead + 2).map((row) => [...row]);
  for (const { startRow, startCol, endRow, endCol } of merges) {
    const value = rows[startRow]?.[startCol] ?? null;
    for (let row = startRow; row <= endRow; row++) {
      const cells = filled[row];
      if (cells === undefined) continue;
      for (let column = startCol; column <= endCol; column++) cells[column] = value;
    }
  }
  return filled;
}

/**
 * The heads of a table: the row, or the two rows under one another, in which most columns are known. Nothing when fewer
 * than two are: then this is no ledger of that kind.
 */
export function findHeads(table: Table, ledger: Ledger): Heads | undefined {
  const known = columnsByHead(ledger);
  const columnOf = (head: string) => {
    const name = folded(head);
    return name === '' ? undefined : (known.get(name) ?? known.get(unbracketed(name)));
  };
  const filled = withMergedHeads(table);
  let best: { heads: Heads; score: number } | undefined;
  // Two rows only where they tell more than any single one.
  for (const depth of [1, 2]) {
    for (let row = 0; row < Math.min(filled.length, deepestHead); row++) {
      const last = row + depth - 1;
      if (last >= filled.length) continue;
      const columns = new Map<number, Column>();
      const unknown: { head: string; cell: string }[] = [];
      const cells = new Map<Column, string[]>();
      const width = Math.max(...filled.slice(row, last + 1).map((each) => each.length), 0);
      for (let column = 0; column < width; column++) {
        const [upper, lower] = [textAt(filled, row, column), textAt(filled, last, column)];
        const names = depth === 1 ? [upper] : upper === lower || lower === '' ? [upper] : [upper + lower, lower];
        const meant = names.map(columnOf).find((each) => each !== undefined);
        const cell = cellName(last, column);
        if (meant !== undefined) {
          columns.set(column, meant);
          cells.set(meant, [...(cells.get(meant) ?? []), cell]);
        } else if (!isBlank(names[0])) {
          unknown.push({ head: (names[0] ?? '').replace(/\s+/g, ' ').trim(), cell });
        }
      }
      const score = cells.size;
      if (score < 2 || score <= (best?.score ?? 0)) continue;
      const doubled = [...cells].flatMap(([column, places]) => (places.length > 1 ? [{ column, cells: places }] : []));
      best = { score, heads: { firstRow: row, lastRow: last, columns, unknown, doubled } };
    }
  }
  return best?.heads;
}

/** What is wrong with the heads, a sentence for each: needed columns that are missing, columns that come twice. */
export function headProblems(table: Table, heads: Heads, ledger: Ledger, given: ReadonlySet<Column>): string[] {
  const present = new Set(heads.columns.values());
  const row = `${table.name}!${String(heads.lastRow + 1)}:${String(heads.lastRow + 1)}`;
  const missing = ledger.columns
    .filter((column) => column.isNeeded && !present.has(column) && !given.has(column))
    .map((column) => {
      const names = [column.head, ...column.synonyms].slice(0, 6).join('、');
      const similar = heads.unknown.filter(
        ({ head }) => alikeNames(head, [column.head, ...column.synonyms]).length > 0,
      );
      const hint = similar[0] === undefined ? '' : `；${similar[0].cell} 的“${similar[0].head}”如果就是它，请改名`;
      const found = [...present].map(({ head }) => head).join('、');
      return `${row} · 栏“${column.head}” · 现在是：没有这一栏（认出的有 ${found}） · 应为：${names} 之一${hint}；全表都一样的可以用 --fill ${column.head}=…`;
    });
  const twice = heads.doubled.map(
    ({ column, cells }) =>
      `${table.name}!${cells.join('、')} · 栏“${column.head}” · 现在是：有 ${String(cells.length)} 栏 · 应为：只留一栏，别的改名或删去`,
  );
  return [...missing, ...twice];
}
