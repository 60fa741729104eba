/** Fields that are filled in as people write: towns, days, places. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
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

const stored = (file: string) => readFile(join(editor.content, file), 'utf8');

test('a town is found by its initials, and one that the county does not have is said at once', async () => {
  const form = await editor.open('/collection/stations/create');
  await form.write('站点名称', '罗城驿站');
  const town = page.getByRole('combobox', { name: '所在乡镇' });
  await town.fill('lc');
  await expect(page.getByRole('option')).toHaveText(['罗城镇']);
  await page.keyboard.press('Tab');
  await expect(town).toHaveValue('罗城镇');
  await town.fill('成都市');
  await page.keyboard.press('Tab');
  await expect(page.getByText('名单里没有“成都市”：请选一个，或者先在“网站设置”里加上')).toBeVisible();
  await town.fill('yujin');
  await page.getByRole('option', { name: '玉津镇' }).click();
  await expect(town).toHaveValue('玉津镇');
  await expect(page.getByRole('option')).toHaveCount(0);
});

test('a place is read from what was copied from a map, and one of another county is not', async () => {
  const place = page.getByRole('group', { name: '位置' });
  const paste = place.getByRole('textbox', { name: '粘贴坐标或地图网址' });
  await paste.fill('29.208901, 103.949012');
  await expect(place.getByRole('status')).toContainText('读到 103.949012, 29.208901，GCJ-02（高德、腾讯地图）');
  await expect(place.getByRole('status')).toContainText(/离玉津镇政府所在地约 \d+ 米/);
  await expect(place.getByRole('textbox', { name: '经度' })).toHaveValue('103.949012');
  await paste.fill('https://api.map.baidu.com/marker?location=29.208901,103.949012&output=html');
  await expect(place.getByRole('button', { name: /坐标系/ })).toContainText('BD-09');
  await paste.fill('104.066541,30.572269');
  await expect(place.getByRole('alert')).toHaveText('104.066541, 30.572269 不在犍为县的范围里，没有用');
  await paste.fill('https://surl.amap.com/abcDEF');
  await expect(place.getByRole('alert')).toContainText('这是短链接，里面没有坐标');
  await expect(place.getByRole('textbox', { name: '经度' })).toHaveValue('103.949012');
});

test('a tap on the sketch is a place roughly, and is said to be', async () => {
  const place = page.getByRole('group', { name: '位置' });
  const sketch = place.getByRole('img', { name: '位置示意图' });
  const box = await sketch.boundingBox();
  await sketch.click({ position: { x: (box?.width ?? 0) / 2, y: (box?.height ?? 0) / 2 } });
  await expect(place.getByRole('status')).toContainText('图上点的只是大致的位置');
  await expect(place.getByRole('textbox', { name: '经度' })).toHaveValue(/^10[34]\.\d{2,4}$/);
  await expect(place.getByRole('button', { name: /坐标系/ })).toContainText('WGS-84');
});

test('a day is typed as people write it, and stored as the content writes it', async () => {
  const day = page.getByRole('textbox', { name: '核实日期' });
  await day.fill('二〇二六年四月二十八日');
  await page.keyboard.press('Tab');
  await expect(day).toHaveValue('2026年4月28日');
  await expect(page.getByText('星期二', { exact: true }).first()).toBeVisible();
  await page.getByRole('textbox', { name: '核实人或单位' }).fill('测试员');
  const until = page.getByRole('textbox', { name: '下线日期' });
  await until.fill('下个月');
  await page.keyboard.press('Tab');
  await expect(page.getByText('看不懂这一天，写成 2026年4月28日 或 4月28日')).toBeVisible();
  await page.getByRole('textbox', { name: '地址', exact: true }).fill('东街');
  await page.getByRole('button', { name: '新建', exact: true }).click();
  await expect(page.getByText('已新建')).toBeVisible();
  const text = await stored('stations/luo-cheng-yi-zhan.yaml');
  expect(text).toMatch(/^ {2}'?on'?: 2026-04-28$/m);
  // What is no day is in the draft as it was typed, and the form says what is wrong with it.
  expect(text).toContain('expireOn: 下个月\n');
  await page
    .getByText(/处不对|处要改|还要补/)
    .first()
    .click();
  await expect(page.getByRole('button', { name: /发布 › 下线日期：“下个月”/ })).toBeVisible();
  await until.fill('2026/12/1');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect.poll(() => stored('stations/luo-cheng-yi-zhan.yaml')).toContain('expireOn: 2026-12-01\n');
});

test('hours that are the same every day are typed once, and show at once how they are stored', async () => {
  const week = page.getByRole('group', { name: '每天的时段' });
  await week.getByRole('textbox', { name: '每天都一样' }).fill('8点到12点，14：00－22：00');
  await week.getByRole('button', { name: '填进七天' }).click();
  for (const day of ['星期一', '星期四', '星期日'])
    await expect(week.getByRole('textbox', { name: day })).toHaveValue('08:00-12:00，14:00-22:00');
  const sunday = week.getByRole('textbox', { name: '星期日' });
  await sunday.fill('9:00~17:30');
  await page.keyboard.press('Tab');
  await expect(sunday).toHaveValue('09:00-17:30');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect
    .poll(async () => (await stored('stations/luo-cheng-yi-zhan.yaml')).replace(/[\s'"-]+/g, ' '))
    .toMatch(/mon: 08:00 12:00 14:00 22:00 .*sat: 08:00 12:00 14:00 22:00 sun: 09:00 17:30 /);
});

test('characters that nobody sees are not stored, wherever they were pasted', async () => {
  await page.getByRole('textbox', { name: '附近好认的地方' }).fill('客\u200b运站\u202e对面\u000b');
  await page.getByRole('textbox', { name: '怎么进' }).fill('\ufeff从东门\u2066进');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect.poll(() => stored('stations/luo-cheng-yi-zhan.yaml')).toContain('landmark: 客运站对面\n');
  expect(await stored('stations/luo-cheng-yi-zhan.yaml')).toContain('access: 从东门进\n');
});

test('a station asks nobody for consent', async () => {
  await expect(page.getByRole('group', { name: '发布' })).toBeVisible();
  await expect(page.getByRole('group', { name: '本人同意' })).toHaveCount(0);
});

test('the calendar of the browser is there beside the text', async () => {
  const button = page.getByRole('button', { name: '从日历里选公开日期' });
  await expect(button).toBeVisible();
  // The calendar itself is the browser's: what it hands over is what counts.
  await button.evaluate((element) => {
    const input = element.parentElement?.querySelector<HTMLInputElement>('input[type=date]');
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, '2026-05-01');
    input?.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await expect(page.getByRole('textbox', { name: '公开日期' })).toHaveValue('2026年5月1日');
});

test('on a phone a list closes, and the form behind it is there again for whoever hears it', async ({ browser }) => {
  const phone = await (
    await browser.newContext({ locale: 'zh-CN', viewport: { width: 390, height: 800 }, hasTouch: true })
  ).newPage();
  await phone.goto(`${editor.studio.origin}/keystatic/collection/stations/create`);
  await phone.getByRole('button', { name: /所在乡镇/ }).click();
  await phone.getByRole('option', { name: '孝姑镇' }).click();
  await expect(phone.getByRole('option')).toHaveCount(0);
  await expect(phone.getByRole('button', { name: /所在乡镇/ })).toContainText('孝姑镇');
  await phone.getByRole('textbox', { name: '地址', exact: true }).fill('码头边');
  // Nothing lies over the form: what stands at its foot has a place of its own.
  const bar = await phone.getByRole('link', { name: '共享' }).boundingBox();
  const form = await phone.getByRole('main').boundingBox();
  expect((form?.y ?? 0) + (form?.height ?? 0)).toBeLessThanOrEqual(bar?.y ?? 0);
  await phone.context().close();
});

test('on a phone every choice of a list can be reached', async ({ browser }) => {
  const phone = await (
    await browser.newContext({ locale: 'zh-CN', viewport: { width: 390, height: 760 }, hasTouch: true })
  ).newPage();
  await phone.goto(`${editor.studio.origin}/keystatic/collection/stations/create`);
  await phone.getByRole('button', { name: /状态/ }).last().click();
  const last = phone.getByRole('option', { name: '已撤回' });
  await expect(last).toBeVisible();
  // What lies at the middle of the choice is the choice.
  await expect
    .poll(() =>
      last.evaluate((option) => {
        const { left, top, width, height } = option.getBoundingClientRect();
        return option.contains(document.elementFromPoint(left + width / 2, top + height / 2));
      }),
    )
    .toBe(true);
  await last.click();
  await expect(phone.getByRole('button', { name: /状态/ }).last()).toContainText('已撤回');
  await phone.context().close();
});
