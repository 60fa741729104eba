/** Copies a text. Inside WeChat, which keeps some maps from starting, it also says so where such a map is offered. */
class CopyText extends HTMLElement {
  connectedCallback(): void {
    const status = this.querySelector('[role=status]');
    const text = this.dataset['text'] ?? '';
    const tell = (words: string) => {
      if (status) status.textContent = words;
    };
    this.querySelector('button')?.addEventListener('click', () => {
      // Portals without HTTPS have no clipboard: the text is shown, to be held and copied.
      if (!('clipboard' in navigator)) {
        tell(text);
        return;
      }
      navigator.clipboard.writeText(text).then(
        () => {
          tell('已复制');
        },
        () => {
          tell(text);
        },
      );
    });
  }
}

customElements.define('copy-text', CopyText);

if (/MicroMessenger/i.test(navigator.userAgent)) {
  for (const link of document.querySelectorAll<HTMLElement>('[data-barred]')) link.hidden = true;
  for (const note of document.querySelectorAll<HTMLElement>('[data-in-wechat]')) note.hidden = false;
}
