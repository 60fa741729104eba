/** The figures as a visitor reads them: charts by keyboard, tables, and the way to what is behind a number. */
import { expect, test } from '@playwright/test';
import { extremesSite } from '../sites.ts';

test('a chart is walked by arrow keys, and each point says itself', async ({ page }) => {
  await page.goto('/achievements/');
  const chart = page.getByRole('figure', { name: '每月收到和办结' });
  const drawing = chart.getByRole('group', { name: /^柱形图/ });
  const months = drawing.getByRole('img');
  await expect(months).toHaveCount(12);
  await months.last().focus();
  await page.keyboard.press('ArrowLeft');
  await expect(months.nth(10)).toBeFocused();
  await expect(chart).toContainText((await months.nth(10).getAttribute('aria-label')) ?? 'nothing');
  await page.keyboard.press('Home');
  await expect(months.first()).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(months.first()).toBeFocused();
  await page.keyboard.press('End');
  await expect(months.last()).toBeFocused();
  // One step of the Tab key leaves the chart: its points are one stop.
  await page.keyboard.press('Tab');
  await expect(chart.getByText('看成表格')).toBeFocused();
});

test('a chart opens as a table', async ({ page }) => {
  await page.goto('/achievements/');
  const chart = page.getByRole('figure', { name: '从提出到评价' });
  await expect(chart.getByRole('table')).toBeHidden();
  await chart.getByText('看成表格').click();
  await expect(chart.getByRole('row', { name: /^已办结/ })).toBeVisible();
});

test('a town of the ranked list leads to its orders, already narrowed', async ({ page }) => {
  await page.goto('/achievements/');
  const town = page.getByRole('list', { name: '各乡镇提出的需求，从多到少' }).getByRole('link').nth(1);
  const [, name = '', count = ''] = /^(.+?)：收到 (\d+) 件/.exec((await town.getAttribute('data-says')) ?? '') ?? [];
  await town.click();
  await expect(page.getByRole('combobox', { name: '乡镇' })).toHaveValue(name);
  await expect(page.getByRole('status')).toContainText(`符合条件的 ${count} 件`);
});

test('a counter leads to what is behind it, and its definition is a tap away', async ({ page }) => {
  await page.goto('/achievements/');
  await page.getByText('这些数怎么算').click();
  await expect(page.getByText('有办结日期的件，除以收到的全部件')).toBeVisible();
  await page.getByRole('link', { name: '正在办的' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('需求清单');
});

test("an indicator's page tells both parts of its figure, its source, and gives it as a file", async ({ page }) => {
  await page.goto('/achievements/dispatch-orders-done/');
  await expect(page.getByText('300余件是犍为县公布的原数')).toBeVisible();
  await expect(page.getByText(/本站台账另计的：从 2025年9月1日起，每办结一件派单就加一/)).toBeVisible();
  await expect(page.getByText('目前都是示例')).toBeVisible();
  // Samples are nothing that happened: no sum is made with them.
  await expect(page.getByText('合起来只能说')).toHaveCount(0);
  const file = page.getByRole('link', { name: '下载这个数（CSV）' });
  const answer = await page.request.get((await file.getAttribute('href')) ?? '');
  expect(await answer.text()).toContain('派单制办结居民急难愁盼');
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('a chart is one picture that says its message, and its table opens', async ({ page }) => {
    await page.goto('/achievements/');
    const chart = page.getByRole('figure', { name: '办结用了几天' });
    await expect(chart.getByRole('img', { name: /^柱形图：办结的 \d+ 件/ })).toBeVisible();
    await chart.getByText('看成表格').click();
    await expect(chart.getByRole('table')).toBeVisible();
  });
});

test('a published figure with 余 stays what it is beside what the ledger adds from the day after, samples apart', async ({
  page,
}) => {
  await page.goto(`http://localhost:${extremesSite.port}/achievements/banjie/`);
  const head = page.getByRole('main').locator('header');
  await expect(head).toContainText(/300余\s*＋\s*3\s*件/);
  await expect(page.getByText('从 2026年4月1日起，每办结一件就加一')).toBeVisible();
  await expect(page.getByText('其中 1 件是示例。除去示例，合起来只能说不少于 302 件')).toBeVisible();
  await expect(page.getByText('2026年3月是 300 件，比2025年多 40 件。')).toBeVisible();
  const chart = page.getByRole('figure', { name: '各时期' });
  await expect(chart.getByRole('group').getByRole('img')).toHaveCount(3);
  await page.goto(`http://localhost:${extremesSite.port}/achievements/`);
  await expect(page.getByText('比2025年多 40 件')).toBeVisible();
});
