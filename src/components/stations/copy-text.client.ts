/** Copies a text. Inside WeChat, where some map apps do not open, it also shows a note beside the links to them. */
import { copyToClipboard } from '../site/clipboard.client.ts';

class CopyText extends HTMLElement {
  connectedCallback(): void {
    const text = this.dataset['text'] ?? '';
    const show = (status: string) => {
      const line = this.querySelector('[role=status]');
      if (line) line.textContent = status;
    };
    this.querySelector('button')?.addEventListener('click', () => {
      copyToClipboard(text).then(
        () => {
          show('已复制');
        },
        () => {
          show(text);
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
