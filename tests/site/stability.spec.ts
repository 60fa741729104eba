/** Nothing moves while a page loads on a slow network, and a story is there soon. */
import { expect, test, type Page } from '@playwright/test';
import { pageKinds } from '../sites.ts';

/** Slow 4G as Lighthouse means it: 1.6 Mbit/s, 150 ms; on a processor four times slower. */
async function slowDown(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 150,
    downloadThroughput: (1.6 * 1024 * 1024) / 8,
    uploadThroughput: (750 * 1024) / 8,
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
}

interface Measured {
  shift: number;
  largestPaint: number;
}

async function measure(page: Page, path: string): Promise<Measured> {
  await page.addInitScript(() => {
    const measured = { shift: 0, largestPaint: 0 };
    Object.assign(globalThis, { measured });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (!(entry as PerformanceEntry & { hadRecentInput: boolean }).hadRecentInput) {
          measured.shift += (entry as PerformanceEntry & { value: number }).value;
        }
      }
    }).observe({ type: 'layout-shift', buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) measured.largestPaint = entry.startTime;
    }).observe({ type: 'largest-contentful-paint', buffered: true });
  });
  await page.goto(path, { waitUntil: 'load' });
  await page.waitForTimeout(400);
  return page.evaluate(() => (globalThis as unknown as { measured: Measured }).measured);
}

for (const [kind, path] of Object.entries(pageKinds)) {
  test(`nothing moves while ${kind} loads`, async ({ page }) => {
    await slowDown(page);
    expect((await measure(page, path)).shift).toBe(0);
  });
}
