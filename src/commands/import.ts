/** `npm run import`: takes schemas_ from Excel and CSV files into the content tree. */
import '../process/start.ts';
import { runProgram, type Command } from '../terminal/commands.ts';
import { importCommand, importOptions } from '../import/commands/import-ledger.ts';
import { template } from '../import/commands/template.ts';
import { ImportFailure } from '../import/errors.ts';
import { orderImportSchema } from '../import/orders-schema.ts';
import { stationImportSchema } from '../import/stations-schema.ts';

const commands: Readonly<Record<string, Command>> = {
  orders: {
    usage: `orders <文件.xlsx|.xls|.csv> ${importOptions} [--skip-unknown-people]`,
    does: '导入办件台账：先预览新增、更改、拒绝哪些，加 --write 才写成草稿',
    run: (words, signal) => importCommand(orderImportSchema, words, signal),
  },
  stations: {
    usage: `stations <文件.xlsx|.xls|.csv> ${importOptions}`,
    does: '导入站点名单，同上',
    run: (words, signal) => importCommand(stationImportSchema, words, signal),
  },
  template: {
    usage: 'template orders|stations [文件.xlsx]',
    does: '写一份空白模板：表头、示例、下拉选项和填写说明',
    run: (words) => template([orderImportSchema, stationImportSchema], words),
  },
};

await runProgram({
  invocation: 'npm run import',
  commands,
  notes: [
    '  --write                写入；不加就只是预览，什么都不写',
    '  --skip-invalid         有拒绝的行也写，只写没有错的；不加就一行都不写',
    '  --update-published     也更改不再是草稿的条目；不加就只列出来，不改',
    '  --sheet <工作表>       读哪一张工作表；不加就读表头最像的那一张',
    '  --fill <栏=值>         表里没有的栏，全表填同一个值，例如 --fill 类型=派单；可以写几次',
    '  --skip-unknown-people  参与人员里没有人物条目的，略过并列出来；不加就拒绝那一行',
  ],
  stopped: new ImportFailure('停下了，什么都没有写。'),
  isReportable: (error) => error instanceof ImportFailure,
});
