/** Two windows on one content tree: nothing is overwritten unseen, and nothing that was typed is lost. */
import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { EntryForm } from './entry-form.ts';
import { project, startStudio, type RunningStudio } from './running-studio.ts';

test.describe.configure({ mode: 'serial' });

let workshop: string;
let content: string;
let studio: RunningStudio;
let first: Page;
let second: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  workshop = await mkdtemp(join(tmpdir(), 'hongxin-windows-'));
  content = join(workshop, 'content');
  await cp(join(project, 'tests/fixtures/studio/content'), content, { recursive: true });
  studio = await startStudio(content);
  // Two browsers, so that neither finds the other's unsaved text.
  [first, second] = (await Promise.all(
    [0, 1].map(async () => (await browser.newContext({ locale: 'zh-CN' })).newPage()),
  )) as [Page, Page];
  for (const page of [first, second]) {
    page.setDefaultTimeout(20_000);
    page.setDefaultNavigationTimeout(60_000);
  }
});

test.afterAll(async () => {
  await Promise.all([first.context().close(), second.context().close()]);
  await studio.stop();
  await rm(workshop, { recursive: true, force: true });
});

/** Opens a page of the studio and waits until the list of files is there. */
async function open(page: Page, path: string): Promise<void> {
  const tree = page.waitForResponse((response) => response.url().endsWith('/api/keystatic/tree'), { timeout: 60_000 });
  await page.goto(`${studio.origin}/keystatic${path}`);
  await tree;
  await expect(page.getByRole('link', { name: '人物' }).first()).toBeVisible({ timeout: 60_000 });
}

/** How many drafts the browser of a page keeps. Keystatic stores one a moment after a key, and a page that is left stores none. */
const drafts = (page: Page) =>
  page.evaluate(async () => {
    // Opening one that is not there would make it, without what Keystatic looks for in it.
    if (!(await indexedDB.databases()).some(({ name }) => name === 'keystatic')) return 0;
    return new Promise<number>((resolve, reject) => {
      const opening = indexedDB.open('keystatic');
      const fail = () => {
        reject(new Error('the drafts cannot be read'));
      };
      opening.onerror = fail;
      opening.onsuccess = () => {
        const counting = opening.result.transaction('items').objectStore('items').count();
        counting.onerror = fail;
        counting.onsuccess = () => {
          opening.result.close();
          resolve(counting.result);
        };
      };
    });
  });

const save = (page: Page) => page.getByRole('button', { name: '保存', exact: true }).click();
const team = (slug: string) => readFile(join(content, 'teams', `${slug}.yaml`), 'utf8').catch(() => '');
const versions = () =>
  execFileSync('git', ['log', '--format=%s'], { cwd: content, encoding: 'utf8' }).trim().split('\n');

async function writeTeam(page: Page, name: string, does: string): Promise<void> {
  await open(page, '/collection/teams/create');
  const form = new EntryForm(page);
  await form.write('队伍名称', name);
  await form.write('队伍类型', '志愿服务队');
  await form.write('做些什么', does);
}

test('a new entry is one version, named in Chinese', async () => {
  test.setTimeout(120_000);
  await writeTeam(first, '红色先锋队', '送药上门');
  await new EntryForm(first).create();
  await expect.poll(() => team('hong-se-xian-feng-dui')).toContain('送药上门');
  expect(versions()).toEqual(['新建队伍：红色先锋队', '开始记录']);
  expect(execFileSync('git', ['status', '--porcelain'], { cwd: content, encoding: 'utf8' })).toBe('');
});

test('of two windows on one entry the second to save is told, overwrites nothing and keeps its text', async () => {
  const path = '/collection/teams/item/hong-se-xian-feng-dui';
  await open(first, path);
  await open(second, path);
  await new EntryForm(first).write('队伍名称', '红色先锋一队');
  await save(first);
  await expect.poll(() => team('hong-se-xian-feng-dui')).toContain('红色先锋一队');
  const before = await team('hong-se-xian-feng-dui');
  await new EntryForm(second).write('队伍名称', '红色先锋二队');
  await save(second);
  await expect(second.getByText('队伍“红色先锋一队”在你打开以后被改过')).toBeVisible();
  await expect(second.getByRole('textbox', { name: '队伍名称' }).first()).toHaveValue('红色先锋二队');
  expect(await team('hong-se-xian-feng-dui')).toBe(before);
});

test('the two versions stand beside each other, and a choice for each field saves both', async () => {
  const file = 'hong-se-xian-feng-dui';
  // The first window changes another field meanwhile; the second has its refused save still.
  await open(first, `/collection/teams/item/${file}`);
  await new EntryForm(first).write('做些什么', '送药上门\n看望老人');
  await save(first);
  await expect.poll(() => team(file)).toContain('看望老人');
  await second.getByRole('link', { name: '对照两边，决定怎么存' }).click();
  await expect(second.getByRole('heading', { name: /^两边都改了队伍/ })).toBeVisible();
  await expect(second.getByText('原来：红色先锋队')).toBeVisible();
  await expect(second.getByText('看望老人')).toBeVisible();
  await second.getByRole('radio', { name: /我写的/ }).check();
  await second.getByRole('button', { name: '保存' }).click();
  await expect(second.getByRole('textbox', { name: '队伍名称' }).first()).toHaveValue('红色先锋二队');
  expect(await team(file)).toContain('红色先锋二队');
  expect(await team(file)).toContain('看望老人');
});

test('a draft that is older than its file is asked about before it is put anywhere', async () => {
  const file = 'hong-se-xian-feng-dui';
  await open(second, `/collection/teams/item/${file}`);
  await new EntryForm(second).write('队伍名称', '草稿里的名字');
  await expect(second.getByText('未保存')).toBeVisible();
  await expect.poll(() => drafts(second)).toBe(1);
  await second.goto('about:blank');
  await open(first, `/collection/teams/item/${file}`);
  await new EntryForm(first).write('队伍名称', '后来保存的名字');
  await save(first);
  await expect.poll(() => team(file)).toContain('后来保存的名字');
  await open(second, `/collection/teams/item/${file}`);
  await expect(second.getByRole('textbox', { name: '队伍名称' }).first()).toHaveValue('后来保存的名字');
  await expect(second.getByText('比现在的内容旧')).toBeVisible();
  await second.getByRole('link', { name: '对照两边，决定怎么存' }).click();
  await expect(second.getByText('草稿里的名字').first()).toBeVisible();
  await second.getByRole('button', { name: '不要我写的' }).click();
  await expect(second.getByRole('textbox', { name: '队伍名称' }).first()).toHaveValue('后来保存的名字');
});

test('what is typed while a save is under way stays, and is saved by the next', async () => {
  const file = 'hong-se-xian-feng-dui';
  await open(first, `/collection/teams/item/${file}`);
  // The answer is held back until the editor has typed on.
  let answer = (): void => undefined;
  const held = new Promise<void>((release) => {
    answer = release;
  });
  await first.route('**/api/keystatic/update', async (route) => {
    const response = await route.fetch();
    await held;
    await route.fulfill({ response });
  });
  await new EntryForm(first).write('队伍名称', '先写的名字');
  await save(first);
  await expect.poll(() => team(file)).toContain('先写的名字');
  await new EntryForm(first).write('队伍名称', '接着写的名字');
  answer();
  await expect(first.getByText('已保存 · 已记录')).toBeVisible();
  await expect(first.getByRole('textbox', { name: '队伍名称' }).first()).toHaveValue('接着写的名字');
  await first.unroute('**/api/keystatic/update');
  await expect(first.getByText('未保存')).toBeVisible();
  await save(first);
  await expect.poll(() => team(file)).toContain('接着写的名字');
  await new EntryForm(first).write('队伍名称', '后来保存的名字');
  await save(first);
  await expect.poll(() => team(file)).toContain('后来保存的名字');
});

test('the last save is taken back, and every version can be brought back', async () => {
  const file = 'hong-se-xian-feng-dui';
  await open(first, `/collection/teams/item/${file}`);
  await new EntryForm(first).write('队伍名称', '要撤销的名字');
  await save(first);
  await expect.poll(() => team(file)).toContain('要撤销的名字');
  await expect(first.getByText('已保存 · 已记录')).toBeVisible();
  await first.getByRole('button', { name: '撤销上次保存' }).click();
  await expect.poll(() => team(file)).toContain('后来保存的名字');
  await expect(first.getByRole('textbox', { name: '队伍名称' }).first()).toHaveValue('后来保存的名字');
  await first.getByRole('link', { name: '这一条的版本' }).click();
  await expect(first.getByRole('heading', { name: '队伍“后来保存的名字”的版本' })).toBeVisible();
  await first
    .getByRole('listitem')
    .filter({ hasText: '新建队伍：红色先锋队' })
    .getByRole('button', { name: '恢复到这一版' })
    .click();
  await expect(first.getByText('已恢复，并记成一个新的版本')).toBeVisible();
  expect(await team(file)).toContain('红色先锋队');
  expect(await team(file)).not.toContain('看望老人');
});

test('an entry that another window changed is not deleted', async () => {
  const path = '/collection/teams/item/hong-se-xian-feng-dui';
  await open(second, path);
  await open(first, path);
  await new EntryForm(first).write('队伍名称', '红色先锋三队');
  await save(first);
  await expect.poll(() => team('hong-se-xian-feng-dui')).toContain('红色先锋三队');
  await second.getByRole('button', { name: '删除……' }).click();
  await second.getByRole('alertdialog').getByRole('button', { name: '删除' }).click();
  await expect(second.getByText('没有删除：队伍“红色先锋三队”在你打开以后被改过')).toBeVisible();
  expect(await team('hong-se-xian-feng-dui')).toContain('红色先锋三队');
});

test('a new entry at an address that another window has just taken is refused and stays in its form', async () => {
  await writeTeam(second, '志愿车队', '接送老人');
  await writeTeam(first, '志愿车队', '接送学生');
  await new EntryForm(first).create();
  await expect.poll(() => team('zhi-yuan-che-dui')).toContain('接送学生');
  await second.getByRole('button', { name: '新建', exact: true }).click();
  await expect(second.getByText('网址名“zhi-yuan-che-dui”已经有一条队伍“志愿车队”')).toBeVisible();
  await expect(second.getByRole('textbox', { name: '做些什么' })).toHaveValue('接送老人');
  expect(await team('zhi-yuan-che-dui')).toContain('接送学生');
});

test('a deletion is a version too, and leaves no empty folder', async () => {
  await open(first, '/collection/teams/item/zhi-yuan-che-dui');
  await first.getByRole('button', { name: '删除……' }).click();
  await first.getByRole('alertdialog').getByRole('button', { name: '删除' }).click();
  await expect.poll(() => team('zhi-yuan-che-dui')).toBe('');
  await expect.poll(() => versions()[0]).toBe('删除队伍：志愿车队');
  // And can be taken back, once the bar has heard of it.
  await expect(first.getByText('删除队伍：志愿车队')).toBeVisible();
  await first.getByRole('button', { name: '撤销上次保存' }).click();
  await expect.poll(() => team('zhi-yuan-che-dui')).toContain('接送学生');
  await expect(first.getByText('撤销：删除队伍：志愿车队')).toBeVisible();
  expect(versions()[0]).toBe('撤销：删除队伍：志愿车队');
});

test('what a program outside wrote is not overwritten either', async () => {
  await open(first, '/singleton/settings');
  const file = join(content, 'site/settings.yaml');
  const settings = await readFile(file, 'utf8');
  await writeFile(file, settings.replace(/^description: .*$/m, 'description: 别的程序写的介绍'));
  await new EntryForm(first).write('一句话介绍网站', '编辑写的介绍');
  await save(first);
  await expect(first.getByText('没有保存：网站设置在你打开以后被改过').first()).toBeVisible();
  expect(await readFile(file, 'utf8')).toContain('别的程序写的介绍');
});
