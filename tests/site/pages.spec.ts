/** Every kind of page as a visitor opens it, at the root and under a portal path. */
import { brotliCompressSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { pageKinds, portalSite, rootSite } from '../sites.ts';
import { openWithoutTrouble } from './open-page.ts';

// At the root the pages are opened by `stability.spec.ts`, which asks the same of them.
for (const [kind, path] of Object.entries(pageKinds)) {
  test(`${kind} opens under a portal path without an error, and asks nothing of any other host`, async ({ page }) => {
    await openWithoutTrouble(page, `http://localhost:${portalSite.port}${portalSite.basePath}`, path.slice(1));
  });
}

test('no page is wider than the screen', async ({ page }) => {
  for (const path of Object.values(pageKinds)) {
    await page.goto(path);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wider, path).toBeLessThanOrEqual(0);
  }
});

/** The scripts of each kind of page, by the component they belong to. What helps with reading has three, 1.6 kB in all. */
const reading = ['CopyLink', 'ReadingAids', 'text-size'];
const scriptsOfContent = {
  home: [],
  person: reading,
  video: ['ClipPlayer', 'CopyLink'],
  station: ['CopyLink', 'CopyText', 'StationNow'],
  achievements: ['Chart'],
  indicator: [],
  order: ['CopyLink'],
  features: [],
  feature: reading,
  teams: [],
  about: reading,
} as const;

test('pages of content ship the scripts of their reading aids and no other', async ({ page }) => {
  for (const [kind, names] of Object.entries(scriptsOfContent)) {
    await page.goto(pageKinds[kind as keyof typeof scriptsOfContent]);
    const addresses = await page
      .locator('script[src]')
      .evaluateAll((scripts) => scripts.map((script) => script.getAttribute('src') ?? ''));
    // Besides, what waits for the search to be opened, and for the switch to large print.
    await expect(page.locator('script:not([src], [type="application/ld+json"])')).toHaveCount(1);
    const found = addresses.map((address) => address.replace(/^.*\/([\w-]+)\..*$/, '$1')).sort();
    expect(found, kind).toEqual(names);
    const bytes = await Promise.all(
      addresses.map(async (address) => brotliCompressSync(await (await page.request.get(address)).body()).length),
    );
    expect(
      bytes.reduce((sum, each) => sum + each, 0),
      kind,
      // Whether a station is open takes the rules of hours, holidays and closures.
    ).toBeLessThan(kind === 'station' ? 5000 : 2000);
  }
});

test('an address that never was answers 404 in words, under the portal path too', async ({ page }) => {
  for (const site of [rootSite, portalSite]) {
    const response = await page.goto(`http://localhost:${site.port}${site.basePath}people/nobody/`);
    expect(response?.status()).toBe(404);
    await expect(page.getByRole('heading', { level: 1, name: '没有这个页面' })).toBeVisible();
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
