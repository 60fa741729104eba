/** The search page and the dialog, at the root and under a portal path. */
import { expect, test, type Page } from '@playwright/test';
import { violationsOf } from '../access/violations.ts';
import { portalSite, rootSite } from '../sites.ts';
import { dialog, field, opener, options, results } from './search-locators.ts';

/** Addresses that a page asks for from now on. */
function requestsOf(page: Page): string[] {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  return asked;
}

for (const [where, site] of Object.entries({ 'at the root': rootSite, 'under a portal path': portalSite })) {
  test(`a name typed ${where} finds its own page first, and the result leads there`, async ({ page }) => {
    await page.goto(`http://localhost:${site.port}${site.basePath}search/`);
    await field(page).fill('欧阳叶舟');
    await expect(results(page).first().getByRole('link')).toHaveText('欧阳叶舟');
    await results(page).first().getByRole('link').click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('欧阳叶舟');
  });

  test(`the dialog opens ${where}, suggests a name by its initials, and the name leads to its page`, async ({
    page,
  }) => {
    await page.goto(`http://localhost:${site.port}${site.basePath}people/`);
    await opener(page).click();
    await expect(dialog(page)).toBeVisible();
    await expect(field(page)).toBeFocused();
    await page.keyboard.type('oyyz');
    await expect(options(page).first()).toContainText('欧阳叶舟');
    await options(page).first().click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('欧阳叶舟');
  });
}

test('words that no dictionary knows are found wherever they stand', async ({ page }) => {
  await page.goto('/search/');
  for (const word of ['犍为', '货车司机之家', '路灯', '津镇物', '派单制办结', '灯', '镇']) {
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
    await expect(page.getByRole('status')).toHaveText(`没有找到“${name}”`);
    await expect(results(page)).toHaveCount(0);
  }
});

test('a slip in the pinyin leads to the nearest name, marked as a guess', async ({ page }) => {
  await page.goto('/search/');
  await field(page).fill('ouyangyezuo');
  await expect(page.getByRole('heading', { name: '你是不是找' })).toBeVisible();
  await expect(page.getByRole('main').locator('[data-near]').getByRole('link')).toHaveText(['欧阳叶舟']);
});

test('when nothing is found the page says how to go on', async ({ page }) => {
  await page.goto('/search/?q=鬼谷蛤蟆');
  const main = page.getByRole('main');
  await expect(main.getByText('少打几个字')).toBeVisible();
  await expect(main.getByRole('link', { name: '找最近的站点' })).toHaveAttribute('href', '/stations/');
  await expect(main.getByRole('link', { name: '怎么联系我们' })).toHaveAttribute('href', '/about/');
});

test('several words must all be on the page', async ({ page }) => {
  await page.goto('/search/?q=货车 淋浴');
  await expect(page.getByRole('status')).toContainText('提到“货车 淋浴”');
  expect(await results(page).count()).toBeGreaterThan(0);
});

test('traditional characters and full-width letters find what is written in the usual ones', async ({ page }) => {
  await page.goto('/search/');
  await field(page).fill('路燈');
  await expect(results(page).first()).toContainText('路灯');
  await field(page).fill('ＷＩＦＩ');
  await expect(page.getByRole('status')).toContainText('个页面');
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

test('a filter says how many are behind it, stands in the address, and going back takes it off', async ({ page }) => {
  await page.goto('/search/?q=路灯');
  const kind = page.getByRole('radio', { name: /^办件 \d+$/ });
  const label = page.getByRole('main').locator('label', { has: kind });
  const count = Number(/\d+/.exec(await label.innerText())?.[0]);
  expect(count).toBeGreaterThan(0);
  const all = await results(page).count();
  await label.click();
  await expect(page).toHaveURL(/kind=order/);
  await expect(results(page)).toHaveCount(count);
  await page.goBack();
  await expect(page).not.toHaveURL(/kind=/);
  await expect(results(page)).toHaveCount(all);
});

test('results can be had newest first', async ({ page }) => {
  await page.goto('/search/?q=货车&kind=order&order=date');
  await expect(results(page).first()).toBeVisible();
  const days = (await page.locator('[data-results] p.quiet').allInnerTexts())
    .map((facts) => /(\d+)年(\d+)月(\d+)日/.exec(facts)?.slice(1).map(Number) ?? [])
    .map(([year = 0, month = 0, day = 0]) => year * 10_000 + month * 100 + day);
  expect(days.length).toBeGreaterThan(2);
  expect(days).toEqual(days.toSorted((a, b) => b - a));
});

test('more than ten results come ten at a time', async ({ page }) => {
  await page.goto('/search/?q=犍为');
  await expect(results(page)).toHaveCount(10);
  await page.getByRole('button', { name: '再看 10 条' }).click();
  await expect(results(page)).toHaveCount(20);
  await expect(results(page).nth(10).getByRole('link')).toBeFocused();
});

test('coming back to a long list it is as long as before, and the page that was opened has the focus', async ({
  page,
}) => {
  await page.goto('/search/?q=犍为');
  await expect(results(page)).toHaveCount(10);
  for (const count of [20, 30]) {
    await page.getByRole('button', { name: '再看 10 条' }).click();
    await expect(results(page)).toHaveCount(count);
  }
  const link = results(page).nth(24).getByRole('link');
  const address = (await link.getAttribute('href')) ?? '';
  await link.click();
  await expect(page).toHaveURL(address);
  await page.goBack();
  await expect(results(page)).toHaveCount(30);
  await expect(results(page).nth(24).getByRole('link')).toBeFocused();
});

test('going back leads from one question to the one before, on the page and in the dialog', async ({ page }) => {
  await page.goto('/search/');
  for (const query of ['路灯', '微波炉']) {
    await field(page).fill(query);
    await field(page).press('Enter');
    await expect(page.getByRole('status')).toContainText(`“${query}”`);
  }
  await page.goBack();
  await expect(field(page)).toHaveValue('路灯');
  await expect(page.getByRole('status')).toContainText('“路灯”');

  await page.goto('/people/');
  await opener(page).click();
  for (const query of ['路灯', '微波炉']) {
    await field(page).fill(query);
    await field(page).press('Enter');
    await expect(dialog(page).getByRole('status')).toContainText(`“${query}”`);
  }
  await page.goBack();
  await expect(field(page)).toHaveValue('路灯');
  await expect(dialog(page).getByRole('status')).toContainText('“路灯”');
  await page.goForward();
  await expect(field(page)).toHaveValue('微波炉');
  await dialog(page).getByRole('button', { name: '关闭' }).click();
  await expect(dialog(page)).toBeHidden();
  await expect(page).toHaveURL('/people/');
  // No question of the dialog is left behind it.
  await opener(page).click();
  await expect(dialog(page)).toBeVisible();
  await page.goBack();
  await expect(dialog(page)).toBeHidden();
  await expect(page).toHaveURL('/people/');
});

test('the dialog comes back with its filter', async ({ page }) => {
  await page.goto('/people/');
  await opener(page).click();
  await field(page).fill('货车');
  await field(page).press('Enter');
  const kind = page.getByRole('radio', { name: /^站点 \d+$/ });
  await dialog(page).locator('label', { has: kind }).click();
  await expect(kind).toBeChecked();
  await results(page).first().getByRole('link').click();
  await expect(page).toHaveURL(/\/stations\//);
  await page.goBack();
  await expect(dialog(page)).toBeVisible();
  await expect(kind).toBeChecked();
  await expect(results(page).first().getByRole('link')).toBeFocused();
});

test('suggestions have no control within a control', async ({ page }) => {
  await page.goto('/people/');
  await opener(page).click();
  await field(page).fill('zhan');
  await expect(options(page).first()).toBeVisible();
  expect(await violationsOf(page, ['nested-interactive', 'aria-required-children', 'aria-required-parent'])).toEqual(
    [],
  );
});

test('a query of many characters is repeated in part', async ({ page }) => {
  await page.goto(`/search/?q=${encodeURIComponent('这样一句话没有人写过'.repeat(20))}`);
  await expect(page.getByRole('status')).toHaveText('没有找到“这样一句话没有人写过这样一句话没有人写过…”');
});

test('what is found is marked in its sentence', async ({ page }) => {
  await page.goto('/search/?q=路灯');
  await expect(results(page).first().locator('mark').first()).toHaveText('路灯');
});

test('a sample says among the results and the suggestions that it is one', async ({ page }) => {
  await page.goto('/search/');
  await field(page).fill('欧阳叶舟');
  await expect(options(page).first()).toContainText('示例');
  await expect(results(page).first()).toContainText('示例');
});

test('what is spoken in a clip is found', async ({ page }) => {
  await page.goto('/videos/binjiang-zaoban/');
  const line = await page.locator('[data-start]').first().innerText();
  const words = /\p{Script=Han}{4,}/u.exec(line)?.[0] ?? '';
  expect(words.length).toBeGreaterThanOrEqual(4);
  await page.goto(`/search/?q=${encodeURIComponent(words)}`);
  await expect(results(page).first().getByRole('link')).toHaveAttribute('href', '/videos/binjiang-zaoban/');
});

test('while an input method is composing letters name pages, nothing is asked, and Enter sends nothing off', async ({
  page,
}) => {
  await page.clock.install();
  await page.goto('/search/');
  const asked = requestsOf(page);
  await page.evaluate(() => {
    const input = document.querySelector('input[type=search]');
    if (!(input instanceof HTMLInputElement)) throw new Error('no field');
    input.value = 'ludeng';
    input.dispatchEvent(new InputEvent('input', { isComposing: true, bubbles: true }));
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true }));
  });
  // Whatever was to be asked after a pause of the fingers has been asked.
  await page.clock.runFor(2_000);
  expect(asked.filter((path) => path.includes('/pagefind/'))).toEqual([]);
  await expect(options(page).first()).toContainText('灯');
  await expect(page).toHaveURL('/search/');
  await field(page).dispatchEvent('compositionend');
  await page.clock.runFor(2_000);
  await expect.poll(() => asked.some((path) => path.includes('/pagefind/'))).toBe(true);
});

test('Enter before the names are there searches, and names that come later do not cover the results', async ({
  page,
}) => {
  const isWanted = Promise.withResolvers<undefined>();
  await page.route('**/search/names.json', async (route) => {
    await isWanted.promise;
    await route.continue();
  });
  await page.goto('/people/');
  await page.keyboard.press('/');
  await expect(field(page)).toBeFocused();
  await page.keyboard.type('路灯');
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByRole('status')).toHaveText('正在搜索…');
  isWanted.resolve(undefined);
  await expect(results(page).first()).toBeVisible();
  await expect(field(page)).toHaveAttribute('aria-expanded', 'false');
  await expect(options(page)).toHaveCount(0);
});

test('the keys move through the suggestions, Enter opens one, Escape closes the list before the dialog', async ({
  page,
}) => {
  await page.goto('/people/');
  await page.keyboard.press('/');
  await expect(field(page)).toBeFocused();
  await page.keyboard.type('zhan');
  await expect(field(page)).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  const second = options(page).nth(1);
  await expect(second).toHaveAttribute('aria-selected', 'true');
  await expect(field(page)).toHaveAttribute('aria-activedescendant', (await second.getAttribute('id')) ?? '');
  await page.keyboard.press('Escape');
  await expect(field(page)).toHaveAttribute('aria-expanded', 'false');
  await expect(dialog(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toBeHidden();
  await page.keyboard.press('/');
  await field(page).fill('ouyang');
  await expect(options(page).first()).toContainText('欧阳叶舟');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/people\/ouyang-yezhou\/$/);
});

test('the dialog gives the focus back, and going back closes it and stays on the page', async ({ page }) => {
  await page.goto('/people/');
  await opener(page).focus();
  await page.keyboard.press('Enter');
  await expect(dialog(page)).toBeVisible();
  await dialog(page).getByRole('button', { name: '关闭' }).click();
  await expect(dialog(page)).toBeHidden();
  await expect(opener(page)).toBeFocused();
  await opener(page).click();
  await expect(dialog(page)).toBeVisible();
  await page.goBack();
  await expect(dialog(page)).toBeHidden();
  await expect(page).toHaveURL('/people/');
});

test('coming back from a page that was found, the dialog is there with what was asked', async ({ page }) => {
  await page.goto('/people/');
  await opener(page).click();
  await field(page).fill('路灯');
  await results(page).first().getByRole('link').click();
  await expect(page).not.toHaveURL('/people/');
  await page.goBack();
  await expect(dialog(page)).toBeVisible();
  await expect(field(page)).toHaveValue('路灯');
  await expect(results(page).first()).toBeVisible();
});

test('a page loads nothing of the search until it is opened, and the engine only for a query', async ({ page }) => {
  const asked = requestsOf(page);
  await page.goto('/people/an-tu/', { waitUntil: 'networkidle' });
  expect(asked.filter((path) => /search|pagefind/.test(path))).toEqual([]);
  await page.keyboard.press('/');
  await expect(field(page)).toBeFocused();
  await page.waitForLoadState('networkidle');
  expect(asked.filter((path) => path.includes('/search/names.json'))).toHaveLength(1);
  expect(asked.filter((path) => path.includes('pagefind'))).toEqual([]);
  await page.keyboard.type('路灯');
  await expect(results(page).first()).toBeVisible();
  expect(asked.filter((path) => path.includes('pagefind')).length).toBeGreaterThan(0);
});

test('a slash typed into a field is a slash', async ({ page }) => {
  await page.goto('/search/');
  await field(page).focus();
  await page.keyboard.type('a/b');
  await expect(field(page)).toHaveValue('a/b');
});

test('when the index cannot be fetched names are still found, and the page says what is missing', async ({ page }) => {
  await page.route('**/pagefind/**', (route) => route.abort());
  await page.goto('/search/');
  await field(page).fill('ouyang');
  await expect(page.getByRole('status')).toContainText('只能按名称找');
  await expect(results(page).first().getByRole('link')).toHaveText('欧阳叶舟');
});

for (const [where, viewport, most] of [
  ['on a small phone', { width: 360, height: 640 }, 3],
  ['on a desk', { width: 1280, height: 900 }, 6],
] as const) {
  test.describe(where, () => {
    test.use({ viewport });

    test(`${String(most)} names are suggested and the first result is in sight below them`, async ({ page }) => {
      await page.goto('/people/');
      await page.keyboard.press('/');
      await expect(field(page)).toBeFocused();
      await page.keyboard.type('zhan');
      await expect(options(page)).toHaveCount(most);
      await field(page).fill('站');
      await expect(results(page)).toHaveCount(10);
      await expect(options(page)).toHaveCount(most);
      await expect(results(page).first().getByRole('link')).toBeInViewport();
      const box = await dialog(page).boundingBox();
      expect(box?.x).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(viewport.width);
      await page.keyboard.press('ArrowDown');
      await expect(options(page).first()).toHaveAttribute('aria-selected', 'true');
    });
  });
}

test.describe('without a network', () => {
  test('the stations’ pages still suggest names by their pinyin', async ({ page, context }) => {
    await page.goto('/stations/');
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await context.setOffline(true);
    await page.goto('/stations/yujin-wuliuyuan/');
    await opener(page).click();
    await expect(dialog(page)).toBeVisible();
    await field(page).fill('ouyang');
    await expect(options(page).first()).toContainText('欧阳叶舟');
    await expect(page.getByRole('status').filter({ hasText: '只能按名称找' })).toBeVisible();
    await field(page).fill('有没有厕所');
    await expect(page.getByRole('region', { name: '直接的回答' })).toContainText(/有卫生间的站点有 \d+ 处/);
    await expect(page.getByRole('status').filter({ hasText: '没有连上网' })).toBeVisible();
  });
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('the search page says that it needs script, and offers what there is by kind, town and year', async ({
    page,
  }) => {
    await page.goto('/search/');
    // Playwright's text search passes over <noscript>.
    await expect(page.locator('noscript p')).toContainText('这里的搜索要用到脚本');
    await expect(page.locator('noscript p')).toBeVisible();
    await expect(page.getByRole('main').getByRole('link', { name: '歇脚站点' })).toBeVisible();
    await page
      .getByRole('main')
      .getByRole('link', { name: /^玉津镇/ })
      .click();
    await expect(page.getByRole('heading', { level: 1, name: '玉津镇目录' })).toBeVisible();
    await expect(page.getByRole('link', { name: '玉津镇物流园货车司机之家' })).toBeVisible();
    // All that the project comes with are samples, and each says so here too.
    for (const item of await page.getByRole('main').locator('section').getByRole('listitem').all()) {
      await expect(item).toContainText('示例');
    }
    await page.goto('/search/');
    await page
      .getByRole('main')
      .getByRole('link', { name: /^2026 年/ })
      .click();
    await expect(page.getByRole('heading', { level: 2, name: '办件' })).toBeVisible();
  });

  test('the link in the header leads to the search page', async ({ page }) => {
    await page.goto('/people/');
    await opener(page).click();
    await expect(page).toHaveURL('/search/');
  });
});

test('in the dark the bar that scrolls the dialog is dark, which Firefox does not choose by itself', async ({
  page,
}) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto('/');
  await page.keyboard.press('/');
  const colours = await page.getByRole('dialog').evaluate((dialog) => getComputedStyle(dialog).scrollbarColor);
  expect(colours).toBe('rgb(148, 135, 122) rgb(24, 21, 18)');
});
