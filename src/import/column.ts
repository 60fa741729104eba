/** The columns of an import schema: their headers, the fields they fill, how their cells are read. */
import type { CellResult } from './cell.ts';
import type { CellValue, Table } from './table.ts';

/** The tables that cells are looked up in. */
export interface Lookups {
  /** Names of the towns, in full. */
  towns: readonly string[];
  /** Slugs of people, teams and stations by their names. A name shared by several entries has several slugs. */
  people: ReadonlyMap<string, readonly string[]>;
  teams: ReadonlyMap<string, readonly string[]>;
  stations: ReadonlyMap<string, readonly string[]>;
  /** Whether names of people without an entry are skipped instead of refused. */
  leavesUnknownPeopleOut: boolean;
  /** The skipped names, for the report. */
  leftOut: Set<string>;
}

/** The fields that a cell fills, by their paths, e.g. `location.lng`. `undefined` removes a field. */
export type Fields = Readonly<Record<string, unknown>>;

/** A column of an import schema. */
export interface Column {
  /** Its header in the template and in messages. */
  header: string;
  /** Other headers that mean the same. */
  synonyms: readonly string[];
  /** Paths of the fields that it fills. */
  fields: readonly string[];
  isNeeded: boolean;
  /** Reads a cell that is not blank. */
  read: (value: CellValue, table: Pick<Table, 'dateSystem'>, lookups: Lookups) => CellResult<Fields>;
  /** How it is filled in, for the template. */
  explanation: string;
  example: string;
  /** The words to choose from, for the drop-down list of the template. */
  choices?: (lookups: Lookups) => readonly string[];
  /** How the template shows its cells; text by default. */
  format?: 'day' | 'number';
  /** Width in the template, in characters. */
  width: number;
}

/** The definition of one kind of spreadsheet. */
export interface ImportSchema {
  collection: 'orders' | 'stations';
  /** What one row is called, e.g. 办件. */
  noun: string;
  columns: readonly Column[];
  /** Name of the template's file and of its first sheet. */
  templateName: string;
  /** The paths of the fields that identify an entry without a code. */
  identity: readonly string[];
  /** The field with the unique code of each entry: a number of the ledger, or `slug` for the address. */
  code: { field: string; header: string };
  /** The field from which the slug is made. */
  titleField: string;
  /** The folder of a new entry within the content tree. */
  folderOf: (fields: Fields) => string;
  /** The field of a day that distinguishes the slugs of two entries with one title. */
  dayField?: string;
  /** Default values of fields; a field with its default is not written. */
  meansLeftOut?: (path: string) => unknown;
}

/** The reading of a column that fills one field. */
export function fills<Value>(
  field: string,
  read: (value: CellValue, table: Pick<Table, 'dateSystem'>) => CellResult<Value>,
): Pick<Column, 'fields' | 'read'> {
  return {
    fields: [field],
    read: (value, table) => {
      const result = read(value, table);
      return 'value' in result ? { value: { [field]: result.value } } : result;
    },
  };
}

/** Up to three names that share most characters with a name that was not found. */
export function alikeNames(name: string, names: Iterable<string>): string[] {
  const characters = new Set(name);
  return [...names]
    .map((each) => ({ each, shared: [...new Set(each)].filter((character) => characters.has(character)).length }))
    .filter(({ shared }) => shared * 2 >= characters.size)
    .toSorted((a, b) => b.shared - a.shared)
    .slice(0, 3)
    .map(({ each }) => each);
}

/** The slug of an entry by its name, or by the slug itself. @param kind what it is, e.g. 队伍 */
export function readName(
  name: string,
  names: ReadonlyMap<string, readonly string[]>,
  kind: string,
): CellResult<string> {
  const slugs = names.get(name.replace(/\s+/g, ''));
  const [slug, other] = slugs ?? [];
  if (slug !== undefined && other === undefined) return { value: slug };
  if (slugs !== undefined && slug !== undefined) {
    return {
      found: `“${name}”，有 ${String(slugs.length)} 个同名的`,
      expected: `写网址名，${slugs.toSorted().join(' 或 ')}`,
    };
  }
  if ([...names.values()].some((each) => each.includes(name))) return { value: name };
  const similar = alikeNames(name, names.keys());
  return {
    found: `“${name}”，没有这个${kind}`,
    expected: `已经有条目的${kind}${similar.length === 0 ? '，先在编辑台里建好' : `，例如 ${similar.join('、')}；没有的先在编辑台里建好`}`,
  };
}

/** A town by its full name, or without 镇, 乡 or 街道 where only one town matches. */
export function readTown(value: string, towns: readonly string[]): CellResult<string> {
  const word = value.replace(/\s+/g, '');
  const bare = (name: string) => name.replace(/(?:镇|乡|街道|街道办事处)$/, '');
  const matching = towns.filter((town) => town === word || bare(town) === bare(word) || word.endsWith(town));
  const [town, other] = towns.includes(word) ? [word] : matching;
  return town !== undefined && other === undefined
    ? { value: town }
    : { expected: `网站设置里的乡镇：${towns.join('、')}` };
}
