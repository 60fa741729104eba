/** Plans one row: it adds an entry, changes one, leaves one unchanged, or is refused cell by cell. */
import { entryProblems, type ContentTree } from '../content-check/check.ts';
import type { ContentEntry } from '../content-check/content-entry.ts';
import { privacyProblems, publicNumbersOf } from '../content-check/privacy.ts';
import { formatValue } from '../content-check/problem.ts';
import { schemaProblems } from '../content-check/schema-problems.ts';
import { fieldsAt, notesAt } from '../content-check/schema-walk.ts';
import { schemas } from '../content-check/schemas.ts';
import { slugPattern } from '../schemas/field.ts';
import { publicationStatuses, weekdays, type PublicationStatus, type Weekday } from '../schemas/vocabulary.ts';
import { textOf } from './cell.ts';
import type { Column, ImportSchema, Lookups } from './column.ts';
import { EntryIndex, identifying } from './entry-index.ts';
import { setAt, valueAt } from './field-path.ts';
import type { HeaderRow } from './header-row.ts';
import type { FieldChange, Outcome, Refusal } from './outcome.ts';
import { SlugAllocator } from './slug-allocator.ts';
import { cellName, isBlank, type CellValue, type Table } from './table.ts';

/** The context in which every row of an import is planned. */
export interface RowPlannerOptions {
  schema: ImportSchema;
  table: Table;
  headers: HeaderRow;
  tree: ContentTree;
  lookups: Lookups;
  /** Values of columns that the table lacks: they apply to every row. */
  filled: ReadonlyMap<Column, string>;
  /** Whether entries other than drafts may be changed. */
  updatesPublished: boolean;
}

/** The state of one row while it is planned. */
interface Row {
  /** Counted from 0. */
  index: number;
  cells: readonly CellValue[];
  /** The values that its cells assign to fields, by their paths. */
  assigned: Record<string, unknown>;
  /** The code of the entry, empty where the row has none. */
  code: string;
  refusals: Refusal[];
  refusedColumns: Set<Column>;
}

/** A value as an editor reads it: codes by their labels, lists by their parts. */
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

/** Plans the rows of one table, one after the other: a duplicate row is detected by the first. */
export class RowPlanner {
  readonly #options: RowPlannerOptions;
  readonly #entries: EntryIndex;
  readonly #slugs: SlugAllocator;
  readonly #publicNumbers: ReadonlySet<string>;
  readonly #placeOf: ReadonlyMap<Column, number>;
  readonly #headerOf: ReadonlyMap<string, string>;
  readonly #codeColumn: Column | undefined;
  /** Row numbers, counted from 1, by their identity and by the file of the entry that they refer to. */
  readonly #rowOfKey = new Map<string, number>();
  readonly #rowOfFile = new Map<string, number>();

  constructor(options: RowPlannerOptions) {
    const { schema, headers, tree } = options;
    this.#options = options;
    this.#entries = new EntryIndex(tree, schema);
    this.#slugs = new SlugAllocator(tree.context, schema);
    this.#publicNumbers = publicNumbersOf(tree.context);
    this.#placeOf = new Map([...headers.columns].map(([at, column]) => [column, at]));
    this.#headerOf = new Map(
      schema.columns.flatMap(({ header, fields }) => fields.map((field) => [field, header] as const)),
    );
    this.#codeColumn = schema.columns.find(({ header }) => header === schema.code.header);
  }

  /** Plans a row. @param index counted from 0 */
  async plan(index: number, cells: readonly CellValue[]): Promise<Outcome> {
    const row = this.#read(index, cells);
    const isIdentified = this.#refuseRepeated(row);
    const existing = this.#existingEntry(row, isIdentified);
    return existing === undefined ? this.#planAddition(row) : this.#planChange(row, existing);
  }

  #refuse(row: Row, column: Column | undefined, found: string, expected: string): void {
    if (column !== undefined) row.refusedColumns.add(column);
    const at = column === undefined ? undefined : this.#placeOf.get(column);
    const number = String(row.index + 1);
    const place = at === undefined ? `${number}:${number}` : cellName(row.index, at);
    row.refusals.push({
      place: `${this.#options.table.name}!${place}`,
      header: column?.header ?? '',
      found,
      expected,
    });
  }

  /** Stage 1: every cell is read as its column requires. */
  #read(index: number, cells: readonly CellValue[]): Row {
    const { schema, table, headers, lookups, filled } = this.#options;
    const row: Row = { index, cells, assigned: {}, code: '', refusals: [], refusedColumns: new Set() };
    const read = (column: Column, value: CellValue) => {
      const result = column.read(value, table, lookups);
      if ('value' in result) Object.assign(row.assigned, result.value);
      else this.#refuse(row, column, result.found ?? formatValue(value), result.expected);
    };
    for (const [column, text] of filled) read(column, text);
    for (const [at, column] of headers.columns) {
      const fault = table.faults.get(cellName(index, at));
      const value = cells[at] ?? null;
      if (fault === 'failed-formula') {
        this.#refuse(row, column, `公式出错，${formatValue(value)}`, '能算出结果的公式，或直接填写');
      } else if (fault !== undefined) {
        this.#refuse(row, column, '公式还没有算出结果', '在 Excel 或 WPS 里打开、保存一次，再导入');
      } else if (!isBlank(value)) {
        read(column, value);
      }
    }
    const code = row.assigned[schema.code.field];
    if (typeof code === 'string') row.code = code;
    if (schema.code.field === 'slug') Reflect.deleteProperty(row.assigned, 'slug');
    return row;
  }

  /**
   * Stage 2: a duplicate in one file is refused, since it is not known which row is right.
   * @returns whether the row identifies an entry
   */
  #refuseRepeated(row: Row): boolean {
    const { schema } = this.#options;
    const { assigned, code } = row;
    const key = code === '' ? this.#entries.identityOf(assigned) : `${schema.code.header} ${identifying(code)}`;
    const firstRow = this.#rowOfKey.get(key);
    const isIdentified = code !== '' || schema.identity.every((path) => assigned[path] !== undefined);
    if (!isIdentified) return false;
    this.#rowOfKey.set(key, firstRow ?? row.index + 1);
    if (firstRow === undefined) return true;
    const first = `第 ${String(firstRow)} 行`;
    if (code === '') {
      const names = schema.identity.map((path) => this.#headerOf.get(path) ?? path).join('、');
      const titleColumn = schema.columns.find(({ fields }) => fields.includes(schema.titleField));
      const expected = `每件一行；真是两件就加一栏“${schema.code.header}”分开`;
      this.#refuse(row, titleColumn, `${names}与${first}相同`, expected);
    } else {
      this.#refuse(row, this.#codeColumn, `${formatValue(code)}，与${first}相同`, `每行不同的${schema.code.header}`);
    }
    return true;
  }

  /** Stage 3: the entry that the row refers to, if there is one. */
  #existingEntry(row: Row, isIdentified: boolean): ContentEntry | undefined {
    const { schema } = this.#options;
    const { code } = row;
    const { entries: matching, by } = this.#entries.find(row.assigned, code);
    if (isIdentified && matching.length > 1) {
      const files = matching.map(({ source }) => source.file).join('、');
      this.#refuse(row, this.#codeColumn, `分不清是哪一个：${files}`, `填上${schema.code.header}，与条目里的一致`);
    }
    const [only, other] = matching;
    const isFree = only !== undefined && other === undefined && !this.#rowOfFile.has(only.source.file);
    const existing = isIdentified && isFree ? only : undefined;
    if (schema.code.field === 'slug' && code !== '') {
      if (!slugPattern.test(code)) {
        this.#refuse(row, this.#codeColumn, formatValue(code), '小写字母、数字和连字符，例如 binjiang-lu');
      } else if (existing !== undefined && by === 'identity') {
        const expected = `空着，或填同名站点的网址名 ${existing.slug}`;
        this.#refuse(row, this.#codeColumn, `${formatValue(code)}，没有这个站点`, expected);
      }
    }
    if (existing !== undefined) this.#rowOfFile.set(existing.source.file, row.index + 1);
    return existing;
  }

  /**
   * Stage 4: the resulting entry is checked like any entry, drafts included, since the rows of a ledger are meant for
   * the public.
   */
  async #check(row: Row, entry: ContentEntry): Promise<void> {
    const { schema, tree } = this.#options;
    const problems = [
      ...schemaProblems(entry.source, schemas[schema.collection]),
      ...(await entryProblems(entry, tree.context)).filter(({ kind }) => kind !== 'privacy'),
      ...privacyProblems(entry, this.#publicNumbers, 'always'),
    ];
    for (const { field, found, expected } of problems) {
      const column = this.#columnOf(field);
      if (column !== undefined && row.refusedColumns.has(column)) continue;
      const words = column === undefined ? `${field}：${found}` : this.#asWritten(row, column, found);
      this.#refuse(row, column, words, this.#withHeaders(expected));
    }
  }

  /** The column that a problem of a field belongs to: the field itself, a part of it, or its group. */
  #columnOf(field: string): Column | undefined {
    const plain = field.replace(/\[\d+\]/g, '');
    const columns = [...this.#placeOf.keys(), ...this.#options.filled.keys()];
    return (
      columns.find(({ fields }) => fields.some((each) => each === plain || plain.startsWith(`${each}.`))) ??
      columns.find(({ fields }) => fields.some((each) => each.startsWith(`${plain}.`)))
    );
  }

  /** A value as written in its cell, where the message of a problem only repeats the value read from it. */
  #asWritten({ cells }: Row, column: Column, found: string): string {
    const at = this.#placeOf.get(column);
    const value = at === undefined ? null : (cells[at] ?? null);
    return isBlank(value) || !/^(?:“.*”|\d+ 项的列表|一组字段)$/.test(found) ? found : formatValue(textOf(value));
  }

  /** A message of the schema with field names replaced by column headers. */
  #withHeaders(words: string): string {
    return words.replace(
      /([\u4e00-\u9fff]+ )?\b([a-z]+(?:[A-Z][a-z]+)*)\b ?/g,
      (whole, label: string | undefined, field: string) => {
        const header = this.#headerOf.get(field);
        if (header === undefined) return whole;
        const before = label?.trim() ?? '';
        return before.endsWith(header) ? before : `${before}“${header}”`;
      },
    );
  }

  /** Stage 5, for a row without an entry: a new draft. */
  async #planAddition(row: Row): Promise<Outcome> {
    const { schema } = this.#options;
    const { collection, meansLeftOut = () => undefined } = schema;
    const { assigned, code } = row;
    const number = row.index + 1;
    const fields: Record<string, unknown> = {};
    for (const [path, value] of Object.entries(assigned)) {
      if (value !== meansLeftOut(path)) setAt(fields, path, value);
    }
    fields['publication'] = { status: 'draft' };
    const entrySchema = schemas[collection];
    const inOrder = Object.fromEntries(
      fieldsAt(entrySchema, []).flatMap((name) => (name in fields ? [[name, fields[name]]] : [])),
    );
    const source = { file: '', fields: inOrder, lineOf: () => undefined };
    await this.#check(row, { collection, slug: '', source, schema: entrySchema });
    if (row.refusals.length > 0) return { kind: 'refuse', row: number, refusals: row.refusals };

    const title = this.#titleOf(row);
    const day = schema.dayField === undefined ? undefined : assigned[schema.dayField];
    const isOwnSlug = schema.code.field === 'slug' && code !== '';
    const slug = isOwnSlug ? code : this.#slugs.for(title, typeof day === 'string' ? day : undefined);
    if (isOwnSlug) this.#slugs.take(slug);
    return { kind: 'add', row: number, file: `${schema.folderOf(inOrder)}/${slug}.yaml`, title, fields: inOrder };
  }

  /** Stage 5, for a row with an entry: the changes to it. */
  async #planChange(row: Row, existing: ContentEntry): Promise<Outcome> {
    const number = row.index + 1;
    const { file, fields: before } = existing.source;
    const changes = this.#changesOf(row, before);
    if (changes.length > 0) {
      const after = structuredClone(before) as Record<string, unknown>;
      for (const { path, value } of changes) setAt(after, path, value);
      await this.#check(row, { ...existing, source: { file, fields: after, lineOf: () => undefined } });
    }
    if (row.refusals.length > 0) return { kind: 'refuse', row: number, refusals: row.refusals };
    if (changes.length === 0) return { kind: 'same', row: number, file };
    const found = valueAt(before, 'publication.status');
    const status =
      typeof found === 'string' && found in publicationStatuses ? (found as PublicationStatus) : 'published';
    return {
      kind: 'change',
      row: number,
      file,
      title: this.#titleOf(row),
      status,
      changes,
      isHeld: status !== 'draft' && !this.#options.updatesPublished,
    };
  }

  /** The fields to which the row assigns another value than the entry has. */
  #changesOf({ assigned }: Row, before: unknown): FieldChange[] {
    const { collection, meansLeftOut = () => undefined } = this.#options.schema;
    const known: unknown = schemas[collection].safeParse(before).data ?? before;
    return Object.entries(assigned).flatMap(([path, value]): FieldChange[] => {
      const old = valueAt(known, path);
      const usual = meansLeftOut(path);
      if (JSON.stringify(old ?? usual) === JSON.stringify(value ?? usual)) return [];
      const header = this.#headerOf.get(path) ?? this.#headerOf.get(path.split('.')[0] ?? '') ?? path;
      const from = formatFieldValue(old, path, collection);
      const to = formatFieldValue(value, path, collection);
      return [{ header, path, value, from, to }];
    });
  }

  #titleOf({ assigned }: Row): string {
    const title = assigned[this.#options.schema.titleField];
    return typeof title === 'string' ? title : '';
  }
}
