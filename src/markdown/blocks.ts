/** Finds the blocks and the pictures in a Markdown body. */
import { markdownToMdast, type MdastNode } from 'satteri';
import { meantBlock, readBlocks, type WrittenBlock } from '../domain/text/story-blocks.ts';

/** What was found in a body: a block, or markup that was meant to be one and is none, by the name it carries. */
export type FoundBlock = { line: number } & (WrittenBlock | { meant: string });

/** The blocks in a Markdown body, and what was meant to be one. Lines count from 1. */
export function blocksIn(body: string): FoundBlock[] {
  if (!/<\/?[A-Z]/.test(body)) return [];
  const found: FoundBlock[] = [];
  const visit = (node: MdastNode, parent: string): void => {
    if (node.type === 'html') {
      const line = node.position?.start.line ?? 1;
      const blocks = parent === 'root' ? readBlocks(node.value) : undefined;
      const meant = blocks === undefined ? meantBlock(node.value) : undefined;
      if (meant !== undefined) found.push({ line, meant });
      // Blank lines end a piece of HTML, so that its blocks stand on lines that follow each other.
      blocks?.forEach((block, index) => found.push({ line: line + index, ...block }));
    }
    if ('children' in node) for (const child of node.children as MdastNode[]) visit(child, node.type);
  };
  visit(markdownToMdast(body), '');
  return found;
}

/** A picture in Markdown (`![words](address)`), with the line on which it stands, from 1. */
export interface MarkdownPicture {
  line: number;
  address: string;
}

/** The pictures in a Markdown body, those whose address is defined elsewhere in it included. */
export function picturesIn(body: string): MarkdownPicture[] {
  if (!body.includes('![')) return [];
  const found: MarkdownPicture[] = [];
  const definitions = new Map<string, string>();
  const references: { line: number; identifier: string }[] = [];
  const visit = (node: MdastNode): void => {
    const line = node.position?.start.line ?? 1;
    if (node.type === 'image') found.push({ line, address: node.url });
    if (node.type === 'imageReference') references.push({ line, identifier: node.identifier });
    if (node.type === 'definition') definitions.set(node.identifier, node.url);
    if ('children' in node) for (const child of node.children as MdastNode[]) visit(child);
  };
  visit(markdownToMdast(body));
  for (const { line, identifier } of references) {
    const address = definitions.get(identifier);
    if (address !== undefined) found.push({ line, address });
  }
  return found;
}
