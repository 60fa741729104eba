/**
 * What every page runs, in its head: small, since it is in every page. The search and large print are fetched only when
 * somebody asks for them; without what they need, their links lead to pages, and the switch does not show.
 */
import { fetchLargePrint } from '../large-print/large-print-start.client.ts';
import { openSearch, reopenSearch } from './search-opener.client.ts';

// Controls that need script show.
document.documentElement.dataset['script'] = '';

addEventListener('click', (event) => {
  const { target } = event;
  if (!(target instanceof Element)) return;
  if (target.closest('[data-large-print-switch]') !== null) fetchLargePrint();
  const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (isPlain && target.closest('[data-search-dialog]') !== null) {
    event.preventDefault();
    void openSearch();
  }
});

addEventListener('keydown', (event) => {
  const { key, target, isComposing } = event;
  const isTyping = target instanceof Element && target.closest('input,textarea,select,[contenteditable]') !== null;
  if (key !== '/' || isComposing || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  void openSearch();
});

addEventListener('DOMContentLoaded', reopenSearch);
