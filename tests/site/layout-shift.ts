/** What has moved under the eye while a page loaded, by the browser's own measure. */
import type { Page } from '@playwright/test';

/** One layout shift. */
export interface Shift {
  /** The share of the screen that moved times how far, as browsers score it. */
  value: number;
  /** What moved, from where to where: x, y, width and height in px. */
  moved: string[];
}

/** What the script in the page keeps. */
interface Recorder {
  shifts: Shift[];
  /** Entries that the browser has counted and not yet reported. */
  flush: () => void;
}

/** Records the shifts of every page that is opened from now on, those after an input left out. */
export async function recordShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    interface Source {
      node: Node | null;
      previousRect: DOMRectReadOnly;
      currentRect: DOMRectReadOnly;
    }
    type Entry = PerformanceEntry & { hadRecentInput: boolean; value: number; sources: Source[] };
    const shifts: Shift[] = [];
    const place = ({ x, y, width, height }: DOMRectReadOnly) => `[${[x, y, width, height].join(', ')}]`;
    const describe = (node: Node | null) =>
      node instanceof Element ? node.outerHTML.slice(0, 120) : (node?.parentElement?.outerHTML.slice(0, 120) ?? 'gone');
    const record = (entries: PerformanceEntryList) => {
      for (const entry of entries as Entry[]) {
        if (entry.hadRecentInput) continue;
        const moved = entry.sources.map(
          ({ node, previousRect, currentRect }) => `${describe(node)} ${place(previousRect)} → ${place(currentRect)}`,
        );
        shifts.push({ value: entry.value, moved });
      }
    };
    const observer = new PerformanceObserver((list) => {
      record(list.getEntries());
    });
    observer.observe({ type: 'layout-shift', buffered: true });
    const recorder: Recorder = {
      shifts,
      flush: () => {
        record(observer.takeRecords());
      },
    };
    Object.assign(globalThis, { layoutShifts: recorder });
  });
}

/**
 * The shifts since the page was opened, once it is at rest: fonts are there, its custom elements work, the pictures on the
 * screen have come, and what follows from that has been drawn.
 */
export async function shiftsAtRest(page: Page): Promise<Shift[]> {
  await page.waitForLoadState('load');
  await page.waitForFunction(
    () =>
      document.querySelector(':not(:defined)') === null &&
      [...document.images].every((image) => image.complete || image.getBoundingClientRect().top > innerHeight),
  );
  return page.evaluate(async () => {
    await document.fonts.ready;
    const frame = () =>
      new Promise((resolve) => {
        requestAnimationFrame(resolve);
      });
    // One frame to draw, one in which the browser has counted it, and a task in which its entries have been reported.
    await frame();
    await frame();
    await new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = resolve;
      port2.postMessage(null);
    });
    const { layoutShifts } = globalThis as unknown as { layoutShifts: Recorder };
    layoutShifts.flush();
    return layoutShifts.shifts;
  });
}
