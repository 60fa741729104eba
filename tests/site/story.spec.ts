/** The blocks that an editor put into a story, as a visitor sees them. */
import { expect, test } from '@playwright/test';

const story = '/people/liu-ruqi/';
const pair = '/people/shi-laiyun/';

test('a story shows its blocks where they were put, and each leads on', async ({ page }) => {
  await page.goto(story);
  const text = page.locator('article .prose').first();

  await expect(text.locator('blockquote')).toContainText('我现在也就是照样走一遍');
  await expect(text.locator('figcaption', { hasText: '柳如期，外卖骑手' })).toBeVisible();

  const picture = text.getByRole('img', { name: /一块井盖翻起半边/ });
  await picture.scrollIntoViewIfNeeded();
  await expect(picture).toBeVisible();
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  await expect(text.getByText('锥桶围一圈')).toBeVisible();
  await expect(text.getByText('图：示例插画')).toBeVisible();

  await expect(text.getByRole('link', { name: '滨江路的早班车' })).toHaveAttribute('href', '/videos/binjiang-zaoban/');
  await expect(text.getByRole('link', { name: '玉津镇夜市户外劳动者服务站' })).toHaveAttribute(
    'href',
    '/stations/yujin-yeshi/',
  );
  await text.getByRole('link', { name: '派单制办结居民急难愁盼' }).click();
  await expect(page).toHaveURL('/achievements/dispatch-orders-done/');
});

test('a figure in a story says 余 as it was published', async ({ page }) => {
  await page.goto(story);
  const figure = page.locator('article .prose article', { hasText: '派单制办结居民急难愁盼' });
  await expect(figure).toContainText(/300\s*余.*件/s);
});

test('pictures of a story come as AVIF and WebP in several widths, their size known before they arrive', async ({
  page,
}) => {
  await page.goto(story);
  const picture = page.locator('article .prose picture').first();
  const types = await picture
    .locator('source')
    .evaluateAll((sources) => sources.map((source) => source.getAttribute('type')));
  expect(types).toEqual(['image/avif', 'image/webp']);
  const widths = await picture.locator('source').first().getAttribute('srcset');
  expect(widths?.split(',').length).toBeGreaterThan(1);
  const image = picture.locator('img');
  expect(Number(await image.getAttribute('width'))).toBeGreaterThan(0);
  expect(Number(await image.getAttribute('height'))).toBeGreaterThan(0);
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('both pictures of a pair are seen, side by side and named', async ({ page }) => {
    await page.goto(pair);
    const before = page.getByRole('img', { name: /漆黑的楼道/ });
    const after = page.getByRole('img', { name: /灯泡亮了/ });
    await expect(before).toBeVisible();
    await expect(after).toBeVisible();
    const [left, right] = [await before.boundingBox(), await after.boundingBox()];
    expect(left?.y).toBe(right?.y);
    expect(left?.x ?? 0).toBeLessThan(right?.x ?? 0);
    await expect(page.getByText('之前', { exact: true })).toBeVisible();
    await expect(page.getByText('之后', { exact: true })).toBeVisible();
  });
});

test('a feature holds blocks too', async ({ page }) => {
  await page.goto('/features/wuyi-2026/');
  const text = page.locator('article .prose').first();
  await expect(text.locator('blockquote')).toContainText('花不等人');
  await expect(text.getByRole('link', { name: '玉津镇滨江社区户外劳动者服务站' })).toBeVisible();
});

test('a story leaves no marker of a block behind', async ({ page }) => {
  for (const path of [story, pair, '/features/wuyi-2026/']) {
    const html = await (await page.request.get(path)).text();
    expect(html).not.toContain('story-block');
    expect(html).not.toContain('__ASTRO_IMAGE_');
  }
});

test('on paper there are the words, the address, and no controls', async ({ page }) => {
  for (const path of [
    story,
    '/features/wuyi-2026/',
    '/orders/lao-lou-er-dan-yuan-de-lou-dao-deng/',
    '/stations/yujin-yeshi/',
  ]) {
    await page.goto(path);
    const address = page.getByText(`网址：https://www.example.gov.cn${path}`);
    await expect(address).toBeHidden();
    await page.emulateMedia({ media: 'print' });
    await expect(address).toBeVisible();
    await expect(page.getByRole('navigation', { name: '主要栏目' })).toBeHidden();
    await expect(page.getByRole('button', { name: '复制链接' })).toBeHidden();
    const link = page.locator('main article a').first();
    if ((await link.count()) > 0) await expect(link).toHaveCSS('text-decoration-line', 'none');
    await page.emulateMedia({ media: 'screen' });
  }
});
