/** The size of the text, stored on this device, and reading aloud. */
import { announceReading, mandarinVoice, onOtherReading, piecesOf, utteranceOf } from './speech.client.ts';

const key = 'text-size';

/** What is read: the words of the article, not its controls, lists of facts or cards. */
const readable = 'h1, h2, h3, p, li, blockquote, figcaption';
const skipped = 'reading-aids, share-box, nav, [data-pagefind-ignore], [hidden], .no-print';

interface Piece {
  text: string;
  element: Element;
}

/** The article in pieces that a voice can speak at once. */
function piecesOfArticle(article: Element): Piece[] {
  const elements = [...article.querySelectorAll(readable)].filter(
    (element) => element.closest(skipped) === null && element.querySelector(readable) === null,
  );
  return elements.flatMap((element) => piecesOf(element.textContent).map((text) => ({ text, element })));
}

class ReadingAids extends HTMLElement {
  private pieces: Piece[] = [];
  private next = 0;
  private isReading = false;
  /** Referenced while it is spoken: Chrome drops the `end` event of an utterance that is garbage-collected. */
  private utterance: SpeechSynthesisUtterance | undefined;

  connectedCallback(): void {
    this.enableSizes();
    if ('speechSynthesis' in window) this.enableReading();
  }

  private enableSizes(): void {
    const root = document.documentElement;
    const inputs = [...this.querySelectorAll('input')];
    // After a browser that reloads the page has filled in what was chosen before.
    for (const input of inputs) input.checked = input.value === (root.dataset['textSize'] ?? '');
    this.addEventListener('change', ({ target }) => {
      if (!(target instanceof HTMLInputElement)) return;
      const before = this.getBoundingClientRect().top;
      if (target.value === '') delete root.dataset['textSize'];
      else root.dataset['textSize'] = target.value;
      // The text above grows as well; the control stays under the finger.
      scrollBy({ top: this.getBoundingClientRect().top - before, behavior: 'instant' });
      try {
        localStorage.setItem(key, target.value);
      } catch {
        // Not stored where the browser refuses.
      }
    });
  }

  private enableReading(): void {
    const read = this.querySelector<HTMLButtonElement>('[data-read]');
    const stop = this.querySelector<HTMLButtonElement>('[data-stop]');
    const article = this.closest('article');
    if (read === null || stop === null || article === null) return;
    const show = () => {
      read.hidden = mandarinVoice() === undefined;
    };
    show();
    speechSynthesis.addEventListener('voiceschanged', show);
    read.addEventListener('click', () => {
      if (this.isReading) this.pause(read);
      else this.read(article, read, stop);
    });
    stop.addEventListener('click', () => {
      this.stop(read, stop);
      read.focus();
    });
    addEventListener('pagehide', () => {
      this.stop(read, stop);
    });
    onOtherReading(this, () => {
      if (this.isReading) this.pause(read);
    });
  }

  private read(article: Element, read: HTMLButtonElement, stop: HTMLButtonElement): void {
    if (this.pieces.length === 0) this.pieces = piecesOfArticle(article);
    announceReading(this);
    this.isReading = true;
    read.textContent = '暂停';
    stop.hidden = false;
    this.speakNext(read, stop);
  }

  private speakNext(read: HTMLButtonElement, stop: HTMLButtonElement): void {
    const piece = this.pieces[this.next];
    this.mark(piece?.element);
    if (piece === undefined) {
      this.stop(read, stop);
      return;
    }
    const utterance = utteranceOf(piece.text);
    const at = this.next;
    utterance.addEventListener('end', () => {
      // A piece that was cut off by pausing ends too, and is spoken again from its beginning.
      if (!this.isReading || this.next !== at) return;
      this.next = at + 1;
      this.speakNext(read, stop);
    });
    utterance.addEventListener('error', ({ error }) => {
      if (error !== 'interrupted' && error !== 'canceled') this.stop(read, stop);
    });
    this.utterance = utterance;
    speechSynthesis.speak(this.utterance);
  }

  /** Stops the voice and stores the position. Phones cannot pause within a piece, so no browser does. */
  private pause(read: HTMLButtonElement): void {
    this.isReading = false;
    speechSynthesis.cancel();
    read.textContent = '继续';
  }

  private stop(read: HTMLButtonElement, stop: HTMLButtonElement): void {
    this.pause(read);
    read.textContent = '朗读';
    stop.hidden = true;
    this.next = 0;
    this.pieces = [];
    this.mark(undefined);
  }

  private mark(element: Element | undefined): void {
    document.querySelector('[data-being-read]')?.removeAttribute('data-being-read');
    element?.setAttribute('data-being-read', '');
  }
}

customElements.define('reading-aids', ReadingAids);
