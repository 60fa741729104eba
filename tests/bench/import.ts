/** How long the import of a ledger of 10,000 rows takes: its preview, its writing, and the same once more. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { writeXlsx } from 'hucre/xlsx';
import type { CellValue } from '../../src/import/table.ts';
import type { Row } from './run.ts';

const root = join(import.meta.dirname, '../..');
const count = 10_000;

/** A ledger in which every column of an order is filled in, over two years. */
function ledger(): CellValue[][] {
  const towns = ['玉津镇', '罗城镇', '清溪镇', '定文镇'];
  const heads =
    '编号,标题,类型,类别,乡镇,社区,来源,提出日期,时限（天）,派单日期,接单日期,接单单位,办结日期,评价日期,评价,队伍,摘要';
  const rows = Array.from({ length: count }, (_, at): CellValue[] => {
    const day = (later: number) => new Date(Date.UTC(2024, 0, 1 + (at % 700) + later));
    return [
      `2024-${at}`,
      `滨江路第${at}盏路灯不亮了`,
      '派单',
      '道路照明',
      towns[at % towns.length] ?? null,
      `第${at % 40}社区`,
      '微信交流群',
      day(0),
      5,
      day(1),
      day(1),
      '市政维护班组',
      day(3),
      day(5),
      1 + (at % 5),
      '犍路先锋',
      `骑手夜里经过，看见路灯不亮，拍照上报。班组第三天换好了灯泡，附近一共换了${at}盏，居民说亮堂多了。`,
    ];
  });
  return [heads.split(','), ...rows];
}

/** Runs the command itself, start-up of Node included, on a copy of the project's content. */
export async function benchmarkImport(): Promise<Row[]> {
  const workplace = mkdtempSync(join(tmpdir(), 'hongxin-bench-'));
  const rows: Row[] = [];
  try {
    const content = join(workplace, 'content');
    const table = ledger();
    const text = table.map((cells) =>
      cells.map((cell) => (cell instanceof Date ? cell.toISOString().slice(0, 10) : cell)),
    );
    writeFileSync(join(workplace, 'ledger.xlsx'), await writeXlsx({ sheets: [{ name: '台账', rows: table }] }));
    writeFileSync(join(workplace, 'ledger.csv'), stringify(text));
    const measure = (what: string, file: string, ...options: string[]) => {
      const started = performance.now();
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        [join(root, 'src/commands/import.ts'), 'orders', join(workplace, file), ...options],
        { encoding: 'utf8', maxBuffer: 2 ** 28, env: { ...process.env, CONTENT_DIR: content } },
      );
      const time = `${((performance.now() - started) / 1000).toFixed(1)} s`;
      if (status !== 0) throw new Error(stderr);
      const counts = ['新增', '更改', '不变', '拒绝'].map(
        (word) => new RegExp(`^${word} (\\d+)`, 'm').exec(stdout)?.[1] ?? '?',
      );
      rows.push({ '10,000 rows': what, 'added, changed, same, refused': counts.join(', '), time });
    };
    cpSync(join(root, 'content'), content, { recursive: true });
    measure('preview, .xlsx', 'ledger.xlsx');
    measure('preview, .csv', 'ledger.csv');
    measure('written', 'ledger.xlsx', '--write');
    measure('the same again', 'ledger.xlsx', '--write');
    const changed = text.map((cells, at) => (at === 0 ? cells : [...cells.slice(0, -1), '换了别的办法。']));
    writeFileSync(join(workplace, 'changed.csv'), stringify(changed));
    measure('every row changed', 'changed.csv', '--write');
  } finally {
    rmSync(workplace, { recursive: true, force: true });
  }
  return rows;
}
