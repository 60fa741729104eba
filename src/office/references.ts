/** Which entries an entry names, by its fields and in the blocks of its story, and how a name is changed where it stands. */
import { isScalar, parseDocument } from 'yaml';
import { visitTexts } from '../content-check/schema-walk.ts';
import { picture, schemas } from '../content-check/schemas.ts';
import { readSource } from '../content-check/source-file.ts';
import type { EntryFile } from '../domain/entries/entry-file.ts';
import { readBlock } from '../domain/text/story-blocks.ts';
import { kindRow, kinds, type KindName } from '../kinds.ts';
import { storyBlockSchemas } from '../schemas/story.ts';

/** Another entry that an entry names. */
export interface Reference {
  kind: KindName;
  slug: string;
}

const blockSchemas = storyBlockSchemas(picture);

/** A reference without the year that may stand before it. */
const withoutYear = (kind: KindName, text: string): string => {
  const { slugPrefix } = kindRow(kind).files;
  return (slugPrefix === undefined ? text : text.replace(slugPrefix, '')).trim();
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
  if (Array.isArray(source)) return [];
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

/**
 * The file with one entry named otherwise wherever it names it; every other character stays. `undefined` where it does
 * not name it.
 * @param to the new slug
 */
export function renamedIn(
  { kind, file }: EntryFile,
  bytes: Uint8Array,
  { kind: renamed, slug: from }: Reference,
  to: string,
): Uint8Array | undefined {
  const { hasBody } = kinds[kind].files;
  const source = readSource(file, bytes, hasBody);
  if (Array.isArray(source)) return undefined;
  const text = Buffer.from(bytes).toString('utf8');
  const { start, fields } = fieldsIn(text, hasBody);
  const document = parseDocument(fields);
  const places: { at: number; end: number; value: string }[] = [];
  visitTexts(schemas[kind], source.fields, (value, { refersTo }, path) => {
    if (refersTo === undefined || !isReferenceTo({ kind: renamed, slug: from }, refersTo, value)) return;
    const node = document.getIn(path, true);
    if (!isScalar(node) || !node.range) return;
    const [at, end] = node.range;
    places.push({ at: start + at, end: start + end, value: text.slice(start + at, start + end).replace(from, to) });
  });
  let changed = text;
  for (const { at, end, value } of places.sort((a, b) => b.at - a.at))
    changed = `${changed.slice(0, at)}${value}${changed.slice(end)}`;
  // Below the fields, whose length may have changed by now.
  const body = hasBody ? fieldsIn(changed, true) : undefined;
  if (body !== undefined) {
    const below = body.start + body.fields.length;
    const lines = changed.slice(below).split('\n');
    const rewritten = lines.map((line) =>
      referencesInLine(line)
        .filter(({ kind: other, slug }) => other === renamed && slug === from)
        .reduce((now, { attribute }) => now.replace(`${attribute}="${from}"`, `${attribute}="${to}"`), line),
    );
    changed = `${changed.slice(0, below)}${rewritten.join('\n')}`;
  }
  return changed === text ? undefined : Buffer.from(changed);
}
