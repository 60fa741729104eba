/** Where Astro stores the entries that it has read and rendered, between builds. */
import { resolve } from 'node:path';
import { environment } from '../environment.ts';
import { cacheKeyOf } from '../storage/content-cache.ts';
import { digestOfModules } from '../storage/hash.ts';

const directoryFor = (reader: string) =>
  resolve(
    '.cache/astro',
    cacheKeyOf(
      reader,
      environment.contentDirectory,
      digestOfModules('src/markdown/plugins.ts'),
      digestOfModules('src/media/pictures/picture-service.ts'),
    ).slice(0, 12),
  );

/**
 * A folder of its own for each content tree: Astro keeps the entries of one tree in it and would forget them when another
 * tree is built. And for each version of the code that turns Markdown into HTML
 * and pictures into other pictures: Astro does not see when that changes.
 */
export const astroCacheDirectory = directoryFor('project');

/** That of builds: files are named from Astro's root, which is another folder there, and the check of types may run beside. */
export const astroBuildCacheDirectory = directoryFor('.cache/builds/root');
