/**
 * Distinguishes the answer of the latest request from stale ones, where each answer replaces that of the request before.
 * @returns a function to call when a request starts; it returns a function that returns whether no later one has started
 */
export function latestRequest(): () => () => boolean {
  let latest = 0;
  return () => {
    const request = ++latest;
    return () => request === latest;
  };
}
