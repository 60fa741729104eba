/**
 * Puts a page into large print before anything is drawn, where the visitor has chosen it in this visit, and fetches it when
 * the switch is tapped. It is in every page, so it is small; all else is in `large-print.client.ts`.
 */

/** The address of the files of large print, but for their endings. */
const files = document.currentScript?.dataset['largePrint'] ?? '';

try {
  const chosen = sessionStorage.getItem('large-print');
  if (chosen !== null) {
    document.documentElement.dataset['largePrint'] = chosen;
    // Written, not inserted: what markup names is there before the browser draws the page. No other way does that in all
    // browsers of the list.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    document.write(`<link href="${files}.css" rel="stylesheet"><script src="${files}.js" defer></script>`);
  }
} catch {
  // Storage is refused in some private windows: the choice holds for one page.
}

/** Fetches large print, which from then on listens to the switch. */
export function fetchLargePrint(): void {
  if (document.documentElement.dataset['largePrint'] !== undefined) return;
  void import(/* @vite-ignore */ `${files}.js`);
}
