/** The report of an import, or of its preview. */
import { publicationStatuses } from '../schemas/vocabulary.ts';
import type { ImportSchema } from './column.ts';
import type { HeaderRow } from './header-row.ts';
import type { Outcome, ImportPlan, Refusal } from './outcome.ts';
import { columnName, type Table } from './table.ts';

/** How many new rows are listed; changes and refusals are listed always. */
const listedAdditions = 10;

/** One refusal: where, which column, what was found, what is expected. */
export function formatRefusal({ place, header, found, expected }: Refusal): string {
  return `${place}${header === '' ? '' : ` · 栏“${header}”`} · 现在是：${found} · 应为：${expected}`;
}

const ofKind = <Kind extends Outcome['kind']>(outcomes: readonly Outcome[], kind: Kind) =>
  outcomes.filter((outcome): outcome is Extract<Outcome, { kind: Kind }> => outcome.kind === kind);

/** The number of rows per outcome. */
export function countOutcomes({ outcomes }: ImportPlan) {
  const changes = ofKind(outcomes, 'change');
  return {
    added: ofKind(outcomes, 'add').length,
    changed: changes.filter(({ isHeld }) => !isHeld).length,
    held: changes.filter(({ isHeld }) => isHeld).length,
    same: ofKind(outcomes, 'same').length,
    refused: ofKind(outcomes, 'refuse').length,
  };
}

function changeLines(changes: readonly Extract<Outcome, { kind: 'change' }>[]): string[] {
  return changes.flatMap(({ row, file, title, status, changes: fields }) => [
    `  第 ${String(row)} 行${title === '' ? '' : ` · ${title}`} · ${file}（${publicationStatuses[status]}）`,
    ...fields.map(({ header, from, to }) => `      ${header}：${from} → ${to}`),
  ]);
}

/** The preview: what was read, then every row that changes something. */
export function formatPreview(
  plan: ImportPlan,
  {
    table,
    headers,
    schema,
    leftOut,
  }: { table: Table; headers: HeaderRow; schema: ImportSchema; leftOut: ReadonlySet<string> },
): string {
  const { outcomes, examples, passedOver } = plan;
  const counts = countOutcomes(plan);
  const lines: string[] = [];
  const headerRows =
    headers.firstRow === headers.lastRow
      ? `第 ${String(headers.lastRow + 1)} 行`
      : `第 ${String(headers.firstRow + 1)}、${String(headers.lastRow + 1)} 行`;
  lines.push(`工作表“${table.name}”，表头在${headerRows}，读了 ${String(outcomes.length)} 行。`);
  const matched = [...headers.columns].map(([at, { header }]) => `${columnName(at)} ${header}`);
  lines.push(`认出的栏：${matched.join('，')}`);
  if (headers.unknown.length > 0) {
    lines.push(`不认识的栏，不导入：${headers.unknown.map(({ header, cell }) => `“${header}”（${cell}）`).join('、')}`);
  }
  const hidden = [
    ...(table.hiddenRows > 0 ? [`${String(table.hiddenRows)} 行`] : []),
    ...(table.hiddenColumns > 0 ? [`${String(table.hiddenColumns)} 栏`] : []),
  ];
  if (hidden.length > 0) lines.push(`表里隐藏了 ${hidden.join('、')}，也一样读了。`);
  if (examples > 0) lines.push(`跳过了 ${String(examples)} 行示例。`);
  if (passedOver.length > 0) {
    lines.push(
      `跳过了不是${schema.noun}的行：${passedOver.map(({ row, text }) => `第 ${String(row)} 行“${text.slice(0, 20)}”`).join('、')}`,
    );
  }
  if (leftOut.size > 0) lines.push(`没有人物条目、略过了的人：${[...leftOut].join('、')}`);

  const additions = ofKind(outcomes, 'add');
  lines.push('', `新增 ${String(counts.added)}${counts.added === 0 ? '' : '（都是草稿）'}`);
  for (const { row, title, file } of additions.slice(0, listedAdditions))
    lines.push(`  第 ${String(row)} 行 · ${title} · ${file}`);
  if (additions.length > listedAdditions) lines.push(`  …… 还有 ${String(additions.length - listedAdditions)} 行`);
  const changes = ofKind(outcomes, 'change');
  lines.push(`更改 ${String(counts.changed)}`, ...changeLines(changes.filter(({ isHeld }) => !isHeld)));
  if (counts.held > 0) {
    lines.push(
      `不再是草稿、与表格不同 ${String(counts.held)}（没有改；要改，加 --update-published）`,
      ...changeLines(changes.filter(({ isHeld }) => isHeld)),
    );
  }
  lines.push(`不变 ${String(counts.same)}`);
  lines.push(`拒绝 ${String(counts.refused)}`);
  for (const { refusals } of ofKind(outcomes, 'refuse'))
    lines.push(...refusals.map((each) => `  ${formatRefusal(each)}`));
  return lines.join('\n');
}
