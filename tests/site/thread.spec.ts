/** What belongs together is linked from both sides: person, clip, order, station, feature. */
import { expect, test, type Page } from '@playwright/test';

/** Follows the link with this name inside the section with this heading. */
async function follow(page: Page, section: string, link: string): Promise<void> {
  await page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: section }) })
    .getByRole('link', { name: link, exact: true })
    .click();
}
const title = (page: Page) => page.getByRole('heading', { level: 1 });

test('from a person to a clip and back', async ({ page }) => {
  await page.goto('/people/an-tu/');
  await follow(page, '出镜的短片', '系着绿丝带的车');
  await expect(title(page)).toHaveText('系着绿丝带的车');
  await follow(page, '出镜的人', '安途');
  await expect(title(page)).toHaveText('安途');
});

test('from a person to an order and back', async ({ page }) => {
  await page.goto('/people/an-tu/');
  await follow(page, '出过力的事', '给住得远的考生排接送表');
  await expect(title(page)).toHaveText('给住得远的考生排接送表');
  await follow(page, '出力的人', '安途');
  await expect(title(page)).toHaveText('安途');
});

test('from a person to a station and back', async ({ page }) => {
  await page.goto('/people/an-tu/');
  await follow(page, '常去的站点', '玉津镇客运站小哥驿站');
  await expect(title(page)).toHaveText('玉津镇客运站小哥驿站');
  await follow(page, '常来的人', '安途');
  await expect(title(page)).toHaveText('安途');
});

test('from a feature to its people, clips and orders, and back', async ({ page }) => {
  await page.goto('/features/qiyi-2026/');
  for (const [section, link] of [
    ['随手拍', '楼道的灯又亮了'],
    ['人物', '柳如期'],
    ['办好的事', '老楼二单元的楼道灯坏了'],
  ] as const) {
    await follow(page, section, link);
    await expect(title(page)).toHaveText(link);
    await follow(page, '出现在专题里', '七一，看见身边的担当');
    await expect(title(page)).toHaveText('七一，看见身边的担当');
  }
});

test('from a station to what was done there, and back', async ({ page }) => {
  await page.goto('/stations/yujin-wuliuyuan/');
  await follow(page, '在这里办的事', '夜里进场看不清车位线');
  await expect(title(page)).toHaveText('夜里进场看不清车位线');
  await follow(page, '站点', '玉津镇物流园货车司机之家');
  await expect(title(page)).toHaveText('玉津镇物流园货车司机之家');
});
