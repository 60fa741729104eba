/** Fetches the search when it is opened; without it its link leads to the search page. */
let dialogLoaded: Promise<unknown> | undefined;

/** Opens the search over the page. */
export async function openSearch(): Promise<void> {
  const link = document.querySelector<HTMLAnchorElement>('a[data-search-dialog]');
  if (link === null) return;
  try {
    await (dialogLoaded ??= import(/* @vite-ignore */ link.dataset['searchDialog'] ?? ''));
    document.dispatchEvent(new Event('open-search'));
  } catch {
    location.href = link.href;
  }
}

/** Opens it where one comes back from a result: it was open here. */
export function reopenSearch(): void {
  if (typeof (history.state as { search?: unknown } | null)?.search === 'string') void openSearch();
}
