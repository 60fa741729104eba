/** The sheet that a person signs: printed from the entry, with everything that would be shown. */
import { expect, test, type Page } from '@playwright/test';
import { Editor } from './editor.ts';

test.describe.configure({ mode: 'serial' });

let editor: Editor;
let page: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  editor = await Editor.begin(browser, 'content');
  ({ page } = editor);
});

test.afterAll(() => editor.end());

test('the sheet is reached from the form, and has what each scope would show', async () => {
  await editor.open('/collection/people/item/an-tu');
  await page.getByRole('link', { name: '同意书' }).click();
  await expect(page.getByRole('heading', { name: '公开展示同意书' })).toBeVisible();
  const item = (label: string) =>
    page
      .getByRole('article')
      .getByRole('listitem')
      .filter({ has: page.getByText(label, { exact: true }) });
  await expect(item('姓名')).toContainText('安途，网约车司机，玉津镇');
  await expect(item('姓名')).not.toContainText('网约车平台');
  const portrait = item('照片').getByRole('img');
  await expect(portrait).toHaveJSProperty('complete', true);
  expect(await portrait.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(300);
  await expect(item('事迹')).toContainText('高考那几天，他的车只接考生');
  await expect(item('事迹')).toContainText('所属平台或企业：网约车平台（示例）');
  await expect(item('事迹')).toContainText('本人的话：送考不赶时间，我提前半小时等着。');
  await expect(item('事迹')).toContainText('2024 年，示例评选：爱心送考志愿者（示例）');
  await expect(item('事迹')).not.toContainText(/[#*<>]/);
  await expect(item('短片')).toContainText('短片《系着绿丝带的车》');
  await expect(item('身份')).toContainText('现在没有这方面的内容');
  await expect(page.getByText('☑')).toHaveCount(0);
  // Nobody signs a sheet that does not say whose site it is.
  await expect(page.getByRole('alert')).toContainText('网站设置里还没有写：主办单位、联系方式 › 电话');
});

test('what was agreed to is ticked, and on paper there is the sheet alone', async () => {
  const form = await editor.open('/collection/people/item/an-tu');
  const consent = form.group('本人同意');
  await consent.tick('姓名');
  await consent.tick('事迹');
  await consent.write('签署日期', '2026年4月20日');
  await consent.write('到期日期', '2027-04-19');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(page.getByText('已保存 · 已记录')).toBeVisible();
  await page.getByRole('link', { name: '同意书' }).click();
  await expect(page.getByText('☑')).toHaveCount(2);
  await expect(page.getByText('到 2027年4月19日 止')).toBeVisible();
  await expect(page.getByText('2026年4月20日')).toBeVisible();
  await page.evaluate(() => {
    window.print = () => {
      document.body.dataset['printed'] = 'yes';
    };
  });
  await page.getByRole('button', { name: '打印' }).click();
  await expect(page.locator('body')).toHaveAttribute('data-printed', 'yes');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('button', { name: '打印' })).toBeHidden();
  await expect(page.getByRole('link', { name: '回到表单' })).toBeHidden();
  await expect(page.getByRole('navigation')).toBeHidden();
  await expect(page.getByText('本人签字', { exact: true })).toBeVisible();
  const pages = (await page.pdf({ format: 'A4', margin: { top: '12mm', bottom: '12mm', left: '15mm', right: '15mm' } }))
    .toString('latin1')
    .match(/\/Type\s*\/Page\b/g);
  expect(pages).toHaveLength(1);
});

test('there is no sheet for what is no person', async () => {
  const response = await page.request.get(`${editor.studio.origin}/office/consent/?file=stations%2Fyujin-beimen.yaml`);
  expect(response.status()).toBe(404);
});
