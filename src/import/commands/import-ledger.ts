/** `npm run import -- orders` and `npm run import -- stations`. */
import { parseArgs } from 'node:util';
import { environment } from '../../environment.ts';
import { Progress } from '../../terminal/progress.ts';
import type { ImportSchema } from '../column.ts';
import { ImportFailure } from '../errors.ts';
import { countOutcomes } from '../report.ts';
import { importLedger, type Stage } from '../import-ledger.ts';

const stages: Readonly<Record<Stage, string>> = { read: '读取', compare: '核对', write: '写入' };

/** The options of both, for the list of commands. */
export const importOptions = '[--write] [--skip-invalid] [--update-published] [--sheet <工作表>] [--fill <栏=值>…]';

/** Imports a spreadsheet: a preview without `--write`. The exit code is 1 when rows are refused and not skipped. */
export async function importCommand(
  schema: ImportSchema,
  words: readonly string[],
  signal: AbortSignal,
): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...words],
    options: {
      write: { type: 'boolean' },
      'skip-invalid': { type: 'boolean' },
      'update-published': { type: 'boolean' },
      'skip-unknown-people': { type: 'boolean' },
      sheet: { type: 'string' },
      fill: { type: 'string', multiple: true },
    },
    allowPositionals: true,
  });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) {
    throw new ImportFailure(`一次导入一个文件：npm run import -- ${schema.collection} <文件.xlsx|.xls|.csv>`);
  }
  const progress = new Progress(process.stdout, stages);
  const result = await importLedger({
    schema,
    file,
    contentDirectory: environment.contentDirectory,
    sheet: values.sheet,
    fill: values.fill,
    writes: values.write,
    skipsInvalid: values['skip-invalid'],
    updatesPublished: values['update-published'],
    leavesUnknownPeopleOut: values['skip-unknown-people'],
    signal,
    onProgress: (stage, fraction) => {
      progress.set(file, { stage, fraction });
    },
  }).finally(() => {
    progress.stop();
  });
  console.log(result.preview);
  console.log('');
  const { added, changed, refused } = countOutcomes(result.plan);
  const skips = values['skip-invalid'] === true;
  if (refused > 0 && !skips) {
    console.error(
      `有 ${String(refused)} 行被拒绝，什么都没有写。改好表格再导入；或者加 --skip-invalid，先导入没有错的行。`,
    );
    return 1;
  }
  if (added + changed === 0) {
    console.log(result.plan.outcomes.length === 0 ? '没有要导入的行，什么都没有写。' : '没有要写的，什么都没有改。');
  } else if (values.write === true) {
    console.log(`写好了 ${String(result.written)} 个文件。新的都是草稿，到编辑台里核对以后再发布。`);
  } else {
    console.log('这是预览，什么都没有写。看过没有问题，加 --write 再运行一次。');
  }
  if (refused > 0) console.log(`略过了被拒绝的 ${String(refused)} 行。`);
  return 0;
}
