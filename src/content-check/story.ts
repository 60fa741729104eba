/** Checks the blocks in the body of an entry: their names, their attributes, and the entries and pictures they refer to. */
import { z } from 'zod';
import { isBlockName, storyBlockNames } from '../domain/text/story-blocks.ts';
import { kindRow } from '../kinds.ts';
import { storyBlockSchemas } from '../schemas/story.ts';
import { blocksIn } from '../markdown/blocks.ts';
import { formatValue, storyField, type Problem } from './problem.ts';
import type { ContentContext, ContentEntry } from './content-entry.ts';
import { contextProblems } from './references.ts';
import { schemaProblems } from './schema-problems.ts';
import { picture } from './schemas.ts';

const names = Object.entries(storyBlockNames)
  .map(([name, label]) => `${name}（${label}）`)
  .join('、');

const schemas = storyBlockSchemas(picture);

/** The problems of the blocks in an entry's body. */
export async function storyProblems(entry: ContentEntry, context: ContentContext): Promise<Problem[]> {
  const { source } = entry;
  if (source.body === undefined) return [];
  const { text, firstLine } = source.body;
  const problems = blocksIn(text).map(async (found): Promise<Problem[]> => {
    const line = firstLine + found.line - 1;
    const problem = { kind: 'block', file: source.file, line, field: storyField } as const;
    if ('meant' in found) {
      return [
        isBlockName(found.meant)
          ? {
              ...problem,
              found: `“${found.meant}”没有写成内容块的样子`,
              expected: `单独一行、前后空一行的 <${found.meant} 属性="内容" />，不放在句子、列表或引用里`,
            }
          : { ...problem, found: `${formatValue(found.meant)}，没有这种内容块`, expected: `其中之一：${names}` },
      ];
    }
    const { name, attributes } = found;
    if (kindRow(entry.collection).tellsStory !== true) {
      return [{ ...problem, found: `这里放了内容块“${name}”`, expected: '只有人物的事迹和节日专题的正文里能放内容块' }];
    }
    // A block is checked like an entry of its own: the same messages, the same look-ups.
    const block = {
      ...entry,
      source: { file: source.file, fields: { [name]: attributes }, lineOf: () => line },
      schema: z.strictObject({ [name]: schemas[name] }),
    };
    return [...schemaProblems(block.source, block.schema), ...(await contextProblems(block, context))];
  });
  return (await Promise.all(problems)).flat();
}
