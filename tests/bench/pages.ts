/** What a visitor waits for: the largest paint on a slow network, and what Lighthouse says of each kind of page. */
import { chromium } from '@playwright/test';
import lighthouse from 'lighthouse';
import { browserArguments, ensureBrowser } from '../browser.ts';
import { pageKinds, rootSite } from '../sites.ts';
import type { Row } from './run.ts';
import { testPort } from '../places.ts';

const origin = `http://localhost:${rootSite.port}`;
const visits = 5;
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** The largest contentful paint of a person's page, with a portrait and without. */
export async function benchmarkPaint(): Promise<Row[]> {
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: browserArguments });
  try {
    const rows: Row[] = [];
    for (const kind of ['person', 'person without portrait', 'home'] as const) {
      const paints: number[] = [];
      const shifts: number[] = [];
      for (let visit = 0; visit < visits; visit++) {
        const context = await browser.newContext({ viewport: { width: 360, height: 740 }, deviceScaleFactor: 2 });
        const page = await context.newPage();
        const session = await context.newCDPSession(page);
        await session.send('Network.emulateNetworkConditions', {
          offline: false,
          latency: 150,
          downloadThroughput: (1.6 * 1024 * 1024) / 8,
          uploadThroughput: (750 * 1024) / 8,
        });
        await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
        await page.goto(origin + pageKinds[kind], { waitUntil: 'load' });
        const { paint, shift } = await page.evaluate(
          () =>
            new Promise<{ paint: number; shift: number }>((resolve) => {
              const measured = { paint: 0, shift: 0 };
              new PerformanceObserver((list) => {
                for (const entry of list.getEntries()) measured.paint = entry.startTime;
              }).observe({ type: 'largest-contentful-paint', buffered: true });
              new PerformanceObserver((list) => {
                for (const entry of list.getEntries()) {
                  measured.shift += (entry as PerformanceEntry & { value: number }).value;
                }
              }).observe({ type: 'layout-shift', buffered: true });
              setTimeout(() => {
                resolve(measured);
              }, 500);
            }),
        );
        paints.push(paint);
        shifts.push(shift);
        await context.close();
      }
      rows.push({
        page: kind,
        'largest paint': `${median(paints).toFixed(0)} ms`,
        'layout shift': String(Math.max(...shifts)),
      });
    }
    return rows;
  } finally {
    await browser.close();
  }
}

/** Lighthouse's four marks for each kind of page, as on a phone. */
export async function benchmarkLighthouse(): Promise<Row[]> {
  const port = testPort('pages');
  const browser = await chromium.launch({
    executablePath: ensureBrowser(),
    args: [...browserArguments, `--remote-debugging-port=${port}`],
  });
  try {
    const rows: Row[] = [];
    for (const [kind, path] of Object.entries(pageKinds)) {
      // A page that is no page is not meant to be found.
      if (kind === 'not found') continue;
      const result = await lighthouse(origin + path, { port, output: 'json', logLevel: 'error' });
      if (result === undefined) throw new Error(`Lighthouse gave no result for ${kind}.`);
      const { categories, audits } = result.lhr;
      const mark = (category: string) => String(Math.round((categories[category]?.score ?? 0) * 100));
      const weak = Object.values(audits)
        .filter(({ score, scoreDisplayMode }) => score !== null && score < 0.9 && scoreDisplayMode !== 'informative')
        .map(({ id }) => id);
      rows.push({
        page: kind,
        performance: mark('performance'),
        accessibility: mark('accessibility'),
        'best practices': mark('best-practices'),
        seo: mark('seo'),
        'below 0.9': weak.join(', '),
      });
    }
    return rows;
  } finally {
    await browser.close();
  }
}
