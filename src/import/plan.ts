/** Compares the rows of a schema with the entries of the content tree: what would be added, changed, left, refused. */
import { setImmediate } from 'node:timers/promises';
import { slugOf } from '../domain/text/pinyin.ts';
import { entryProblems, type ContentTree } from '../content-check/check.ts';
import type { ContentContext, ContentEntry } from '../content-check/content-entry.ts';
import { privacyProblems, publicNumbersOf } from '../content-check/privacy.ts';
import { formatValue, type Problem } from '../content-check/problem.ts';
import { schemaProblems } from '../content-check/schema-problems.ts';
import { fieldsAt, notesAt } from '../content-check/schema-walk.ts';
import { schemas } from '../content-check/schemas.ts';
import { slugPattern } from '../schemas/field.ts';
import { isReservedSlug } from '../kinds.ts';
import { publicationStatuses, weekdays, type PublicationStatus, type Weekday } from '../schemas/vocabulary.ts';
import { textOf } from './cell.ts';
import type { Column, Fields, ImportSchema, Lookups } from './column.ts';
import type { HeaderRow } from './header-row.ts';
import { cellName, isBlank, type CellValue, type Table } from './table.ts';

/** Why a row is refused: the cell, and what should stand in it. */
export interface Refusal {
  /** Sheet and cell, e.g. `台账!C12`; sheet and row where no cell is to blame. */
  place: string;
  /** Head of the column; empty where no column is to blame. */
  header: string;
  found: string;
  expected: string;
}

/** A field that the schema has another value for. */
export interface FieldChange {
  header: string;
  path: string;
  value: unknown;
  /** In words. */
  from: string;
  to: string;
}

/** What becomes of one row. Rows are counted as Excel does, from 1. */
export type Outcome =
  | { kind: 'add'; row: number; file: string; title: string; fields: Record<string, unknown> }
  | {
      kind: 'change';
      row: number;
      file: string;
      title: string;
      status: PublicationStatus;
      changes: readonly FieldChange[];
      /** Whether it is left alone, since the entry is no draft and nobody said that it may be changed. */
      isHeld: boolean;
    }
  | { kind: 'same'; row: number; file: string }
  | { kind: 'refuse'; row: number; refusals: readonly Refusal[] };

/** What an import would do. */
export interface ImportPlan {
  outcomes: readonly Outcome[];
  /** Rows that are no entries: the example of the template, sums, notes under the table. */
  examples: number;
  passedOver: readonly { row: number; text: string }[];
}

/** What a plan is made of. */
export interface ImportPlanRequest {
  schema: ImportSchema;
  table: Table;
  headers: HeaderRow;
  tree: ContentTree;
  lookups: Lookups;
  /** What holds for every row, for columns that the table does not have. */
  filled: ReadonlyMap<Column, string>;
  updatesPublished: boolean;
  signal: AbortSignal;
  onProgress: (fraction: number) => void;
}

/** How the title of the template's example begins; such a row is never taken in. */
export const exampleMark = '【示例】';

const sumPattern = /^(?:合计|总计|小计|共计)/;
const notePattern = /^(?:注|备注|说明|填表|制表|审核|统计|联系)/;

const identifying = (value: unknown) =>
  typeof value === 'string' ? value.normalize('NFKC').replace(/\s+/g, '').toLowerCase() : '';

function valueAt(fields: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[key] : undefined,
      fields,
    );
}

/** Sets a field by its path, making the groups on the way; `undefined` takes it away. */
function setAt(fields: Record<string, unknown>, path: string, value: unknown): void {
  const [key = '', ...rest] = path.split('.');
  if (rest.length > 0) {
    const inner = fields[key];
    const group = inner !== null && typeof inner === 'object' ? (inner as Record<string, unknown>) : {};
    fields[key] = group;
    setAt(group, rest.join('.'), value);
  } else if (value === undefined) {
    Reflect.deleteProperty(fields, key);
  } else {
    fields[key] = value;
  }
}

/** The rows under the headers. A cell that was merged downwards, as towns are, counts for each of its rows. */
function dataRows({ rows, merges }: Table, firstRow: number): Map<number, CellValue[]> {
  const data = new Map<number, CellValue[]>();
  for (let row = firstRow; row < rows.length; row++) data.set(row, [...(rows[row] ?? [])]);
  for (const { startRow, startCol, endRow, endCol } of merges) {
    if (startCol !== endCol || startRow < firstRow) continue;
    for (let row = startRow + 1; row <= endRow; row++) {
      const cells = data.get(row);
      if (cells !== undefined) cells[startCol] = rows[startRow]?.[startCol] ?? null;
    }
  }
  return data;
}

/** A value in words: codes by their labels, lists by their parts. */
function formatFieldValue(value: unknown, path: string, collection: ImportSchema['collection']): string {
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) return '没有填写';
  if (Array.isArray(value)) return `“${value.join('、')}”`;
  if (typeof value === 'object') {
    // The only group that is compared as a whole is the hours of the week.
    const days = Object.entries(value as Record<string, readonly string[]>);
    return `“${days.map(([day, spans]) => `${weekdays[day as Weekday]} ${spans.join('、')}`).join('；')}”`;
  }
  const { labels } = notesAt(schemas[collection], path.split('.'));
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `“${labels?.[text] ?? text}”`;
}

/** Entries of a collection by what a row can find them by. */
class Entries {
  readonly #byCode = new Map<string, ContentEntry[]>();
  readonly #byIdentity = new Map<string, ContentEntry[]>();
  readonly #schema: ImportSchema;

  constructor(tree: ContentTree, schema: ImportSchema) {
    this.#schema = schema;
    for (const entry of tree.entries) {
      if (entry.collection !== schema.collection) continue;
      const code = this.#codeOf(entry);
      if (code !== '') this.#byCode.set(code, [...(this.#byCode.get(code) ?? []), entry]);
      const key = this.identityOf(entry.source.fields);
      this.#byIdentity.set(key, [...(this.#byIdentity.get(key) ?? []), entry]);
    }
  }

  #codeOf(entry: ContentEntry): string {
    const { field } = this.#schema.code;
    return identifying(field === 'slug' ? entry.slug : valueAt(entry.source.fields, field));
  }

  /** What tells entries apart that have no code. Days stand in files as texts or as dates. */
  identityOf(fields: unknown): string {
    return this.#schema.identity
      .map((path) => {
        const value = valueAt(fields, path);
        return identifying(value instanceof Date ? value.toISOString().slice(0, 10) : value);
      })
      .join('\n');
  }

  /** The entries that a row means: by its code; else by what identifies it, as far as that entry has no other code. */
  find(fields: Fields, code: string): { entries: readonly ContentEntry[]; by: 'code' | 'identity' } {
    const byCode = code === '' ? undefined : this.#byCode.get(identifying(code));
    if (byCode !== undefined) return { entries: byCode, by: 'code' };
    const alike = this.#byIdentity.get(this.identityOf(fields)) ?? [];
    const isFree = (entry: ContentEntry) =>
      code === '' || this.#schema.code.field === 'slug' || this.#codeOf(entry) === '';
    return { entries: alike.filter(isFree), by: 'identity' };
  }
}

/** Names for new entries, none of them twice. */
class Slugs {
  readonly #taken: Set<string>;
  readonly #schema: ImportSchema;

  constructor({ slugs }: ContentContext, schema: ImportSchema) {
    this.#taken = new Set(slugs.get(schema.collection));
    this.#schema = schema;
  }

  /** The pinyin of a title; where that is taken, with the day behind it, then with a number. */
  for(title: string, day: string | undefined): string {
    const made = slugOf(title);
    const base = made === '' ? this.#schema.collection.replace(/s$/, '') : made;
    const candidates = [base, ...(day === undefined ? [] : [`${base}-${day}`])];
    const isFree = (slug: string) => !this.#taken.has(slug) && !isReservedSlug(this.#schema.collection, slug);
    let slug = candidates.find(isFree);
    for (let number = 2; slug === undefined; number++) {
      const numbered = `${candidates.at(-1) ?? base}-${String(number)}`;
      if (isFree(numbered)) slug = numbered;
    }
    this.#taken.add(slug);
    return slug;
  }

  take(slug: string): void {
    this.#taken.add(slug);
  }
}

/** Reads and compares every row. Nothing is written. */
export async function planImport(request: ImportPlanRequest): Promise<ImportPlan> {
  const { schema, table, headers, tree, lookups, filled, updatesPublished, signal, onProgress } = request;
  const { collection, meansLeftOut = () => undefined } = schema;
  const entrySchema = schemas[collection];
  const order = fieldsAt(entrySchema, []);
  const entries = new Entries(tree, schema);
  const slugs = new Slugs(tree.context, schema);
  const publicNumbers = publicNumbersOf(tree.context);
  const placeOf = new Map([...headers.columns].map(([at, column]) => [column, at]));
  const headerOf = new Map(
    schema.columns.flatMap(({ header, fields }) => fields.map((field) => [field, header] as const)),
  );

  /** The column that a problem of a field belongs to: the field itself, a part of it, or the group that it is in. */
  const columnOf = (field: string): Column | undefined => {
    const plain = field.replace(/\[\d+\]/g, '');
    const columns = [...placeOf.keys(), ...filled.keys()];
    return (
      columns.find(({ fields }) => fields.some((each) => each === plain || plain.startsWith(`${each}.`))) ??
      columns.find(({ fields }) => fields.some((each) => each.startsWith(`${plain}.`)))
    );
  };
  /** Words of the schema with the names of fields put as the headers of columns. */
  const withHeaders = (words: string) =>
    words.replace(
      /([\u4e00-\u9fff]+ )?\b([a-z]+(?:[A-Z][a-z]+)*)\b ?/g,
      (whole, label: string | undefined, field: string) => {
        const header = headerOf.get(field);
        return header === undefined
          ? whole
          : label?.trim().endsWith(header) === true
            ? label.trim()
            : `${label?.trim() ?? ''}“${header}”`;
      },
    );

  const outcomes: Outcome[] = [];
  const passedOver: { row: number; text: string }[] = [];
  let examples = 0;
  const rowOfKey = new Map<string, number>();
  const rowOfFile = new Map<string, number>();

  const planRow = async (row: number, cells: readonly CellValue[]): Promise<Outcome | undefined> => {
    const number = row + 1;
    const refusals: Refusal[] = [];
    const refusedColumns = new Set<Column>();
    const placeIn = (column: Column | undefined) => {
      const at = column === undefined ? undefined : placeOf.get(column);
      return `${table.name}!${at === undefined ? `${String(number)}:${String(number)}` : cellName(row, at)}`;
    };
    const refuse = (column: Column | undefined, found: string, expected: string) => {
      if (column !== undefined) refusedColumns.add(column);
      refusals.push({ place: placeIn(column), header: column?.header ?? '', found, expected });
    };

    const assigned: Record<string, unknown> = {};
    const read = (column: Column, value: CellValue) => {
      const result = column.read(value, table, lookups);
      if ('value' in result) Object.assign(assigned, result.value);
      else refuse(column, result.found ?? formatValue(value), result.expected);
    };
    for (const [column, text] of filled) read(column, text);
    for (const [at, column] of headers.columns) {
      const fault = table.faults.get(cellName(row, at));
      const value = cells[at] ?? null;
      if (fault === 'failed-formula') refuse(column, `公式出错，${formatValue(value)}`, '能算出结果的公式，或直接填写');
      else if (fault !== undefined) refuse(column, '公式还没有算出结果', '在 Excel 或 WPS 里打开、保存一次，再导入');
      else if (!isBlank(value)) read(column, value);
    }
    const code = typeof assigned[schema.code.field] === 'string' ? String(assigned[schema.code.field]) : '';
    if (schema.code.field === 'slug') Reflect.deleteProperty(assigned, 'slug');
    const codeColumn = schema.columns.find(({ header }) => header === schema.code.header);

    // The same thing twice in one file: nobody can say which row holds.
    const key = code === '' ? entries.identityOf(assigned) : `${schema.code.header} ${identifying(code)}`;
    const firstRow = rowOfKey.get(key);
    const isIdentified = code !== '' || schema.identity.every((path) => assigned[path] !== undefined);
    if (isIdentified && firstRow !== undefined) {
      const names = schema.identity.map((path) => headerOf.get(path) ?? path).join('、');
      const titleColumn = schema.columns.find(({ fields }) => fields.includes(schema.titleField));
      if (code === '')
        refuse(
          titleColumn,
          `${names}与第 ${String(firstRow)} 行相同`,
          `每件一行；真是两件就加一栏“${schema.code.header}”分开`,
        );
      else
        refuse(codeColumn, `${formatValue(code)}，与第 ${String(firstRow)} 行相同`, `每行不同的${schema.code.header}`);
    }
    if (isIdentified) rowOfKey.set(key, firstRow ?? number);

    const { entries: matching, by } = entries.find(assigned, code);
    if (isIdentified && matching.length > 1) {
      const files = matching.map(({ source }) => source.file).join('、');
      refuse(codeColumn ?? undefined, `分不清是哪一个：${files}`, `填上${schema.code.header}，与条目里的一致`);
    }
    const existing =
      isIdentified && matching.length === 1 && !rowOfFile.has(matching[0]?.source.file ?? '') ? matching[0] : undefined;
    if (schema.code.field === 'slug' && code !== '') {
      if (!slugPattern.test(code)) refuse(codeColumn, formatValue(code), '小写字母、数字和连字符，例如 binjiang-lu');
      else if (existing !== undefined && by === 'identity')
        refuse(codeColumn, `${formatValue(code)}，没有这个站点`, `空着，或填同名站点的网址名 ${existing.slug}`);
    }
    if (existing !== undefined) rowOfFile.set(existing.source.file, number);

    const named = assigned[schema.titleField];
    const title = typeof named === 'string' ? named : '';
    /** A value as it stands in its cell, where the words of a problem only repeat what was made of it. */
    const asWritten = (column: Column, found: string): string => {
      const at = placeOf.get(column);
      const value = at === undefined ? null : (cells[at] ?? null);
      return isBlank(value) || !/^(?:“.*”|\d+ 项的列表|一组字段)$/.test(found) ? found : formatValue(textOf(value));
    };
    const judge = async (entry: ContentEntry): Promise<void> => {
      const problems: Problem[] = schemaProblems(entry.source, entrySchema);
      problems.push(...(await entryProblems(entry, tree.context)).filter(({ kind }) => kind !== 'privacy'));
      // Drafts are looked at as well: what comes from a schema is meant for the public.
      problems.push(...privacyProblems(entry, publicNumbers, 'always'));
      for (const { field, found, expected } of problems) {
        const column = columnOf(field);
        if (column !== undefined && refusedColumns.has(column)) continue;
        refuse(column, column === undefined ? `${field}：${found}` : asWritten(column, found), withHeaders(expected));
      }
    };

    if (existing === undefined) {
      const fields: Record<string, unknown> = {};
      for (const [path, value] of Object.entries(assigned)) {
        if (value !== meansLeftOut(path)) setAt(fields, path, value);
      }
      fields['publication'] = { status: 'draft' };
      const inOrder = Object.fromEntries(order.flatMap((name) => (name in fields ? [[name, fields[name]]] : [])));
      const found = schema.dayField === undefined ? undefined : assigned[schema.dayField];
      const day = typeof found === 'string' ? found : undefined;
      const source = { file: '', fields: inOrder, lineOf: () => undefined };
      await judge({ collection, slug: '', source, schema: entrySchema });
      if (refusals.length > 0) return { kind: 'refuse', row: number, refusals };
      const isOwnSlug = schema.code.field === 'slug' && code !== '';
      const slug = isOwnSlug ? code : slugs.for(title, day);
      if (isOwnSlug) slugs.take(slug);
      return { kind: 'add', row: number, file: `${schema.folderOf(inOrder)}/${slug}.yaml`, title, fields: inOrder };
    }

    const { file, fields: before } = existing.source;
    const known: unknown = entrySchema.safeParse(before).data ?? before;
    const changes = Object.entries(assigned).flatMap(([path, value]): FieldChange[] => {
      const old = valueAt(known, path);
      const usual = meansLeftOut(path);
      if (JSON.stringify(old ?? usual) === JSON.stringify(value ?? usual)) return [];
      const header = headerOf.get(path) ?? headerOf.get(path.split('.')[0] ?? '') ?? path;
      return [
        {
          header,
          path,
          value,
          from: formatFieldValue(old, path, collection),
          to: formatFieldValue(value, path, collection),
        },
      ];
    });
    if (changes.length > 0) {
      const after = structuredClone(before) as Record<string, unknown>;
      for (const { path, value } of changes) setAt(after, path, value);
      await judge({ ...existing, source: { file, fields: after, lineOf: () => undefined } });
    }
    if (refusals.length > 0) return { kind: 'refuse', row: number, refusals };
    if (changes.length === 0) return { kind: 'same', row: number, file };
    const found = valueAt(before, 'publication.status');
    const status =
      typeof found === 'string' && found in publicationStatuses ? (found as PublicationStatus) : 'published';
    return {
      kind: 'change',
      row: number,
      file,
      title,
      status,
      changes,
      isHeld: status !== 'draft' && !updatesPublished,
    };
  };

  const rows = dataRows(table, headers.lastRow + 1);
  const titleColumn = [...headers.columns].find(([, column]) => column.fields.includes(schema.titleField))?.[0];
  let done = 0;
  for (const [row, cells] of rows) {
    done += 1;
    if (done % 100 === 0) {
      onProgress(done / rows.size);
      // Lets an interruption through, and the line on the screen move.
      await setImmediate();
      signal.throwIfAborted();
    }
    const own = table.rows[row] ?? [];
    if ([...headers.columns.keys()].every((at) => isBlank(own[at]))) continue;
    const texts = own.flatMap((value) => (isBlank(value) ? [] : [textOf(value)]));
    const [first = ''] = texts;
    const titleText = titleColumn === undefined ? '' : textOf(cells[titleColumn] ?? null);
    if (titleText.startsWith(exampleMark)) examples += 1;
    else if (
      sumPattern.test(first.replace(/\s/g, '')) ||
      (texts.length === 1 && notePattern.test(first.replace(/\s/g, '')))
    ) {
      passedOver.push({ row: row + 1, text: first });
    } else {
      const outcome = await planRow(row, cells);
      if (outcome !== undefined) outcomes.push(outcome);
    }
  }
  onProgress(1);
  return { outcomes, examples, passedOver };
}
