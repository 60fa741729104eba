/** The feed of clips: one fills the screen and plays, the next is ready, the others rest. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { recordShifts, shiftsAtRest } from './layout-shift.ts';

interface FilmState {
  title: string;
  isPlaying: boolean;
  muted: boolean;
}

/** Every film that has something loaded, with what it does. */
function films(page: Page): Promise<FilmState[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('video')]
      .filter((video) => video.hasAttribute('src'))
      .map((video) => ({ title: video.ariaLabel ?? '', isPlaying: !video.paused, muted: video.muted })),
  );
}

const playing = async (page: Page) => (await films(page)).filter(({ isPlaying }) => isPlaying);
const place = (page: Page) => page.getByRole('status').filter({ hasText: '段，共' });
const hash = (page: Page) => decodeURIComponent(new URL(page.url()).hash);

/** Swipes to the next clip as a thumb would: the list scrolls by itself to where it snaps. */
async function swipe(page: Page): Promise<void> {
  await page.mouse.move(180, 400);
  await page.mouse.wheel(0, 600);
}

test('the first clip plays without sound, the next is made ready, and nothing else is loaded', async ({ page }) => {
  await page.goto('/videos/feed/');
  await expect(place(page)).toHaveText('第 1 段，共 10 段');
  await expect
    .poll(() => films(page))
    .toEqual([
      { title: '站里热一热午饭', isPlaying: true, muted: true },
      { title: '等小火车过去', isPlaying: false, muted: true },
    ]);
});

test('a swipe plays the next clip, lets go of the one before, and puts it into the address', async ({ page }) => {
  await page.goto('/videos/feed/');
  await expect.poll(() => playing(page)).toHaveLength(1);
  await swipe(page);
  await expect(place(page)).toHaveText('第 2 段，共 10 段');
  await expect.poll(() => playing(page)).toEqual([{ title: '等小火车过去', isPlaying: true, muted: true }]);
  expect(hash(page)).toBe('#shanlu-xiaohuoche');
  expect((await films(page)).some(({ title }) => title === '站里热一热午饭')).toBe(false);
});

test('the first tap brings the sound, the second stops, and the sound stays on for the next clip', async ({ page }) => {
  await page.goto('/videos/feed/#songkao-lvsidai');
  await expect.poll(() => playing(page)).toHaveLength(1);
  await page.mouse.click(150, 300);
  await expect.poll(() => playing(page)).toMatchObject([{ title: '系着绿丝带的车', muted: false }]);
  await expect(page.getByRole('button', { name: '关闭声音' })).toBeVisible();
  await page.mouse.click(150, 300);
  await expect.poll(() => playing(page)).toEqual([]);
  await expect(page.getByRole('button', { name: '播放', exact: true })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => playing(page)).toMatchObject([{ title: '一块松动的井盖', muted: false }]);
});

test('a clip without sound offers none', async ({ page }) => {
  await page.goto('/videos/feed/#shanlu-xiaohuoche');
  await expect(page.getByRole('button', { name: '打开声音' })).toBeDisabled();
});

test('captions stand on the screen while the sound is off', async ({ page }) => {
  await page.goto('/videos/feed/#suishou-jinggai');
  await expect(page.getByText('这里有块井盖松了。')).toBeVisible();
});

test('the keyboard goes on and back, to the first and the last, stops, seeks and leaves', async ({ page }) => {
  await page.goto('/videos/');
  await page.getByRole('link', { name: '连续播放' }).click();
  await expect.poll(() => playing(page)).toHaveLength(1);
  await page.keyboard.press('ArrowDown');
  await expect(place(page)).toHaveText('第 2 段，共 10 段');
  await expect(page.getByRole('article', { name: '等小火车过去' })).toBeFocused();
  await page.keyboard.press('End');
  await expect(place(page)).toHaveText('第 10 段，共 10 段');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByText('已经是最后一段')).toBeVisible();
  await page.keyboard.press('Home');
  await expect(place(page)).toHaveText('第 1 段，共 10 段');
  await expect.poll(() => playing(page)).toHaveLength(1);
  await page.keyboard.press('Space');
  await expect.poll(() => playing(page)).toEqual([]);
  await page.keyboard.press('ArrowRight');
  await expect
    .poll(() =>
      page.evaluate(() => [...document.querySelectorAll('video')].find((film) => film.currentTime > 4)?.ariaLabel),
    )
    .toBe('站里热一热午饭');
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/\/videos\/$/);
});

test('from a clip to its page and back, one is where one was', async ({ page }) => {
  await page.goto('/videos/feed/');
  await expect.poll(() => playing(page)).toHaveLength(1);
  for (let place_ = 2; place_ <= 4; place_++) {
    await page.keyboard.press('PageDown');
    await expect(place(page)).toHaveText(`第 ${place_} 段，共 10 段`);
  }
  // While the list still scrolls, the click itself would scroll it to have the link in view, on to the next clip.
  await expect(page.getByRole('article', { name: '茉莉田边来取件' })).toBeInViewport({ ratio: 1 });
  await page.getByRole('link', { name: '茉莉田边来取件' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('茉莉田边来取件');
  await page.goBack();
  await expect(place(page)).toHaveText('第 4 段，共 10 段');
  await expect.poll(() => playing(page)).toMatchObject([{ title: '茉莉田边来取件' }]);
});

test('the choice made in the list goes along', async ({ page }) => {
  await page.goto('/videos/?theme=duty');
  await page.getByRole('link', { name: '连续播放' }).click();
  await expect(place(page)).toHaveText('第 1 段，共 2 段');
  await page.getByRole('link', { name: '返回随手拍列表' }).click();
  await expect(page).toHaveURL(/\/videos\/\?theme=duty$/);
  await expect(page.getByText('符合条件的 2 段，共 10 段')).toBeVisible();
});

test('clips are found by the holiday whose feature shows them', async ({ page }) => {
  await page.goto('/videos/');
  await page.getByRole('group', { name: '节日' }).getByRole('radio', { name: /^五一/ }).check();
  await expect(page).toHaveURL(/festival=wuyi/);
  await expect(page.getByText('符合条件的 3 段，共 10 段')).toBeVisible();
});

test('a screen reader hears a feed of named clips with their places, and reaches nothing behind it', async ({
  page,
}) => {
  await page.goto('/videos/feed/');
  await expect(page.getByRole('feed', { name: '短片' }).getByRole('article')).toHaveCount(10);
  const clip = page.getByRole('article', { name: '雨里送药' });
  await expect(clip).toHaveAttribute('aria-posinset', '3');
  await expect(clip).toHaveAttribute('aria-setsize', '10');
  await expect(page.getByRole('group', { name: '播放控制' }).getByRole('button').first()).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: '随手拍连播' })).toBeAttached();
  for (let press = 0; press < 40; press++) {
    await page.keyboard.press('Tab');
    const isInside = await page.evaluate(
      () => document.activeElement === document.body || document.activeElement?.closest('clip-feed') !== null,
    );
    expect(isInside).toBe(true);
  }
});

test('buttons are large enough for a thumb', async ({ page }) => {
  await page.goto('/videos/feed/');
  for (const button of await page.getByRole('group', { name: '播放控制' }).getByRole('button').all()) {
    const box = await button.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
  }
});

test('axe finds nothing while the feed plays', async ({ page }) => {
  await page.goto('/videos/feed/#suishou-jinggai');
  await expect(page.getByText('这里有块井盖松了。')).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`)).toEqual([]);
});

test('films rest while the page is in the background, and go on when it comes back', async ({ page }) => {
  await page.goto('/videos/feed/');
  await expect.poll(() => playing(page)).toHaveLength(1);
  const turn = (hidden: boolean) =>
    page.evaluate((isHidden) => {
      Object.defineProperty(document, 'hidden', { value: isHidden, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);
  await turn(true);
  await expect.poll(() => playing(page)).toEqual([]);
  await turn(false);
  await expect.poll(() => playing(page)).toHaveLength(1);
});

test('when the script never comes, the list of posters is there after a while', async ({ page }) => {
  await page.route('**/*.js', (route) => route.abort());
  await page.goto('/videos/feed/');
  await expect(page.getByRole('link', { name: '雨里送药' })).toBeVisible({ timeout: 8000 });
});

test('nothing that is seen moves while the feed loads', async ({ page }) => {
  await recordShifts(page);
  await page.goto('/videos/feed/');
  await expect.poll(() => playing(page)).toHaveLength(1);
  expect(await shiftsAtRest(page)).toEqual([]);
});

/** A list of posters that lead to the clips' pages, with no film loaded. */
async function expectList(page: Page): Promise<void> {
  await expect(page.getByRole('article')).toHaveCount(10);
  expect(await films(page)).toEqual([]);
  await expect(page.getByRole('group', { name: '播放控制' })).toBeHidden();
  await expect(page.getByRole('link', { name: '雨里送药' })).toHaveAttribute('href', '/videos/yuzhong-songyao/');
}

test.describe('for those who want less motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('the feed is a list of posters, and plays when it is asked to', async ({ page }) => {
    await page.goto('/videos/feed/');
    await expect(page.getByText('您的设备设了减少动态效果，所以没有自动播放。')).toBeVisible();
    await expectList(page);
    await page.getByRole('button', { name: '仍要连续播放' }).click();
    await expect.poll(() => playing(page)).toHaveLength(1);
  });
});

test('for those who save data the feed is a list of posters', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'connection', { value: { saveData: true } });
  });
  await page.goto('/videos/feed/');
  await expect(page.getByText('您的设备设了省流量，所以没有自动播放。')).toBeVisible();
  await expectList(page);
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('the feed is a list of posters', async ({ page }) => {
    await page.goto('/videos/feed/');
    await expect(page.getByRole('article')).toHaveCount(10);
    await expect(page.getByRole('link', { name: '雨里送药' })).toHaveAttribute('href', '/videos/yuzhong-songyao/');
    await expect(page.getByRole('button')).toHaveCount(0);
  });
});
