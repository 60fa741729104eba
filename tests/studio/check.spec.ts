/** What is wrong in an entry is said where the editor is, before anything is written; a draft is always saved. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { checkContent } from '../../src/content-check/check.ts';
import { Editor } from './editor.ts';
import { EntryForm } from './entry-form.ts';

test.describe.configure({ mode: 'serial' });

let editor: Editor;
let content: string;
let page: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  editor = await Editor.begin(browser, 'content');
  ({ content, page } = editor);
});

test.afterAll(() => editor.end());

const open = (path: string) => editor.open(path);
const save = () => page.getByRole('button', { name: '保存', exact: true }).click();
const create = () => page.getByRole('button', { name: '新建', exact: true }).click();
const refusal = () => page.getByRole('alert').filter({ hasText: '没有保存' });
const read = (file: string) => readFile(join(content, file), 'utf8').catch(() => undefined);

async function expectAccessible(): Promise<void> {
  const found = [
    await new AxeBuilder({ page }).include('office-problems').analyze(),
    // What Keystatic has in its fields is not ours.
    await new AxeBuilder({ page }).include('office-field').withRules(['color-contrast', 'list', 'listitem']).analyze(),
  ];
  const violations = found.flatMap((each) => each.violations);
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}

test('what is to be published and is not complete is refused, in a list that leads to the fields', async () => {
  const form = await open('/collection/people/create');
  await form.write('姓名', '钱多多');
  await form.group('发布').choose('状态', '已发布');
  await create();
  await expect(refusal()).toContainText('没有保存：有 3 处要改');
  await expect(
    refusal().getByRole('button', { name: /^发布 › 本人同意：没有填写。应为：本人书面同意的记录/ }),
  ).toBeVisible();
  await expect(refusal()).toContainText('把状态改成“草稿”就能先存下');
  await expect(refusal()).toBeFocused();
  await expect(refusal()).toBeInViewport();
  await expectAccessible();
  await refusal()
    .getByRole('button', { name: /^一句话介绍/ })
    .click();
  await expect(page.getByRole('textbox', { name: '一句话介绍' })).toBeFocused();
  await expect(page.getByRole('textbox', { name: '一句话介绍' })).toBeInViewport();
  expect(await read('people/qian-duo-duo/index.md')).toBeUndefined();
});

test('the same as a draft is saved, with what is still to do', async () => {
  const form = new EntryForm(page);
  await form.group('发布').choose('状态', '草稿');
  await form.create();
  await expect(page.getByText('发布以前还要补 2 处')).toBeVisible();
  expect(await read('people/qian-duo-duo/index.md')).toContain('status: draft');
  // It stops nobody.
  expect((await checkContent(content)).problems).toEqual([]);
  await page.getByText('发布以前还要补 2 处').click();
  await expect(
    page
      .getByRole('button', { name: '所在乡镇 ：还没有填写' })
      .or(page.getByRole('button', { name: '所在乡镇：还没有填写' })),
  ).toBeVisible();
  await expectAccessible();
});

test('what is mended is saved, and nothing is said any more', async () => {
  const form = new EntryForm(page);
  await form.write('一句话介绍', '每天早上六点出门');
  await form.write('所在乡镇', '玉津镇');
  await form.group('发布').choose('状态', '已发布');
  const consent = form.group('本人同意');
  for (const code of ['姓名', '照片', '事迹']) await consent.tick(code);
  await consent.write('签署日期', '2026-01-05');
  await save();
  await expect(page.getByText('已保存 · 已记录')).toBeVisible();
  await expect(page.getByText(/处要改|还要补/)).toHaveCount(0);
  const text = await read('people/qian-duo-duo/index.md');
  expect(text).toContain('status: published');
  expect(text).toMatch(/scope:\s+- name\s+- portrait\s+- story\s+signedOn: '?2026-01-05'?/);
});

const order = { file: 'orders/2026/bei-jie-huan-jing-gai.yaml', form: '' };

test('rules over several fields, towns and private data are answered by the labels of the form, at the fields', async () => {
  const { entries } = await import('../../src/content-check/check.ts')
    .then(({ readContent }) => readContent(content))
    .then((tree) => ({ entries: tree.entries.filter(({ collection }) => collection === 'orders') }));
  const done = entries.find(({ source }) => typeof (source.fields as Record<string, unknown>)['doneOn'] === 'string');
  expect(done).toBeDefined();
  order.file = done?.source.file ?? '';
  const before = await read(order.file);
  const form = await open(`/collection/orders/item/${encodeURIComponent(order.file.slice(7, -5))}`);
  await form.write('办结日期', '2020-01-01');
  await form.write('所在乡镇', '成都市');
  await form.write('事情经过', '住在 3 栋 2 单元 401 室，电话 13812345678。');
  await save();
  await expect(refusal()).toContainText('没有保存：有 4 处要改');
  for (const words of [
    /^办结日期：“2020-01-01”。应为：不早于/,
    /^所在乡镇：“成都市”。应为：网站设置里的乡镇：/,
    /^事情经过：手机号“138\*+78”/,
    /^事情经过：到户的地址/,
  ])
    await expect(refusal().getByRole('button', { name: words })).toBeVisible();
  await expect(refusal()).not.toContainText(/[a-z]{4,}/i);
  // At the field itself too.
  await expect(page.locator('office-field[field="doneOn"]').getByText(/不早于/)).toBeVisible();
  expect(await read(order.file)).toBe(before);
});

test('a station on the wrong side of the world is refused at its place', async () => {
  const form = await open('/collection/stations/item/yujin-beimen');
  await form.group('位置').write('经度', '29.208');
  await form.group('位置').write('纬度', '89.9');
  await save();
  await expect(
    refusal().getByRole('button', { name: /^位置：经度 29\.208、纬度 89\.9。应为：在犍为县范围内.*是否写反/ }),
  ).toBeVisible();
});

test('numbers and times are understood as people type them', async () => {
  const form = await open('/collection/people/item/qian-duo-duo');
  await form.write('从业年份', '２０１９年');
  await expect(page.getByRole('textbox', { name: '从业年份' })).toHaveValue('2019');
  await save();
  await expect(page.getByText('已保存 · 已记录')).toBeVisible();
  expect(await read('people/qian-duo-duo/index.md')).toContain('since: 2019\n');
  const station = await open('/collection/stations/item/bagou-laojie');
  await station.group('每天的时段').write('星期一', '8:00 - 12:00，14：00－18：00');
  await save();
  await expect(page.getByText('已保存 · 已记录')).toBeVisible();
  expect(await read('stations/bagou-laojie.yaml')).toMatch(/mon:\s+- 08:00-12:00\s+- 14:00-18:00/);
});

test('a number that is none is kept in a draft as it was typed', async () => {
  const form = await open('/collection/people/item/miao-youqing');
  await form.write('从业年份', '大概 2019');
  await save();
  await expect(page.getByText('已保存 · 已记录')).toBeVisible();
  await open('/collection/people/item/miao-youqing');
  await expect(page.getByRole('textbox', { name: '从业年份' })).toHaveValue('大概 2019');
  await expect(page.locator('office-field[field="since"]').getByText('“大概 2019”')).toBeVisible();
});

test('a change of the settings that would make others wrong says which', async () => {
  await open('/singleton/settings');
  const town = page.getByRole('row', { name: /罗城镇/ });
  await town.getByRole('button', { name: '删除 罗城镇' }).click();
  await save();
  await expect(refusal()).toContainText('这样改，会让');
  await expect(
    refusal()
      .getByRole('link', { name: /^站点“/ })
      .first(),
  ).toBeVisible();
  expect(await read('site/settings.yaml')).toContain('罗城镇');
});

test('an entry that another program broke says so when it is opened', async () => {
  const file = 'people/qian-duo-duo/index.md';
  await writeFile(join(content, file), String(await read(file)).replace('玉津镇', '没有的镇'));
  await open('/collection/people/item/qian-duo-duo');
  await expect(page.getByText('这一条现在有 1 处不对，改好以前网站更新不了')).toBeVisible();
  await expect(page.getByRole('button', { name: /^所在乡镇：“没有的镇”/ })).toBeVisible();
});

test('a form without a name says what it needs first', async () => {
  await open('/collection/stations/create');
  await create();
  await expect(page.getByRole('alert').filter({ hasText: '还没有保存' })).toContainText('名称和网址名');
  await page.getByRole('button', { name: /^名称和网址名/ }).click();
  await expect(page.getByRole('textbox', { name: '站点名称' })).toBeFocused();
});
