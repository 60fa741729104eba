/** The orders as a visitor looks for them: the filter over the whole ledger, months, the three lists, one order. */
import { expect, test, type Page } from '@playwright/test';
import { manyOrders, largeCountySite } from '../sites.ts';

const large = `http://localhost:${largeCountySite.port}${largeCountySite.basePath}`;
const rows = (page: Page) => page.getByRole('article').filter({ visible: true });
const choose = (page: Page, question: string, answer: string) =>
  page.getByRole('combobox', { name: question }).selectOption(answer);
const status = (page: Page) => page.getByRole('status');

test('the filter answers from the whole ledger, not from the rows in the page', async ({ page }) => {
  await page.goto('/orders/');
  await expect(rows(page)).toHaveCount(50);
  await choose(page, '乡镇', '罗城镇');
  await expect(status(page)).toHaveText('符合条件的 8 件，共 120 件');
  await expect(rows(page)).toHaveCount(8);
  for (const row of await rows(page).all()) await expect(row).toContainText('罗城镇');
});

test('every answer tells how many orders are behind it, given the other answers', async ({ page }) => {
  await page.goto('/orders/');
  await choose(page, '乡镇', '玉津镇');
  await expect(status(page)).toContainText('符合条件的 49 件');
  const kind = page.getByRole('combobox', { name: '类型' });
  const [, count = ''] = /微心愿（(\d+)）/.exec((await kind.textContent()) ?? '') ?? [];
  await choose(page, '类型', 'wish');
  await expect(status(page)).toContainText(`符合条件的 ${count} 件`);
  await expect(rows(page)).toHaveCount(Number(count));
});

test('a choice stands in the address, the address restores it, and taking it back shows the list again', async ({
  page,
}) => {
  await page.goto('/orders/');
  await choose(page, '进度', 'dispatched');
  await expect(page).toHaveURL('/orders/?state=dispatched');
  await expect(status(page)).toContainText('符合条件的');
  const count = await rows(page).count();
  await page.reload();
  await expect(page.getByRole('combobox', { name: '进度' })).toHaveValue('dispatched');
  await expect(rows(page)).toHaveCount(count);
  await choose(page, '进度', '');
  await expect(page).toHaveURL('/orders/');
  await expect(rows(page)).toHaveCount(50);
});

test('what the filter shows looks like what stands in the page, and leads to the order', async ({ page }) => {
  await page.goto('/orders/');
  const first = rows(page).first();
  const title = (await first.getByRole('heading').textContent())?.trim() ?? '';
  const plain = (text: string) => text.replace(/\s+/g, '');
  const text = plain(await first.innerText());
  const box = await first.boundingBox();
  await choose(page, '提出的月份', '2026-10');
  await expect(status(page)).toContainText('符合条件的');
  const same = rows(page).filter({ has: page.getByRole('heading', { name: title, exact: true }) });
  expect(plain(await same.innerText())).toBe(text);
  expect((await same.boundingBox())?.height).toBe(box?.height);
  await same.getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
});

test('those with photos or a clip, and those that ran over, can be looked at alone', async ({ page }) => {
  await page.goto('/orders/');
  await choose(page, '只看', 'shareable');
  await expect(rows(page).filter({ hasText: '路口井盖翘起半边' })).toHaveCount(1);
  await choose(page, '只看', 'late');
  await expect(status(page)).toContainText('符合条件的');
  for (const row of await rows(page).all()) await expect(row).toContainText('超期');
});

test('without network the filter says that it did not work', async ({ page, context }) => {
  await page.goto('/orders/');
  await context.setOffline(true);
  await choose(page, '乡镇', '罗城镇');
  await expect(status(page)).toContainText('没有连上网络');
  await context.setOffline(false);
  await choose(page, '乡镇', '清溪镇');
  await expect(status(page)).toContainText('符合条件的');
});

test('a long ledger is shown fifty at a time, and more at a tap', async ({ page }) => {
  await page.goto(`${large}orders/`);
  await expect(rows(page)).toHaveCount(50);
  await choose(page, '乡镇', '乙镇');
  await expect(status(page)).toContainText(`共 ${String(manyOrders.count)} 件，先列最近的 50 件`);
  await page.getByRole('button', { name: '再看 50 件' }).click();
  await expect(rows(page)).toHaveCount(100);
  const titles = await rows(page).getByRole('heading').allTextContents();
  expect(new Set(titles).size).toBe(100);
});

test('a month of a long ledger has as many pages as it needs, and they hold all its orders', async ({ page }) => {
  await page.goto(`${large}orders/2025/06/`);
  const [, total = ''] = /共 (\d+) 件/.exec(await page.getByRole('main').innerText()) ?? [];
  const titles: string[] = [];
  for (;;) {
    titles.push(...(await rows(page).getByRole('heading').allTextContents()));
    const next = page.getByRole('link', { name: '下一页' });
    if ((await next.count()) === 0) break;
    await next.click();
    await page.waitForLoadState();
  }
  expect(titles.length).toBeGreaterThan(50);
  expect(titles).toHaveLength(Number(total));
  expect(new Set(titles).size).toBe(titles.length);
});

test('the list of needs has what is not done, the overdue first, each with its due day', async ({ page }) => {
  await page.goto('/orders/needs/');
  const [, open = ''] = /还在办的 (\d+) 件/.exec(await page.getByRole('main').innerText()) ?? [];
  await expect(rows(page)).toHaveCount(Number(open));
  await expect(rows(page).first()).toContainText(/已超期 \d+ 天/);
  for (const row of await rows(page).all()) await expect(row).not.toContainText('已办结');
});

test('the list of duties says who answers for which order and until when', async ({ page }) => {
  await page.goto('/orders/duties/');
  const last = page.locator('section').last();
  await expect(last.getByRole('heading', { level: 2 })).toContainText('待接单');
  const first = page.locator('section').first();
  const unit = ((await first.getByRole('heading', { level: 2 }).textContent()) ?? '').trim().split(' ')[0] ?? '';
  await first.getByRole('link').first().click();
  await expect(page.getByRole('main')).toContainText(unit);
});

test('the list of resources says what teams and units can do and have done', async ({ page }) => {
  await page.goto('/orders/resources/');
  const team = page.getByRole('article').filter({ hasText: '犍路先锋' });
  await expect(team).toContainText(/接过 \d+ 件，办结 \d+ 件/);
  await expect(team).toContainText('能办：安全隐患排查');
  await expect(team).toContainText('办过：');
});

test('a wish goes through 转—办—评', async ({ page }) => {
  await page.goto('/orders/?kind=wish&state=rated');
  await rows(page).first().getByRole('link').click();
  const steps = page.getByRole('listitem').filter({ has: page.getByText(/^(转|办|评)$/) });
  await expect(steps).toHaveCount(3);
  await expect(steps.nth(0)).toContainText('已派单');
  await expect(steps.nth(1)).toContainText('已办结');
  await expect(steps.nth(2)).toContainText('已评价');
});

test('an order that is overdue says so, and what is still to come', async ({ page }) => {
  await page.goto('/orders/needs/');
  const late = rows(page).filter({ hasText: '已超期' }).first();
  const [, days = ''] = /已超期 (\d+) 天/.exec((await late.textContent()) ?? '') ?? [];
  await late.getByRole('link').click();
  await expect(page.getByText(`已超期 ${days} 天`)).toBeVisible();
  await expect(page.getByText('待办结')).toBeVisible();
});

test('before and after are compared with a slider that works by keyboard', async ({ page }) => {
  await page.goto('/orders/lu-kou-jing-gai-qiao-qi-ban-bian/');
  const slider = page.getByRole('slider', { name: '左右移动，比较处理前和处理后' });
  await slider.focus();
  await expect(slider).toHaveAttribute('aria-valuetext', '处理前占 50%，处理后占 50%');
  await page.keyboard.press('ArrowRight');
  await expect(slider).toHaveAttribute('aria-valuetext', '处理前占 55%，处理后占 45%');
  await page.keyboard.press('End');
  const after = page.getByRole('figure').filter({ hasText: '处理后' });
  await expect(after).toHaveCSS('clip-path', 'inset(0px 0px 0px 100%)');
});

test('from a clip to the order it reported, to the person, and back', async ({ page }) => {
  await page.goto('/videos/suishou-jinggai/');
  await page.getByRole('link', { name: '路口井盖翘起半边' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('路口井盖翘起半边');
  await page.getByRole('link', { name: '柳如期' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('柳如期');
  await page.getByRole('link', { name: '路口井盖翘起半边' }).click();
  await page.getByRole('link', { name: '一块松动的井盖' }).click();
  await expect(page).toHaveURL('/videos/suishou-jinggai/');
});

test('a team names what it took part in, and the order names the team', async ({ page }) => {
  await page.goto('/teams/');
  const team = page.locator('section').filter({ has: page.getByRole('heading', { name: '犍路先锋' }) });
  await expect(team.getByRole('heading', { name: /出过力的事，共 \d+ 件/ })).toBeVisible();
  await team.getByRole('article').first().getByRole('link').click();
  await expect(page.getByRole('link', { name: '犍路先锋' })).toBeVisible();
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('before and after both stand in the page', async ({ page }) => {
    await page.goto('/orders/lu-kou-jing-gai-qiao-qi-ban-bian/');
    const [before, after] = [page.getByRole('figure').nth(0), page.getByRole('figure').nth(1)];
    await expect(before).toContainText('处理前');
    await expect(after).toContainText('处理后');
    const [left, right] = [await before.boundingBox(), await after.boundingBox()];
    expect((left?.x ?? 0) + (left?.width ?? 0)).toBeLessThanOrEqual((right?.x ?? 0) + 1);
    await expect(page.getByRole('slider')).toHaveCount(0);
  });

  test('the filter narrows the rows of the page, says so, and every month is a link away', async ({ page }) => {
    await page.goto('/orders/');
    await choose(page, '进度', 'dispatched');
    for (const row of await rows(page).all()) await expect(row).toContainText('已派单');
    await expect(page.locator('noscript p')).toContainText('只在这一页的 50 件里起作用');
    await page.getByRole('navigation', { name: '按月份看办件' }).getByRole('link', { name: /^9月/ }).first().click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('2026年9月提出的办件');
    await expect(rows(page)).toHaveCount(14);
  });
});
