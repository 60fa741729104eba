/** When the feed may start by itself, and what it does to the page around it. */

/** Not in every browser, and so not among the types of the DOM. */
interface Connection {
  connection?: { saveData?: boolean };
}

/** The setting of the device by which the feed waits for a tap, in words; undefined if it may start. */
export function reasonToWait(): string | undefined {
  if ((navigator as Connection).connection?.saveData === true) return '省流量';
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? '减少动态效果' : undefined;
}

/** Makes everything around an element unreachable, since the element fills the screen; the first heading stays. */
export function deactivateSurroundings(element: HTMLElement): void {
  document.documentElement.style.overflow = 'hidden';
  let ancestor = element.parentElement;
  while (ancestor && ancestor !== document.documentElement) {
    for (const other of ancestor.children) {
      const isOutside = !other.contains(element) && other.querySelector('h1') === null;
      if (!isOutside || !(other instanceof HTMLElement)) continue;
      other.inert = true;
      // What is below moves up under the feed: nobody sees it, and it must not count as a layout shift.
      other.style.visibility = 'hidden';
    }
    ancestor = ancestor.parentElement;
  }
}
