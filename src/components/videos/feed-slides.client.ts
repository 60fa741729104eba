/** The slides of the feed: which there are, what each shows, which one the address names, and which one is in view. */

/** A file of a film. */
interface FilmFile {
  href: string;
  type: string;
}

/** The value of a slide's `data-film`. */
export interface Film {
  narrow: readonly FilmFile[];
  wide: readonly FilmFile[];
  captions?: string;
  isSilent: boolean;
}

const filters = ['theme', 'scene', 'festival', 'town'] as const;

/** The film of a slide. */
export const filmOf = (slide: HTMLElement) => JSON.parse(slide.dataset['film'] ?? '{}') as Film;

/** Removes the slides that do not fit the filters in the address. @returns those of the rest that have a film */
export function filteredSlides(list: HTMLElement): HTMLElement[] {
  const chosen = new URLSearchParams(location.search);
  for (const slide of list.querySelectorAll('article')) {
    const fits = filters.every((name) => {
      const value = chosen.get(name) ?? '';
      return value === '' || (slide.dataset[name] ?? '').split(' ').includes(value);
    });
    if (!fits) slide.remove();
  }
  return [...list.querySelectorAll('article')].filter((slide) => filmOf(slide).narrow.length > 0);
}

/** Index of the slide that the address names; -1 for none. */
export function indexInAddress(slides: readonly HTMLElement[]): number {
  const slug = decodeURIComponent(location.hash.slice(1));
  return slides.findIndex(({ id }) => id === slug);
}

/** Makes a list of slides a feed for assistive technology (the role `feed` of WAI-ARIA). */
export function describeFeed(scroller: HTMLElement, slides: readonly HTMLElement[]): void {
  scroller.setAttribute('role', 'feed');
  scroller.setAttribute('aria-label', '短片');
  slides.forEach((slide, index) => {
    slide.tabIndex = -1;
    slide.setAttribute('aria-posinset', String(index + 1));
    slide.setAttribute('aria-setsize', String(slides.length));
  });
}

/** Calls a function when more than 60 % of a slide have come into view. */
export function observeSlides(
  scroller: HTMLElement,
  slides: readonly HTMLElement[],
  onVisible: (slide: HTMLElement) => void,
): void {
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) if (isIntersecting) onVisible(target as HTMLElement);
    },
    { root: scroller, threshold: 0.6 },
  );
  for (const slide of slides) observer.observe(slide);
}

/** Scrolls to a slide, without motion where the device is set to reduce it. */
export function scrollToSlide(slide: HTMLElement): void {
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
  slide.scrollIntoView({ behavior: isStill ? 'instant' : 'smooth', block: 'start' });
}
