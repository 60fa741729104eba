/** A small county for the tests of the import: its content tree, and generated workbooks. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cell, WriteOptions } from 'hucre';
import { writeXlsx } from 'hucre/xlsx';
import type { ImportSchema } from '../../src/import/column.ts';
import { orderImportSchema } from '../../src/import/orders-schema.ts';
import { importLedger, type ImportRequest, type ImportResult } from '../../src/import/import-ledger.ts';
import type { CellValue } from '../../src/import/table.ts';

const settings = readFileSync(
  join(import.meta.dirname, '../fixtures/refused/unknown-key/content/site/settings.yaml'),
  'utf8',
).replace('towns:\n', 'towns:\n  - { name: 罗城镇, lng: 104.02862, lat: 29.38481 }\n');

const person = (name: string) =>
  `---\nname: ${name}\ntrade: rider\ntown: 玉津镇\nheadline: 一句话\npublication: { status: draft }\n---\n\n正文。\n`;

const entries: Record<string, string> = {
  'site/settings.yaml': settings,
  'people/jian-da/index.md': person('简达'),
  'people/liu-ruqi/index.md': person('刘如期'),
  'people/chen-chen/index.md': person('陈晨'),
  'people/chen-chen-er/index.md': person('陈晨'),
  'teams/jianlu-xianfeng.yaml': 'name: 犍路先锋\nkind: 志愿服务队\ndoes: [安全隐患排查]\n',
  'stations/yujin-binjiang.yaml': `name: 滨江驿站
kind: courier-post
town: 玉津镇
address: 滨江路
location: { lng: 103.945, lat: 29.209, datum: wgs84 }
hours: { kind: always }
publication: { status: draft }
`,
};

/** A content tree in a folder of its own, removed when it is disposed of. */
export class County implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'hongxin-import-'));
  readonly content = join(this.folder, 'content');

  /** @param copyOf a content tree to begin with; a small one of its own by default */
  constructor(copyOf?: string) {
    if (copyOf !== undefined) cpSync(copyOf, this.content, { recursive: true });
    else for (const [file, text] of Object.entries(entries)) this.put(file, text);
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  put(file: string, text: string): void {
    const path = join(this.content, file);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text);
  }

  read(file: string): string {
    return readFileSync(join(this.content, file), 'utf8');
  }

  /**
   * Every file of the tree with its text, hidden ones included, so that files left behind are found: apart from the
   * repository, and from the lock of the store.
   */
  everything(): Record<string, string> {
    const files = readdirSync(this.content, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
    return Object.fromEntries(
      files
        .map((file) => join(file.parentPath, file.name).slice(this.content.length + 1))
        .filter((path) => !/^(?:\.git\/|\.hongxin\/(?:lock|\.gitignore))/.test(path))
        .sort()
        .map((path) => [path, readFileSync(join(this.content, path), 'latin1')]),
    );
  }

  /** What Git says about the tree. */
  git(...words: string[]): string {
    return execFileSync('git', words, { cwd: this.content, encoding: 'utf8' }).trim();
  }

  /** Imports a file of the county's folder. */
  importLedger(
    file: string,
    options: Partial<Omit<ImportRequest, 'file' | 'contentDirectory'>> = {},
  ): Promise<ImportResult> {
    return importLedger({
      schema: orderImportSchema,
      signal: new AbortController().signal,
      ...options,
      file: join(this.folder, file),
      contentDirectory: this.content,
    });
  }

  /** Writes a file beside the tree. */
  save(file: string, bytes: Uint8Array | string): string {
    writeFileSync(join(this.folder, file), bytes);
    return file;
  }
}

/** The cells of one row by the headers of their columns. */
export type RowOfCells = Readonly<Record<string, CellValue>>;

/** A valid order. */
export const soundOrder: RowOfCells = {
  编号: 'A-1',
  标题: '桥头要添一盏灯',
  类型: '派单',
  类别: '道路照明',
  乡镇: '玉津镇',
  社区: '滨江社区',
  来源: '骑手随手拍',
  提出日期: new Date('2026-09-02'),
  '时限（天）': 5,
  派单日期: new Date('2026-09-03'),
  接单日期: new Date('2026-09-03'),
  接单单位: '市政维护班组',
  办结日期: new Date('2026-09-05'),
  评价日期: new Date('2026-09-08'),
  评价: 5,
  参与人员: '简达',
  队伍: '犍路先锋',
  站点: '滨江驿站',
  摘要: '桥头没有灯，班组装好了一盏。',
};

/** An order that is refused: its day has no year. */
export const brokenOrder: RowOfCells = { ...soundOrder, 编号: 'A-3', 标题: '第三件', 提出日期: '9月2日' };

/** A valid station. */
export const soundStation: RowOfCells = {
  站点名称: '西街小哥驿站',
  类型: '小哥驿站',
  乡镇: '玉津镇',
  地址: '西街12号',
  经度: 103.949,
  纬度: 29.208,
  坐标系: '高德',
  电话: '0833-4221234',
  开放时间: '周一至周五 08:30-17:30；周六 09:00-12:00',
  法定节假日: '不详',
  饮水: '有',
  微波炉: '没有',
  货车车位: null,
  核实日期: new Date('2026-09-15'),
  核实人: '县总工会',
};

/** Rows of a sheet: the headers of all, then the cells. */
export function sheetOf(rows: readonly RowOfCells[]): CellValue[][] {
  const headers = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return [headers, ...rows.map((row) => headers.map((header) => row[header] ?? null))];
}

/** A workbook of one sheet, 台账. @param cells single cells with more than a value, by `row,column` from 0 */
export function workbookOf(
  rows: readonly (readonly CellValue[])[],
  cells: Readonly<Record<string, Partial<Cell>>> = {},
  options: Omit<WriteOptions, 'sheets'> = {},
): Promise<Uint8Array> {
  return writeXlsx({
    ...options,
    sheets: [{ name: '台账', rows: rows.map((row) => [...row]), cells: new Map(Object.entries(cells)) }],
  });
}

/** Writes a workbook of rows into the county's folder. Resolves with its name. */
export async function saveRows(county: County, rows: readonly RowOfCells[], file = 'a.xlsx'): Promise<string> {
  return county.save(file, await workbookOf(sheetOf(rows)));
}

/** Previews the import of a workbook of rows. */
export async function previewOf(
  county: County,
  rows: readonly RowOfCells[],
  schema: ImportSchema = orderImportSchema,
): Promise<ImportResult> {
  county.save('preview.xlsx', await workbookOf(sheetOf(rows)));
  return county.importLedger('preview.xlsx', { schema });
}
