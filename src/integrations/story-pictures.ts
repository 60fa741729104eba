/** Finds the blocks in the body of a story, and makes Astro take in the pictures that they name. */
import { readFile } from 'node:fs/promises';
import type { Loader } from 'astro/loaders';
import { markdownToMdast, type MdastNode } from 'satteri';
import { z } from 'zod';
import { meantBlock, readBlocks, type WrittenBlock } from '../domain/text/story-blocks.ts';
import { pictureAttributes } from '../schemas/story.ts';
import { readSource } from '../content-check/source-file.ts';

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

/** The files that the blocks in a body name as pictures. */
function picturesIn(body: string): string[] {
  return blocksIn(body).flatMap((found) =>
    'attributes' in found ? pictureAttributes.flatMap((name) => found.attributes[name] ?? []) : [],
  );
}

const field = 'storyPictures';

/**
 * Adds to each entry, beside the fields of its file, the pictures that the blocks of its body name. An entry's fields are
 * the one way to hand a file that lies outside `src` to Astro's pictures.
 */
export function withStoryPictures(loader: Loader): Loader {
  return {
    ...loader,
    load: (context) =>
      loader.load({
        ...context,
        async parseData(properties) {
          const { filePath, data } = properties;
          const source = filePath === undefined ? [] : readSource(filePath, await readFile(filePath), true);
          const body = Array.isArray(source) ? '' : (source.body?.text ?? '');
          const pictures = Object.fromEntries(picturesIn(body).map((file) => [file, file]));
          return context.parseData({ ...properties, data: { ...data, [field]: pictures } });
        },
      }),
  };
}

/** The schema of an entry with the pictures of its story, by the file name that stands in the block. */
export function storySchema<Schema extends z.ZodType, Image extends z.ZodType>(schema: Schema, image: () => Image) {
  const fieldsAlone = (value: unknown) =>
    Object.fromEntries(Object.entries(value as object).filter(([key]) => key !== field));
  return z.intersection(
    z.preprocess(fieldsAlone, schema),
    z.object({ storyPictures: z.record(z.string(), image()).default({}) }),
  );
}
