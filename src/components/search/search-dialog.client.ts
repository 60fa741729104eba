/**
 * The search as a dialog over any page, and what makes the search page work. It is fetched when the search is opened.
 *
 * While the dialog is open the history holds it: going back closes it, and coming back from a page that was found opens it
 * again with what was asked. On the search page the address holds what was asked.
 */
import { filterNames, type SearchQuestion } from '../../search/site-search.client.ts';
import { SearchPanel, type AskedEvent } from './search-panel.client.ts';
import styles from './search.css?inline';

/** What the history keeps of an open dialog. */
interface DialogState {
  search: string;
}

const queryKept = (state: unknown): string | undefined => {
  const { search } = (state ?? {}) as Partial<DialogState>;
  return typeof search === 'string' ? search : undefined;
};

let dialog: HTMLDialogElement | undefined;
/** Whether the history is on its way back from the dialog; whoever opens it meanwhile has to wait for that. */
let isLeaving = false;
let isWantedAgain = false;

function makeDialog(): HTMLDialogElement {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  document.adoptedStyleSheets.push(sheet);

  const made = document.createElement('dialog');
  made.className = 'search-dialog';
  made.setAttribute('aria-label', '搜索');
  const close = document.createElement('button');
  close.type = 'button';
  close.className = 'close';
  close.textContent = '关闭';
  close.addEventListener('click', () => {
    made.close();
  });
  const panel = new SearchPanel();
  made.append(close, panel);
  // A tap beside the dialog closes it.
  made.addEventListener('click', (event) => {
    if (event.target === made) made.close();
  });
  panel.addEventListener('asked', (event) => {
    const state: DialogState = { search: (event as AskedEvent).detail.asked.query };
    history.replaceState(state, '');
  });
  made.addEventListener('close', () => {
    // This comes a moment after it was closed; whoever opened it again in that moment keeps it.
    if (made.open || queryKept(history.state) === undefined) return;
    isLeaving = true;
    history.back();
  });
  addEventListener('popstate', ({ state }) => {
    isLeaving = false;
    const query = queryKept(state);
    if (query !== undefined) show(query);
    else if (made.open) made.close();
    if (!isWantedAgain) return;
    isWantedAgain = false;
    openSearch();
  });
  document.body.append(made);
  return made;
}

function show(query: string): void {
  dialog ??= makeDialog();
  const panel = dialog.querySelector('site-search');
  if (!(panel instanceof SearchPanel)) return;
  if (!dialog.open) dialog.showModal();
  panel.focus();
  if (query !== '') void panel.ask({ query, filters: {}, isNewestFirst: false }, false);
}

/** Opens the dialog, with the query that the history kept when one comes back to it. On the search page: the field. */
function openSearch(): void {
  const panel = document.querySelector('main site-search');
  if (panel instanceof SearchPanel) {
    panel.focus();
    return;
  }
  if (isLeaving) {
    isWantedAgain = true;
    return;
  }
  const query = queryKept(history.state);
  if (query === undefined) {
    const state: DialogState = { search: '' };
    history.pushState(state, '');
  }
  show(query ?? '');
}

/** What the address of the search page asks. */
function askedInAddress(): SearchQuestion {
  const wanted = new URLSearchParams(location.search);
  return {
    query: (wanted.get('q') ?? '').trim(),
    filters: Object.fromEntries(
      filterNames.flatMap((name) => {
        const value = wanted.get(name);
        return value === null || value === '' ? [] : [[name, value]];
      }),
    ),
    isNewestFirst: wanted.get('order') === 'date',
  };
}

function addressOf({ query, filters, isNewestFirst }: SearchQuestion): string {
  const address = new URL(location.pathname, location.href);
  if (query !== '') address.searchParams.set('q', query);
  for (const name of filterNames) {
    const value = filters[name];
    if (value !== undefined && value !== '') address.searchParams.set(name, value);
  }
  if (isNewestFirst) address.searchParams.set('order', 'date');
  return address.href;
}

/** Makes the panel of the search page keep its question in the address. */
function keepInAddress(panel: SearchPanel): void {
  panel.addEventListener('asked', (event) => {
    const { asked, isStep } = (event as AskedEvent).detail;
    const address = addressOf(asked);
    if (address === location.href) return;
    if (isStep) history.pushState(null, '', address);
    else history.replaceState(null, '', address);
  });
  addEventListener('popstate', () => void panel.ask(askedInAddress(), false));
  if (askedInAddress().query !== '') void panel.ask(askedInAddress(), false);
}

const onPage = document.querySelector('main site-search');
if (onPage instanceof SearchPanel) keepInAddress(onPage);
document.addEventListener('open-search', openSearch);
