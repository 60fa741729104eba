/** A clip: nothing is fetched before the tap, then it plays. */
import { expect, test } from '@playwright/test';
import { recordShifts, shiftsAtRest } from './layout-shift.ts';

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
  const isWide = (page.viewportSize()?.width ?? 0) >= 768;
  expect(await film.evaluate((video: HTMLVideoElement) => video.videoWidth)).toBe(isWide ? 720 : 480);
  expect(films.every((address) => address.includes(isWide ? '720p' : '480p'))).toBe(true);
});

test('length, sizes and sound are told before anything is loaded', async ({ page }) => {
  await page.goto('/videos/binjiang-zaoban/');
  await expect(page.getByRole('figure')).toContainText('时长 0:10，只有环境声');
  await expect(page.getByRole('link', { name: /^下载 480p（\d+ KB）$/ })).toBeVisible();
  await expect(page.getByRole('link', { name: /^下载 720p（\d+ KB）$/ })).toBeVisible();
});

test('captions are on from the start where the clip has them', async ({ page }) => {
  await page.goto('/videos/suishou-jinggai/');
  const film = page.getByLabel('短片：一块松动的井盖');
  await film.evaluate((video: HTMLVideoElement) => {
    video.muted = true;
    return video.play();
  });
  const shown = () =>
    film.evaluate((video: HTMLVideoElement) => {
      const [track] = video.textTracks;
      return track?.mode === 'showing' ? [...(track.activeCues ?? [])].map((cue) => (cue as VTTCue).text) : [];
    });
  await expect.poll(shown).toEqual(['这里有块井盖松了。']);
});

test('every line of the transcript plays the film from there, and the line that is heard is marked', async ({
  page,
}) => {
  await page.goto('/videos/suishou-jinggai/');
  const film = page.getByLabel('短片：一块松动的井盖');
  const lines = page.getByRole('region', { name: '片中的话' }).getByRole('link');
  await expect(lines).toHaveCount(3);
  await film.evaluate((video: HTMLVideoElement) => {
    video.muted = true;
  });
  const line = lines.filter({ hasText: '大家骑慢一点，绕着走。' });
  await line.click();
  await expect.poll(() => film.evaluate((video: HTMLVideoElement) => video.currentTime)).toBeGreaterThan(8.6);
  await expect(line).toHaveAttribute('aria-current', 'true');
  await expect(lines.first()).not.toHaveAttribute('aria-current', /.*/);
  await lines.first().click();
  await expect.poll(() => film.evaluate((video: HTMLVideoElement) => video.currentTime)).toBeLessThan(3);
  expect(new URL(page.url()).pathname).toBe('/videos/suishou-jinggai/');
});

test('what is said in a clip is found by the search', async ({ page }) => {
  await page.goto('/search/?q=' + encodeURIComponent('先拿锥桶围起来'));
  await expect(page.getByRole('link', { name: '一块松动的井盖' })).toBeVisible();
});

test('the keyboard plays, moves, and changes sound, captions and speed', async ({ page }) => {
  await page.goto('/videos/suishou-jinggai/');
  const film = page.getByLabel('短片：一块松动的井盖');
  await film.evaluate(async (video: HTMLVideoElement) => {
    video.muted = true;
    await video.play();
    video.pause();
  });
  const state = () =>
    film.evaluate((video: HTMLVideoElement) => ({
      at: Math.round(video.currentTime),
      muted: video.muted,
      captions: video.textTracks[0]?.mode,
      speed: video.playbackRate,
    }));
  await film.focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(state).toMatchObject({ at: 5, muted: true, captions: 'showing', speed: 1 });
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('m');
  await page.keyboard.press('c');
  await page.keyboard.press('>');
  await expect.poll(state).toEqual({ at: 0, muted: false, captions: 'hidden', speed: 1.25 });
  await expect(page.getByLabel('速度')).toHaveValue('1.25');
  await page.getByLabel('速度').selectOption('正常');
  await expect.poll(state).toMatchObject({ speed: 1 });
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('the film can be played, and a line of the transcript opens it at its moment', async ({ page }) => {
    await page.goto('/videos/suishou-jinggai/');
    await expect(page.getByLabel('短片：一块松动的井盖')).toHaveAttribute('controls', '');
    await expect(page.getByRole('region', { name: '片中的话' }).getByRole('link').last()).toHaveAttribute(
      'href',
      /^\/media\/suishou-jinggai-480p-\w+\.mp4#t=8\.7$/,
    );
  });
});

test('search engines are told what the clip is, that it is a sample, and what is said in it', async ({ page }) => {
  await page.goto('/videos/suishou-jinggai/');
  const told = await page.locator('script[type="application/ld+json"]').allInnerTexts();
  const facts = told.map((text) => JSON.parse(text) as object).find((each) => 'transcript' in each);
  expect(facts).toMatchObject({
    '@type': 'VideoObject',
    name: '一块松动的井盖（示例）',
    inLanguage: 'zh-CN',
    duration: 'PT13S',
    uploadDate: '2026-06-05T00:00:00+08:00',
    url: 'https://www.example.gov.cn/videos/suishou-jinggai/',
    width: 720,
    height: 1280,
    transcript: '这里有块井盖松了。\n先拿锥桶围起来，拍照上报。\n大家骑慢一点，绕着走。',
  });
});

test('the film keeps its place while it loads', async ({ page }) => {
  await recordShifts(page);
  await page.goto('/videos/binjiang-zaoban/');
  expect(await shiftsAtRest(page)).toEqual([]);
});
