/** A clip: nothing is fetched before the tap, then it plays. */
import { expect, test } from '@playwright/test';

test('a clip moves no byte of film before somebody plays it, and then plays', async ({ page }) => {
  const films: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/media/')) films.push(request.url());
  });
  await page.goto('/videos/binjiang-zaoban/');
  await page.waitForLoadState('networkidle');
  expect(films).toEqual([]);
  const film = page.getByLabel('短片：滨江路的早班车');
  await film.evaluate((video: HTMLVideoElement) => {
    video.muted = true;
    return video.play();
  });
  await expect.poll(() => film.evaluate((video: HTMLVideoElement) => video.currentTime)).toBeGreaterThan(0.2);
  expect(films.length).toBeGreaterThan(0);
  expect(await film.evaluate((video: HTMLVideoElement) => video.videoWidth)).toBe(540);
});

test('length, size and sound are told before anything is loaded', async ({ page }) => {
  await page.goto('/videos/binjiang-zaoban/');
  await expect(page.getByRole('figure')).toContainText('时长 0:10，只有环境声');
  await expect(page.getByRole('link', { name: /^下载短片（\d+ KB）$/ })).toBeVisible();
});

test('captions are offered where the clip has them', async ({ page }) => {
  await page.goto('/videos/yeban-ruwei/');
  const cues = () =>
    page.locator('track').evaluate((element: HTMLTrackElement) => {
      element.track.mode = 'showing';
      return element.track.cues?.length ?? 0;
    });
  await expect.poll(cues).toBeGreaterThan(0);
});

test('the film keeps its place while it loads', async ({ page }) => {
  await page.goto('/videos/binjiang-zaoban/');
  const shift = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += (entry as PerformanceEntry & { value: number }).value;
        }).observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => {
          resolve(sum);
        }, 800);
      }),
  );
  expect(shift).toBe(0);
});
