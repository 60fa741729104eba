/** What is read or counted once for all pages of a build. */

/** Keeps what is read. While somebody edits it is read again at every request. */
export function memoize<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let kept: Promise<Value> | undefined;
  return () => (import.meta.env.DEV ? read() : (kept ??= read()));
}
