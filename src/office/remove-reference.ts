/** How an entry stops naming another one. */
import { visitTexts } from '../content-check/schema-walk.ts';
import { schemas } from '../content-check/schemas.ts';
import { withValueAt, type FieldPath, type FieldValue } from '../domain/entries/merge.ts';
import type { EntryFile } from '../domain/entries/entry-file.ts';
import { fieldsOf, readEntry, textFieldOf, withoutBlankEnds, writeEntry, type EntryFields } from './entry-text.ts';
import { isReferenceTo, isNamedInLine, type Reference } from './references.ts';

/** The places of the fields that name an entry, the last first, so that taking one out moves none of the others. */
function placesOf({ kind }: EntryFile, fields: EntryFields, gone: Reference): FieldPath[] {
  const places: FieldPath[] = [];
  visitTexts(schemas[kind], fields, (text, { refersTo }, path) => {
    if (refersTo !== undefined && isReferenceTo(gone, refersTo, text))
      places.push(path.map((key) => key as string | number));
  });
  return places.reverse();
}

/** A text without the blocks that name an entry; of the blank lines around one those before it go too. */
function textWithout(text: string, gone: Reference): string {
  const lines = text.split('\n');
  const kept: string[] = [];
  for (const [index, line] of lines.entries()) {
    if (!isNamedInLine(line, gone)) kept.push(line);
    else if ((lines[index + 1] ?? '').trim() === '') while (kept.at(-1)?.trim() === '') kept.pop();
  }
  return withoutBlankEnds(kept.join('\n'));
}

/**
 * The file without its references to an entry: an item of a list leaves the list, an optional field is left out, a block of
 * the story goes. `undefined` where it does not name it.
 */
export function withoutReference(entry: EntryFile, bytes: Uint8Array, gone: Reference): Uint8Array | undefined {
  const fields = readEntry(entry, bytes);
  if (fields === undefined) return undefined;
  const name = textFieldOf(entry.kind);
  const text = name === undefined ? undefined : fields[name];
  let changed: FieldValue = fields;
  for (const place of placesOf(entry, fields, gone)) changed = withValueAt(changed, place, undefined);
  if (name !== undefined && typeof text === 'string' && text.split('\n').some((line) => isNamedInLine(line, gone)))
    changed = withValueAt(changed, [name], textWithout(text, gone));
  return changed === fields ? undefined : writeEntry(entry, changed as EntryFields, bytes);
}

/** Whether an entry still fits its schema without its references to another one. */
export function canLose(entry: EntryFile, bytes: Uint8Array, gone: Reference): boolean {
  const without = withoutReference(entry, bytes, gone);
  if (without === undefined) return true;
  const fits = (file: Uint8Array) => schemas[entry.kind].safeParse(fieldsOf(entry, file)).success;
  // What was wrong before is not made worse.
  return fits(without) || !fits(bytes);
}
