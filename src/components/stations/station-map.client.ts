/** The sketch map: arrow keys walk from station to station, a tap picks the nearest, and the visitor's own place is drawn. */
import { onSketch, type Sketch } from '../../domain/places/schematic-map.ts';
import type { Place } from '../../domain/places/distance.ts';

interface Dot {
  link: SVGAElement;
  x: number;
  y: number;
}

/** How much sideways counts against straight ahead when walking with the arrow keys. */
const sideways = 2.5;
const ways: Record<string, readonly [x: number, y: number]> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
};

/** The slug of the station whose page a link leads to. */
export const slugOfLink = (link: Element) => link.getAttribute('href')?.split('/').slice(-2)[0] ?? '';

export class StationMap extends HTMLElement {
  private dots: Dot[] = [];
  /** Returns the text under the map for the station that is picked. */
  describe: (slug: string) => string = () => '';

  connectedCallback(): void {
    const svg = this.querySelector('svg');
    if (svg === null) return;
    this.dots = [...svg.querySelectorAll<SVGAElement>('a')].map((link) => {
      const circle = link.querySelector('circle');
      const read = (name: string) => Number(circle?.getAttribute(name));
      return { link, x: read('cx'), y: read('cy') };
    });
    // One stop for the Tab key; arrows do the rest.
    this.dots.forEach(({ link }, index) => {
      link.tabIndex = index === 0 ? 0 : -1;
    });
    // Not on the drawing itself: browsers give the focus to a drawing that listens for it.
    this.addEventListener('focusin', (event) => {
      const dot = this.dots.find(({ link }) => link === event.target);
      if (dot) this.pick(dot);
    });
    // What makes the next click. The click itself does not say it everywhere: that of a key has `detail` 1 in Firefox.
    let isPointed = false;
    svg.addEventListener('pointerdown', () => {
      isPointed = true;
    });
    this.addEventListener('keydown', (event) => {
      isPointed = false;
      const way = ways[event.key];
      const here = this.dots.find(({ link }) => link === event.target);
      if (way === undefined || here === undefined) return;
      event.preventDefault();
      this.next(here, way)?.link.focus();
    });
    svg.addEventListener('click', (event) => {
      // A click that the keyboard made has no place and follows the link.
      if (!isPointed) return;
      event.preventDefault();
      const box = svg.getBoundingClientRect();
      const scale = svg.viewBox.baseVal.width / box.width;
      const [x, y] = [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
      const away = (dot: Dot) => Math.hypot(dot.x - x, dot.y - y);
      const nearest = this.dots.reduce<Dot | undefined>(
        (best, dot) => (best === undefined || away(dot) < away(best) ? dot : best),
        undefined,
      );
      if (nearest) this.pick(nearest);
    });
  }

  private next(here: Dot, [wayX, wayY]: readonly [number, number]): Dot | undefined {
    let best: { dot: Dot; cost: number } | undefined;
    for (const dot of this.dots) {
      const [x, y] = [dot.x - here.x, dot.y - here.y];
      const ahead = x * wayX + y * wayY;
      if (dot === here || ahead <= 0) continue;
      const cost = ahead + sideways * Math.abs(x * wayY - y * wayX);
      if (best === undefined || cost < best.cost) best = { dot, cost };
    }
    return best?.dot;
  }

  private pick(picked: Dot): void {
    for (const { link } of this.dots) {
      link.tabIndex = link === picked.link ? 0 : -1;
      link.toggleAttribute('aria-current', link === picked.link);
    }
    const text = this.querySelector('[data-picked]');
    if (text === null) return;
    const link = document.createElement('a');
    link.href = picked.link.href.baseVal;
    link.textContent = picked.link.getAttribute('aria-label');
    text.replaceChildren(link, this.describe(slugOfLink(picked.link)));
  }

  /** Marks the stations that an answer lists. */
  mark(slugs: ReadonlySet<string>): void {
    for (const { link } of this.dots) link.toggleAttribute('data-listed', slugs.has(slugOfLink(link)));
  }

  /** Draws the visitor's position, if it is on the sketch. */
  show(place: Place): void {
    const svg = this.querySelector('svg');
    const [west, south, east, north] = (this.dataset['box'] ?? '').split(' ').map(Number);
    if (!svg || west === undefined || south === undefined || east === undefined || north === undefined) return;
    const { width, height } = svg.viewBox.baseVal;
    const sketch: Sketch = { width, height, box: [west, south, east, north] };
    const [x, y] = onSketch(sketch, place);
    svg.querySelector('.you')?.remove();
    if (x < 0 || y < 0 || x > width || y > height) return;
    const you = document.createElementNS(svg.namespaceURI ?? '', 'circle');
    you.classList.add('you');
    you.setAttribute('cx', String(x));
    you.setAttribute('cy', String(y));
    you.setAttribute('r', '8');
    you.setAttribute('role', 'img');
    you.setAttribute('aria-label', '你的位置');
    svg.append(you);
  }
}
