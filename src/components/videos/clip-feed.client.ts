/**
 * Turns the list of clips into a feed: one clip fills the screen and plays without sound until the visitor taps, while the
 * next one loads.
 */
import { seekStep } from '../../domain/clips/playback.ts';
import { PageElement } from '../site/page-element.client.ts';
import { listenForKeys } from './feed-keys.client.ts';
import { PlayerPair } from './feed-players.client.ts';
import { share } from './feed-sharing.client.ts';
import {
  describeFeed,
  filmOf,
  filteredSlides,
  indexInAddress,
  observeSlides,
  scrollToSlide,
} from './feed-slides.client.ts';
import { deactivateSurroundings, reasonToWait } from './feed-start.client.ts';

/** How long a message is shown, in milliseconds. */
const toastDuration = 2500;

class ClipFeed extends PageElement {
  private slides: HTMLElement[] = [];
  private current = -1;
  private direction: 1 | -1 = 1;
  private hasSound = false;
  private isPausedByHand = false;
  private toastTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly players = new PlayerPair({
    timeupdate: () => {
      const { currentTime, duration } = this.video;
      this.showProgress(duration > 0 ? currentTime / duration : 0);
    },
    playing: () => {
      // The next clip waits until this one plays, so that they do not share the network.
      const next = this.slides[this.current + this.direction];
      if (next !== undefined) this.players.prepare(next);
      this.updatePlayButton();
    },
    pause: () => {
      this.updatePlayButton();
    },
    error: () => {
      if (this.video.hasAttribute('src')) this.toast('这段短片放不出来，可以点标题打开它的页面');
    },
    caption: (text) => {
      this.showCaption(text);
    },
  });

  private readonly toast = (text: string): void => {
    const toast = this.partNamed('toast');
    toast.textContent = text;
    clearTimeout(this.toastTimer);
    this.toastTimer = setTimeout(() => {
      toast.textContent = '';
    }, toastDuration);
  };

  private get video(): HTMLVideoElement {
    return this.players.video;
  }

  connectedCallback(): void {
    this.slides = filteredSlides(this);
    // The link back to the list leads to the filters that led here.
    this.partNamed('leave', HTMLAnchorElement).search = location.search;
    if (this.slides.length === 0) return;

    const reason = reasonToWait();
    const notice = this.querySelector<HTMLElement>('.calm');
    if (notice === null || reason === undefined) {
      this.start();
      return;
    }
    this.partNamed('reason').textContent = reason;
    notice.hidden = false;
    this.partNamed('start').addEventListener('click', () => {
      notice.hidden = true;
      this.start();
    });
  }

  private start(): void {
    const scroller = this.partNamed('scroller');
    this.dataset['plays'] = '';
    deactivateSurroundings(this);
    for (const name of ['bar', 'rail', 'progress']) this.partNamed(name).hidden = false;
    describeFeed(scroller, this.slides);
    // Clips whose film is missing stay in the list, not in the feed.
    for (const slide of this.querySelectorAll('article')) if (!this.slides.includes(slide)) slide.remove();

    const first = Math.max(0, indexInAddress(this.slides));
    const slide = this.slides[first];
    if (slide) scroller.scrollTop = slide.offsetTop;
    this.show(first);

    observeSlides(scroller, this.slides, (slide) => {
      this.show(this.slides.indexOf(slide));
    });
    this.listen(scroller);
  }

  private listen(scroller: HTMLElement): void {
    const goBy =
      (step: number, withFocus = false) =>
      () => {
        this.go(this.current + step, withFocus);
      };
    const seekBy = (seconds: number) => () => {
      const video = this.video;
      video.currentTime = Math.min(video.duration || 0, Math.max(0, video.currentTime + seconds));
    };
    const togglePlay = () => {
      this.togglePlay();
    };
    const toggleSound = () => {
      this.setSound(!this.hasSound);
    };
    scroller.addEventListener('click', ({ target }) => {
      if (target instanceof Element && target.closest('a, button') === null) this.tap();
    });
    this.partNamed('sound').addEventListener('click', toggleSound);
    this.partNamed('play').addEventListener('click', togglePlay);
    this.partNamed('previous').addEventListener('click', goBy(-1));
    this.partNamed('next').addEventListener('click', goBy(1));
    this.partNamed('copy').addEventListener('click', () => {
      const link = this.slides[this.current]?.querySelector<HTMLAnchorElement>('h2 a');
      if (link) void share(link, this.toast);
    });
    listenForKeys({
      ArrowDown: goBy(1, true),
      PageDown: goBy(1, true),
      j: goBy(1, true),
      ArrowUp: goBy(-1, true),
      PageUp: goBy(-1, true),
      k: goBy(-1, true),
      Home: () => {
        this.go(0, true);
      },
      End: () => {
        this.go(this.slides.length - 1, true);
      },
      ArrowLeft: seekBy(-seekStep),
      ArrowRight: seekBy(seekStep),
      ' ': togglePlay,
      m: toggleSound,
      M: toggleSound,
      Escape: () => {
        this.partNamed('leave').click();
      },
    });
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) this.video.pause();
      else this.resume();
    });
    addEventListener('pageshow', ({ persisted }) => {
      if (persisted) this.resume();
    });
    addEventListener('hashchange', () => {
      const index = indexInAddress(this.slides);
      if (index >= 0 && index !== this.current) this.go(index);
    });
  }

  private show(index: number): void {
    const slide = this.slides[index];
    if (slide === undefined || index === this.current) return;
    const previous = this.current;
    this.direction = index < previous ? -1 : 1;
    this.current = index;
    this.isPausedByHand = false;
    this.players.show(slide);
    this.showCaption('');
    this.showProgress(0);
    this.partNamed('place').textContent = `第 ${String(index + 1)} 段，共 ${String(this.slides.length)} 段`;
    this.partNamed('sound').toggleAttribute('disabled', filmOf(slide).isSilent);
    // Not before the first swipe: a page that is still loading would jump back to what its address names.
    if (previous >= 0) history.replaceState(history.state, '', `#${slide.id}`);
    this.play();
  }

  private play(): void {
    const video = this.video;
    video.muted = !this.hasSound;
    video.play().catch((error: unknown) => {
      if (!(error instanceof DOMException) || error.name !== 'NotAllowedError') return;
      // Sound needs a tap that this page has not had yet; without sound it may play.
      if (video.muted) this.updatePlayButton();
      else this.setSound(false);
    });
  }

  private resume(): void {
    if (!this.isPausedByHand) this.play();
  }

  /** The first tap turns the sound on, since films start without; every other tap pauses or plays. */
  private tap(): void {
    const slide = this.slides[this.current];
    if (!this.hasSound && slide && !filmOf(slide).isSilent && !this.video.paused) {
      this.setSound(true);
      this.toast('已打开声音');
    } else {
      this.togglePlay();
    }
  }

  private setSound(isOn: boolean): void {
    this.hasSound = isOn;
    this.video.muted = !isOn;
    this.updateButton('sound', isOn ? '关闭声音' : '打开声音', isOn ? 'on' : 'off');
    if (this.video.paused && !this.isPausedByHand) this.play();
  }

  private togglePlay(): void {
    const { paused } = this.video;
    this.isPausedByHand = !paused;
    if (paused) this.play();
    else this.video.pause();
  }

  private updatePlayButton(): void {
    const { paused } = this.video;
    this.updateButton('play', paused ? '播放' : '暂停', paused ? 'paused' : 'playing');
  }

  private updateButton(name: string, label: string, state: string): void {
    const button = this.partNamed(name);
    button.setAttribute('aria-label', label);
    button.dataset['state'] = state;
  }

  /** @param progress from 0 to 1 */
  private showProgress(progress: number): void {
    this.partNamed('progress').style.transform = `scaleX(${String(progress)})`;
  }

  private showCaption(text: string): void {
    const caption = this.partNamed('caption');
    caption.textContent = text;
    caption.hidden = text === '';
  }

  private go(index: number, withFocus = false): void {
    const slide = this.slides[index];
    if (slide === undefined) {
      this.toast(index < 0 ? '这是第一段' : '已经是最后一段');
      return;
    }
    scrollToSlide(slide);
    if (withFocus) slide.focus({ preventScroll: true });
  }
}

customElements.define('clip-feed', ClipFeed);
