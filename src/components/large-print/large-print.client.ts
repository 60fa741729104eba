/**
 * The tools of large print: reading aloud what is pointed at, and lines that cross at the pointer. What the page looks like
 * is in `large-print.css`.
 */
import { announceReading, mandarinVoice, onOtherReading, piecesOf, utteranceOf } from '../site/speech.client.ts';

const root = document.documentElement;
const mode = 'large-print';
const files = document.querySelector<HTMLElement>('script[data-large-print]')?.dataset['largePrint'] ?? '';

/** What is read as one: the text of the nearest of these around the place that was pointed at. */
const readable =
  'a, button, label, summary, legend, figcaption, h1, h2, h3, h4, p, li, dt, dd, th, td, blockquote, img';
/** What has no words of its own that are read. */
const silent = '[hidden], [aria-hidden=true], script, style, select, textarea';
/** What leads on or changes the page: in a tap that reads it, it does nothing yet. */
const active = 'a[href], button, summary, label';
/** Milliseconds that a mouse rests on something before it is read. */
const rest = 400;

/** Which tools are switched on, stored for the visit. */
type Tool = 'reading' | 'cross';

function isStored(tool: Tool): boolean {
  try {
    return sessionStorage.getItem(`${mode}-${tool}`) === 'on';
  } catch {
    return false;
  }
}

/** Stores a choice for the visit, or forgets it. */
function store(name: string, value: string | undefined): void {
  try {
    if (value === undefined) sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, value);
  } catch {
    // Some private windows refuse: the choice holds for this page.
  }
}

/** What is read when an element is pointed at: the card that leads on as a whole, or the nearest box of words. */
const readableAt = (element: Element): Element | undefined =>
  element.closest('.linked-card') ?? element.closest(readable) ?? undefined;

/** The words of an element as they are spoken: with a pause between what stands in boxes of its own. */
function spokenText(element: Element): string {
  if (element instanceof HTMLImageElement) return element.alt;
  const label = element.getAttribute('aria-label');
  if (label !== null) return label;
  const words: string[] = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  let isNewBox = false;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node instanceof Element) {
      if (node.closest(silent) !== null) continue;
      if (!getComputedStyle(node).display.startsWith('inline')) isNewBox = true;
      if (node instanceof HTMLImageElement && node.alt !== '') words.push(node.alt, '，');
      continue;
    }
    const text = node.textContent?.replace(/\s+/g, ' ').trim() ?? '';
    if (text === '' || node.parentElement?.closest(silent) !== null) continue;
    if (isNewBox && words.length > 0) words.push('，');
    isNewBox = false;
    words.push(text);
  }
  return words.join('').replace(/，+/g, '，').replace(/，$/, '');
}

/** Reads aloud what is pointed at: by a mouse that rests, by a tap, by the keyboard's focus. */
class PointedReading {
  private isOn = false;
  private last: Element | undefined;
  /** What was used last: `mouse`, `touch`, `pen`, or `keys`. */
  private used = 'mouse';
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Referenced while they are spoken: Chrome drops utterances that are garbage-collected. */
  private utterances: SpeechSynthesisUtterance[] = [];

  constructor() {
    addEventListener('pointerdown', ({ pointerType }) => {
      this.used = pointerType;
    });
    addEventListener('pointerover', (event) => {
      if (!this.isOn || event.pointerType !== 'mouse') return;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => {
        this.read(event.target);
      }, rest);
    });
    addEventListener('focusin', ({ target }) => {
      // A tap gives the focus too, and reads by itself.
      if (this.isOn && this.used === 'keys') this.read(target);
    });
    // In the capture phase: a first tap reads, and does nothing else.
    addEventListener(
      'click',
      (event) => {
        if (!this.isOn || this.used === 'mouse' || this.used === 'keys' || !(event.target instanceof Element)) return;
        const { target } = event;
        if (target.closest('[data-large-print-tools], [data-large-print-switch], input, select, textarea')) return;
        const found = readableAt(target);
        const leads = target.closest(active) !== null;
        if (leads && found !== undefined && found === this.last) return;
        if (leads) {
          event.preventDefault();
          event.stopPropagation();
        }
        this.read(target);
      },
      { capture: true },
    );
    addEventListener('keydown', ({ key }) => {
      this.used = 'keys';
      if (key === 'Escape' && this.isOn) this.stop();
    });
    addEventListener('pagehide', () => {
      if (this.isOn) this.stop();
    });
    onOtherReading(this, () => {
      this.mark(undefined);
    });
  }

  set(isOn: boolean): void {
    if (this.isOn && !isOn) this.stop();
    this.isOn = isOn;
  }

  private stop(): void {
    clearTimeout(this.timer);
    speechSynthesis.cancel();
    this.mark(undefined);
  }

  private read(target: EventTarget | null): void {
    const element = target instanceof Element ? readableAt(target) : undefined;
    if (element === undefined) return;
    const text = spokenText(element);
    if (text === '') return;
    announceReading(this);
    this.mark(element);
    speechSynthesis.cancel();
    this.utterances = piecesOf(text).map(utteranceOf);
    for (const utterance of this.utterances) speechSynthesis.speak(utterance);
  }

  private mark(element: Element | undefined): void {
    this.last?.removeAttribute('data-pointed-at');
    this.last = element;
    element?.setAttribute('data-pointed-at', '');
  }
}

/** Two lines that cross where the mouse is. */
class Cross {
  private readonly lines = ['x', 'y'].map((axis) => {
    const line = document.createElement('div');
    line.className = `large-print-cross ${axis}`;
    line.setAttribute('aria-hidden', 'true');
    return line;
  });

  constructor() {
    addEventListener('pointermove', ({ clientX, clientY, pointerType }) => {
      if (pointerType !== 'mouse') return;
      const [across, down] = this.lines;
      if (across !== undefined) across.style.transform = `translateY(${String(clientY)}px)`;
      if (down !== undefined) down.style.transform = `translateX(${String(clientX)}px)`;
    });
  }

  set(isOn: boolean): void {
    if (isOn) document.body.append(...this.lines);
    else for (const line of this.lines) line.remove();
  }
}

/** The row of tools below the header, and the words of the switch. */
class Tools {
  private readonly row = document.createElement('div');
  private readonly said = document.createElement('p');
  private readonly button = document.querySelector('[data-large-print-switch]');
  private readonly label = this.button?.textContent ?? '';
  private readonly tools: Readonly<Record<Tool, { set: (isOn: boolean) => void }>>;
  private readonly buttons: Readonly<Record<Tool, HTMLButtonElement>>;

  constructor() {
    this.tools = { reading: new PointedReading(), cross: new Cross() };
    this.buttons = { reading: this.toggle('reading', '点读'), cross: this.toggle('cross', '十字线') };
    this.row.className = 'large-print-tools';
    this.row.dataset['largePrintTools'] = '';
    this.row.setAttribute('role', 'group');
    this.row.setAttribute('aria-label', '大字版的工具');
    this.said.setAttribute('role', 'status');
    this.row.append(this.buttons.reading, this.buttons.cross, this.said);
    const fine = matchMedia('(any-pointer: fine)');
    this.buttons.cross.hidden = !fine.matches;
    this.showReading();
    if ('speechSynthesis' in window) {
      speechSynthesis.addEventListener('voiceschanged', () => {
        this.showReading();
        this.show();
      });
    }
    this.button?.addEventListener('click', (event) => {
      // The page's start would fetch this again.
      event.stopPropagation();
      this.change();
    });
    // Fetched by the first tap on the switch, or named in the head of a page in large print.
    if (root.dataset['largePrint'] === undefined) this.change();
    else this.show();
  }

  /** Changes into large print and out of it. */
  private change(): void {
    if (root.dataset['largePrint'] === undefined) {
      root.dataset['largePrint'] = 'on';
      store(mode, 'on');
      if (document.querySelector(`link[href="${files}.css"]`) === null) {
        const link = document.createElement('link');
        link.rel = 'stylesheet';
        link.href = `${files}.css`;
        document.head.append(link);
      }
    } else {
      delete root.dataset['largePrint'];
      store(mode, undefined);
    }
    this.show();
  }

  private toggle(tool: Tool, label: string): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'choice';
    button.textContent = label;
    button.setAttribute('aria-pressed', String(isStored(tool)));
    button.addEventListener('click', () => {
      const isOn = button.getAttribute('aria-pressed') !== 'true';
      button.setAttribute('aria-pressed', String(isOn));
      store(`${mode}-${tool}`, isOn ? 'on' : 'off');
      this.apply();
    });
    return button;
  }

  private showReading(): void {
    this.buttons.reading.hidden = !('speechSynthesis' in window) || mandarinVoice() === undefined;
  }

  /** Shows the row in large print, and takes it away outside. */
  private show(): void {
    const isOn = root.dataset['largePrint'] !== undefined;
    if (this.button !== null) this.button.textContent = isOn ? '标准版' : this.label;
    const hasTools = Object.values(this.buttons).some(({ hidden }) => !hidden);
    if (isOn && hasTools) {
      document.querySelector('body > header')?.append(this.row);
      // The next page keeps the room for the row.
      root.dataset['largePrint'] = 'tools';
      store(mode, 'tools');
    } else this.row.remove();
    this.apply();
  }

  private apply(): void {
    const isOn = root.dataset['largePrint'] !== undefined;
    for (const tool of ['reading', 'cross'] as const) {
      const button = this.buttons[tool];
      this.tools[tool].set(isOn && !button.hidden && button.getAttribute('aria-pressed') === 'true');
    }
    const isReading = !this.buttons.reading.hidden && this.buttons.reading.getAttribute('aria-pressed') === 'true';
    const byTap = matchMedia('(pointer: coarse)').matches;
    this.said.textContent = !isReading ? '' : byTap ? '点一下读出来，再点一下打开' : '指着哪里，就读哪里';
  }
}

new Tools();
