/**
 * Two changes of one entry made into one. What only one side changed is taken from that side; where both changed the same
 * thing differently it is a conflict, which a person decides.
 */
import { diff3Merge } from 'node-diff3';

/** A value of an entry's file: what YAML can hold. */
export type FieldValue =
  string | number | boolean | null | undefined | readonly FieldValue[] | { readonly [key: string]: FieldValue };

/** The place of a value: names of fields and positions in lists. */
export type FieldPath = readonly (string | number)[];

/** A place that both sides changed, each to something else. `undefined` where there is no value. */
interface FieldConflict {
  path: FieldPath;
  base: FieldValue;
  ours: FieldValue;
  theirs: FieldValue;
}

/** The result of merging. */
export interface Merged {
  /** With the value of theirs at every conflict. */
  value: FieldValue;
  conflicts: FieldConflict[];
}

/** How to decide what nobody is asked about. */
interface MergeRules {
  /** Whether two sides that put items of their own at one place of a list both keep them; otherwise it is a conflict. */
  keepsBothItems?: boolean;
}

type FieldMap = Readonly<Record<string, FieldValue>>;

const isList = (value: FieldValue): value is readonly FieldValue[] => Array.isArray(value);
const isMap = (value: FieldValue): value is FieldMap => typeof value === 'object' && value !== null && !isList(value);

/** Whether two values are the same, whatever the order of their fields. A field without a value is none. */
export function isSameValue(a: FieldValue, b: FieldValue): boolean {
  if (isList(a) && isList(b)) return a.length === b.length && a.every((item, index) => isSameValue(item, b[index]));
  if (isMap(a) && isMap(b)) {
    return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => isSameValue(a[key], b[key]));
  }
  return a === b;
}

/** A value as a text that is the same for the same value. */
function keyOf(value: FieldValue): string {
  if (isList(value)) return `[${value.map(keyOf).join()}]`;
  if (!isMap(value)) return JSON.stringify(value);
  const fields = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return `{${fields
    .map(([key, inner]) => `${JSON.stringify(key)}:${keyOf(inner)}`)
    .sort()
    .join()}}`;
}

const isPlain = (value: FieldValue): value is string | number => typeof value === 'string' || typeof value === 'number';
const isSet = (list: readonly FieldValue[]) => list.every(isPlain) && new Set(list).size === list.length;

/** Whether what two lists share stands in the same order in both. */
const isSameOrder = (a: readonly FieldValue[], b: readonly FieldValue[]) =>
  isSameValue(
    a.filter((item) => b.includes(item)),
    b.filter((item) => a.includes(item)),
  );

/** Lists of codes and references: what one side took out is out, what one side put in is in, in the order of theirs. */
function mergeSets(
  base: readonly FieldValue[],
  ours: readonly FieldValue[],
  theirs: readonly FieldValue[],
): FieldValue[] {
  const kept = theirs.filter((item) => ours.includes(item) || !base.includes(item));
  for (const [index, item] of ours.entries()) {
    if (base.includes(item) || kept.includes(item)) continue;
    // Behind the same neighbour as on our side.
    const before = ours.slice(0, index).findLast((each) => kept.includes(each));
    // No neighbour is at -1, and what stands behind none is the first.
    kept.splice(kept.indexOf(before) + 1, 0, item);
  }
  return kept;
}

/** Lists of items with fields: item by item, where the sides changed different ones. */
function mergeLists(
  path: FieldPath,
  base: FieldValue,
  ours: readonly FieldValue[],
  theirs: readonly FieldValue[],
  rules: MergeRules,
): Merged {
  const from = isList(base) ? base : [];
  const whole: Merged = { value: theirs, conflicts: [{ path, base, ours, theirs }] };
  const items = new Map([...from, ...theirs, ...ours].map((item) => [keyOf(item), item]));
  // What both put in alike is no conflict: so diff3Merge has it where nothing else is said.
  const regions = diff3Merge(ours.map(keyOf), from.map(keyOf), theirs.map(keyOf));
  const value: FieldValue[] = [];
  const conflicts: FieldConflict[] = [];
  for (const { ok, conflict } of regions) {
    if (ok !== undefined) value.push(...ok.map((key) => items.get(key)));
    if (conflict === undefined) continue;
    const [a, o, b] = [conflict.a, conflict.o, conflict.b].map((keys) => keys.map((key) => items.get(key))) as [
      FieldValue[],
      FieldValue[],
      FieldValue[],
    ];
    if (o.length === 0 && rules.keepsBothItems === true) {
      value.push(...b, ...a.filter((item) => !b.some((other) => isSameValue(item, other))));
      continue;
    }
    // The same items on all sides, each changed: then field by field. Otherwise nobody can tell which belongs to which.
    if (a.length !== o.length || b.length !== o.length) return whole;
    for (const [index, item] of o.entries()) {
      const merged = mergeValues(item, a[index], b[index], [...path, value.length], rules);
      value.push(merged.value);
      conflicts.push(...merged.conflicts);
    }
  }
  return { value, conflicts };
}

/** The paragraphs of a text, which blank lines part. */
const paragraphsOf = (text: string) => text.split(/\n{2,}/);

/** Texts of several paragraphs: paragraph by paragraph. */
function mergeTexts(path: FieldPath, base: string, ours: string, theirs: string): Merged {
  const regions = diff3Merge(paragraphsOf(ours), paragraphsOf(base), paragraphsOf(theirs));
  const paragraphs: string[] = [];
  for (const { ok, conflict } of regions) {
    paragraphs.push(...(ok ?? []));
    if (conflict === undefined) continue;
    const { a, o, b } = conflict;
    // Neighbours: of each the side that changed it. A paragraph that both changed, or more or fewer of them, is to be decided.
    const isEven = a.length === o.length && b.length === o.length;
    if (!isEven || o.some((each, index) => each !== a[index] && each !== b[index] && a[index] !== b[index])) {
      return { value: theirs, conflicts: [{ path, base, ours, theirs }] };
    }
    paragraphs.push(...a.map((own, index) => (own === o[index] ? (b[index] ?? own) : own)));
  }
  return { value: paragraphs.join('\n\n'), conflicts: [] };
}

/**
 * Merges two changes of one value.
 * @param base the value that both began with
 * @param path the place of the value, which conflicts name
 */
export function mergeValues(
  base: FieldValue,
  ours: FieldValue,
  theirs: FieldValue,
  path: FieldPath = [],
  rules: MergeRules = {},
): Merged {
  if (isSameValue(ours, theirs) || isSameValue(base, ours)) return { value: theirs, conflicts: [] };
  if (isSameValue(base, theirs)) return { value: ours, conflicts: [] };
  if (isMap(ours) && isMap(theirs) && (isMap(base) || base === undefined)) {
    const from = isMap(base) ? base : {};
    const value: Record<string, FieldValue> = {};
    const conflicts: FieldConflict[] = [];
    for (const key of new Set([...Object.keys(theirs), ...Object.keys(ours), ...Object.keys(from)])) {
      const merged = mergeValues(from[key], ours[key], theirs[key], [...path, key], rules);
      if (merged.value !== undefined) value[key] = merged.value;
      conflicts.push(...merged.conflicts);
    }
    return { value, conflicts };
  }
  if (isList(ours) && isList(theirs)) {
    const from = isList(base) ? base : [];
    if (![from, ours, theirs].every(isSet)) return mergeLists(path, base, ours, theirs, rules);
    if (isSameOrder(from, ours)) return { value: mergeSets(from, ours, theirs), conflicts: [] };
    // Ours put them in another order: it stays, unless theirs did too.
    if (isSameOrder(from, theirs)) return { value: mergeSets(from, theirs, ours), conflicts: [] };
    return { value: theirs, conflicts: [{ path, base, ours, theirs }] };
  }
  if (typeof base === 'string' && typeof ours === 'string' && typeof theirs === 'string') {
    return mergeTexts(path, base, ours, theirs);
  }
  return { value: theirs, conflicts: [{ path, base, ours, theirs }] };
}

/** A value with another one at a place; with `undefined` there, without that place. */
export function withValueAt(value: FieldValue, path: FieldPath, placed: FieldValue): FieldValue {
  const [key, ...rest] = path;
  if (key === undefined) return placed;
  if (isList(value)) {
    const items = [...value];
    const inner = withValueAt(items[Number(key)], rest, placed);
    if (inner === undefined) items.splice(Number(key), 1);
    else items[Number(key)] = inner;
    return items;
  }
  const { [key]: old, ...others } = isMap(value) ? value : {};
  const inner = withValueAt(old, rest, placed);
  if (inner === undefined) return others;
  // A field that was there stays at its place.
  return isMap(value) && key in value ? { ...value, [key]: inner } : { ...others, [key]: inner };
}
