/** Finds the row of headers in a table, and identifies its columns. */
import { alikeNames, type Column, type ImportSchema } from './column.ts';
import { cellName, isBlank, type CellValue, type Table } from './table.ts';

/** The headers of a table. */
export interface HeaderRow {
  /** First and last row of the headers, counted from 0. */
  firstRow: number;
  lastRow: number;
  /** The recognised columns, by their index in the table. */
  columns: ReadonlyMap<number, Column>;
  /** Headers that are not recognised, with their cells. */
  unknown: readonly { header: string; cell: string }[];
  /** Columns of a field that has one already. */
  doubled: readonly { column: Column; cells: readonly string[] }[];
}

/** How many rows are searched for headers: above them are a title, a unit, a period. */
const deepestHeaderRow = 20;

/** A header in the form in which it is compared: half width, without spaces, required marks and colons. */
function folded(header: string): string {
  return header
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/[*:：★]+$|^[*★]+/g, '')
    .replace(/\(必填\)|\(选填\)/g, '')
    .toLowerCase();
}

/** A header without the parts in brackets: units, choices. */
const unbracketed = (header: string) => header.replace(/\([^)]*\)/g, '');

/** The columns of an import schema by each of their possible headers. */
function columnsByHeader({ columns }: ImportSchema): ReadonlyMap<string, Column> {
  const known = new Map<string, Column>();
  for (const column of columns) {
    for (const header of [column.header, ...column.synonyms])
      if (!known.has(folded(header))) known.set(folded(header), column);
  }
  // A column's own header takes precedence over a synonym of another column.
  for (const column of columns) known.set(folded(column.header), column);
  for (const column of columns) {
    const bare = unbracketed(folded(column.header));
    if (!known.has(bare)) known.set(bare, column);
  }
  return known;
}

function textAt(rows: Table['rows'], row: number, column: number): string {
  const value: CellValue | undefined = rows[row]?.[column];
  return typeof value === 'string' ? value : '';
}

/** Rows with the value of merged cells in each of their cells. */
function withMergedHeaders({ rows, merges }: Table): CellValue[][] {
  const filled = rows.slice(0, deepestHeaderRow + 2).map((row) => [...row]);
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
 * The headers of a table: the row, or the two consecutive rows, in which most columns are recognised. `undefined` when
 * fewer than two are: then this is not a spreadsheet of that kind.
 */
export function findHeaderRow(table: Table, schema: ImportSchema): HeaderRow | undefined {
  const known = columnsByHeader(schema);
  const columnOf = (header: string) => {
    const name = folded(header);
    return name === '' ? undefined : (known.get(name) ?? known.get(unbracketed(name)));
  };
  const filled = withMergedHeaders(table);
  let best: { headers: HeaderRow; score: number } | undefined;
  // Two rows only where they identify more columns than any single one.
  for (const depth of [1, 2]) {
    for (let row = 0; row < Math.min(filled.length, deepestHeaderRow); row++) {
      const last = row + depth - 1;
      if (last >= filled.length) continue;
      const columns = new Map<number, Column>();
      const unknown: { header: string; cell: string }[] = [];
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
          unknown.push({ header: (names[0] ?? '').replace(/\s+/g, ' ').trim(), cell });
        }
      }
      const score = cells.size;
      if (score < 2 || score <= (best?.score ?? 0)) continue;
      const doubled = [...cells].flatMap(([column, places]) => (places.length > 1 ? [{ column, cells: places }] : []));
      best = { score, headers: { firstRow: row, lastRow: last, columns, unknown, doubled } };
    }
  }
  return best?.headers;
}

/** The problems of the headers, a sentence for each: required columns that are missing, columns that are repeated. */
export function headerProblems(
  table: Table,
  headers: HeaderRow,
  schema: ImportSchema,
  given: ReadonlySet<Column>,
): string[] {
  const present = new Set(headers.columns.values());
  const row = `${table.name}!${String(headers.lastRow + 1)}:${String(headers.lastRow + 1)}`;
  const missing = schema.columns
    .filter((column) => column.isNeeded && !present.has(column) && !given.has(column))
    .map((column) => {
      const names = [column.header, ...column.synonyms].slice(0, 6).join('、');
      const similar = headers.unknown.filter(
        ({ header }) => alikeNames(header, [column.header, ...column.synonyms]).length > 0,
      );
      const hint = similar[0] === undefined ? '' : `；${similar[0].cell} 的“${similar[0].header}”如果就是它，请改名`;
      const found = [...present].map(({ header }) => header).join('、');
      return `${row} · 栏“${column.header}” · 现在是：没有这一栏（认出的有 ${found}） · 应为：${names} 之一${hint}；全表都一样的可以用 --fill ${column.header}=…`;
    });
  const twice = headers.doubled.map(
    ({ column, cells }) =>
      `${table.name}!${cells.join('、')} · 栏“${column.header}” · 现在是：有 ${String(cells.length)} 栏 · 应为：只留一栏，别的改名或删去`,
  );
  return [...missing, ...twice];
}
