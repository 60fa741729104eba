/** What a film's own controls do not offer: speed, a full set of keys, and a transcript that seeks and follows. */
import { seekStep } from '../../domain/clips/playback.ts';

class ClipPlayer extends HTMLElement {
  connectedCallback(): void {
    const film = this.querySelector('video');
    if (film === null) return;
    this.offerSpeed(film);
    showCaptions(film);
    const lines = [...(this.closest('article') ?? this).querySelectorAll<HTMLAnchorElement>('a[data-start]')];
    if (lines.length > 0) this.followTranscript(film, lines);
    film.addEventListener('keydown', (event) => {
      if (!event.ctrlKey && !event.metaKey && !event.altKey && this.press(film, event.key)) event.preventDefault();
    });
  }

  private offerSpeed(film: HTMLVideoElement): void {
    const select = this.querySelector('select');
    if (select === null) return;
    select.addEventListener('change', () => {
      // The default as well: a film that has not loaded yet starts with it.
      film.defaultPlaybackRate = Number(select.value);
      film.playbackRate = Number(select.value);
    });
    film.addEventListener('ratechange', () => {
      select.value = String(film.playbackRate);
    });
  }

  private followTranscript(film: HTMLVideoElement, lines: readonly HTMLAnchorElement[]): void {
    const startOf = (line: HTMLAnchorElement) => Number(line.dataset['start']);
    for (const line of lines) {
      line.addEventListener('click', (event) => {
        event.preventDefault();
        seekWhenKnown(film, startOf(line));
        void film.play().catch(() => undefined);
        film.scrollIntoView({ block: 'nearest' });
      });
    }
    film.addEventListener('timeupdate', () => {
      for (const line of lines) {
        const isNow = startOf(line) <= film.currentTime + 0.05 && film.currentTime < Number(line.dataset['end']);
        if (isNow) line.setAttribute('aria-current', 'true');
        else line.removeAttribute('aria-current');
      }
    });
  }

  /** Does what a key means; returns whether it means anything. Space is the film's own. */
  private press(film: HTMLVideoElement, key: string): boolean {
    const speeds = [...this.querySelectorAll('option')].map(({ value }) => Number(value));
    const changeSpeed = (by: 1 | -1) => {
      const next = speeds[speeds.indexOf(film.playbackRate) + by];
      if (next !== undefined) film.playbackRate = next;
    };
    switch (key.toLowerCase()) {
      case 'arrowleft':
        film.currentTime = Math.max(0, film.currentTime - seekStep);
        return true;
      case 'arrowright':
        film.currentTime = Math.min(film.duration || 0, film.currentTime + seekStep);
        return true;
      case 'm':
        film.muted = !film.muted;
        return true;
      case 'c': {
        const track = film.textTracks[0];
        if (track) track.mode = track.mode === 'showing' ? 'hidden' : 'showing';
        return true;
      }
      case 'f':
        if (!document.fullscreenEnabled) return false;
        /* eslint-disable compat/compat -- Safari before 16.4, which lacks these, was turned away above. */
        void (document.fullscreenElement === null ? film.requestFullscreen() : document.exitFullscreen()).catch(
          () => undefined,
        );
        /* eslint-enable compat/compat */
        return true;
      case '<':
      case ',':
        changeSpeed(-1);
        return true;
      case '>':
      case '.':
        changeSpeed(1);
        return true;
      default:
        return false;
    }
  }
}

/** Shows the captions from the start: WebKit passes over `default` when the device does not ask for captions. */
function showCaptions(film: HTMLVideoElement): void {
  film.addEventListener(
    'loadeddata',
    () => {
      const track = film.textTracks[0];
      if (track?.mode === 'disabled') track.mode = 'showing';
    },
    { once: true },
  );
}

/** A film that has loaded nothing yet forgets where it is asked to go. */
function seekWhenKnown(film: HTMLVideoElement, moment: number): void {
  if (film.readyState >= film.HAVE_METADATA) film.currentTime = moment;
  else {
    film.addEventListener(
      'loadedmetadata',
      () => {
        film.currentTime = moment;
      },
      { once: true },
    );
  }
}

customElements.define('clip-player', ClipPlayer);
