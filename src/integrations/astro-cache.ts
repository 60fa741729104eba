/** Where a build keeps what it need not make again: pictures in every size, and the entries it has read. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { environment } from '../environment.ts';

/** The folder of everything that is kept. In `node_modules`, since it is made from the project and never part of it. */
const cacheRoot = './node_modules/.cache/hongxin';

/** What turns Markdown into HTML here: Astro keeps rendered entries and does not see when this changes. */
const markdown = ['./src/markdown/plugins.ts', './src/domain/text/story-blocks.ts'].map((file) =>
  readFileSync(file, 'utf8'),
);

/**
 * A folder of its own for each content tree: Astro keeps the entries of one tree in it and would forget them when another
 * tree is built.
 */
export const cacheDirectory = `${cacheRoot}/${createHash('sha256')
  .update([environment.contentDirectory, ...markdown].join('\n'))
  .digest('hex')
  .slice(0, 12)}`;
