/**
 * The search as a dialog over any page, and what makes the search page work. It is fetched when the search is opened.
 *
 * While the dialog is open each question that was sent off is an entry of the history: going back leads to the question
 * before, then closes the dialog; coming back from a result opens it again with its question and as much of the answer as was
 * listed. On the search page the address stores the question.
 */
import { filterNames, type SearchQuestion } from '../../search/search-answer.client.ts';
import { createElement } from './elements.client.ts';
import { SearchPanel, type AskedEvent, type ShownEvent, type ShownPart } from './search-panel.client.ts';
import styles from './search.css?inline';

/** What the history stores of an open dialog. */
interface DialogState {
  /** The query, by which every page knows that the search was open. */
  search: string;
  asked: SearchQuestion;
  part?: ShownPart;
  /** How many entries of the history belong to the dialog, this one included. */
  depth: number;
}

const nothingAsked: SearchQuestion = { query: '', filters: {}, isNewestFirst: false };

const dialogState = (state: unknown): DialogState | undefined => {
  const { search } = (state ?? {}) as Partial<DialogState>;
  return typeof search === 'string' ? (state as DialogState) : undefined;
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
    const { asked, isStep } = (event as AskedEvent).detail;
    const before = dialogState(history.state);
    if (before !== undefined && JSON.stringify(asked) === JSON.stringify(before.asked)) return;
    const isNext = isStep && (before?.search ?? '') !== '';
    const state: DialogState = { search: asked.query, asked, depth: (before?.depth ?? 1) + (isNext ? 1 : 0) };
    if (isNext) history.pushState(state, '');
    else history.replaceState(state, '');
  });
  panel.addEventListener('shown', (event) => {
    const state = dialogState(history.state);
    if (state !== undefined) history.replaceState({ ...state, part: (event as ShownEvent).detail }, '');
  });
  element.addEventListener('close', () => {
    // The event comes a moment after it was closed; it may have been opened again in that moment.
    const state = dialogState(history.state);
    if (element.open || state === undefined) return;
    isLeaving = true;
    history.go(-state.depth);
  });
  addEventListener('popstate', ({ state }) => {
    isLeaving = false;
    const stored = dialogState(state);
    if (stored !== undefined) show(stored);
    else if (element.open) element.close();
    if (!isWantedAgain) return;
    isWantedAgain = false;
    openSearch();
  });
  document.body.append(element);
  return element;
}

function show({ asked, part }: Pick<DialogState, 'asked' | 'part'>): void {
  dialog ??= createDialog();
  const panel = dialog.querySelector('site-search');
  if (!(panel instanceof SearchPanel)) return;
  if (!dialog.open) dialog.showModal();
  panel.focus();
  if (asked.query !== '') void panel.restore(asked, part);
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
  const stored = dialogState(history.state);
  if (stored === undefined) {
    const state: DialogState = { search: '', asked: nothingAsked, depth: 1 };
    history.pushState(state, '');
  }
  show(stored ?? { asked: nothingAsked });
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
  panel.addEventListener('shown', (event) => {
    history.replaceState({ part: (event as ShownEvent).detail }, '');
  });
  const restore = () => void panel.restore(questionInAddress(), (history.state as { part?: ShownPart } | null)?.part);
  addEventListener('popstate', restore);
  if (questionInAddress().query !== '') restore();
}

const onPage = document.querySelector('main site-search');
if (onPage instanceof SearchPanel) storeInAddress(onPage);
document.addEventListener('open-search', openSearch);
