/** Copies the address under which the page is published, without what a messenger added to it. */
import { copyToClipboard } from './clipboard.client.ts';

class CopyLink extends HTMLElement {
  connectedCallback(): void {
    const button = this.querySelector('button');
    const field = this.querySelector('input');
    const status = this.querySelector('[role=status]');
    if (button === null || field === null || status === null) return;
    button.addEventListener('click', () => {
      const address = document.querySelector<HTMLLinkElement>('link[rel=canonical]')?.href ?? location.href;
      copyToClipboard(address).then(
        () => {
          status.textContent = '已复制';
          field.hidden = true;
          setTimeout(() => {
            status.textContent = '';
          }, 4000);
        },
        () => {
          field.value = address;
          field.hidden = false;
          field.focus();
          field.select();
          status.textContent = '请长按或按 Ctrl+C 复制';
        },
      );
    });
  }
}

customElements.define('copy-link', CopyLink);
