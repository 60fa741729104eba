/**
 * A list that answers while somebody types. The server finds; what it sends takes the place of the results. Without this
 * script the form works by its button.
 */

/** Milliseconds without a key before the server is asked. */
const rest = 120;

class EntryList extends HTMLElement {
  private waiting: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;

  connectedCallback(): void {
    const form = this.querySelector('form');
    if (form === null) return;
    // Fields that were filled in before a way back are answered by what stands there.
    form.addEventListener('input', (event) => {
      clearTimeout(this.waiting);
      // What an input method has not put in yet is no word.
      if (event instanceof InputEvent && event.isComposing) return;
      const pause = event.target instanceof HTMLSelectElement ? 0 : rest;
      this.waiting = setTimeout(() => void this.find(form), pause);
    });
    form.addEventListener('compositionend', () => void this.find(form));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.find(form);
    });
  }

  private async find(form: HTMLFormElement): Promise<void> {
    clearTimeout(this.waiting);
    const asked = (this.asked += 1);
    const question = new URLSearchParams();
    for (const [name, value] of new FormData(form))
      if (typeof value === 'string' && value.trim() !== '') question.set(name, value.trim());
    const text = question.toString();
    const address = `${form.action.split('?')[0] ?? ''}${text === '' ? '' : `?${text}`}`;
    const results = this.querySelector('.results');
    const response = await fetch(address).catch(() => undefined);
    // A later question is on its way.
    if (asked !== this.asked || results === null) return;
    if (response?.ok !== true) {
      const status = results.querySelector('[role=status]');
      if (status !== null) status.textContent = '编辑台没有回答。它还开着吗？重新打开以后再试。';
      return;
    }
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const found = page.querySelector('.results');
    if (found === null || asked !== this.asked) return;
    results.replaceChildren(...found.childNodes);
    history.replaceState(null, '', address);
  }
}

customElements.define('entry-list', EntryList);
