/** Many operations on the disk, some at a time: faster than one after the other, since each waits for the disk. */

/** So many small files are worked on together. */
const mostItems = 32;
/** So many bytes of contents are in memory together, each two or three times: as it is, deflated, and as an object. */
const mostBytes = 64 * 2 ** 20;

/** Items in batches, in their order. @param sizeOf the bytes of an item that are in memory while its batch is */
export function* batchesOf<Item>(items: Iterable<Item>, sizeOf: (item: Item) => number): Generator<Item[]> {
  let batch: Item[] = [];
  let bytes = 0;
  for (const item of items) {
    const size = sizeOf(item);
    if (batch.length >= mostItems || (batch.length > 0 && bytes + size > mostBytes)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(item);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

/**
 * Works on items in batches, in their order. A batch ends whole before its first error is thrown: nothing that was begun goes
 * on behind the back of whoever deals with the error.
 * @param onProgress gets how many are done, after each batch
 * @param atATime so many at most
 */
export async function inBatches<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
  { onProgress, atATime = mostItems }: { onProgress?: ((done: number) => void) | undefined; atATime?: number } = {},
): Promise<void> {
  for (let from = 0; from < items.length; from += atATime) {
    const results = await Promise.allSettled(items.slice(from, from + atATime).map(work));
    for (const result of results) if (result.status === 'rejected') throw result.reason;
    onProgress?.(Math.min(from + atATime, items.length));
  }
}
