/** Sharing a clip of the feed. */
import { copyToClipboard } from '../site/clipboard.client.ts';

/**
 * Passes the address of a clip's page to the phone's share sheet, or copies it.
 * @param announce shows a text to the visitor for a moment
 */
export async function share(link: HTMLAnchorElement, announce: (text: string) => void): Promise<void> {
  try {
    if ('share' in navigator) {
      await navigator.share({ title: link.textContent.trim(), url: link.href });
      return;
    }
    await copyToClipboard(link.href);
    announce('网址已复制');
  } catch (error) {
    // Closing the share sheet is no failure. An address that could not be copied is shown.
    if (!(error instanceof DOMException && error.name === 'AbortError')) announce(link.href);
  }
}
