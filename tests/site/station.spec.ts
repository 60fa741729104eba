/** A station's own page and its door poster. */
import { expect, test } from '@playwright/test';

test('it says whether it is open, marks today, and tells of each facility whether it is there', async ({ page }) => {
  await page.clock.setFixedTime(new Date('2026-11-25T10:00:00+08:00'));
  await page.goto('/stations/yujin-yiyuan/');
  await expect(page.getByRole('status').filter({ hasText: '现在' })).toHaveText('现在开着，12:00 关门');
  await expect(page.getByRole('row').filter({ hasText: '星期三' })).toHaveAttribute('aria-current', 'date');
  const facilities = page.locator('section').filter({ has: page.getByRole('heading', { name: '设施' }) });
  for (const word of ['有', '没有', '不详'])
    await expect(facilities.getByRole('term').filter({ hasText: new RegExp(`^${word}$`) })).toBeVisible();
});

test('a check of more than 90 days ago is warned of, by the day of the visit and not of the build', async ({
  page,
}) => {
  // Built on 2 October 2026, checked on 16 July: 78 days then.
  await page.clock.setFixedTime(new Date('2026-10-13T10:00:00+08:00'));
  await page.goto('/stations/yujin-yiyuan/');
  await expect(page.getByText('2026年7月16日由县总工会巡查（示例）核实。')).toBeVisible();
  await expect(page.getByText('去之前最好先打听一下')).toBeHidden();
  await page.clock.setFixedTime(new Date('2026-10-15T10:00:00+08:00'));
  await page.reload();
  await expect(page.getByText('上次核实是 91 天前')).toBeVisible();
});

test('it leads to the nearest three others, and says how far', async ({ page }) => {
  await page.goto('/stations/yujin-yiyuan/');
  const near = page.locator('section').filter({ has: page.getByRole('heading', { name: '附近的站点' }) });
  await expect(near.getByRole('article')).toHaveCount(3);
  await expect(near).toContainText(/直线 \d+ 米，步行 \d+ 分钟/);
  await near.getByRole('link').first().click();
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('玉津镇医院路职工之家');
});

test('a mistake is reported with a message that names the station and its number', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/stations/yujin-yiyuan/');
  const box = page.getByRole('region', { name: '这里写错了？' });
  await expect(box).toContainText('站点报错：玉津镇医院路职工之家（编号 yujin-yiyuan）');
  expect(await box.getByRole('link', { name: '发短信' }).getAttribute('href')).toContain(
    encodeURIComponent('编号 yujin-yiyuan'),
  );
  await box.getByRole('button', { name: '复制这段话' }).click();
  await expect(box.getByRole('status')).toHaveText('已复制');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(
    '玉津镇医院路职工之家（编号 yujin-yiyuan）',
  );
});

test('the door poster fits on one sheet of A4', async ({ page, browserName }) => {
  test.skip(browserName !== 'chromium', 'only Chromium prints to PDF');
  for (const slug of ['yujin-yiyuan', 'yujin-wuliuyuan']) {
    await page.goto(`/stations/${slug}/`);
    await page.getByRole('link', { name: '打印门贴（A4，带二维码）' }).click();
    await expect(page.getByRole('img', { name: '本站点网页的二维码' })).toBeVisible();
    const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: false })).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page[^s]/g)).toHaveLength(1);
    const [, width, height] = /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf) ?? [];
    expect([Math.round(Number(width)), Math.round(Number(height))]).toEqual([595, 842]);
  }
});
