/** What holds for every kind of page. */
import { expect, test } from '@playwright/test';
import { pageKinds } from '../sites.ts';

test('no page is wider than the screen', async ({ page }) => {
  for (const path of Object.values(pageKinds)) {
    await page.goto(path);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wider, path).toBeLessThanOrEqual(0);
  }
});

test('the main places are reached from the bar, which tells where one is', async ({ page }) => {
  await page.goto('/');
  const bar = page.getByRole('navigation', { name: '主要栏目' });
  for (const [label, path] of [
    ['人物', '/people/'],
    ['随手拍', '/videos/'],
    ['站点', '/stations/'],
    ['成效', '/achievements/'],
    ['首页', '/'],
  ] as const) {
    await bar.getByRole('link', { name: label }).click();
    await expect(page).toHaveURL(path);
    await expect(bar.getByRole('link', { name: label })).toHaveAttribute('aria-current', 'page');
  }
});

test('whoever uses the keyboard can jump over the header', async ({ page }) => {
  await page.goto('/people/');
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: '跳到正文' });
  await expect(skip).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});

test('on the home page a station is one tap away, within reach of the thumb', async ({ page }) => {
  await page.goto('/');
  const link = page.getByRole('link', { name: '找歇脚的站点' });
  const box = await link.boundingBox();
  expect(box?.height).toBeGreaterThanOrEqual(44);
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(page.viewportSize()?.height ?? 0);
  await link.click();
  await expect(page).toHaveURL('/stations/');
});

test('the home page shows the feature of the day', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('region', { name: '正在进行的专题' }).getByRole('heading')).toHaveText(
    '国庆长假，他们在路上',
  );
});

test('a figure on the home page leads to its definition and its source, 余 included', async ({ page }) => {
  await page.goto('/');
  const tile = page.getByRole('article').filter({ hasText: '派单制办结居民急难愁盼' });
  await expect(tile).toContainText('300余');
  await tile.getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('派单制办结居民急难愁盼');
  await expect(page.getByRole('main')).toContainText('“余”是公布时的写法');
  await expect(page.getByRole('main')).toContainText('“三大行动”让新业态新就业群体有家有爱有为');
});
