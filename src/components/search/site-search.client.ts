/** The search field of the search page: asks as one types, never in the middle of a Chinese input method's composing. */
import { SiteSearch, type Engine, type Found } from '../../search/query.client.ts';

const pause = 200;

class SiteSearchElement extends HTMLElement {
  readonly #base = document.documentElement.dataset['base'] ?? '/';
  readonly #search = new SiteSearch(
    this.#base,
    () => import(/* @vite-ignore */ `${this.#base.replace(/\/$/, '')}/pagefind/pagefind.js`) as Promise<Engine>,
  );
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;

  connectedCallback(): void {
    const input = this.querySelector('input');
    const form = this.querySelector('form');
    if (input === null || form === null) return;
    const asked = new URLSearchParams(location.search).get('q');
    if (asked !== null) input.value = asked;
    if (input.value !== '') void this.#answer(input.value);

    input.addEventListener('input', (event) => {
      if (event instanceof InputEvent && event.isComposing) return;
      this.#askSoon(input.value);
    });
    input.addEventListener('compositionend', () => {
      this.#askSoon(input.value);
    });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      clearTimeout(this.#timer);
      void this.#answer(input.value);
    });
  }

  #askSoon(query: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#answer(query), pause);
  }

  async #answer(query: string): Promise<void> {
    const turn = ++this.#turn;
    const address = new URL(location.href);
    if (query.trim() === '') address.searchParams.delete('q');
    else address.searchParams.set('q', query.trim());
    history.replaceState(null, '', address);
    try {
      const { found, related } = await this.#search.ask(query);
      if (turn !== this.#turn) return;
      this.#show(query.trim(), found, related);
    } catch {
      if (turn === this.#turn) this.#say('搜索没有打开，请看看网络，再试一次。');
    }
  }

  #say(text: string): void {
    const status = this.querySelector('[role=status]');
    if (status !== null) status.textContent = text;
  }

  #show(query: string, found: readonly Found[], related: readonly Found[]): void {
    const list = this.querySelector('[data-results]');
    if (list === null) return;
    list.replaceChildren(...(found.length > 0 ? found : related).map(resultItem));
    if (query === '') this.#say('');
    else if (found.length > 0) this.#say(`有 ${String(found.length)} 个页面提到“${query}”`);
    else if (related.length > 0) this.#say(`没有页面提到“${query}”，下面是相近的结果`);
    else this.#say(`没有找到“${query}”，换个说法，或者从下面的栏目里找`);
  }
}

function resultItem({ href, title, excerpt }: Found): HTMLLIElement {
  const item = document.createElement('li');
  const link = document.createElement('a');
  link.href = href;
  link.textContent = title;
  const text = document.createElement('p');
  excerpt.forEach((part, index) => {
    if (index % 2 === 0) {
      text.append(part);
    } else {
      const mark = document.createElement('mark');
      mark.textContent = part;
      text.append(mark);
    }
  });
  item.append(link, text);
  return item;
}

customElements.define('site-search', SiteSearchElement);
