/** Memoizes what is read or counted once for all pages of a build. */

/** Memoizes the result in a build. In the development server it is computed again for every request. */
export function memoize<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let cached: Promise<Value> | undefined;
  return () => (import.meta.env.DEV ? read() : (cached ??= read()));
}
