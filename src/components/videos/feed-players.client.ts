/** Two `<video>` elements that play all clips of the feed in turns, so that memory does not grow with swiping. */
import { filmOf } from './feed-slides.client.ts';

const mediaEvents = ['timeupdate', 'playing', 'pause', 'error'] as const;
type PlayerEvent = (typeof mediaEvents)[number] | 'caption';

/** What the feed does on an event of the clip that is shown. @param caption the new text of the captions; empty for none */
export type PlayerHandlers = Record<PlayerEvent, (caption: string) => void>;

/** A `<video>` that plays one clip after the other. */
interface Player {
  element: HTMLVideoElement;
  /** The slide whose clip is loaded. */
  slide: HTMLElement | undefined;
  /** Starts loading the clip of a slide. */
  load(slide: HTMLElement): void;
  /** Stops, and frees everything that was loaded. */
  release(): void;
}

function createPlayer(emit: (event: PlayerEvent, caption?: string) => void): Player {
  const element = document.createElement('video');
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
  for (const event of mediaEvents) {
    element.addEventListener(event, () => {
      emit(event);
    });
  }

  /** Captions are shown by the page, above its own words and controls. */
  const loadCaptions = (address: string) => {
    const track = document.createElement('track');
    track.kind = 'captions';
    track.src = address;
    element.append(track);
    track.track.mode = 'hidden';
    track.track.addEventListener('cuechange', () => {
      const cues = [...(track.track.activeCues ?? [])] as VTTCue[];
      emit('caption', cues.map(({ text }) => text).join('\n'));
    });
  };

  const player: Player = {
    element,
    slide: undefined,
    load(slide) {
      player.release();
      player.slide = slide;
      const film = filmOf(slide);
      const files = matchMedia('(min-width: 48rem)').matches ? film.wide : film.narrow;
      const file = files.find(({ type }) => element.canPlayType(type) !== '') ?? files[0];
      if (file === undefined) return;
      element.style.opacity = '0';
      element.setAttribute('aria-label', slide.querySelector('h2')?.textContent.trim() ?? '');
      if (film.captions !== undefined) loadCaptions(film.captions);
      slide.querySelector('.stage')?.append(element);
      element.src = file.href;
    },
    release() {
      if (player.slide === undefined) return;
      player.slide = undefined;
      element.pause();
      element.replaceChildren();
      element.removeAttribute('src');
      element.load();
      element.remove();
    },
  };
  return player;
}

/** The player of the clip that is shown, and one that loads the next. */
export class PlayerPair {
  private active: Player;
  private spare: Player;

  constructor(handlers: PlayerHandlers) {
    const create = () => {
      const player: Player = createPlayer((event, caption = '') => {
        if (player === this.active) handlers[event](caption);
      });
      return player;
    };
    this.active = create();
    this.spare = create();
  }

  /** The `<video>` of the clip that is shown. */
  get video(): HTMLVideoElement {
    return this.active.element;
  }

  /** Makes the clip of a slide the one that is shown. */
  show(slide: HTMLElement): void {
    this.prepare(slide);
    [this.active, this.spare] = [this.spare, this.active];
    this.spare.release();
  }

  /** Starts loading the clip of a slide, to be shown next. */
  prepare(slide: HTMLElement): void {
    if (this.spare.slide !== slide) this.spare.load(slide);
  }
}
