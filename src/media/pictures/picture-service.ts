/**
 * Astro's own image service, with a cache: a picture that was encoded once is not encoded again, in another
 * content tree, after `npm ci`, or on another checkout that shares the `CACHE_DIR`. Astro's cache is in `node_modules`
 * and belongs to one content tree.
 */
import { readFileSync } from 'node:fs';
import type { LocalImageService } from 'astro';
import sharpService from 'astro/assets/services/sharp';
import { reportMade } from '../../process/render-count.ts';
import { cachedFile, cacheKeyOf, contentCaches } from '../../storage/content-cache.ts';

const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> };
/** The versions of the encoders: the next may encode differently. */
const encodedWith = ['astro', 'sharp'].map((name) => `${name} ${dependencies[name] ?? ''}`).join('\n');

const service: LocalImageService = {
  ...sharpService,
  async transform(input, options, config, logger) {
    reportMade('pictures');
    // The path does not determine the picture; all other options do.
    const wanted = Object.entries(options as Record<string, unknown>)
      .filter(([key]) => key !== 'src')
      .sort(([a], [b]) => (a < b ? -1 : 1));
    const key = cacheKeyOf(encodedWith, JSON.stringify([wanted, config.service.config]), input);
    // Without a requested format the service chooses one, known only from its result.
    const { format } = options as { format?: string };
    if (format === undefined) return sharpService.transform(input, options, config, logger);
    const data = await cachedFile(contentCaches.pictures, `${key}.${format}`, async () => {
      const made = await sharpService.transform(input, options, config, logger);
      return made.data;
    });
    return { data, format };
  },
};

export default service;
