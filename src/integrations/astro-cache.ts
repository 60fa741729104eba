/** Where Astro stores the entries that it has read and rendered, between builds. */
import { environment } from '../environment.ts';
import { cacheKeyOf } from '../storage/content-cache.ts';
import { digestOfModules } from '../storage/hash.ts';

/**
 * A folder of its own for each content tree: Astro keeps the entries of one tree in it and would forget them when another
 * tree is built. And for each version of the code that turns Markdown into HTML
 * and pictures into other pictures: Astro does not see when that changes.
 */
export const astroCacheDirectory = `./.cache/astro/${cacheKeyOf(
  environment.contentDirectory,
  digestOfModules('src/markdown/plugins.ts'),
  digestOfModules('src/media/pictures/picture-service.ts'),
).slice(0, 12)}`;
