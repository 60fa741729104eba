/**
 * The blocks that an editor may put between the paragraphs of a story, as written in the file: a line of its own such
 * as `<Clip slug="binjiang-zaoban" />`. This is the one place that reads them; whatever it does not recognise is text.
 */

/** The names of the blocks, with what editors call them. */
export const storyBlockNames = {
  Quote: '引语',
  Picture: '图片',
  Clip: '短片',
  Figure: '数字',
  Station: '站点',
  BeforeAfter: '前后对比',
} as const;

/** The name of a kind of block. */
export type StoryBlockName = keyof typeof storyBlockNames;

/** A block as it was written: its name and its attributes, not yet checked against anything. */
export interface WrittenBlock {
  name: StoryBlockName;
  attributes: Readonly<Record<string, string>>;
}

const tag = /^<(?<name>[A-Z][A-Za-z]*)(?<attributes>(?:[ \t]+[A-Za-z]+="[^"\r\n]*")*)[ \t]*\/>$/;
const attribute = /(?<name>[A-Za-z]+)="(?<value>[^"]*)"/g;

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The decoded text of an attribute's value: Keystatic writes a quotation mark as `&quot;` or `&#x22;`. */
function textOf(value: string): string {
  return value.replace(
    /&(?:#x(?<hex>[0-9a-f]{1,6})|#(?<decimal>\d{1,7})|(?<name>amp|lt|gt|quot|apos));/gi,
    (whole, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
      if (name !== undefined) return entities[name.toLowerCase()] ?? whole;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code > 0 && code <= 0x10_ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

/** Whether a name is that of a kind of block. */
export function isBlockName(name: string): name is StoryBlockName {
  return Object.keys(storyBlockNames).includes(name);
}

/**
 * The block on one line, or `undefined` when the line is none: another name, another form, an attribute given twice.
 */
export function readBlock(line: string): WrittenBlock | undefined {
  const groups = tag.exec(line.trim())?.groups;
  const name = groups?.['name'] ?? '';
  if (!isBlockName(name)) return undefined;
  const pairs = [...(groups?.['attributes'] ?? '').matchAll(attribute)].map(
    (match) => [match.groups?.['name'] ?? '', textOf(match.groups?.['value'] ?? '')] as const,
  );
  if (new Set(pairs.map(([key]) => key)).size !== pairs.length) return undefined;
  return { name, attributes: Object.fromEntries(pairs) };
}

/**
 * The blocks in a piece of HTML from a Markdown file, one on a line; `undefined` when any line of it is something else.
 */
export function readBlocks(html: string): WrittenBlock[] | undefined {
  const blocks = html
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map(readBlock);
  const known = blocks.filter((block) => block !== undefined);
  return known.length > 0 && known.length === blocks.length ? known : undefined;
}

/**
 * The name in a piece of HTML that was meant to be a block: one that begins with a capital, as no element of HTML is
 * written. Nothing for other markup, which is shown as the text that it is.
 */
export function meantBlock(html: string): string | undefined {
  return /<\/?(?<name>[A-Z][A-Za-z]*[a-z][A-Za-z]*)[\s/>]/.exec(html)?.groups?.['name'];
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/**
 * The marker of a block in the rendered HTML of a story. Text that an editor writes never matches it, since `<`
 * and `"` are escaped there.
 */
export function markerOf(block: WrittenBlock): string {
  const data = JSON.stringify(block).replace(/[&<>"]/g, (character) => escapes[character] ?? character);
  return `<story-block data-block="${data}"></story-block>`;
}

/** A rendered story cut at its markers, in reading order: pieces of HTML, and blocks. */
export function cutAtMarkers(html: string): (string | WrittenBlock)[] {
  // A pattern with one group puts what the group matched between the pieces.
  return html
    .split(/<story-block data-block="([^"]*)"><\/story-block>/)
    .map((piece, index) => (index % 2 === 0 ? piece : (JSON.parse(textOf(piece)) as WrittenBlock)))
    .filter((piece) => typeof piece !== 'string' || piece.trim() !== '');
}
