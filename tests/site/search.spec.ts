/** The search page, at the root and under a portal path. */
import { expect, test, type Page } from '@playwright/test';
import { portalSite, rootSite } from '../sites.ts';

const field = (page: Page) => page.getByRole('searchbox', { name: '搜人名、站名、事情' });
const results = (page: Page) => page.locator('[data-results]').getByRole('listitem');

for (const [where, site] of Object.entries({ 'at the root': rootSite, 'under a portal path': portalSite })) {
  test(`a name typed ${where} finds its own page first, and the result leads there`, async ({ page }) => {
    await page.goto(`http://localhost:${site.port}${site.basePath}search/`);
    await field(page).fill('欧阳叶舟');
    await expect(results(page).first().getByRole('link')).toHaveText('欧阳叶舟');
    await results(page).first().getByRole('link').click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('欧阳叶舟');
  });
}

test('words that no dictionary knows are found wherever they stand', async ({ page }) => {
  await page.goto('/search/');
  for (const word of ['犍为', '货车司机之家', '路灯', '津镇物', '派单制办结']) {
    await field(page).fill(word);
    await expect(page.getByRole('status')).toContainText(`提到“${word}”`);
    expect(await results(page).count(), word).toBeGreaterThan(0);
    await expect(results(page).first()).toContainText(word);
  }
});

test('a name that occurs nowhere is said to be found nowhere', async ({ page }) => {
  await page.goto('/search/');
  for (const name of ['赵钱孙李周', '鬼谷蛤蟆', 'zzqqxx']) {
    await field(page).fill(name);
    await expect(page.getByRole('status')).toContainText(/没有找到|没有页面提到/);
    await expect(page.getByRole('status')).toContainText(name);
  }
});

test('several words must all be on the page', async ({ page }) => {
  await page.goto('/search/?q=货车 淋浴');
  await expect(page.getByRole('status')).toContainText('提到“货车 淋浴”');
  expect(await results(page).count()).toBeGreaterThan(0);
});

test('the address holds the query, and a shared address answers it', async ({ page }) => {
  await page.goto('/search/');
  await field(page).fill('路灯');
  await expect(page).toHaveURL(`/search/?q=${encodeURIComponent('路灯')}`);
  await page.reload();
  await expect(field(page)).toHaveValue('路灯');
  await expect(results(page).first()).toBeVisible();
});

test('what is found is marked in its sentence', async ({ page }) => {
  await page.goto('/search/?q=路灯');
  await expect(results(page).first().locator('mark').first()).toHaveText('路灯');
});

test('nothing is asked while an input method is composing', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/pagefind/')) asked.push(request.url());
  });
  await page.goto('/search/');
  await field(page).dispatchEvent('input', {});
  await page.evaluate(() => {
    const input = document.querySelector('input[type=search]');
    if (!(input instanceof HTMLInputElement)) throw new Error('no field');
    input.value = 'ludeng';
    input.dispatchEvent(new InputEvent('input', { isComposing: true, bubbles: true }));
  });
  await page.waitForTimeout(500);
  expect(asked).toEqual([]);
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });
  test('the search page says that it needs script, and offers the lists', async ({ page }) => {
    await page.goto('/search/');
    // Playwright's text search passes over <noscript>.
    await expect(page.locator('noscript p')).toContainText('这里的搜索要用到脚本');
    await expect(page.locator('noscript p')).toBeVisible();
    await expect(page.getByRole('main').getByRole('link', { name: '歇脚站点' })).toBeVisible();
  });
});
