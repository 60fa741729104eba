/**
 * The search as a dialog over any page, and what makes the search page work. It is fetched when the search is opened.
 *
 * While the dialog is open it is an entry of the history: going back closes it, and coming back from a result opens it
 * again with its question. On the search page the address stores the question.
 */
import { filterNames, type SearchQuestion } from '../../search/site-search.client.ts';
import { createElement } from './elements.client.ts';
import { SearchPanel, type AskedEvent } from './search-panel.client.ts';
import styles from './search.css?inline';

/** What the history stores of an open dialog. */
interface DialogState {
  search: string;
}

const storedQuery = (state: unknown): string | undefined => {
  const { search } = (state ?? {}) as Partial<DialogState>;
  return typeof search === 'string' ? search : undefined;
};

/**
 * Whether the dialog can be shown here: Safari before 15.4 has no dialogs, and before 16.4 no style sheets that scripts
 * make. There the link leads to the search page.
 */
const canShowDialog = typeof HTMLDialogElement === 'function' && 'adoptedStyleSheets' in document;

let dialog: HTMLDialogElement | undefined;
/** Whether the history is on its way back from the dialog; a search that is opened meanwhile waits for that. */
let isLeaving = false;
let isWantedAgain = false;

function createDialog(): HTMLDialogElement {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  // eslint-disable-next-line compat/compat -- Never reached where it is missing: see canShowDialog.
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

  const close = createElement('button', { type: 'button', class: 'close' }, '关闭');
  const panel = new SearchPanel();
  const element = createElement('dialog', { class: 'search-dialog', 'aria-label': '搜索' }, close, panel);
  close.addEventListener('click', () => {
    element.close();
  });
  // A tap beside the dialog closes it.
  element.addEventListener('click', (event) => {
    if (event.target === element) element.close();
  });
  panel.addEventListener('asked', (event) => {
    const state: DialogState = { search: (event as AskedEvent).detail.asked.query };
    history.replaceState(state, '');
  });
  element.addEventListener('close', () => {
    // The event comes a moment after it was closed; it may have been opened again in that moment.
    if (element.open || storedQuery(history.state) === undefined) return;
    isLeaving = true;
    history.back();
  });
  addEventListener('popstate', ({ state }) => {
    isLeaving = false;
    const query = storedQuery(state);
    if (query !== undefined) show(query);
    else if (element.open) element.close();
    if (!isWantedAgain) return;
    isWantedAgain = false;
    openSearch();
  });
  document.body.append(element);
  return element;
}

function show(query: string): void {
  dialog ??= createDialog();
  const panel = dialog.querySelector('site-search');
  if (!(panel instanceof SearchPanel)) return;
  if (!dialog.open) dialog.showModal();
  panel.focus();
  if (query !== '') void panel.ask({ query, filters: {}, isNewestFirst: false }, false);
}

/** Opens the dialog, with the query in the history when the visitor comes back to it. On the search page: focuses the field. */
function openSearch(): void {
  const panel = document.querySelector('main site-search');
  if (panel instanceof SearchPanel) {
    panel.focus();
    return;
  }
  if (!canShowDialog) {
    const link = document.querySelector<HTMLAnchorElement>('a[data-search-dialog]');
    if (link !== null) location.href = link.href;
    return;
  }
  if (isLeaving) {
    isWantedAgain = true;
    return;
  }
  const query = storedQuery(history.state);
  if (query === undefined) {
    const state: DialogState = { search: '' };
    history.pushState(state, '');
  }
  show(query ?? '');
}

/** The question in the address of the search page. */
function questionInAddress(): SearchQuestion {
  const parameters = new URLSearchParams(location.search);
  return {
    query: (parameters.get('q') ?? '').trim(),
    filters: Object.fromEntries(
      filterNames.flatMap((name) => {
        const value = parameters.get(name);
        return value === null || value === '' ? [] : [[name, value]];
      }),
    ),
    isNewestFirst: parameters.get('order') === 'date',
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

/** Stores the questions of the search page's panel in the address. */
function storeInAddress(panel: SearchPanel): void {
  panel.addEventListener('asked', (event) => {
    const { asked, isStep } = (event as AskedEvent).detail;
    const address = addressOf(asked);
    if (address === location.href) return;
    if (isStep) history.pushState(null, '', address);
    else history.replaceState(null, '', address);
  });
  addEventListener('popstate', () => void panel.ask(questionInAddress(), false));
  if (questionInAddress().query !== '') void panel.ask(questionInAddress(), false);
}

const onPage = document.querySelector('main site-search');
if (onPage instanceof SearchPanel) storeInAddress(onPage);
document.addEventListener('open-search', openSearch);
