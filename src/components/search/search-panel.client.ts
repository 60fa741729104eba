/**
 * The search field with its suggestions, filters and results: on the search page, where its form stands in the markup, and
 * in the dialog. Suggestions come from the file of names as one types, full results a moment later. Nothing is searched
 * while a Chinese input method is composing.
 */
import { paths, underBase } from '../../domain/addresses.ts';
import type { Name } from '../../domain/search/names.ts';
import {
  SiteSearch,
  type FilterName,
  type Filters,
  type Found,
  type SearchAnswer,
  type SearchQuestion,
} from '../../search/site-search.client.ts';
import { factsOf, make, marked } from './elements.client.ts';
import { showFilters } from './search-filters.client.ts';
import { helpBefore, helpWithNothing } from './search-help.client.ts';

/** Milliseconds without a key after which the texts are searched. */
const pause = 250;
const mostSuggestions = 6;
/** Pages found by the pinyin of their names that are listed. */
const mostByPinyin = 50;

/** Told to the surroundings of the panel. `isStep` means that going back should lead to what was before. */
export type AskedEvent = CustomEvent<{ asked: SearchQuestion; isStep: boolean }>;

/** Filters with another choice in one of them; an empty choice takes the filter off. */
const withChoice = (filters: Filters, name: FilterName, value: string): Filters =>
  Object.fromEntries(Object.entries({ ...filters, [name]: value }).filter(([, each]) => each !== ''));

const emptyFilters = (): Filters => ({});
let panels = 0;

/** The element `<site-search>`. */
export class SearchPanel extends HTMLElement {
  readonly #base = document.documentElement.dataset['base'] ?? '/';
  readonly #search = new SiteSearch(this.#base);
  readonly #id = `search-${String(++panels)}`;
  #form!: HTMLFormElement;
  #input!: HTMLInputElement;
  readonly #list = make('ul', { role: 'listbox', id: `${this.#id}-list`, 'aria-label': '名称', hidden: '' });
  readonly #status = make('p', { role: 'status', class: 'quiet' });
  readonly #filters = make('div', { class: 'filters', hidden: '' });
  readonly #help = make('div', { class: 'help' });
  readonly #results = make('ol', { role: 'list', 'data-results': '' });
  readonly #more = make('button', { type: 'button', class: 'choice', hidden: '' }, '再看 10 条');
  #asked: SearchQuestion = { query: '', filters: emptyFilters(), isNewestFirst: false };
  #answer: SearchAnswer | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts questions: an answer to an earlier one is dropped. */
  #turn = 0;
  #active = -1;
  #isReady = false;

  connectedCallback(): void {
    if (this.#isReady) return;
    this.#isReady = true;
    const form = this.querySelector('form') ?? this.#makeForm();
    const input = form.querySelector('input');
    if (input === null) throw new Error('The form of the search has no field.');
    [this.#form, this.#input] = [form, input];
    for (const [name, value] of Object.entries({
      role: 'combobox',
      'aria-autocomplete': 'list',
      'aria-expanded': 'false',
      'aria-controls': this.#list.id,
      autocapitalize: 'off',
      spellcheck: 'false',
    })) {
      input.setAttribute(name, value);
    }
    this.append(form, this.#list, this.#status, this.#filters, this.#help, this.#results, this.#more);
    this.#listen();
    this.#showHelp();
    void this.#search.names().catch(() => undefined);
  }

  #makeForm(): HTMLFormElement {
    const id = `${this.#id}-query`;
    return make(
      'form',
      { role: 'search', action: underBase(this.#base, paths.search), method: 'get' },
      make('label', { for: id, class: 'visually-hidden' }, '搜人名、站名、事情'),
      make(
        'div',
        { class: 'field' },
        make('input', {
          id,
          name: 'q',
          type: 'search',
          autocomplete: 'off',
          enterkeyhint: 'search',
          maxlength: '60',
          placeholder: '人名、站名，拼音也行',
        }),
        make('button', { type: 'submit', class: 'button' }, '搜索'),
      ),
    );
  }

  #listen(): void {
    const input = this.#input;
    input.addEventListener('input', (event) => {
      if (event instanceof InputEvent && event.isComposing) return;
      this.#typed();
    });
    input.addEventListener('compositionend', () => {
      this.#typed();
    });
    input.addEventListener('keydown', (event) => {
      // The input method's own keys: Enter takes its word, the arrows move in its list. Safari ends the composing before
      // that Enter arrives and tells it by the old code alone.
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else tells that key in Safari
      if (!event.isComposing && event.keyCode !== 229) this.#pressed(event);
    });
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      clearTimeout(this.#timer);
      this.#collapse();
      void this.ask({ ...this.#asked, query: input.value.trim() }, true);
    });
    this.#filters.addEventListener('change', (event) => {
      const { target } = event;
      if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return;
      const { filters } = this.#asked;
      void this.ask(
        target.name === 'order'
          ? { ...this.#asked, isNewestFirst: target.value === 'date' }
          : { ...this.#asked, filters: withChoice(filters, target.name as FilterName, target.value) },
        true,
      );
    });
    this.#more.addEventListener('click', () => void this.#showMore(this.#turn, true));
  }

  /** Puts the cursor into the field. */
  override focus(): void {
    this.#input.focus();
    this.#input.select();
  }

  #typed(): void {
    const query = this.#input.value.trim();
    void this.#suggest(query);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (query !== this.#asked.query) void this.ask({ ...this.#asked, query, filters: emptyFilters() }, false);
    }, pause);
  }

  async #suggest(query: string): Promise<void> {
    const turn = this.#turn;
    try {
      const { names, isGuess } = await this.#search.suggest(query, mostSuggestions);
      if (this.#input.value.trim() !== query || turn > this.#turn) return;
      this.#active = -1;
      this.#input.removeAttribute('aria-activedescendant');
      this.#list.replaceChildren(
        ...(isGuess && names.length > 0 ? [make('li', { role: 'presentation', class: 'guess' }, '你是不是找')] : []),
        ...names.map((name, index) => this.#option(name, index)),
      );
      this.#expand(names.length > 0);
    } catch {
      // Without the names the texts are still searched.
      this.#collapse();
    }
  }

  #option(name: Name, index: number): HTMLLIElement {
    const option = make(
      'li',
      { role: 'option', id: `${this.#id}-option-${String(index)}`, 'aria-selected': 'false' },
      make(
        'a',
        { href: underBase(this.#base, name.path), tabindex: '-1' },
        make('span', { class: 'name' }, name.title),
        make('span', { class: 'quiet' }, factsOf(name)),
      ),
    );
    // The field keeps the focus, so that the list is still there when the finger lifts.
    option.addEventListener('mousedown', (event) => {
      event.preventDefault();
    });
    return option;
  }

  #options(): HTMLElement[] {
    return [...this.#list.querySelectorAll<HTMLElement>('[role=option]')];
  }

  #expand(isExpanded: boolean): void {
    this.#list.hidden = !isExpanded;
    this.#input.setAttribute('aria-expanded', String(isExpanded));
    this.toggleAttribute('data-suggests', isExpanded);
  }

  #collapse(): void {
    this.#active = -1;
    this.#input.removeAttribute('aria-activedescendant');
    this.#expand(false);
  }

  #pressed(event: KeyboardEvent): void {
    const options = this.#options();
    const isExpanded = !this.#list.hidden && options.length > 0;
    if (event.key === 'Escape' && isExpanded) {
      // The first Escape closes the list, the next one the dialog.
      event.preventDefault();
      event.stopPropagation();
      this.#collapse();
    } else if (event.key === 'Escape' && this.closest('dialog') !== null) {
      // Left to itself the browser would empty the field first, and the dialog would stay.
      event.preventDefault();
      // For some milliseconds the hidden field would still take the keys, `/` among them.
      this.#input.blur();
      this.closest('dialog')?.close();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (options.length === 0) return;
      event.preventDefault();
      if (!isExpanded) this.#expand(true);
      const places = options.length + 1;
      const step = event.key === 'ArrowDown' ? 1 : -1;
      this.#active = ((this.#active + 1 + step + places) % places) - 1;
      options.forEach((option, index) => {
        option.setAttribute('aria-selected', String(index === this.#active));
      });
      const active = options[this.#active];
      if (active === undefined) this.#input.removeAttribute('aria-activedescendant');
      else this.#input.setAttribute('aria-activedescendant', active.id);
      active?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter' && isExpanded) {
      const link = options[this.#active]?.querySelector('a');
      if (!link) return;
      event.preventDefault();
      link.click();
    }
  }

  /** Asks and shows the answer. @param isStep whether going back should lead to what was asked before */
  async ask(asked: SearchQuestion, isStep: boolean): Promise<void> {
    const turn = ++this.#turn;
    this.#asked = asked;
    if (this.#input.value.trim() !== asked.query) this.#input.value = asked.query;
    this.dispatchEvent(new CustomEvent('asked', { detail: { asked, isStep }, bubbles: true }));
    if (asked.query === '') {
      this.#collapse();
      this.#answer = undefined;
      this.#clear('');
      this.#showHelp();
      return;
    }
    const slow = setTimeout(() => {
      if (turn === this.#turn) this.#say('正在搜索…');
    }, 300);
    try {
      const [answer, byName] = await Promise.all([
        this.#search.ask(asked),
        this.#search.suggest(asked.query, mostByPinyin).catch(() => ({ names: [], isGuess: false })),
      ]);
      const first = await answer.more();
      if (turn !== this.#turn) return;
      this.#answer = answer;
      this.#clear('');
      // What is found as it is written is among the texts; pinyin and initials are not written anywhere.
      const spoken = byName.isGuess || !/[a-z]/i.test(asked.query) ? [] : this.#narrowed(byName.names);
      this.#results.append(...spoken.map((name) => this.#nameItem(name)), ...this.#items(first, spoken));
      showFilters(this.#filters, asked, answer.facets, spoken);
      this.#tell(spoken.length);
      if (this.#results.childElementCount === 0) this.#showNothing(byName.isGuess ? byName.names : []);
    } catch {
      const byName = await this.#search.suggest(asked.query, mostByPinyin).catch(() => undefined);
      if (turn !== this.#turn) return;
      this.#answer = undefined;
      this.#clear('搜索没有打开，请看看网络，再试一次。');
      // Without a network names and titles are still found, where the finder has kept them.
      if (byName === undefined || byName.names.length === 0) return;
      this.#results.append(...byName.names.map((name) => this.#nameItem(name)));
      this.#say(
        `没有连上网，只能按名称找：${byName.isGuess ? '最接近的有' : '找到'} ${String(byName.names.length)} 个`,
      );
    } finally {
      clearTimeout(slow);
    }
  }

  /** Names that pass the filters that names know. */
  #narrowed(names: readonly Name[]): Name[] {
    const { kind = '', town = '', ...others } = this.#asked.filters;
    if (Object.values(others).some((value) => value !== '')) return [];
    return names.filter((name) => (kind === '' || name.kind === kind) && (town === '' || name.town === town));
  }

  async #showMore(turn: number, movesFocus: boolean): Promise<void> {
    const answer = this.#answer;
    if (answer === undefined) return;
    this.#more.disabled = true;
    try {
      const pages = await answer.more();
      if (turn !== this.#turn) return;
      const items = this.#items(pages, []);
      this.#results.append(...items);
      this.#tell(0);
      if (movesFocus) items[0]?.querySelector('a')?.focus();
    } catch {
      this.#say('没有取到后面的结果，请看看网络，再试一次。');
    } finally {
      this.#more.disabled = false;
    }
  }

  #clear(status: string): void {
    this.#results.replaceChildren();
    this.#help.replaceChildren();
    this.#filters.hidden = true;
    this.#more.hidden = true;
    this.#say(status);
  }

  #say(text: string): void {
    this.#status.textContent = text;
  }

  #tell(spoken: number): void {
    const { query } = this.#asked;
    const answer = this.#answer;
    if (answer === undefined) return;
    const listed = this.#results.childElementCount;
    const { pages, isExact } = answer.count;
    // Of what is still to come some may also be among the names; what is shown counts.
    const total = answer.hasMore ? pages + spoken : listed;
    const about = answer.hasMore && !isExact ? '约 ' : '';
    this.#more.hidden = !answer.hasMore;
    if (listed === 0) this.#say(`没有找到“${query}”`);
    else if (pages === 0) this.#say(`按读音找到 ${String(listed)} 个页面`);
    else this.#say(`找到 ${about}${String(total)} 个页面提到“${query}”`);
  }

  #items(pages: readonly Found[], spoken: readonly Name[]): HTMLLIElement[] {
    const listed = new Set(spoken.map(({ path }) => underBase(this.#base, path)));
    return pages.filter(({ href }) => !listed.has(href)).map((page) => this.#item(page));
  }

  #item(page: Found): HTMLLIElement {
    const { href, title, excerpt, picture } = page;
    const item = make(
      'li',
      {},
      make('a', { href }, ...marked(title)),
      make('p', { class: 'quiet' }, factsOf(page)),
      make('p', {}, ...marked(excerpt)),
    );
    if (picture !== undefined) {
      item.append(
        make('img', { src: picture, alt: '', loading: 'lazy', decoding: 'async', width: '72', height: '72' }),
      );
    }
    return item;
  }

  #nameItem(name: Name): HTMLLIElement {
    return make(
      'li',
      {},
      make('a', { href: underBase(this.#base, name.path) }, name.title),
      make('p', { class: 'quiet' }, factsOf(name)),
    );
  }

  /** On the search page what can be found stands below already. */
  #showHelp(): void {
    if (!this.hasAttribute('data-plain')) this.#help.replaceChildren(...helpBefore());
  }

  #showNothing(near: readonly Name[]): void {
    const hasFilters = Object.keys(this.#asked.filters).length > 0;
    const undo = () => void this.ask({ ...this.#asked, filters: emptyFilters() }, true);
    const items = near.map((name) => this.#nameItem(name));
    this.#help.replaceChildren(...helpWithNothing(this.#base, items, hasFilters ? undo : undefined));
  }
}

customElements.define('site-search', SearchPanel);
