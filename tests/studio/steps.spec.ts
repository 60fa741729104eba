/** Long forms in steps: what is not needed is folded, what is wrong is not. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { Editor } from './editor.ts';
import type { EntryForm } from './entry-form.ts';

test.describe.configure({ mode: 'serial' });

let editor: Editor;
let page: Page;
let form: EntryForm;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  editor = await Editor.begin(browser, 'content');
  ({ page } = editor);
});

test.afterAll(() => editor.end());

const steps = () => page.getByRole('navigation', { name: '表单的各步' });
const step = (label: string) => page.getByRole('heading', { name: new RegExp(`^${label}`) });

test('a form of fifty controls shows its steps, and folds what nobody needs', async () => {
  form = await editor.open('/collection/stations/create');
  await expect(steps().getByRole('button')).toHaveText([
    '1 在哪里',
    '2 什么时候开',
    '3 有什么',
    '4 货车能不能停',
    '5 联系和照片',
    '6 核实',
    '7 什么时候公开',
  ]);
  await expect(page.getByRole('textbox', { name: '货车车位数' })).toBeHidden();
  await expect(page.getByRole('textbox', { name: '照片说明' })).toBeHidden();
  const { violations } = await new AxeBuilder({ page })
    .include('office-steps')
    .include('office-field')
    .withRules(['color-contrast', 'aria-valid-attr-value', 'button-name', 'empty-heading', 'heading-order'])
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
});

test('a step is reached from the line on top, by the mouse and by the keyboard', async () => {
  await steps().getByRole('button', { name: '4 货车能不能停' }).click();
  await expect(page.getByRole('textbox', { name: '货车车位数' })).toBeInViewport();
  await expect(step('货车能不能停').getByRole('button')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: '货车车位数' })).toBeHidden();
  await expect(step('货车能不能停').getByRole('button')).toBeFocused();
});

test('a step stays as it was left, on this computer', async () => {
  await step('有什么').getByRole('button').click();
  await expect(page.getByRole('button', { name: /微波炉/ })).toBeHidden();
  await editor.open('/collection/stations/create');
  await expect(step('有什么').getByRole('button', { expanded: false })).toBeVisible();
  await expect(page.getByRole('button', { name: /微波炉/ })).toBeHidden();
  await step('有什么').getByRole('button').click();
  await expect(page.getByRole('button', { name: /微波炉/ })).toBeVisible();
});

test('what is refused is unfolded, counted at its step, and led to', async () => {
  form = await editor.open('/collection/stations/create');
  await form.write('站点名称', '码头驿站');
  await form.write('地址', '码头边');
  await form.write('所在乡镇', '孝姑镇');
  await page.getByRole('textbox', { name: '粘贴坐标或地图网址' }).fill('103.985,29.118');
  await form.unfold('货车能不能停');
  await form.write('最大车长（米）', '9.6');
  await step('货车能不能停').getByRole('button').click();
  await form.group('发布').choose('状态', '已发布');
  await page.getByRole('button', { name: '新建', exact: true }).click();
  await expect(page.getByRole('alert').filter({ hasText: '没有保存：有 1 处要改' })).toBeVisible();
  await expect(steps().getByRole('button', { name: '4 货车能不能停 1 处' })).toBeVisible();
  await expect(step('货车能不能停')).toContainText('1 处要改');
  await page.getByRole('button', { name: /^货车停放 › 货车车位数/ }).click();
  await expect(page.getByRole('textbox', { name: '货车车位数' })).toBeInViewport();
  await form.write('货车车位数', '3');
  await form.create();
  await expect(step('货车能不能停')).not.toContainText('处要改');
});

test('short forms have no steps', async () => {
  await editor.open('/collection/teams/create');
  await expect(page.getByRole('textbox', { name: '队伍名称' })).toBeVisible();
  await expect(steps()).toBeHidden();
});
