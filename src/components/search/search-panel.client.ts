/**
 * The search field with its suggestions, filters and results: on the search page, where its form is in the markup, and
 * in the dialog. Suggestions come from the file of names as the visitor types, full results a moment later. Nothing is
 * searched while a Chinese input method is composing.
 */
import type { Name } from '../../domain/search/names-file.ts';
import { pageSize, type SearchAnswer, type SearchQuestion } from '../../search/search-answer.client.ts';
import { SiteSearch } from '../../search/site-search.client.ts';
import { latestRequest } from '../site/latest-request.client.ts';
import { createElement } from './elements.client.ts';
import {
  answeredOnlySummaryOf,
  firstAnswer,
  namesSummaryOf,
  summaryOf,
  type FirstAnswer,
} from './first-answer.client.ts';
import { firstItems, furtherItems, nameItem } from './result-list.client.ts';
import { questionAfterChange, showFilters } from './search-filters.client.ts';
import { createSearchForm } from './search-form.client.ts';
import { helpBefore, helpWithoutResults } from './search-help.client.ts';
import { answersBefore } from './answers-before.client.ts';
import { SuggestionList } from './suggestion-list.client.ts';

/** Milliseconds without a key after which the texts are searched. */
const typingPause = 250;
/** Milliseconds after which a search is announced that is still running. */
const busyDelay = 300;
/** On a phone no more than leave the first results in sight above the keyboard. */
const maxSuggestions = () => (innerHeight < 760 ? 3 : 6);

/** Dispatched by the panel when it searches. `isStep` means that going back should lead to the question before. */
export type AskedEvent = CustomEvent<{ asked: SearchQuestion; isStep: boolean }>;

/** What is shown of an answer, to be shown again when somebody comes back to it. */
export interface ShownPart {
  /** How many items are listed. */
  shown: number;
  /** The address of the item that was opened. */
  opened?: string;
}

/** Dispatched by the panel when more is listed, and when an item is opened. */
export type ShownEvent = CustomEvent<ShownPart>;

let panels = 0;

/** The element `<site-search>`. */
export class SearchPanel extends HTMLElement {
  private readonly base = document.documentElement.dataset['base'] ?? '/';
  private readonly search = new SiteSearch(this.base);
  private readonly idPrefix = `search-${String(++panels)}`;
  private input!: HTMLInputElement;
  private suggestions!: SuggestionList;
  private readonly status = createElement('p', { role: 'status', class: 'quiet' });
  private readonly ownAnswer = createElement('section', { class: 'answer', 'aria-label': '直接的回答', hidden: '' });
  private readonly filters = createElement('div', { class: 'filters', hidden: '' });
  private readonly help = createElement('div', { class: 'help' });
  private readonly results = createElement('ol', { role: 'list', 'data-results': '' });
  private readonly more = createElement('button', { type: 'button', class: 'choice', hidden: '' }, '再看 10 条');
  private asked: SearchQuestion = { query: '', filters: {}, isNewestFirst: false };
  private answer: SearchAnswer | undefined;
  private readAs: Pick<FirstAnswer, 'respelled' | 'literal'> = {};
  private readonly startRequest = latestRequest();
  private isCurrent = this.startRequest();
  private suggesting: AbortController | undefined;
  private typingTimer: ReturnType<typeof setTimeout> | undefined;
  private isReady = false;
  /** Whether the question was sent off or its answer used: another one is then a step of its own. */
  private isSettled = false;

  connectedCallback(): void {
    if (this.isReady) return;
    this.isReady = true;
    const form = this.querySelector('form') ?? createSearchForm(this.base, `${this.idPrefix}-query`);
    const input = form.querySelector('input');
    if (input === null) throw new Error('The form of the search has no field.');
    this.input = input;
    this.suggestions = new SuggestionList(input, `${this.idPrefix}-list`, this.base);
    this.append(
      form,
      this.suggestions.element,
      this.ownAnswer,
      this.status,
      this.filters,
      this.help,
      this.results,
      this.more,
    );
    this.listen(form, input);
    this.showHelp();
    void this.search.fetchNames().catch(() => undefined);
  }

  private listen(form: HTMLFormElement, input: HTMLInputElement): void {
    input.addEventListener('input', (event) => {
      if (!(event instanceof InputEvent && event.isComposing)) this.onTyped();
      // Some keyboards keep letters in composition until a word is chosen; names are found by these already.
      else if (/^[a-zü'’\s]+$/iu.test(input.value)) void this.suggest(input.value.trim());
    });
    input.addEventListener('compositionend', () => {
      this.onTyped();
    });
    input.addEventListener('keydown', (event) => {
      // The input method's own keys: Enter takes its word, the arrows move in its list. Safari ends the composing before
      // that Enter arrives; only the old code identifies it.
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else identifies that key in Safari
      if (!event.isComposing && event.keyCode !== 229) this.onKey(event);
    });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      clearTimeout(this.typingTimer);
      // Names that are not there yet must not come over the results.
      this.suggesting?.abort();
      this.suggestions.collapse();
      void this.ask({ ...this.asked, query: input.value.trim() }, true);
      this.isSettled = true;
    });
    this.results.addEventListener('click', ({ target }) => {
      const link = target instanceof Element ? target.closest('a') : null;
      if (link !== null) this.reportShown(link.getAttribute('href') ?? undefined);
    });
    this.filters.addEventListener('change', ({ target }) => {
      if (target instanceof HTMLInputElement || target instanceof HTMLSelectElement) {
        void this.ask(questionAfterChange(this.asked, target), true);
      }
    });
    this.more.addEventListener('click', () => void this.showMore());
  }

  /** Puts the cursor into the field. */
  override focus(): void {
    this.input.focus();
    this.input.select();
  }

  private onTyped(): void {
    const query = this.input.value.trim();
    void this.suggest(query);
    clearTimeout(this.typingTimer);
    this.typingTimer = setTimeout(() => {
      if (query !== this.asked.query) void this.ask({ ...this.asked, query, filters: {} }, false);
    }, typingPause);
  }

  private async suggest(query: string): Promise<void> {
    this.suggesting?.abort();
    const suggesting = new AbortController();
    this.suggesting = suggesting;
    const { signal } = suggesting;
    try {
      const { names, isGuess } = await this.search.suggest(query, maxSuggestions(), { signal, isThorough: true });
      if (!signal.aborted) this.suggestions.show(names, isGuess);
    } catch {
      // Without the names the texts are still searched.
      if (!signal.aborted) this.suggestions.collapse();
    }
  }

  private onKey(event: KeyboardEvent): void {
    const dialog = this.closest('dialog');
    if (this.suggestions.handleKey(event.key)) {
      event.preventDefault();
      // The first Escape closes the list, the next one the dialog.
      if (event.key === 'Escape') event.stopPropagation();
    } else if (event.key === 'Escape' && dialog !== null) {
      // The browser's own reaction would be to empty the field first, and the dialog would stay.
      event.preventDefault();
      // For some milliseconds the hidden field would still take the keys, `/` among them.
      this.input.blur();
      dialog.close();
    }
  }

  /** Shows a question and its answer as they were when one left them. */
  async restore(asked: SearchQuestion, part: ShownPart | undefined): Promise<void> {
    await this.ask(asked, false);
    this.isSettled = true;
    if (part === undefined || !(await this.fill(part.shown))) return;
    const links = [...this.results.querySelectorAll('a')];
    links.find((link) => link.getAttribute('href') === part.opened)?.focus();
  }

  /** Lists more of the answer until so many items are listed. @returns whether it is still the answer */
  private async fill(count: number): Promise<boolean> {
    const { answer, isCurrent } = this;
    if (answer === undefined) return false;
    try {
      while (answer.hasMore && this.results.childElementCount < count) {
        const hits = await answer.more();
        if (!isCurrent()) return false;
        this.results.append(...furtherItems(hits));
        this.showCount(answer, 0);
      }
    } catch {
      // What could not be fetched comes with 再看 10 条.
    }
    return true;
  }

  /** Searches and shows the answer. @param isStep whether going back should lead to the question before */
  async ask(asked: SearchQuestion, isStep: boolean): Promise<void> {
    const isCurrent = this.startRequest();
    this.isCurrent = isCurrent;
    const isOther = this.isSettled && asked.query !== this.asked.query;
    this.isSettled = false;
    this.asked = asked;
    const { query } = asked;
    if (this.input.value.trim() !== query) this.input.value = query;
    this.dispatchEvent(new CustomEvent('asked', { detail: { asked, isStep: isStep || isOther }, bubbles: true }));
    if (query === '') {
      this.suggestions.collapse();
      this.clear();
      this.announce('');
      this.showHelp();
      return;
    }
    const busyTimer = setTimeout(() => {
      if (isCurrent()) this.announce('正在搜索…');
    }, busyDelay);
    const [first, own] = await Promise.all([
      firstAnswer(this.search, asked),
      Object.keys(asked.filters).length === 0 ? answersBefore(this.search, this.base, query) : [],
    ]);
    const answers = first.respelled === undefined ? own : await answersBefore(this.search, this.base, first.respelled);
    clearTimeout(busyTimer);
    if (!isCurrent()) return;
    this.showAnswer(first, answers);
  }

  /** @param before what is shown above the results */
  private showAnswer(first: FirstAnswer, before: readonly Node[] = []): void {
    const { asked } = this;
    const { query } = asked;
    const { answer, hits, names, isGuess } = first;
    this.clear();
    this.ownAnswer.replaceChildren(...before);
    this.ownAnswer.hidden = before.length === 0;
    this.answer = answer;
    this.readAs = first;
    if (answer === undefined) {
      this.results.append(...firstItems(this.base, names, hits));
      this.announce(namesSummaryOf(query, first, before.length > 0));
      return;
    }
    const byPinyin = isGuess ? [] : names;
    this.results.append(...firstItems(this.base, byPinyin, hits));
    showFilters(this.filters, asked, answer.facets, byPinyin);
    this.showCount(answer, byPinyin.length);
    if (this.results.childElementCount > 0) return;
    if (before.length > 0) this.announce(answeredOnlySummaryOf(query));
    else this.showNoResults(isGuess ? names : []);
  }

  private async showMore(): Promise<void> {
    const { answer, isCurrent } = this;
    if (answer === undefined) return;
    const shown = this.results.childElementCount;
    this.more.disabled = true;
    try {
      const hits = await answer.more().catch(() => undefined);
      if (!isCurrent()) return;
      if (hits === undefined) {
        if (!(await this.answerAnew(shown + pageSize))) return;
      } else {
        this.results.append(...furtherItems(hits));
        this.showCount(answer, 0);
      }
      this.reportShown();
      this.results.children[shown]?.querySelector('a')?.focus();
    } finally {
      this.more.disabled = false;
    }
  }

  /**
   * Replaces an answer that cannot be read on, since there is another index now, by that of the new one. Where that cannot be
   * fetched either, what is listed stays. @returns whether so much is listed
   */
  private async answerAnew(count: number): Promise<boolean> {
    const { isCurrent } = this;
    this.search.reopen();
    const first = await firstAnswer(this.search, this.asked);
    if (!isCurrent()) return false;
    if (first.answer === undefined) {
      this.announce('没有取到后面的结果，请看看网络，再试一次。');
      return false;
    }
    this.showAnswer(first, [...this.ownAnswer.childNodes]);
    return this.fill(count);
  }

  private clear(): void {
    this.answer = undefined;
    this.results.replaceChildren();
    this.help.replaceChildren();
    this.ownAnswer.hidden = true;
    this.filters.hidden = true;
    this.more.hidden = true;
  }

  private reportShown(opened?: string): void {
    this.isSettled = true;
    const detail: ShownPart = {
      shown: this.results.childElementCount,
      ...(opened !== undefined && { opened }),
    };
    this.dispatchEvent(new CustomEvent('shown', { detail }));
  }

  private announce(text: string): void {
    this.status.textContent = text;
  }

  private showCount(answer: SearchAnswer, byPinyin: number): void {
    this.more.hidden = !answer.hasMore;
    this.announce(summaryOf(this.asked.query, answer, this.results.childElementCount, byPinyin, this.readAs));
  }

  /** The search page has what can be found below already. */
  private showHelp(): void {
    if (!this.hasAttribute('data-plain')) this.help.replaceChildren(...helpBefore());
  }

  private showNoResults(similar: readonly Name[]): void {
    const hasFilters = Object.keys(this.asked.filters).length > 0;
    const removeFilters = () => void this.ask({ ...this.asked, filters: {} }, true);
    const items = similar.map((name) => nameItem(this.base, name));
    this.help.replaceChildren(...helpWithoutResults(this.base, items, hasFilters ? removeFilters : undefined));
  }
}

customElements.define('site-search', SearchPanel);
