/** Filters of the lists, with script and without. */
import { expect, test, type Page } from '@playwright/test';

const choose = (page: Page, group: string, choice: string) =>
  page.getByRole('group', { name: group }).getByRole('radio', { name: choice }).check({ force: true });
const people = (page: Page) => page.getByRole('article');

for (const script of ['with', 'without'] as const) {
  test.describe(`${script} script`, () => {
    test.use({ javaScriptEnabled: script === 'with' });

    test('people are narrowed by trade, theme and town together', async ({ page }) => {
      await page.goto('/people/');
      await expect(people(page)).toHaveCount(15);
      await choose(page, '职业', '快递员');
      await expect(people(page).filter({ visible: true })).toHaveCount(3);
      await choose(page, '主题', '担当之美');
      await expect(people(page).filter({ visible: true })).toHaveCount(1);
      await expect(page.getByRole('heading', { name: '石满山' })).toBeVisible();
      await choose(page, '职业', '全部');
      await choose(page, '主题', '全部');
      await choose(page, '乡镇', '清溪镇');
      await expect(people(page).filter({ visible: true })).toHaveCount(2);
    });

    test('clips are narrowed by scene', async ({ page }) => {
      await page.goto('/videos/');
      await choose(page, '场景', '服务居民群众');
      const shown = page.getByRole('article').filter({ visible: true });
      expect(await shown.count()).toBeGreaterThan(0);
      expect(await shown.count()).toBeLessThan(10);
    });

    test('stations are narrowed by facility and town, and unknown is no yes', async ({ page }) => {
      await page.goto('/stations/');
      await page.getByRole('checkbox', { name: '淋浴' }).check({ force: true });
      const all = page.getByRole('region', { name: '全部站点' });
      const shown = all.getByRole('article').filter({ visible: true });
      expect(await shown.count()).toBeGreaterThan(0);
      for (const station of await shown.all())
        await expect(station.getByRole('list', { name: '设施' })).toContainText('淋浴');
      await page.getByRole('checkbox', { name: '淋浴' }).uncheck({ force: true });
      await page.getByRole('combobox', { name: '乡镇' }).selectOption('清溪镇');
      await expect(shown).toHaveCount(3);
    });
  });
}

test('a choice stands in the address, and the address restores it', async ({ page }) => {
  await page.goto('/people/');
  await choose(page, '职业', '快递员');
  await choose(page, '乡镇', '芭沟镇');
  await expect(page).toHaveURL(`/people/?trade=courier&town=${encodeURIComponent('芭沟镇')}`);
  await expect(page.getByRole('status')).toHaveText('符合条件的 1 位，共 15 位');
  await page.reload();
  await expect(page.getByRole('radio', { name: '快递员' })).toBeChecked();
  await expect(people(page).filter({ visible: true })).toHaveCount(1);
});

test('when nothing fits, the list says so', async ({ page }) => {
  await page.goto('/people/?trade=truck&town=清溪镇');
  await expect(page.getByRole('status')).toContainText('没有符合这些条件的');
});

test('every choice is large enough for a thumb', async ({ page }) => {
  await page.goto('/people/');
  for (const chip of await page.getByRole('group', { name: '职业' }).getByRole('radio').all()) {
    expect((await chip.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  }
});
