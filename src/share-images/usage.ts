/**
 * Reports to a build which pictures were made. Astro bundles the pages that make pictures; a channel of Node connects.
 */
import { channel } from 'node:diagnostics_channel';

const used = channel('hongxin:share-picture');

/** How many pictures a build wrote to the site, and how many of them it had to draw. */
export interface ShareImageCount {
  used: number;
  made: number;
}

/** Reports that a picture was written to the site. */
export function reportShareImage(isNew: boolean): void {
  used.publish({ isNew });
}

/** Counts from now on. */
export function countShareImages(): ShareImageCount {
  const count: ShareImageCount = { used: 0, made: 0 };
  used.subscribe((message) => {
    count.used += 1;
    if ((message as { isNew: boolean }).isNew) count.made += 1;
  });
  return count;
}
