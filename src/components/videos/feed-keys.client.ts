/** The keys of the feed. */

/** Calls the handler of each key that is pressed; a key with a modifier is the browser's, a space on a control is its own. */
export function listenForKeys(handlers: Partial<Record<string, () => void>>): void {
  document.addEventListener('keydown', (event) => {
    const { key, target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (key === ' ' && target instanceof Element && target.closest('a, button') !== null) return;
    const handler = handlers[key];
    if (handler === undefined) return;
    handler();
    event.preventDefault();
  });
}
