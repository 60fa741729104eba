/** Which entries an entry names, by its fields and in the blocks of its story, and how a name is changed where it stands. */
import { isScalar, parseDocument } from 'yaml';
import { visitTexts } from '../content-check/schema-walk.ts';
import { picture, schemas } from '../content-check/schemas.ts';
import { readSource, type SourceFile } from '../content-check/source-file.ts';
import type { EntryFile } from '../domain/entries/entry-file.ts';
import { withValueAt, type FieldPath, type FieldValue } from '../domain/entries/merge.ts';
import { readBlock } from '../domain/text/story-blocks.ts';
import { kindRow, kinds, type KindName } from '../kinds.ts';
import { storyBlockSchemas } from '../schemas/story.ts';
import { readEntry, writeEntry } from './entry-text.ts';

/** Another entry that an entry names. */
export interface Reference {
  kind: KindName;
  slug: string;
}

const blockSchemas = storyBlockSchemas(picture);

/** A reference without the year that may stand before it. */
const withoutYear = (kind: KindName, text: string): string => {
  const { slugPrefix } = kindRow(kind).files;
  return slugPrefix === undefined ? text.trim() : text.trim().replace(slugPrefix, '');
};

/** Whether a text names an entry, as a reference to entries of a kind. */
export const isReferenceTo = ({ kind, slug }: Reference, refersTo: KindName, text: string): boolean =>
  refersTo === kind && withoutYear(kind, text) === slug;

/** The references in a line that is a block of a story, by the names of their attributes. */
function referencesInLine(line: string): (Reference & { attribute: string })[] {
  const block = readBlock(line);
  if (block === undefined) return [];
  const found: (Reference & { attribute: string })[] = [];
  visitTexts(blockSchemas[block.name], block.attributes, (text, { refersTo }, [attribute]) => {
    if (refersTo !== undefined && text !== '')
      found.push({ kind: refersTo, slug: withoutYear(refersTo, text), attribute: String(attribute) });
  });
  return found;
}

/** Whether a line of a story is a block that names an entry. */
export const isNamedInLine = (line: string, entry: Reference): boolean =>
  referencesInLine(line).some(({ kind, slug }) => isReferenceTo(entry, kind, slug));

/** Every entry that a file names, each time it does; none for a file that cannot be read. */
export function referencesOf({ kind, file }: EntryFile, bytes: Uint8Array): Reference[] {
  const source = readSource(file, bytes, kinds[kind].files.hasBody);
  return Array.isArray(source) ? [] : referencesIn(kind, source);
}

/** Every entry that the fields and the story of a file name, each time they do. */
export function referencesIn(kind: KindName, source: SourceFile): Reference[] {
  const found: Reference[] = [];
  visitTexts(schemas[kind], source.fields, (text, { refersTo }) => {
    if (refersTo !== undefined && text !== '') found.push({ kind: refersTo, slug: withoutYear(refersTo, text) });
  });
  const lines = source.body?.text.split('\n') ?? [];
  return [...found, ...lines.flatMap(referencesInLine).map(({ kind: other, slug }) => ({ kind: other, slug }))];
}

/** The fields of a file, and where they begin in it. */
function fieldsIn(text: string, hasBody: boolean): { start: number; fields: string } {
  if (!hasBody) return { start: 0, fields: text };
  const head = /^---[ \t]*\r?\n/.exec(text)?.[0].length ?? 0;
  const end = text.slice(head).search(/^---[ \t]*$/m);
  return { start: head, fields: end < 0 ? '' : text.slice(head, head + end) };
}

/** A text with the slug at its end replaced: of `2025/25` as `2025/26` the year stays. */
function withSlug(text: string, from: string, to: string): string {
  const at = text.lastIndexOf(from);
  return `${text.slice(0, at)}${to}${text.slice(at + from.length)}`;
}

/** Words and figures that YAML, in one of its versions, does not read as text. Slugs have no capitals. */
const noText = /^(?:true|false|null|yes|no|on|off|y|n|[\d.+-].*)$/;
/** A reference with the year before it, which always is text. */
const withYear = /^\d{4}\/[a-z0-9-]+$/;

/** The source of a scalar that names an entry, with another slug in it. */
function renamedScalar(source: string, isPlain: boolean, from: string, to: string): string {
  const text = withSlug(source, from, to);
  return isPlain && noText.test(text) && !withYear.test(text) ? `"${text}"` : text;
}

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');

/** A line that is a block, with an entry named otherwise in it; the rest of the line stays as it is written. */
function renamedLine(line: string, renamed: Reference, to: string): string {
  return referencesInLine(line)
    .filter(({ kind, slug }) => isReferenceTo(renamed, kind, slug))
    .reduce(
      (now, { attribute }) =>
        now.replace(new RegExp(`(\\s${attribute}=")([^"]*)`), (_whole, head: string, value: string) => {
          const isPlain = value.endsWith(renamed.slug) && !value.includes('&');
          return `${head}${escaped(isPlain ? withSlug(value, renamed.slug, to) : to)}`;
        }),
      line,
    );
}

/** How often an entry names another one. */
const countOf = (entry: EntryFile, bytes: Uint8Array, { kind, slug }: Reference) =>
  referencesOf(entry, bytes).filter((each) => each.kind === kind && each.slug === slug).length;

/**
 * The file with one entry named otherwise wherever it names it; every other character stays, unless a name is written in a
 * way that cannot be changed where it stands, as an alias of YAML: then the fields are written anew. `undefined` where the
 * file does not name it.
 * @param to the new slug
 */
export function renamedIn(entry: EntryFile, bytes: Uint8Array, renamed: Reference, to: string): Uint8Array | undefined {
  const before = countOf(entry, bytes, renamed);
  if (before === 0) return undefined;
  const expected = before + countOf(entry, bytes, { ...renamed, slug: to });
  const isRight = (result: Uint8Array) =>
    countOf(entry, result, renamed) === 0 && countOf(entry, result, { ...renamed, slug: to }) === expected;
  const inPlace = renamedInPlace(entry, bytes, renamed, to);
  if (isRight(inPlace)) return inPlace;
  const fields = readEntry(entry, inPlace);
  if (fields === undefined) return inPlace;
  let changed: FieldValue = fields;
  visitTexts(schemas[entry.kind], fields, (value, { refersTo }, path) => {
    if (refersTo === undefined || !isReferenceTo(renamed, refersTo, value)) return;
    changed = withValueAt(changed, path as FieldPath, withSlug(value, renamed.slug, to));
  });
  return writeEntry(entry, changed, inPlace);
}

function renamedInPlace({ kind, file }: EntryFile, bytes: Uint8Array, renamed: Reference, to: string): Uint8Array {
  const { hasBody } = kinds[kind].files;
  const source = readSource(file, bytes, hasBody);
  if (Array.isArray(source)) return bytes;
  const text = Buffer.from(bytes).toString('utf8');
  const { start, fields } = fieldsIn(text, hasBody);
  const document = parseDocument(fields);
  const places: { at: number; end: number; value: string }[] = [];
  visitTexts(schemas[kind], source.fields, (value, { refersTo }, path) => {
    if (refersTo === undefined || !isReferenceTo(renamed, refersTo, value)) return;
    const node = document.getIn(path, true);
    if (!isScalar(node) || !node.range) return;
    const [at, end] = node.range;
    const scalar = text.slice(start + at, start + end);
    if (!scalar.includes(renamed.slug)) return;
    places.push({
      at: start + at,
      end: start + end,
      value: renamedScalar(scalar, node.type === 'PLAIN', renamed.slug, to),
    });
  });
  let changed = text;
  for (const { at, end, value } of places.sort((a, b) => b.at - a.at))
    changed = `${changed.slice(0, at)}${value}${changed.slice(end)}`;
  // Below the fields, whose length may have changed by now.
  const body = hasBody ? fieldsIn(changed, true) : undefined;
  if (body !== undefined) {
    const below = body.start + body.fields.length;
    const lines = changed.slice(below).split('\n');
    changed = `${changed.slice(0, below)}${lines.map((line) => renamedLine(line, renamed, to)).join('\n')}`;
  }
  return changed === text ? bytes : Buffer.from(changed);
}
