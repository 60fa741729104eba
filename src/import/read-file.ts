/** Reads a workbook (.xlsx, .xls) or a CSV file in UTF-8 or GB18030 into tables. */
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';
import type { Sheet } from 'hucre';
import { readXls, readXlsx } from 'hucre/xlsx';
import { decodeText } from '../domain/text/decode.ts';
import { formatBytes } from '../domain/clips/format.ts';
import { fileFailure } from './errors.ts';
import { cellName, type CellFault, type CellValue, type Table } from './table.ts';

/** Largest file that is read: a ledger of 10,000 rows has under 2 MB. */
const largestFile = 64 * 1024 * 1024;

const saveAs = '在 Excel 或 WPS 里“另存为”.xlsx 工作簿，再导入';

function tableOfSheet(sheet: Sheet, dateSystem: '1900' | '1904'): Table {
  const faults = new Map<string, CellFault>();
  for (const [place, { type, formulaResult }] of sheet.cells ?? []) {
    const [row = 0, column = 0] = place.split(',').map(Number);
    if (type === 'error') faults.set(cellName(row, column), 'failed-formula');
    const isEmptyFormula = type === 'formula' && (formulaResult === null || formulaResult === undefined);
    if (isEmptyFormula) faults.set(cellName(row, column), 'formula-without-result');
    if (type === 'formula' && typeof formulaResult === 'string' && /^#[A-Z/0!?]+$/.test(formulaResult)) {
      faults.set(cellName(row, column), 'failed-formula');
    }
  }
  return {
    name: sheet.name,
    rows: sheet.rows,
    faults,
    merges: sheet.merges ?? [],
    dateSystem,
    hiddenRows: [...(sheet.rowDefs?.values() ?? [])].filter(({ hidden }) => hidden === true).length,
    hiddenColumns: (sheet.columns ?? []).filter((column) => (column as typeof column | undefined)?.hidden === true)
      .length,
    isHidden: sheet.hidden === true || sheet.veryHidden === true,
  };
}

const isOldContainer = (bytes: Uint8Array) => Buffer.from(bytes.subarray(0, 4)).toString('hex') === 'd0cf11e0';

async function readWorkbook(name: string, bytes: Uint8Array): Promise<Table[]> {
  // An encrypted .xlsx has the container of .xls; only it contains this part, whose name is in UTF-16.
  if (isOldContainer(bytes) && Buffer.from(bytes).includes(Buffer.from('EncryptedPackage', 'utf16le'))) {
    throw fileFailure(name, '加了打开密码', '去掉密码的工作簿');
  }
  try {
    const { sheets, dateSystem = '1900' } = await (isOldContainer(bytes) ? readXls(bytes) : readXlsx(bytes));
    return sheets.map((sheet) => tableOfSheet(sheet, dateSystem));
  } catch (cause) {
    throw fileFailure(name, '打不开，文件不完整、加了密码或不是工作簿', `完整的工作簿；${saveAs}`, cause);
  }
}

/** The delimiter: the most frequent candidate in the first line with text. */
function delimiterOf(text: string): string {
  const firstLine = /^.*\S.*$/m.exec(text)?.[0] ?? '';
  const count = (character: string) => firstLine.split(character).length;
  return [',', '\t', ';', '，'].toSorted((a, b) => count(b) - count(a))[0] ?? ',';
}

function readText(name: string, bytes: Uint8Array): Table[] {
  const text = decodeText(bytes, ['UTF-16LE', 'UTF-8', 'GB18030'])?.text;
  if (text === undefined)
    throw fileFailure(name, '不是文字，也不是工作簿', '.xlsx 工作簿，或 UTF-8、GBK 编码的 .csv 文件');
  if (/^\s*<(?:!doctype|html|\?xml|table)/i.test(text)) {
    throw fileFailure(name, '其实是网页', saveAs);
  }
  let rows: CellValue[][];
  try {
    rows = parse(text, { delimiter: delimiterOf(text), relax_column_count: true, skip_empty_lines: false });
  } catch (cause) {
    const line = cause instanceof CsvError ? cause['lines'] : undefined;
    const place = typeof line === 'number' ? `第 ${String(line)} 行附近的引号不成对` : '引号不成对';
    throw fileFailure(name, place, '成对的英文引号 "…"，引号里面的引号写两个 ""', cause);
  }
  return [
    {
      name,
      rows,
      faults: new Map(),
      merges: [],
      dateSystem: '1900',
      hiddenRows: 0,
      hiddenColumns: 0,
      isHidden: false,
    },
  ];
}

/**
 * Reads every table of a file. The type is detected by the first bytes, since the name may be wrong.
 * @throws {ImportFailure} in Chinese, when the file cannot be read
 */
export async function readTables(path: string): Promise<Table[]> {
  const name = basename(path);
  const size = await stat(path).catch((cause: unknown) => {
    throw fileFailure(path, '没有这个文件', '要导入的 .xlsx 或 .csv 文件', cause);
  });
  if (!size.isFile()) throw fileFailure(path, '不是文件', '要导入的 .xlsx 或 .csv 文件');
  if (size.size > largestFile) {
    throw fileFailure(
      name,
      `有 ${formatBytes(size.size)}`,
      `不超过 ${formatBytes(largestFile)} 的文件，去掉里面的图片再存一次`,
    );
  }
  const bytes = await readFile(path);
  if (bytes.length === 0) throw fileFailure(name, '空文件', '有表头、有内容的表格');
  const isContainer = bytes.subarray(0, 2).toString('latin1') === 'PK' || isOldContainer(bytes);
  return isContainer ? readWorkbook(name, bytes) : readText(name, bytes);
}
