/**
 * The list of suggestions under the search field: the field is a combobox with an editable text and a list box
 * (WAI-ARIA Authoring Practices). The field keeps the focus; the active option is named by `aria-activedescendant`.
 */
import { underBase } from '../../addresses.ts';
import type { Name } from '../../domain/search/names-file.ts';
import { createElement, factsOf, setAttributes } from './elements.client.ts';

/** The suggestions of one search field. */
export class SuggestionList {
  /** The list box. */
  readonly element: HTMLUListElement;
  private readonly input: HTMLInputElement;
  private readonly base: string;
  private options: HTMLAnchorElement[] = [];
  /** Index of the active option; -1 for none. */
  private active = -1;

  /** @param id of the list box; the ids of options begin with it */
  constructor(input: HTMLInputElement, id: string, base: string) {
    this.input = input;
    this.base = base;
    this.element = createElement('ul', { role: 'listbox', id, 'aria-label': '名称', hidden: '' });
    setAttributes(input, {
      role: 'combobox',
      'aria-autocomplete': 'list',
      'aria-expanded': 'false',
      'aria-controls': id,
      autocapitalize: 'off',
      spellcheck: 'false',
    });
  }

  /** Replaces the suggestions; without any the list is hidden. @param isGuess whether they are only similar */
  show(names: readonly Name[], isGuess: boolean): void {
    this.options = names.map((name, index) => this.option(name, index));
    this.activate(-1);
    this.element.replaceChildren(
      ...(isGuess && names.length > 0
        ? [createElement('li', { role: 'presentation', class: 'guess' }, '你是不是找')]
        : []),
      ...this.options.map((option) => createElement('li', { role: 'presentation' }, option)),
    );
    this.setExpanded(names.length > 0);
  }

  /** Hides the list. */
  collapse(): void {
    this.activate(-1);
    this.setExpanded(false);
  }

  /** Handles a key of the field. @returns whether the key is one of the list's */
  handleKey(key: string): boolean {
    const isExpanded = !this.element.hidden && this.options.length > 0;
    switch (key) {
      case 'Escape':
        if (!isExpanded) return false;
        this.collapse();
        return true;
      case 'ArrowDown':
      case 'ArrowUp': {
        if (this.options.length === 0) return false;
        if (!isExpanded) this.setExpanded(true);
        // The field itself is a stop between the last option and the first.
        const stops = this.options.length + 1;
        const step = key === 'ArrowDown' ? 1 : -1;
        this.activate(((this.active + 1 + step + stops) % stops) - 1);
        return true;
      }
      case 'Enter': {
        const link = isExpanded ? this.options[this.active] : undefined;
        link?.click();
        return Boolean(link);
      }
      default:
        return false;
    }
  }

  private option(name: Name, index: number): HTMLAnchorElement {
    // The link itself is the option: an option may have no control in it.
    const option = createElement(
      'a',
      {
        role: 'option',
        id: `${this.element.id}-${String(index)}`,
        'aria-selected': 'false',
        href: underBase(this.base, name.path),
        tabindex: '-1',
      },
      createElement('span', { class: 'name' }, name.title),
      createElement('span', { class: 'quiet' }, factsOf(name)),
    );
    // The field keeps the focus, so that the list is still there when the finger lifts.
    option.addEventListener('mousedown', (event) => {
      event.preventDefault();
    });
    return option;
  }

  private activate(index: number): void {
    this.active = index;
    this.options.forEach((option, at) => {
      option.setAttribute('aria-selected', String(at === index));
    });
    const active = this.options[index];
    if (active === undefined) this.input.removeAttribute('aria-activedescendant');
    else this.input.setAttribute('aria-activedescendant', active.id);
    active?.scrollIntoView({ block: 'nearest' });
  }

  private setExpanded(isExpanded: boolean): void {
    this.element.hidden = !isExpanded;
    this.input.setAttribute('aria-expanded', String(isExpanded));
  }
}
