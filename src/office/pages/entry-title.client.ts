/**
 * The title of the entry whose form is open, in place of its slug: at the head of the form and in the name of the window. Keystatic
 * puts the element there (`studio/keystatic-changes.ts`).
 */
import type { EntryRow } from '../../domain/entries/entry-row.ts';

class EntryTitle extends HTMLElement {
  static readonly observedAttributes = ['kind', 'name'];

  /** Where there is no title: what Keystatic put there. Nothing is shown until that is known. */
  private readonly shown = document.createElement('slot');
  private asked = 0;
  private readonly ask = () => void this.findTitle();

  connectedCallback(): void {
    if (this.shadowRoot === null) this.attachShadow({ mode: 'open' });
    window.addEventListener('office:saved', this.ask);
    this.ask();
  }

  disconnectedCallback(): void {
    window.removeEventListener('office:saved', this.ask);
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.ask();
  }

  private async findTitle(): Promise<void> {
    const asked = (this.asked += 1);
    const question = new URLSearchParams({
      kind: this.getAttribute('kind') ?? '',
      name: this.getAttribute('name') ?? '',
    });
    const response = await fetch(`/api/office/entries?${question.toString()}`).catch(() => undefined);
    const rows = response?.ok === true ? ((await response.json()) as EntryRow[]) : [];
    if (asked !== this.asked || this.shadowRoot === null) return;
    const title = rows[0]?.title;
    this.shadowRoot.replaceChildren(title ?? this.shown);
    document.title = `${title ?? this.getAttribute('name') ?? ''} · 编辑台`;
  }
}

customElements.define('office-title', EntryTitle);
