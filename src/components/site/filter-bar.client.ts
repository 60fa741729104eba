/** Stores the choice of a filter bar in the address, so that it can be shared and survives going back, and shows the count. */

/** Whether the rules of the page hide what does not fit: before Chrome 105 and Safari 15.4 they are passed over. */
const hasRules = CSS.supports('selector(:has(*))');

class FilterBar extends HTMLElement {
  connectedCallback(): void {
    const form = this.querySelector('form');
    if (form === null) return;
    const stored = new URLSearchParams(location.search);
    for (const input of form.querySelectorAll('input')) {
      if (stored.get(input.name) === input.value) input.checked = true;
    }
    this.applyChoice(form);
    this.updateCount();
    form.addEventListener('change', () => {
      const address = new URL(location.href);
      for (const [name, value] of new FormData(form)) {
        if (value === '' || typeof value !== 'string') address.searchParams.delete(name);
        else address.searchParams.set(name, value);
      }
      history.replaceState(null, '', address);
      this.applyChoice(form);
      this.updateCount();
      this.updateLinks();
    });
    this.updateLinks();
  }

  /** Hides what does not fit, where the rules of the page do not. */
  private applyChoice(form: HTMLFormElement): void {
    if (hasRules) return;
    const choices = [...new FormData(form)];
    for (const [name] of choices) {
      for (const item of this.closest('.filtered')?.querySelectorAll<HTMLElement>(`[data-${name}]`) ?? []) {
        const isLeftOut = choices.some(([other, value]) => {
          const values = item.getAttribute(`data-${other}`)?.split(' ');
          return value !== '' && typeof value === 'string' && values?.includes(value) === false;
        });
        item.style.display = isLeftOut ? 'none' : '';
      }
    }
  }

  /** Another view of the same list starts with the same choice. */
  private updateLinks(): void {
    for (const link of this.closest('.filtered')?.querySelectorAll<HTMLAnchorElement>('a[data-keeps-filter]') ?? []) {
      link.search = location.search;
    }
  }

  /** The rules of the page hide what does not fit; counting what is left needs no second rule. */
  private updateCount(): void {
    const list = this.closest('.filtered');
    const count = this.querySelector('[data-count]');
    if (list === null || count === null) return;
    const items = [...list.querySelectorAll('[data-item]')];
    const left = items.filter((item) => getComputedStyle(item).display !== 'none').length;
    const unit = this.dataset['unit'] ?? '';
    count.textContent =
      left === 0
        ? '没有符合这些条件的，换一个条件试试。'
        : left === items.length
          ? `共 ${String(left)} ${unit}`
          : `符合条件的 ${String(left)} ${unit}，共 ${String(items.length)} ${unit}`;
  }
}

customElements.define('filter-bar', FilterBar);
