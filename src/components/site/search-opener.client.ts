/** Fetches the search when it is opened. Without script its link leads to the search page. */
let dialogLoaded: Promise<unknown> | undefined;
/** How often it could not be fetched: some browsers never fetch an address of a script again. */
let failures = 0;
/** What the page says then, as a line of the header. */
let said: HTMLElement | undefined;

/** Opens the search over the page; where it cannot be fetched, says so under its link: the page stays. */
export async function openSearch(): Promise<void> {
  const link = document.querySelector<HTMLAnchorElement>('a[data-search-dialog]');
  if (link === null) return;
  said?.remove();
  try {
    const address = `${link.dataset['searchDialog'] ?? ''}${failures === 0 ? '' : `?${failures}`}`;
    await (dialogLoaded ??= import(/* @vite-ignore */ address));
    document.dispatchEvent(new Event('open-search'));
  } catch {
    dialogLoaded = undefined;
    failures += 1;
    said = document.createElement('p');
    said.setAttribute('role', 'alert');
    said.textContent = '搜索没有打开，请看看网络，再点一次。';
    link.parentElement?.append(said);
    said.scrollIntoView({ block: 'nearest' });
  }
}

/** Opens it where one comes back from a result: it was open here. */
export function reopenSearch(): void {
  if (typeof (history.state as { search?: unknown } | null)?.search === 'string') void openSearch();
}
