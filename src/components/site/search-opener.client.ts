/**
 * Opens the search when its link is tapped or `/` is pressed. Only then the dialog is fetched; without it the link leads to
 * the search page. It is in every page, so it is small.
 */
const link = document.querySelector<HTMLAnchorElement>('a[data-search-dialog]');
let dialogLoaded: Promise<unknown> | undefined;

async function open(): Promise<void> {
  if (link === null) return;
  try {
    await (dialogLoaded ??= import(/* @vite-ignore */ link.dataset['searchDialog'] ?? ''));
    document.dispatchEvent(new Event('open-search'));
  } catch {
    location.href = link.href;
  }
}

link?.addEventListener('click', (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  void open();
});

addEventListener('keydown', (event) => {
  const { key, target, isComposing } = event;
  const isTyping = target instanceof Element && target.closest('input,textarea,select,[contenteditable]') !== null;
  if (key !== '/' || isComposing || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  void open();
});

// Coming back from a result: the dialog was open here.
if (typeof (history.state as { search?: unknown } | null)?.search === 'string') void open();
