/**
 * Makes the list of clips a feed: one clip fills the screen, plays without sound until somebody taps, and the next one is
 * made ready behind it. Two players serve all clips, so that memory does not grow with swiping.
 */
import { seekStep } from '../../domain/clips/playback.ts';

interface FilmFile {
  href: string;
  type: string;
}

/** What a clip's `data-film` says. */
interface Film {
  narrow: readonly FilmFile[];
  wide: readonly FilmFile[];
  captions?: string;
  isSilent: boolean;
}

/** Not in every browser, and so not among the types of the DOM. */
interface Connection {
  connection?: { saveData?: boolean };
}

const filters = ['theme', 'scene', 'festival', 'town'] as const;

const filmOf = (slide: HTMLElement) => JSON.parse(slide.dataset['film'] ?? '{}') as Film;

/** One `<video>` that is used again and again. */
class Player {
  readonly element = document.createElement('video');
  /** The slide that it is loaded for. */
  slide: HTMLElement | undefined;
  readonly #onCaption: (text: string) => void;

  constructor(onCaption: (text: string) => void) {
    this.#onCaption = onCaption;
    const { element } = this;
    element.loop = true;
    element.muted = true;
    element.playsInline = true;
    element.preload = 'auto';
    // Old browsers of WeChat know it by these names.
    for (const name of ['webkit-playsinline', 'x5-playsinline']) element.setAttribute(name, '');
    element.setAttribute('x5-video-player-type', 'h5');
    element.tabIndex = -1;
    // Until there is a frame the poster is seen through it.
    element.addEventListener('loadeddata', () => {
      element.style.opacity = '1';
    });
  }

  /** Starts loading the clip of a slide. */
  load(slide: HTMLElement): void {
    this.release();
    this.slide = slide;
    const { element } = this;
    const film = filmOf(slide);
    const files = matchMedia('(min-width: 48rem)').matches ? film.wide : film.narrow;
    const file = files.find(({ type }) => element.canPlayType(type) !== '') ?? files[0];
    if (file === undefined) return;
    element.style.opacity = '0';
    element.setAttribute('aria-label', slide.querySelector('h2')?.textContent.trim() ?? '');
    if (film.captions !== undefined) this.#loadCaptions(film.captions);
    slide.querySelector('.stage')?.append(element);
    element.src = file.href;
  }

  /** Captions are shown by the page, above its own words and controls. */
  #loadCaptions(address: string): void {
    const element = document.createElement('track');
    element.kind = 'captions';
    element.src = address;
    this.element.append(element);
    element.track.mode = 'hidden';
    element.track.addEventListener('cuechange', () => {
      const cues = [...(element.track.activeCues ?? [])] as VTTCue[];
      this.#onCaption(cues.map(({ text }) => text).join('\n'));
    });
  }

  /** Lets go of everything that was loaded. */
  release(): void {
    const { element } = this;
    if (this.slide === undefined) return;
    this.slide = undefined;
    element.pause();
    element.replaceChildren();
    element.removeAttribute('src');
    element.load();
    element.remove();
  }
}

class ClipFeed extends HTMLElement {
  #slides: HTMLElement[] = [];
  #current = -1;
  #direction: 1 | -1 = 1;
  #hasSound = false;
  #isPausedByHand = false;
  #active = this.#newPlayer();
  #spare = this.#newPlayer();
  #toastTimer: ReturnType<typeof setTimeout> | undefined;

  connectedCallback(): void {
    const wanted = new URLSearchParams(location.search);
    for (const slide of this.querySelectorAll('article')) {
      const fits = filters.every((name) => {
        const value = wanted.get(name) ?? '';
        return value === '' || (slide.dataset[name] ?? '').split(' ').includes(value);
      });
      if (!fits) slide.remove();
    }
    this.#leave.search = location.search;
    this.#slides = [...this.querySelectorAll('article')].filter((slide) => filmOf(slide).narrow.length > 0);
    if (this.#slides.length === 0) return;

    const savesData = (navigator as Connection).connection?.saveData === true;
    const wantsStillness = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const calm = this.querySelector<HTMLElement>('.calm');
    if (calm === null || !(savesData || wantsStillness)) {
      this.#start();
      return;
    }
    this.#part('reason').textContent = savesData ? '省流量' : '减少动态效果';
    calm.hidden = false;
    this.#part('start').addEventListener('click', () => {
      calm.hidden = true;
      this.#start();
    });
  }

  #part(name: string): HTMLElement {
    const part = this.querySelector<HTMLElement>(`[data-${name}]`);
    if (part === null) throw new Error(`The feed has no part named ${name}.`);
    return part;
  }

  /** The way back to the list, with the choice that led here. */
  get #leave(): HTMLAnchorElement {
    return this.#part('leave') as HTMLAnchorElement;
  }

  #newPlayer(): Player {
    const player: Player = new Player((text) => {
      if (player === this.#active) this.#showCaption(text);
    });
    const { element } = player;
    const whenActive = (act: () => void) => () => {
      if (player === this.#active) act();
    };
    element.addEventListener(
      'timeupdate',
      whenActive(() => {
        const part = element.duration > 0 ? element.currentTime / element.duration : 0;
        this.#part('progress').style.scale = `${String(part)} 1`;
      }),
    );
    // The next clip waits until this one plays, so that it takes nothing from it.
    element.addEventListener(
      'playing',
      whenActive(() => {
        this.#prepareNext();
        this.#tellPlaying();
      }),
    );
    element.addEventListener(
      'pause',
      whenActive(() => {
        this.#tellPlaying();
      }),
    );
    element.addEventListener(
      'error',
      whenActive(() => {
        if (element.hasAttribute('src')) this.#toast('这段短片放不出来，可以点标题打开它的页面');
      }),
    );
    return player;
  }

  #start(): void {
    const scroller = this.#part('scroller');
    this.dataset['plays'] = '';
    document.documentElement.style.overflow = 'hidden';
    this.#silenceSurroundings();
    for (const name of ['bar', 'rail', 'progress']) this.#part(name).hidden = false;
    scroller.setAttribute('role', 'feed');
    scroller.setAttribute('aria-label', '短片');
    this.#slides.forEach((slide, index) => {
      slide.tabIndex = -1;
      slide.setAttribute('aria-posinset', String(index + 1));
      slide.setAttribute('aria-setsize', String(this.#slides.length));
    });
    // Clips whose film is missing stay in the list, not in the feed.
    for (const slide of this.querySelectorAll('article')) if (!this.#slides.includes(slide)) slide.remove();

    const first = Math.max(0, this.#indexOfAddress());
    const slide = this.#slides[first];
    if (slide) scroller.scrollTop = slide.offsetTop;
    this.#show(first);

    const seen = new IntersectionObserver(
      (entries) => {
        for (const { isIntersecting, target } of entries) {
          if (isIntersecting) this.#show(this.#slides.indexOf(target as HTMLElement));
        }
      },
      { root: scroller, threshold: 0.6 },
    );
    for (const each of this.#slides) seen.observe(each);

    this.#listen(scroller);
  }

  #listen(scroller: HTMLElement): void {
    scroller.addEventListener('click', ({ target }) => {
      if (target instanceof Element && target.closest('a, button') === null) this.#tap();
    });
    this.#part('sound').addEventListener('click', () => {
      this.#setSound(!this.#hasSound);
    });
    this.#part('play').addEventListener('click', () => {
      this.#togglePlay();
    });
    this.#part('previous').addEventListener('click', () => {
      this.#go(this.#current - 1);
    });
    this.#part('next').addEventListener('click', () => {
      this.#go(this.#current + 1);
    });
    this.#part('copy').addEventListener('click', () => void this.#share());
    document.addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (this.#press(event.key, event.target)) event.preventDefault();
    });
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) this.#active.element.pause();
      else this.#resume();
    });
    addEventListener('pageshow', ({ persisted }) => {
      if (persisted) this.#resume();
    });
    addEventListener('hashchange', () => {
      const index = this.#indexOfAddress();
      if (index >= 0 && index !== this.#current) this.#go(index);
    });
  }

  /** Nothing behind the feed can be reached; the page keeps its first heading. */
  #silenceSurroundings(): void {
    for (
      let around = this.parentElement;
      around && around !== document.documentElement;
      around = around.parentElement
    ) {
      for (const other of around.children) {
        const isAside = !other.contains(this) && other.querySelector('h1') === null;
        if (!isAside || !(other instanceof HTMLElement)) continue;
        other.inert = true;
        // What lies below moves up under the feed: nobody sees it, and it shall not count as a jump of the page.
        other.style.visibility = 'hidden';
      }
    }
  }

  #indexOfAddress(): number {
    const slug = decodeURIComponent(location.hash.slice(1));
    return this.#slides.findIndex(({ id }) => id === slug);
  }

  #show(index: number): void {
    const slide = this.#slides[index];
    if (slide === undefined || index === this.#current) return;
    const previous = this.#current;
    this.#direction = index < previous ? -1 : 1;
    this.#current = index;
    this.#isPausedByHand = false;
    if (this.#spare.slide !== slide) this.#spare.load(slide);
    [this.#active, this.#spare] = [this.#spare, this.#active];
    this.#spare.release();
    this.#showCaption('');
    this.#part('progress').style.scale = '0 1';
    this.#part('place').textContent = `第 ${String(index + 1)} 段，共 ${String(this.#slides.length)} 段`;
    this.#part('sound').toggleAttribute('disabled', filmOf(slide).isSilent);
    // Not before somebody moves: a page that is still loading would jump back to what its address names.
    if (previous >= 0) history.replaceState(history.state, '', `#${slide.id}`);
    this.#play();
  }

  #play(): void {
    const { element } = this.#active;
    element.muted = !this.#hasSound;
    element.play().catch((error: unknown) => {
      if (!(error instanceof DOMException) || error.name !== 'NotAllowedError') return;
      // Sound needs a tap that this page has not seen yet; without sound it may play.
      if (element.muted) this.#tellPlaying();
      else this.#setSound(false);
    });
  }

  #resume(): void {
    if (!this.#isPausedByHand) this.#play();
  }

  #prepareNext(): void {
    const next = this.#slides[this.#current + this.#direction];
    if (next !== undefined && this.#spare.slide !== next) this.#spare.load(next);
  }

  /** The first tap brings sound, since films start without; every other one stops and goes on. */
  #tap(): void {
    const slide = this.#slides[this.#current];
    if (!this.#hasSound && slide && !filmOf(slide).isSilent && !this.#active.element.paused) {
      this.#setSound(true);
      this.#toast('已打开声音');
    } else {
      this.#togglePlay();
    }
  }

  #setSound(isOn: boolean): void {
    this.#hasSound = isOn;
    this.#active.element.muted = !isOn;
    const button = this.#part('sound');
    button.setAttribute('aria-label', isOn ? '关闭声音' : '打开声音');
    button.dataset['state'] = isOn ? 'on' : 'off';
    if (this.#active.element.paused && !this.#isPausedByHand) this.#play();
  }

  #togglePlay(): void {
    const { element } = this.#active;
    this.#isPausedByHand = !element.paused;
    if (element.paused) this.#play();
    else element.pause();
  }

  #tellPlaying(): void {
    const { paused } = this.#active.element;
    const button = this.#part('play');
    button.setAttribute('aria-label', paused ? '播放' : '暂停');
    button.dataset['state'] = paused ? 'paused' : 'playing';
  }

  #showCaption(text: string): void {
    const caption = this.#part('caption');
    caption.textContent = text;
    caption.hidden = text === '';
  }

  #toast(text: string): void {
    const toast = this.#part('toast');
    toast.textContent = text;
    clearTimeout(this.#toastTimer);
    this.#toastTimer = setTimeout(() => {
      toast.textContent = '';
    }, 2500);
  }

  #go(index: number, withFocus = false): void {
    const slide = this.#slides[index];
    if (slide === undefined) {
      this.#toast(index < 0 ? '这是第一段' : '已经是最后一段');
      return;
    }
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
    slide.scrollIntoView({ behavior: isStill ? 'instant' : 'smooth', block: 'start' });
    if (withFocus) slide.focus({ preventScroll: true });
  }

  /** Does what a key means; returns whether it means anything here. */
  #press(key: string, target: EventTarget | null): boolean {
    const { element } = this.#active;
    const isOnControl = target instanceof Element && target.closest('a, button') !== null;
    switch (key) {
      case 'ArrowDown':
      case 'PageDown':
      case 'j':
        this.#go(this.#current + 1, true);
        return true;
      case 'ArrowUp':
      case 'PageUp':
      case 'k':
        this.#go(this.#current - 1, true);
        return true;
      case 'Home':
        this.#go(0, true);
        return true;
      case 'End':
        this.#go(this.#slides.length - 1, true);
        return true;
      case 'ArrowLeft':
        element.currentTime = Math.max(0, element.currentTime - seekStep);
        return true;
      case 'ArrowRight':
        element.currentTime = Math.min(element.duration || 0, element.currentTime + seekStep);
        return true;
      case ' ':
        if (isOnControl) return false;
        this.#togglePlay();
        return true;
      case 'm':
      case 'M':
        this.#setSound(!this.#hasSound);
        return true;
      case 'Escape':
        this.#leave.click();
        return true;
      default:
        return false;
    }
  }

  /** Hands the address of the clip's own page to the phone's share sheet, or copies it, or shows it. */
  async #share(): Promise<void> {
    const link = this.#slides[this.#current]?.querySelector<HTMLAnchorElement>('h2 a');
    if (!link) return;
    try {
      if ('share' in navigator) {
        await navigator.share({ title: link.textContent.trim(), url: link.href });
        return;
      }
      await (navigator as Navigator).clipboard.writeText(link.href);
      this.#toast('网址已复制');
    } catch (error) {
      // Closing the share sheet is no failure. Portals without HTTPS have no clipboard: then the address is shown.
      if (!(error instanceof DOMException && error.name === 'AbortError')) this.#toast(link.href);
    }
  }
}

customElements.define('clip-feed', ClipFeed);
