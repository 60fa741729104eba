/** The workbook that a county fills in: headers, an example, lists to choose from, and how each column is filled. */
import type { CellStyle, WriteSheet } from 'hucre';
import { writeXlsx } from 'hucre/xlsx';
import type { ImportSchema, Lookups } from './column.ts';
import { exampleMark } from './data-rows.ts';
import { columnName, type CellValue } from './table.ts';

/** The number of rows with drop-down lists and cell formats. */
const preparedRows = 2000;
const formattedRows = 500;

const headerStyle: CellStyle = {
  font: { bold: true, color: { rgb: 'FFFFFF' } },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'A8201A' } },
  alignment: { vertical: 'center', wrapText: true },
};
const optionalHeaderStyle: CellStyle = {
  ...headerStyle,
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: '5B5B5B' } },
};
const exampleStyle: CellStyle = { font: { italic: true, color: { rgb: '7A7A7A' } } };

/** Makes the template of a schema, with the towns and names of a county in its lists. */
export async function makeTemplate(schema: ImportSchema, lookups: Lookups): Promise<Uint8Array> {
  const { columns, templateName, titleField } = schema;
  const choices = columns.map((column) => column.choices?.(lookups) ?? []);
  const examples = columns.map(({ header, example, fields, format }): CellValue => {
    if (fields.includes(titleField)) return `${exampleMark}${example}`;
    if (header === '乡镇') return lookups.towns[0] ?? '';
    if (example === '') return '';
    return format === 'day' ? new Date(example) : format === 'number' ? Number(example) : example;
  });

  const formats = columns.map(({ format }) =>
    format === 'day' ? 'yyyy-mm-dd' : format === 'number' ? 'General' : '@',
  );
  const cells = new Map<string, { value?: CellValue; style: CellStyle }>();
  for (const [at, { isNeeded }] of columns.entries()) {
    cells.set(`0,${String(at)}`, { style: isNeeded ? headerStyle : optionalHeaderStyle });
    const numFmt = formats[at] ?? '@';
    cells.set(`1,${String(at)}`, { style: { ...exampleStyle, numFmt } });
    // Text, so that Excel does not change codes and telephone numbers as they are typed.
    for (let row = 2; row <= formattedRows; row++) {
      cells.set(`${String(row)},${String(at)}`, { value: null, style: { numFmt } });
    }
  }
  const first: WriteSheet = {
    name: templateName,
    columns: columns.map(({ width }) => ({ width })),
    rows: [columns.map(({ header, isNeeded }) => (isNeeded ? `${header}*` : header)), examples],
    cells,
    freezePane: { rows: 1 },
    rowDefs: new Map([[0, { height: 30 }]]),
    dataValidations: columns.flatMap(({ header, explanation }, at) => {
      const range = `${columnName(at)}2:${columnName(at)}${String(preparedRows)}`;
      const list = choices[at] ?? [];
      const warning = {
        showErrorMessage: true,
        errorStyle: 'warning',
        errorTitle: header,
        errorMessage: '不在选项里，导入时可能被拒绝。',
      } as const;
      // Excel shows at most 255 characters of a note.
      const note = { showInputMessage: true, inputTitle: header, inputMessage: explanation.slice(0, 250) } as const;
      if (list.length === 0) return [];
      const place = `'选项'!$${columnName(at)}$2:$${columnName(at)}$${String(list.length + 1)}`;
      return [{ type: 'list', formula1: place, allowBlank: true, range, ...note, ...warning } as const];
    }),
  };
  const guide: WriteSheet = {
    name: '填写说明',
    columns: [{ width: 16 }, { width: 8 }, { width: 70 }, { width: 40 }, { width: 60 }],
    rows: [
      ['栏', '必填', '怎么填', '例子', '表头也可以叫'],
      ...columns.map(({ header, isNeeded, explanation, example, synonyms }): CellValue[] => [
        header,
        isNeeded ? '必填' : '',
        explanation,
        example,
        synonyms.join('、'),
      ]),
      [],
      [`第一张表里“${exampleMark}”开头的一行不会导入，删不删都行。红色的栏必填，别的栏没有就空着，也可以整栏删掉。`],
      ['不写住户的姓名；身份证号、手机号、银行卡号和到户的住址，写了会被拒绝。'],
      ['导入的都是草稿，在编辑台里核对以后再发布。同一份表再导入一次，只会更改有变化的地方。'],
    ],
    cells: new Map([0, 1, 2, 3, 4].map((at) => [`0,${String(at)}`, { style: optionalHeaderStyle }] as const)),
    freezePane: { rows: 1 },
  };
  const longest = Math.max(...choices.map((list) => list.length));
  const lists: WriteSheet = {
    name: '选项',
    rows: [
      columns.map(({ header }) => header),
      ...Array.from({ length: longest }, (_, row) => choices.map((list): CellValue => list[row] ?? null)),
    ],
    hidden: true,
  };
  return writeXlsx({ sheets: [first, guide, lists] });
}
