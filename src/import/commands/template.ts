/** `npm run import -- template`: writes the workbook that a county fills in. */
import { open } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { environment } from '../../environment.ts';
import { readContent } from '../../content-check/check.ts';
import type { ImportSchema } from '../column.ts';
import { fileFailure, ImportFailure } from '../errors.ts';
import { lookupsOf } from '../lookups.ts';
import { makeTemplate } from '../template.ts';

/** Writes the template, and never overwrites a file: it may be filled in already. */
export async function template(schemas_: readonly ImportSchema[], words: readonly string[]): Promise<number> {
  const { positionals } = parseArgs({ args: [...words], options: {}, allowPositionals: true });
  const [kind = '', named, ...others] = positionals;
  const schema = schemas_.find(({ collection }) => collection === kind);
  if (schema === undefined || others.length > 0) {
    throw new ImportFailure(
      '模板有两种：npm run import -- template orders [文件]，npm run import -- template stations [文件]',
    );
  }
  const path = named ?? `${schema.templateName}.xlsx`;
  if (!path.endsWith('.xlsx')) throw fileFailure(path, '不是 .xlsx', '以 .xlsx 结尾的文件名');
  const workbook = await makeTemplate(schema, lookupsOf(await readContent(environment.contentDirectory)));
  const file = await open(path, 'wx').catch((cause: unknown) => {
    const isThere = (cause as NodeJS.ErrnoException).code === 'EEXIST';
    throw fileFailure(path, isThere ? '已经有这个文件' : '写不进去', isThere ? '换一个文件名' : '能写的文件夹', cause);
  });
  try {
    await file.writeFile(workbook);
  } finally {
    await file.close();
  }
  console.log(`模板写好了：${path}。填好以后运行 npm run import -- ${schema.collection} ${path}`);
  return 0;
}
