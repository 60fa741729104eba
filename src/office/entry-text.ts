/** An entry's file as fields, and back. The text below the fields is the field that the form calls it by. */
import { stringify } from 'yaml';
import { readSource } from '../content-check/source-file.ts';
import type { FieldValue } from '../domain/entries/merge.ts';
import { kinds, type KindName } from '../kinds.ts';
import { forms } from '../studio/forms/index.ts';
import { withComments } from '../studio/keep-comments.ts';
import type { EntryFile } from '../domain/entries/entry-file.ts';

/** The fields of an entry, its text among them. */
export type EntryFields = Readonly<Record<string, FieldValue>>;

/** The name of the field with the text of an entry; `undefined` where the kind has none. */
export function textFieldOf(kind: KindName): string | undefined {
  const { format } = forms[kind] as { format?: string | { contentField?: string } };
  return typeof format === 'object' ? format.contentField : undefined;
}

/** A text without the blank lines around it. The first line keeps what it is indented by: code is told by that. */
export const withoutBlankEnds = (text: string) => text.replace(/^(?:[ \t]*\r?\n)+/, '').trimEnd();

/** The fields of a file without its text, as schemas know them; `undefined` where it cannot be read. */
export function fieldsOf({ kind, file }: EntryFile, bytes: Uint8Array): EntryFields | undefined {
  const source = readSource(file, bytes, kinds[kind].files.hasBody);
  return Array.isArray(source) ? undefined : ((source.fields as EntryFields | null) ?? {});
}

/** The fields of a file, its text among them; `undefined` where it cannot be read. */
export function readEntry({ kind, file }: EntryFile, bytes: Uint8Array): EntryFields | undefined {
  const source = readSource(file, bytes, kinds[kind].files.hasBody);
  if (Array.isArray(source)) return undefined;
  const name = textFieldOf(kind);
  const fields = source.fields as EntryFields | null;
  return {
    ...fields,
    ...(name !== undefined && source.body !== undefined && { [name]: withoutBlankEnds(source.body.text) }),
  };
}

/**
 * The file of an entry with these fields.
 * @param previous the file that it replaces, whose comments and order it keeps
 */
export function writeEntry({ kind }: EntryFile, fields: EntryFields, previous: Uint8Array | undefined): Uint8Array {
  const name = textFieldOf(kind);
  const { hasBody } = kinds[kind].files;
  const own = Object.fromEntries(Object.entries(fields).filter(([key, value]) => key !== name && value !== undefined));
  const yaml = stringify(own, { lineWidth: 0 });
  const text = name === undefined ? '' : fields[name];
  const whole = hasBody ? `---\n${yaml}---\n${typeof text === 'string' && text !== '' ? `${text}\n` : ''}` : yaml;
  const kept = previous === undefined ? whole : withComments(Buffer.from(previous).toString(), whole, hasBody);
  return Buffer.from(kept);
}
