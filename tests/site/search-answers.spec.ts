/** Questions as people ask them: what stands above the results, what is searched instead, and what comes nearest. */
import { expect, test, type Page } from '@playwright/test';
import { violationsOf } from '../access/violations.ts';
import { field, results } from './search-locators.ts';

const answer = (page: Page) => page.getByRole('region', { name: '直接的回答' });

test('a question about stations is answered from their data, and leads to the finder with the same filter', async ({
  page,
}) => {
  await page.goto('/search/');
  await field(page).fill('清溪有没有微波炉');
  await expect(answer(page)).toContainText(/清溪镇有微波炉的站点有 \d+ 处，现在开着 \d+ 处。/);
  const told = Number(/有 (\d+) 处/.exec(await answer(page).innerText())?.[1]);
  expect(told).toBeGreaterThan(0);
  await expect(answer(page).getByRole('listitem')).toHaveCount(Math.min(3, told));
  for (const item of await answer(page).getByRole('listitem').all()) await expect(item).toContainText('清溪镇');
  await answer(page).getByRole('link', { name: '在站点里看全部' }).click();
  await expect(page).toHaveURL(/\/stations\/\?.*town=/);
  await expect(page.getByRole('checkbox', { name: '微波炉' })).toBeChecked();
  await expect(page.locator('[data-answers] [data-list] > li')).toHaveCount(told);
});

test('who has told where they are before gets the nearest stations, and who has not is not asked', async ({
  page,
  context,
}) => {
  await context.setGeolocation({ longitude: 103.949, latitude: 29.209 });
  await page.goto('/search/?q=厕所');
  await expect(answer(page).getByRole('listitem')).toHaveCount(3);
  await expect(answer(page)).not.toContainText(/\d (米|公里)/);
  await context.grantPermissions(['geolocation']);
  await page.reload();
  await expect(answer(page).getByRole('listitem')).toHaveCount(3);
  await expect(answer(page).getByRole('listitem').first()).toContainText(/\d 米|公里/);
});

test('a facility that no station has is said to be registered nowhere', async ({ page }) => {
  await page.goto('/search/?q=孝姑 看书 淋浴 微波炉 住宿');
  await expect(answer(page)).toContainText('没有登记孝姑镇有');
});

test('words of everyday lead to the list or the page that serves them', async ({ page }) => {
  await page.goto('/search/');
  for (const [query, name, address] of [
    ['投诉', '怎么联系我们', '/about/'],
    ['外卖小哥', '外卖骑手的故事', '/people/?trade=rider'],
    ['随手拍', '随手拍短片', '/videos/'],
    ['五一', '路上的五一：劳动之美', '/features/wuyi-2026/'],
    ['招聘', '站点、队伍能帮什么忙', '/teams/'],
  ] as const) {
    await field(page).fill(query);
    await expect(answer(page).getByRole('link', { name, exact: true }), query).toHaveAttribute('href', address);
  }
});

test('one wrong character of the same sound is searched by the right one, and that is said', async ({ page }) => {
  await page.goto('/search/?q=微博炉');
  await expect(page.getByRole('status')).toContainText(/没有页面提到“微博炉”，按“微波炉”找到 \d+ 个页面/);
  await expect(answer(page)).toContainText('有微波炉的站点');
  await expect(results(page).first()).toContainText('微波炉');
});

test('where no page has everything, the nearest follow those with all of it, and that is said', async ({ page }) => {
  await page.goto('/search/?q=路灯 义诊 茉莉');
  await expect(page.getByRole('status')).toHaveText('没有同时提到“路灯”“义诊”“茉莉”的页面，最接近的是：');
  await expect(results(page).first()).toContainText(/灯|义诊|茉莉/);
  await field(page).fill('独居老人的煤气软管');
  await expect(page.getByRole('status')).toHaveText(/^\d 个页面同时提到“独居老人”“煤气”“软管”，后面是最接近的：$/);
  await expect(results(page).first()).toContainText('煤气软管');
});

test('a question is narrowed by a filter, and one that leaves nothing does not lead to the pages of another question', async ({
  page,
}) => {
  await page.goto('/search/?q=独居老人的煤气软管&kind=order');
  await expect(page.getByRole('status')).toContainText('提到“独居老人”“煤气”“软管”');
  await expect(results(page).first()).toContainText('煤气软管');
  await page.goto('/search/?q=独居老人的煤气软管&kind=video');
  await expect(page.getByRole('status')).toHaveText('没有找到“独居老人的煤气软管”');
  await expect(page.getByRole('button', { name: /去掉筛选/ })).toBeVisible();
});

test('a word behind a minus is left out', async ({ page }) => {
  await page.goto('/search/?q=货车');
  await expect(results(page).first()).toBeVisible();
  const count = async () => Number(/找到 (?:约 )?(\d+) 个/.exec(await page.getByRole('status').innerText())?.[1]);
  const all = await count();
  await field(page).fill('货车 -停车');
  await expect(page.getByRole('status')).toContainText('“货车 -停车”');
  expect(await count()).toBeLessThan(all);
  expect(await count()).toBeGreaterThan(0);
});

test('the answer has no fault that axe finds, and nothing runs out of a narrow screen', async ({ page }) => {
  await page.goto('/search/?q=24小时 厕所');
  await expect(answer(page).getByRole('listitem').first()).toBeVisible();
  expect(await violationsOf(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});
