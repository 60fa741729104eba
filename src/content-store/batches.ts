/** Many operations on the disk, some at a time: faster than one after the other, since each waits for the disk. */

/** So many files are worked on together. */
export const atATime = 32;

/**
 * Works on items in batches, in their order. A batch ends whole before its first error is thrown: nothing that was begun goes
 * on behind the back of whoever deals with the error.
 * @param onProgress gets how many are done, after each batch
 */
export async function inBatches<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
  onProgress: (done: number) => void = () => undefined,
): Promise<void> {
  for (let from = 0; from < items.length; from += atATime) {
    const results = await Promise.allSettled(items.slice(from, from + atATime).map(work));
    for (const result of results) if (result.status === 'rejected') throw result.reason;
    onProgress(Math.min(from + atATime, items.length));
  }
}
