/** What is typed and not saved: marked, asked about, and kept when the office goes away. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, type Dialog, type Page } from '@playwright/test';
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

const file = (name: string) => join(editor.content, name);
const entry = 'people/an-tu/index.md';
const line = (headline: string) => page.getByRole('textbox', { name: '一句话介绍' }).fill(headline);
const save = () => page.getByRole('button', { name: '保存', exact: true }).click();
/** How many forms the browser keeps something of. */
const keptForms = () =>
  expect.poll(() =>
    page.evaluate(
      () =>
        new Promise<number>((count) => {
          const request = indexedDB.open('keystatic');
          request.onsuccess = () => {
            const keys = request.result.transaction('items').objectStore('items').count();
            keys.onsuccess = () => {
              request.result.close();
              count(keys.result);
            };
          };
        }),
    ),
  );
/** When Keystatic has put what was typed into the browser. */
const isKept = () => keptForms().toBeGreaterThan(0);

test('the foot of the form says that something is not saved, and the browser asks before it leaves', async () => {
  await editor.open('/collection/people/item/an-tu');
  await line('还没有保存的一句话');
  await expect(page.getByText('有改动还没有保存')).toBeVisible();
  await isKept();
  const asked = page.waitForEvent('dialog');
  const leaving = page.goto(`${editor.studio.origin}/keystatic/collection/people`);
  const dialog: Dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.accept();
  await leaving;
});

test('lists and the desk mark what is not saved, and lead to it', async () => {
  const row = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: '安途' }) });
  await expect(row.getByText('有没保存的改动')).toBeVisible();
  await expect(page.getByText('有没保存的改动')).toHaveCount(1);
  await page.getByRole('searchbox').fill('安途');
  await expect(page.getByText(/里找到 \d+ 条/)).toBeVisible();
  await expect(row.getByText('有没保存的改动')).toBeVisible();
  await page.goto(`${editor.studio.origin}/keystatic`);
  await page.getByRole('link', { name: '接着改没保存的人物“安途”' }).click();
  await expect(page.getByRole('textbox', { name: '一句话介绍' })).toHaveValue('还没有保存的一句话');
  await save();
  await expect(page.getByText('已保存 · 已记录')).toBeVisible();
  await keptForms().toBe(0);
  await page.goto(`${editor.studio.origin}/keystatic/collection/people`);
  await expect(page.getByRole('link', { name: '安途' })).toBeVisible();
  await expect(page.getByText('有没保存的改动')).toHaveCount(0);
});

test('a new entry that was begun is gone on with from its list', async () => {
  await editor.open('/collection/people/create');
  await page.getByRole('textbox', { name: '姓名' }).fill('写了一半');
  await isKept();
  await page.goto(`${editor.studio.origin}/keystatic/collection/people`);
  await page.getByRole('link', { name: '接着写没保存的新人物“写了一半”' }).click();
  await expect(page.getByRole('textbox', { name: '姓名' })).toHaveValue('写了一半');
  await page.getByRole('textbox', { name: '姓名' }).fill('');
});

test('a save waits for an office that was closed, and is done when it is open again', async () => {
  test.setTimeout(120_000);
  await editor.open('/collection/people/item/an-tu');
  await line('编辑台关着的时候写的');
  await editor.studio.stop('SIGKILL');
  await save();
  await expect(page.getByText('编辑台没有应答，多半是关掉了')).toBeVisible();
  await expect(page.getByText('这次保存等在这里')).toBeVisible();
  expect(await readFile(file(entry), 'utf8')).not.toContain('编辑台关着的时候写的');
  await editor.reopen();
  await expect(page.getByText('编辑台没有应答')).toHaveCount(0);
  await expect.poll(() => readFile(file(entry), 'utf8')).toContain('编辑台关着的时候写的');
  await expect(page.getByText('有改动还没有保存')).toHaveCount(0);
});

test('a file that another program broke is told in Chinese, and brought back from its versions', async () => {
  const whole = await readFile(file(entry), 'utf8');
  await writeFile(file(entry), whole.replace(/^name: .*$/m, 'name: "没有写完'));
  await page.goto(`${editor.studio.origin}/keystatic/collection/people/item/an-tu`);
  const told = page.getByRole('alert').filter({ hasText: '表单打不开' });
  await expect(told).toContainText('这一条的文件');
  await expect(told).not.toContainText(/YAML\w|Error|unexpected/);
  await told.getByText('看文件里现在的内容').click();
  await expect(told).toContainText('name: "没有写完');
  await told.getByRole('link', { name: '看以前的版本，恢复好的那一版' }).click();
  await page.getByRole('button', { name: /恢复/ }).first().click();
  await expect(page.getByText(/已恢复|现在的内容就是这一版/)).toBeVisible();
  expect(await readFile(file(entry), 'utf8')).toContain('name: 安途');
});

test('a picture that is gone and a word that is no choice are said in the form, which opens', async () => {
  const whole = await readFile(file(entry), 'utf8');
  const [, picture = ''] = /^portrait: (?:\.\/)?(.*)$/m.exec(whole) ?? [];
  await rm(file(`people/an-tu/${picture}`));
  await writeFile(file(entry), whole.replace(/^trade: .*$/m, 'trade: chef'));
  await editor.open('/collection/people/item/an-tu');
  await expect(page.getByRole('alert').filter({ hasText: `找不到文件 ${picture}，请重新选一个` })).toBeVisible();
  await expect(page.getByRole('button', { name: /^照片：.*不在了/ })).toBeVisible();
  await expect(page.getByRole('button', { name: /^职业：/ })).toBeVisible();
  // What was wrong is as it was after a save of something else.
  await page.getByRole('button', { name: /状态/ }).last().click();
  await page.getByRole('option', { name: '草稿' }).click();
  await save();
  await expect(page.getByText('已保存 · 已记录')).toBeVisible();
  const after = await readFile(file(entry), 'utf8');
  expect(after).toContain('trade: chef\n');
  expect(after).toMatch(new RegExp(`^portrait: (\\./)?${picture}$`, 'm'));
});
