/** Moves the focus between the points of a chart by arrow keys, Home and End, and shows the text of a point under the chart. */
class ChartWalk extends HTMLElement {
  connectedCallback(): void {
    const points = [...this.querySelectorAll<HTMLElement | SVGElement>('[data-point]')];
    const drawing = this.querySelector('svg[role=img]');
    const readout = this.querySelector<HTMLElement>('[data-readout]');
    if (points.length === 0 || readout === null) return;
    // One picture becomes a group of pictures, one of which is in the tab order at a time.
    if (drawing !== null) {
      drawing.setAttribute('role', 'group');
      drawing.setAttribute('aria-roledescription', '图表，用方向键逐项看');
    }
    const setCurrent = (at: number) => {
      for (const [index, point] of points.entries()) {
        if (point.localName !== 'a') point.setAttribute('tabindex', index === at ? '0' : '-1');
        point.toggleAttribute('data-current', index === at);
      }
    };
    const show = (point: Element) => {
      readout.hidden = false;
      readout.textContent = point.getAttribute('aria-label') ?? point.getAttribute('data-says');
    };
    for (const [index, point] of points.entries()) {
      if (point.localName !== 'a') point.setAttribute('tabindex', index === points.length - 1 ? '0' : '-1');
      point.addEventListener('focus', () => {
        setCurrent(index);
        show(point);
      });
      point.addEventListener('pointerenter', () => {
        show(point);
      });
    }
    this.addEventListener('keydown', (event) => {
      const at = points.findIndex((point) => point === document.activeElement);
      if (at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
      const steps: Partial<Record<string, number>> = {
        ArrowLeft: at - 1,
        ArrowUp: at - 1,
        ArrowRight: at + 1,
        ArrowDown: at + 1,
        Home: 0,
        End: points.length - 1,
      };
      const next = steps[event.key];
      if (next === undefined) return;
      event.preventDefault();
      points[Math.min(points.length - 1, Math.max(0, next))]?.focus();
    });
  }
}

customElements.define('chart-walk', ChartWalk);
