/** A refused save beside what stands there now: what each side changed, and what becomes of it by a person's choices. */
import { changedFields } from '../domain/entries/changes.ts';
import { isSameValue, mergeValues, withValueAt, type FieldPath, type FieldValue } from '../domain/entries/merge.ts';
import type { EntryFile } from '../domain/entries/entry-file.ts';
import { readEntry, writeEntry, type EntryFields } from './entry-text.ts';
import { fieldLabel, valueInWords } from './field-words.ts';

/** The three versions of a file; `undefined` where there was or is none. */
export interface ThreeVersions {
  base: Uint8Array | undefined;
  ours: Uint8Array | undefined;
  theirs: Uint8Array | undefined;
}

/** A field as both sides have it, in words. */
interface ComparedField {
  /** Names the choice for it. */
  key: string;
  label: string;
  base: string;
  ours: string;
  theirs: string;
}

/** An entry that both sides changed. */
export interface ComparedEntry {
  /** What both changed, each to something else: one has to be chosen. */
  conflicts: ComparedField[];
  /** What our side alone changed: it will be saved. */
  onlyOurs: ComparedField[];
  /** What their side alone changed: it stays. */
  onlyTheirs: ComparedField[];
  /** What both changed without contradiction, such as two paragraphs of one text: both are in the result. */
  merged: (ComparedField & { result: string })[];
}

/** Which side a conflict is decided for. */
export type Side = 'ours' | 'theirs';

const keyOf = (path: FieldPath) => JSON.stringify(path);

const valueAt = (value: FieldValue, path: FieldPath): FieldValue =>
  path.reduce<FieldValue>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null
        ? (inner as Readonly<Record<string | number, FieldValue>>)[key]
        : undefined,
    value,
  );

/** The fields of three versions; `undefined` where one that is there cannot be read. */
function fieldsOf(entry: EntryFile, { base, ours, theirs }: ThreeVersions) {
  const [from, own, other] = [base, ours, theirs].map((bytes) =>
    bytes === undefined ? {} : readEntry(entry, bytes),
  ) as [EntryFields | undefined, EntryFields | undefined, EntryFields | undefined];
  return from === undefined || own === undefined || other === undefined ? undefined : { from, own, other };
}

/** Compares the versions of an entry's own file; `undefined` where one of them cannot be read as fields. */
export function compareEntry(entry: EntryFile, versions: ThreeVersions): ComparedEntry | undefined {
  const fields = fieldsOf(entry, versions);
  if (fields === undefined) return undefined;
  const { from, own, other } = fields;
  const { value: result, conflicts } = mergeValues(from, own, other);
  const words = (path: FieldPath, value: FieldValue) => valueInWords(entry.kind, path, valueAt(value, path));
  const compared = (path: FieldPath): ComparedField => ({
    key: keyOf(path),
    label: fieldLabel(entry.kind, path),
    base: words(path, from),
    ours: words(path, own),
    theirs: words(path, other),
  });
  const isInConflict = (path: FieldPath) =>
    conflicts.some((conflict) =>
      path.every((key, index) => index >= conflict.path.length || conflict.path[index] === key),
    );
  const isChanged = (side: FieldValue, path: FieldPath) => !isSameValue(valueAt(from, path), valueAt(side, path));
  const changed = (side: FieldValue) => changedFields(from, side).map(({ path }) => path);
  const alone = (side: FieldValue, opposite: FieldValue) =>
    changed(side).filter((path) => !isInConflict(path) && !isChanged(opposite, path));
  const both = changed(own).filter(
    (path) => !isInConflict(path) && isChanged(other, path) && !isSameValue(valueAt(own, path), valueAt(other, path)),
  );
  return {
    // Of a conflict inside a list the place is that in the merged list: each side has its item elsewhere.
    conflicts: conflicts.map(({ path, ...sides }) => ({
      key: keyOf(path),
      label: fieldLabel(entry.kind, path),
      base: valueInWords(entry.kind, path, sides.base),
      ours: valueInWords(entry.kind, path, sides.ours),
      theirs: valueInWords(entry.kind, path, sides.theirs),
    })),
    onlyOurs: alone(own, other).map(compared),
    onlyTheirs: alone(other, own).map(compared),
    merged: both.map((path) => ({ ...compared(path), result: words(path, result) })),
  };
}

/**
 * The file with both sides' changes.
 * @param choices by the key of each conflict; what is not chosen stays as it is there now
 */
export function resolveEntry(
  entry: EntryFile,
  versions: ThreeVersions,
  choices: ReadonlyMap<string, Side>,
): Uint8Array | undefined {
  const fields = fieldsOf(entry, versions);
  if (fields === undefined) return undefined;
  const { value, conflicts } = mergeValues(fields.from, fields.own, fields.other);
  const chosen = conflicts
    .filter(({ path }) => choices.get(keyOf(path)) === 'ours')
    .reduce<FieldValue>((whole, { path, ours }) => withValueAt(whole, path, ours), value);
  return writeEntry(entry, chosen as EntryFields, versions.theirs);
}
