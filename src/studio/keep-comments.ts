/**
 * Keeps what a form does not know of a file: comments, the order of fields, blank lines, the way a value is written. A form
 * writes a file anew from its fields; of the file that is there everything stays whose value is the same.
 */
import { isMap, isScalar, isSeq, parse, parseDocument, visit, type Document, type Node, type YAMLMap } from 'yaml';
import { isSameValue, type FieldValue } from '../domain/entries/merge.ts';

/** The fields of a file, and what stands before and after them. */
const frontMatter = /^(---[ \t]*\r?\n)([^]*?)(^---[ \t]*$[^]*)/m;

const keyOf = (key: unknown) => (isScalar(key) ? String(key.value) : undefined);
const valueOf = (node: unknown): unknown => (node as Node | null)?.toJSON() ?? null;
const isSame = (a: unknown, b: unknown) => JSON.stringify(valueOf(a)) === JSON.stringify(valueOf(b));

/** Whether a comment or a blank line stands before or behind a node. */
const isSurrounded = ({ comment, commentBefore, spaceBefore }: Node) =>
  (comment ?? commentBefore ?? '') !== '' || spaceBefore === true;

/** Takes over what surrounds a node: the comments before and behind it. */
function withSurroundings(node: unknown, old: unknown): unknown {
  const [to, from] = [node, old] as [Node | null, Node | null];
  if (to === null || from === null) return node;
  if (typeof from.comment === 'string') to.comment = from.comment;
  if (typeof from.commentBefore === 'string') to.commentBefore = from.commentBefore;
  if (from.spaceBefore === true) to.spaceBefore = true;
  return to;
}

/** A node with a new value, which keeps of the old one what is the same. */
function merged(old: unknown, wanted: unknown): unknown {
  if (isSame(old, wanted)) return old;
  if (isMap(old) && isMap(wanted)) {
    mergeMap(old, wanted);
    return old;
  }
  // An empty list says nothing of how its items are to be written.
  if (isSeq(old) && isSeq(wanted) && old.items.length > 0) {
    const left = new Set<unknown>(old.items);
    // An item that is there as it is keeps its comments wherever it moves to.
    const same = wanted.items.map((item) => {
      const found = [...left].find((each) => isSame(each, item));
      if (found !== undefined) left.delete(found);
      return found;
    });
    // One that changed keeps those of its place.
    old.items = wanted.items.map((item, index) => {
      const atPlace = old.items[index];
      return same[index] ?? (atPlace !== undefined && left.has(atPlace) ? merged(atPlace, item) : item);
    });
    return old;
  }
  return withSurroundings(wanted, old);
}

function mergeMap(old: YAMLMap, wanted: YAMLMap): void {
  old.items = old.items.filter(({ key }) => wanted.items.some((pair) => keyOf(pair.key) === keyOf(key)));
  for (const [index, pair] of wanted.items.entries()) {
    const present = old.items.find(({ key }) => keyOf(key) === keyOf(pair.key));
    if (present !== undefined) present.value = merged(present.value, pair.value);
    else {
      // A new field stands behind the one that the form has before it.
      const before = keyOf(wanted.items[index - 1]?.key);
      const place = old.items.findIndex(({ key }) => keyOf(key) === before);
      old.items.splice(place + 1, 0, pair);
    }
  }
}

/** Whether a text of fields has anything that a form would lose. */
function hasMore(document: Document): boolean {
  let found = document.comment !== null || document.commentBefore !== null;
  visit(document, {
    Node: (_key, node) => {
      if (!isSurrounded(node)) return undefined;
      found = true;
      return visit.BREAK;
    },
  });
  return found;
}

function fieldsWithComments(old: string, wanted: string): string {
  const document = parseDocument(old);
  const target = parseDocument(wanted);
  const [from, to]: unknown[] = [document.contents, target.contents];
  if (document.errors.length > 0 || target.errors.length > 0 || !isMap(from) || !isMap(to)) return wanted;
  if (!hasMore(document)) return wanted;
  mergeMap(from, to);
  const text = document.toString({ lineWidth: 0 });
  // Never a value more or less than the form wrote, whatever the file looked like.
  return isSameValue(parse(text) as FieldValue, target.toJSON() as FieldValue) ? text : wanted;
}

/**
 * The text that a form wrote, with the comments of the text that was there.
 * @param isMarkdown whether the fields are in front matter; what is below them is the form's
 */
export function withComments(old: string, wanted: string, isMarkdown: boolean): string {
  if (!isMarkdown) return fieldsWithComments(old, wanted);
  const [before, after] = [frontMatter.exec(old), frontMatter.exec(wanted)];
  if (before === null || after === null) return wanted;
  return `${after[1] ?? ''}${fieldsWithComments(before[2] ?? '', after[2] ?? '')}${after[3] ?? ''}`;
}
