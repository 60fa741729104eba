/** Inspects a Zod schema: descriptions of fields, references to other entries, references to files. */
import { z } from 'zod';
import type { KindName } from '../kinds.ts';

/** The metadata of one field in a schema. */
export interface FieldNotes {
  description?: string | undefined;
  /** The kind of entry that the value refers to. */
  refersTo?: KindName | undefined;
  /** Whether the value is the path of a picture. */
  picture?: boolean | undefined;
  /** The vocabulary that the value comes from. */
  labels?: Readonly<Record<string, string>>;
}

/** The schema inside wrappers such as `optional`, `default` and `preprocess`. */
function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  const { def } = schema._zod as { def: z.core.$ZodTypeDef & { innerType?: z.core.$ZodType; out?: z.core.$ZodType } };
  if (def.innerType !== undefined) return unwrapped(def.innerType);
  if (def.type === 'pipe' && def.out !== undefined) return unwrapped(def.out);
  return schema;
}

const knownNotes = new WeakMap<z.core.$ZodType, FieldNotes>();

/** All metadata of a schema and of the schemas it wraps; the outer ones win. Schemas are made once and never change. */
function notesOf(schema: z.core.$ZodType): FieldNotes {
  const known = knownNotes.get(schema);
  if (known !== undefined) return known;
  const notes = readNotes(schema);
  knownNotes.set(schema, notes);
  return notes;
}

function readNotes(schema: z.core.$ZodType): FieldNotes {
  const own: FieldNotes = z.globalRegistry.get(schema) ?? {};
  const { def } = schema._zod as { def: z.core.$ZodTypeDef & { innerType?: z.core.$ZodType; out?: z.core.$ZodType } };
  const inner = def.innerType ?? (def.type === 'pipe' ? def.out : undefined);
  return inner === undefined ? own : { ...notesOf(inner), ...own };
}

/** The schema of one step inside another: a field of an object, an item of a list, a value of a record. */
function stepInto(schema: z.core.$ZodType, key: PropertyKey): z.core.$ZodType | undefined {
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodObject) return (inner.shape as Record<string, z.core.$ZodType>)[String(key)];
  if (inner instanceof z.ZodArray) return inner.element;
  if (inner instanceof z.ZodRecord) return inner.valueType;
  return undefined;
}

/** The metadata of the field at a path; empty for an unknown field. */
export function notesAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): FieldNotes {
  let current: z.core.$ZodType | undefined = schema;
  for (const key of path) current = current && stepInto(current, key);
  return current === undefined ? {} : notesOf(current);
}

/** The names of the fields of the schema at a path. */
export function fieldsAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): string[] {
  let current: z.core.$ZodType | undefined = schema;
  for (const key of path) current = current && stepInto(current, key);
  const inner = current && unwrapped(current);
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
}

/** Calls `visit` for every text in `value`, with its metadata in the schema. */
export function visitTexts(
  schema: z.core.$ZodType,
  value: unknown,
  visit: (text: string, notes: FieldNotes, path: PropertyKey[]) => void,
  path: PropertyKey[] = [],
  notes: FieldNotes = {},
): void {
  if (typeof value === 'string') {
    visit(value, notes, path);
  } else if (value !== null && typeof value === 'object' && !(value instanceof Date)) {
    for (const [key, inner] of Object.entries(value)) {
      const step = Array.isArray(value) ? Number(key) : key;
      const innerSchema = stepInto(schema, step);
      if (innerSchema) visitTexts(innerSchema, inner, visit, [...path, step], notesOf(innerSchema));
    }
  }
}
