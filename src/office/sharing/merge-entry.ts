/** One entry that two offices changed, with the files beside it, made into one. */
import { schemas } from '../../content-check/schemas.ts';
import type { BlobId } from '../../content-store/history.ts';
import type { EntryFile } from '../../domain/entries/entry-file.ts';
import { lessShown } from '../../domain/entries/less-shown.ts';
import { isSameValue, mergeValues, withValueAt, type FieldPath, type FieldValue } from '../../domain/entries/merge.ts';
import { fieldsOf, readEntry, writeEntry, type EntryFields } from '../entry-text.ts';

/**
 * The files of an entry on one side: its own has the name '', those beside it the path below its folder. Empty where the
 * entry is not there.
 */
type EntryContents = ReadonlyMap<string, BlobId>;

/** An entry as both sides began with it, and as each has it. */
export interface EntrySides {
  base: EntryContents;
  ours: EntryContents;
  theirs: EntryContents;
}

/** Which side has something that the result does not have: an editor has to be asked. */
interface Overruled {
  ours: boolean;
  theirs: boolean;
}

/** The own file of an entry as the result has it, with other values where a side was overruled: before, and as that side wrote them. */
interface Contested {
  before: Uint8Array;
  written: Uint8Array;
}

/** What becomes of an entry. */
export interface MergedEntry {
  /** Its files; empty where it goes. */
  files: ReadonlyMap<string, BlobId | Uint8Array>;
  overruled: Overruled;
  /** Of a side that was overruled in some fields, these alone: what else it wrote is in the result. */
  contested?: Partial<Record<keyof Overruled, Contested>>;
}

/** The name of an entry's own file among its contents. */
export const ownFile = '';

const isSame = (a: EntryContents, b: EntryContents) =>
  a.size === b.size && [...a].every(([name, id]) => b.get(name) === id);

const fits = (entry: EntryFile, bytes: Uint8Array) => schemas[entry.kind].safeParse(fieldsOf(entry, bytes)).success;

/** A value that a side wrote and the result has not. */
interface Lost {
  side: keyof Overruled;
  path: FieldPath;
  before: FieldValue;
  written: FieldValue;
}

/** Two values made into one: of what both changed ours, or of what is about publication what shows less. */
function settle(
  base: FieldValue,
  ours: FieldValue,
  theirs: FieldValue,
  path: FieldPath = [],
): { value: FieldValue; overruled: Overruled; lost: Lost[] } {
  // Of what both changed, the second one's value stands in the result: here it is ours.
  const { value, conflicts } = mergeValues(base, theirs, ours, path, { keepsBothItems: true });
  const overruled = { ours: false, theirs: false };
  const lost: Lost[] = [];
  let merged = value;
  for (const { path: place, base: old, ours: theirValue, theirs: ourValue } of conflicts) {
    const chosen = lessShown(place, ourValue, theirValue);
    const isOurs = isSameValue(chosen, ourValue);
    if (!isOurs) merged = withValueAt(merged, place.slice(path.length), chosen);
    overruled[isOurs ? 'theirs' : 'ours'] = true;
    lost.push({ side: isOurs ? 'theirs' : 'ours', path: place, before: old, written: isOurs ? theirValue : ourValue });
  }
  return { value: merged, overruled, lost };
}

/** The fields of both sides in one file; `undefined` where they cannot be told, or do not fit together. */
function mergeFields(
  entry: EntryFile,
  [base, ours, theirs]: readonly [Uint8Array, Uint8Array, Uint8Array],
): (Pick<MergedEntry, 'overruled' | 'contested'> & { bytes: Uint8Array }) | undefined {
  const [from, own, other] = [base, ours, theirs].map((bytes) => readEntry(entry, bytes));
  if (from === undefined || own === undefined || other === undefined) return undefined;
  const { value, overruled, lost } = settle(from, own, other);
  const bytes = writeEntry(entry, value as EntryFields, ours);
  if (!fits(entry, bytes) && fits(entry, ours) && fits(entry, theirs)) return undefined;
  const contested: Partial<Record<keyof Overruled, Contested>> = {};
  for (const side of ['ours', 'theirs'] as const) {
    const values = lost.filter((each) => each.side === side);
    if (values.length === 0) continue;
    const withValues = (key: 'before' | 'written') =>
      writeEntry(
        entry,
        values.reduce<FieldValue>((whole, each) => withValueAt(whole, each.path, each[key]), value) as EntryFields,
        bytes,
      );
    contested[side] = { before: withValues('before'), written: withValues('written') };
  }
  return { bytes, overruled, contested };
}

/**
 * Our file, of whose publication nothing shows more than theirs: where the rest cannot be merged, what one side withdrew is
 * withdrawn all the same. `undefined` where ours cannot be read.
 */
function withLessShown(
  entry: EntryFile,
  base: Uint8Array | undefined,
  ours: Uint8Array,
  theirs: Uint8Array,
): Uint8Array | undefined {
  const own = readEntry(entry, ours);
  const other = readEntry(entry, theirs);
  if (own === undefined) return undefined;
  if (other?.['publication'] === undefined || own['publication'] === undefined) return ours;
  const from = base === undefined ? undefined : readEntry(entry, base)?.['publication'];
  const { value } = settle(from, own['publication'], other['publication'], ['publication']);
  if (isSameValue(value, own['publication'])) return ours;
  const bytes = writeEntry(entry, { ...own, publication: value }, ours);
  if (fits(entry, bytes) || !fits(entry, ours)) return bytes;
  const withdrawn = withValueAt(own['publication'], ['status'], 'withdrawn');
  return writeEntry(entry, { ...own, publication: withdrawn }, ours);
}

/**
 * Merges an entry. What only one side changed is as that side has it; a deletion stands against a change; where both changed
 * one field, or one picture, differently, ours stays, and of what is about publication what shows less.
 * @param entry what the entry is, at either address
 */
export async function mergeEntry(
  entry: EntryFile,
  { base, ours, theirs }: EntrySides,
  read: (id: BlobId) => Promise<Uint8Array | undefined>,
): Promise<MergedEntry> {
  const none = { ours: false, theirs: false };
  if (isSame(ours, theirs) || isSame(theirs, base)) return { files: ours, overruled: none };
  if (isSame(ours, base)) return { files: theirs, overruled: none };
  const [from, own, other] = [base, ours, theirs].map((side) => side.get(ownFile));
  if (own === undefined || other === undefined) {
    if (own === undefined && other === undefined) return { files: new Map(), overruled: none };
    // A new entry of one side, where the other has files without one.
    if (from === undefined) return { files: new Map([...theirs, ...ours]), overruled: none };
    return { files: new Map(), overruled: { ours: own !== undefined, theirs: other !== undefined } };
  }
  const bytesOf = async (ids: readonly BlobId[]) => {
    const contents: Uint8Array[] = [];
    for (const id of ids) contents.push((await read(id)) ?? new Uint8Array());
    return contents;
  };
  /** Our side whole, but for what theirs withdrew; theirs where ours cannot be read. */
  const keepOurs = async (): Promise<MergedEntry> => {
    const [before, mine, yours] = (await bytesOf([from ?? own, own, other])) as [Uint8Array, Uint8Array, Uint8Array];
    const kept = withLessShown(entry, from === undefined ? undefined : before, mine, yours);
    if (kept === undefined) return { files: theirs, overruled: { ours: true, theirs: false } };
    return {
      files: new Map<string, BlobId | Uint8Array>([...ours, [ownFile, kept === mine ? own : kept]]),
      overruled: { ours: false, theirs: true },
    };
  };
  // Two entries with one address.
  if (from === undefined) return own === other ? { files: ours, overruled: none } : keepOurs();

  const overruled = { ...none };
  let contested: MergedEntry['contested'];
  const files = new Map<string, BlobId | Uint8Array>();
  if (own === other || other === from) files.set(ownFile, own);
  else if (own === from) files.set(ownFile, other);
  else {
    const merged = mergeFields(entry, (await bytesOf([from, own, other])) as [Uint8Array, Uint8Array, Uint8Array]);
    if (merged === undefined) return keepOurs();
    files.set(ownFile, merged.bytes);
    Object.assign(overruled, merged.overruled);
    contested = merged.contested;
  }
  const text = await textOf(files.get(ownFile), read);
  for (const name of new Set([...base.keys(), ...ours.keys(), ...theirs.keys()])) {
    if (name === ownFile) continue;
    const [old, mine, yours] = [base, ours, theirs].map((side) => side.get(name));
    let id = mine === old ? yours : mine;
    const isContested = mine !== old && yours !== old && mine !== yours;
    if (isContested && yours !== undefined) overruled.theirs = true;
    // What the fields still name stays, though one side took it away with the field.
    if (id === undefined && text.includes(name.slice(name.lastIndexOf('/') + 1))) id = mine ?? yours;
    if (id !== undefined) files.set(name, id);
  }
  return { files, overruled, ...(contested !== undefined && { contested }) };
}

async function textOf(
  content: BlobId | Uint8Array | undefined,
  read: (id: BlobId) => Promise<Uint8Array | undefined>,
): Promise<string> {
  const bytes = typeof content === 'string' ? await read(content) : content;
  return bytes === undefined ? '' : Buffer.from(bytes).toString('utf8');
}
