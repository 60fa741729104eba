/** What differs between two versions of an entry, field by field. */
import { isSameValue, type FieldPath, type FieldValue } from './merge.ts';

/** A place whose value differs. `undefined` where there is none. */
export interface FieldChange {
  path: FieldPath;
  before: FieldValue;
  after: FieldValue;
}

type FieldMap = Readonly<Record<string, FieldValue>>;
const isMap = (value: FieldValue): value is FieldMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The places whose values differ, in the order of the fields of `after`, then those that are gone. Groups of fields are
 * entered, lists are one place: which item of a list became which is nothing that anybody wrote down.
 */
export function changedFields(before: FieldValue, after: FieldValue, path: FieldPath = []): FieldChange[] {
  if (isSameValue(before, after)) return [];
  const isGroup = (isMap(before) || before === undefined) && (isMap(after) || after === undefined);
  if (!isGroup) return [{ path, before, after }];
  const from: FieldMap = isMap(before) ? before : {};
  const to: FieldMap = isMap(after) ? after : {};
  const keys = new Set([...Object.keys(to), ...Object.keys(from)]);
  return [...keys].flatMap((key) => changedFields(from[key], to[key], [...path, key]));
}
