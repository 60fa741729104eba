/** Where a build keeps what it need not make again: pictures in every size, and the entries it has read. */
import { createHash } from 'node:crypto';
import { environment } from '../environment.ts';

/** The folder of everything that is kept. In `node_modules`, since it is made from the project and never part of it. */
export const cacheRoot = './node_modules/.cache/hongxin';

/**
 * A folder of its own for each content tree: Astro keeps the entries of one tree in it and would forget them when another
 * tree is built.
 */
export const cacheDirectory = `${cacheRoot}/${createHash('sha256')
  .update(environment.contentDirectory)
  .digest('hex')
  .slice(0, 12)}`;
