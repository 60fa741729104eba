/** How exactly file systems say when a file changed. */

/** The coarsest clock of a file system that is reckoned with, in milliseconds: FAT counts in two seconds. */
const coarsestClock = 2000;

/** When a file changed, in milliseconds since 1970. */
interface Moments {
  /** The last change of the content. */
  modified: number;
  /** The last change of content or name. */
  changed: number;
}

/**
 * Whether whoever changes a file from a moment on gives it other figures than it has. Clocks of file systems are coarse: a file
 * that changes twice within one tick, and keeps its size, looks like one that changed once. What is read of a file may be
 * remembered by its figures where this was so before the reading began.
 * @param at the moment, in milliseconds since 1970
 */
export const tellsChangesFrom = (at: number, { modified, changed }: Moments): boolean =>
  at - Math.max(modified, changed) > coarsestClock;
