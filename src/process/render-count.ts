/**
 * Counts pages and pictures as they are made. Astro bundles the code that makes them; a channel of Node reaches across.
 */
import { channel } from 'node:diagnostics_channel';

const made = channel('hongxin:made');

/** What has been made since counting began. */
export interface RenderCount {
  pages: number;
  pictures: number;
}

/** Reports that a page or a picture is being made. */
export function reportMade(what: keyof RenderCount): void {
  made.publish(what);
}

/** Calls back with the counts at everything that is made. Returns a function that ends it. */
export function countMade(onMade: (count: RenderCount) => void): () => void {
  const count: RenderCount = { pages: 0, pictures: 0 };
  const listener = (what: unknown) => {
    count[what as keyof RenderCount] += 1;
    onMade(count);
  };
  made.subscribe(listener);
  return () => {
    made.unsubscribe(listener);
  };
}
