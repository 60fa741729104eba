/** The desk, the lists and the pickers: every entry is found by what an editor knows of it, however many there are. */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { excessWidth, violationsOf } from '../access/violations.ts';
import { dayInChina } from '../../src/environment.ts';
import { project, startStudio, type RunningStudio } from './running-studio.ts';

test.describe.configure({ mode: 'serial' });

/** More than the lists of Keystatic could show: above 1,400 they lost every name. */
const manyOrders = 1600;

let workshop: string;
let content: string;
let studio: RunningStudio;
let page: Page;

const daysFromNow = (days: number) => dayInChina(new Date(Date.now() + days * 86_400_000));

async function put(file: string, text: string): Promise<void> {
  await mkdir(join(content, file, '..'), { recursive: true });
  await writeFile(join(content, file), text);
}

const order = (number: number, status: string) => `title: 第 ${String(number)} 件事
kind: dispatch
category: 道路照明
town: ${number % 2 === 0 ? '玉津镇' : '清溪镇'}
community: 滨江社区
source: 微信交流群
raisedOn: ${number < 800 ? '2025' : '2026'}-03-01
summary: ${number === 1234 ? '井盖在菜市场东门外翘起来了' : '巷口的路灯坏了'}
publication:
  status: ${status}
`;

const person = (name: string, extra = '') => `---
name: ${name}
trade: courier
town: 玉津镇
headline: 七年跑遍每一条巷子
publication:
  status: published
${extra}---

每天早上六点出门，先看看江上的雾。
`;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  workshop = await mkdtemp(join(tmpdir(), 'hongxin-lists-'));
  content = join(workshop, 'content');
  await cp(join(project, 'tests/fixtures/studio/content'), content, { recursive: true });
  for (let number = 0; number < manyOrders; number += 1) {
    const year = number < 800 ? '2025' : '2026';
    await put(`orders/${year}/o-${String(number)}.yaml`, order(number, number === 7 ? 'draft' : 'published'));
  }
  await put(
    'people/shan-xiao-yu/index.md',
    person(
      '单小雨',
      `  consent:\n    scope: [name, story]\n    signedOn: '2026-01-01'\n    expiresOn: ${daysFromNow(10)}\n`,
    ),
  );
  await put('people/lu-deng-hui/index.md', person('陆登辉', '  sample: true\n'));
  await put('people/zhang-wei/index.md', person('张伟'));
  const settings = await readFile(join(content, 'site/settings.yaml'), 'utf8');
  const town = "  - name: 清溪镇\n    adcode: '511123103'\n    lng: 103.87\n    lat: 29.12\n";
  await put('site/settings.yaml', settings.replace('towns:\n', `towns:\n${town}`));
  await put('teams/xian-feng.yaml', 'name: 先锋队\nkind: 志愿服务队\ndoes: [巡路]\nmembers: [zhang-wei, bu-zai-le]\n');
  studio = await startStudio(content);
  page = await browser.newPage({ locale: 'zh-CN', viewport: { width: 1280, height: 900 } });
});

test.afterAll(async () => {
  await page.close();
  await studio.stop();
  await rm(workshop, { recursive: true, force: true });
});

const results = () => page.getByRole('region', { name: '结果' });
const titles = () => results().getByRole('listitem').getByRole('link');

test('the desk says what waits to be done, and leads to those entries', async () => {
  await page.goto(`${studio.origin}/`);
  await expect(page.getByRole('heading', { name: '工作台', level: 1 })).toBeVisible();
  const todo = page.getByRole('region').or(page.locator('section')).filter({ hasText: '要处理的' });
  await expect(todo.getByRole('link', { name: '1 草稿' })).toBeVisible();
  await expect(todo.getByRole('link', { name: '1 示例还在' })).toBeVisible();
  await expect(todo.getByRole('link', { name: '1 提到的内容不在了' })).toBeVisible();
  await todo.getByRole('link', { name: '1 同意 30 天内到期' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('同意 30 天内到期');
  await expect(titles()).toHaveText(['单小雨']);
  await titles().click();
  await expect(page.getByLabel('姓名').first()).toHaveValue('单小雨');
  // The form is headed by the name, not by its slug.
  await expect(page).toHaveTitle('单小雨 · 编辑台');
  await expect(page.getByRole('link', { name: '单小雨', exact: true })).toBeVisible();
});

test('a list of more than a thousand entries shows every title, fifty at a time', async () => {
  await page.goto(`${studio.origin}/keystatic/collection/orders`);
  await expect(results().getByRole('status')).toHaveText(`共 ${String(manyOrders)} 条，第 1 页，共 32 页`);
  await expect(titles()).toHaveCount(50);
  await expect(titles().first()).toHaveText(/^第 \d+ 件事$/);
  await page.getByRole('link', { name: '下一页' }).click();
  await expect(results().getByRole('status')).toContainText('第 2 页');
  await expect(titles()).toHaveCount(50);
});

test('a list is filtered while somebody types, and the address keeps what was asked', async () => {
  await page.goto(`${studio.origin}/keystatic/collection/orders`);
  await page.getByRole('searchbox', { name: '搜索' }).fill('菜市场 井盖');
  await expect(titles()).toHaveText(['第 1234 件事']);
  await expect(results().locator('mark')).toHaveText(['井盖', '菜市场']);
  await page.reload();
  await expect(titles()).toHaveText(['第 1234 件事']);
  await page.getByRole('searchbox', { name: '搜索' }).fill('没有这样的词');
  await expect(results()).toContainText('没有含“没有这样的词”的内容');
  await page.getByRole('link', { name: '看全部' }).click();
  await expect(results().getByRole('status')).toContainText(`共 ${String(manyOrders)} 条`);
});

test('a town that the county does not have is none to look for', async () => {
  await put('orders/2026/typo.yaml', order(1600, 'draft').replace('玉津镇', '雨金镇'));
  await page.goto(`${studio.origin}/keystatic/collection/orders`);
  await expect(results().getByRole('status')).toContainText(`共 ${String(manyOrders + 1)} 条`);
  await expect(page.getByRole('combobox', { name: '乡镇' }).getByRole('option')).toHaveText([
    '所有乡镇',
    '清溪镇',
    '玉津镇',
  ]);
  await rm(join(content, 'orders/2026/typo.yaml'));
});

test('orders say how far they have come, and are found by it', async () => {
  await put('orders/2026/done.yaml', order(1601, 'published').replace('summary:', 'doneOn: 2026-03-04\nsummary:'));
  await page.goto(`${studio.origin}/keystatic/collection/orders`);
  await expect(results().getByRole('status')).toContainText(`共 ${String(manyOrders + 1)} 条`);
  await page.getByRole('combobox', { name: '进度' }).selectOption('已办结');
  await expect(titles()).toHaveText(['第 1601 件事']);
  await expect(results().getByRole('listitem').getByText('已办结')).toBeVisible();
  await rm(join(content, 'orders/2026/done.yaml'));
});

test('filters of state, town and year narrow a list together', async () => {
  await page.goto(`${studio.origin}/keystatic/collection/orders`);
  await page.getByRole('combobox', { name: '年份' }).selectOption('2025 年');
  await expect(results().getByRole('status')).toContainText('1600 条里找到 800 条');
  await page.getByRole('combobox', { name: '乡镇' }).selectOption('清溪镇');
  await expect(results().getByRole('status')).toContainText('1600 条里找到 400 条');
  await page.getByRole('combobox', { name: '状态' }).selectOption('草稿');
  await expect(titles()).toHaveText(['第 7 件事']);
  await expect(page.getByRole('combobox', { name: '年份' })).toHaveValue('2025');
});

test('everything is found on the desk by pinyin, initials and words of a story', async () => {
  for (const [typed, first] of [
    ['shan xiao yu', '单小雨'],
    ['sxy', '单小雨'],
    ['张wei', '张伟'],
    ['xianfengdui', '先锋队'],
    ['江上的雾 陆登辉', '陆登辉'],
  ] as const) {
    await page.goto(`${studio.origin}/`);
    await page.getByRole('searchbox').fill(typed);
    await page.getByRole('searchbox').press('Enter');
    await expect(titles().first(), typed).toHaveText(first);
  }
});

test('a picker shows who is who, and changes the order of what is chosen', async () => {
  await page.goto(`${studio.origin}/keystatic/collection/teams/item/xian-feng`);
  const chosen = page.getByRole('list', { name: '队员' });
  await expect(chosen.getByRole('listitem').first()).toContainText('张伟');
  await expect(chosen.getByRole('listitem').first()).toContainText('玉津镇 · 已发布');
  // Somebody who is gone is shown by the name that the file has, and can be taken away.
  await expect(chosen.getByRole('listitem').last()).toContainText('bu-zai-le');
  await page.getByRole('button', { name: '去掉：bu-zai-le' }).click();
  const box = page.getByRole('combobox', { name: '队员' });
  await box.click();
  await box.fill('ludeng');
  await expect(page.getByRole('option')).toHaveText([/陆登辉/]);
  await box.press('ArrowDown');
  await box.press('Enter');
  await expect(chosen.getByRole('listitem')).toHaveText([/张伟/, /陆登辉/]);
  await page.getByRole('button', { name: '上移：陆登辉' }).click();
  await expect(chosen.getByRole('listitem')).toHaveText([/陆登辉/, /张伟/]);
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(page.getByText('已保存 · 已记录')).toBeVisible();
  expect(await readFile(join(content, 'teams/xian-feng.yaml'), 'utf8')).toMatch(
    /members:(?:\s*- | \[)lu-deng-hui(?:\s*- |, )zhang-wei/,
  );
});

test('the list shows what another program wrote, and what was changed last stands on the desk', async () => {
  await put('people/wang-san/index.md', person('王三'));
  await page.goto(`${studio.origin}/keystatic/collection/people`);
  await expect(titles().filter({ hasText: '王三' })).toBeVisible();
  await page.goto(`${studio.origin}/`);
  const recent = page.locator('section').filter({ hasText: '最近改过' }).getByRole('listitem');
  await expect(recent.first()).toContainText('先锋队');
  await expect(recent.first()).toContainText('修改队伍：先锋队');
});

test('what there is one of stands on the desk by the name of its kind, and so do its versions', async () => {
  const settings = await readFile(join(content, 'site/settings.yaml'), 'utf8');
  await page.goto(`${studio.origin}/keystatic/singleton/settings`);
  await page.getByRole('textbox', { name: '一句话介绍网站' }).fill('换过的介绍');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect.poll(() => readFile(join(content, 'site/settings.yaml'), 'utf8')).not.toBe(settings);
  await page.goto(`${studio.origin}/keystatic`);
  await expect(page.getByRole('listitem').getByRole('link', { name: '网站设置', exact: true })).toBeVisible();
  await page.goto(`${studio.origin}/office/versions/?file=site%2Fsettings.yaml`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('网站设置的版本');
});

test('a file that cannot be read is listed as broken instead of hiding the others', async () => {
  await put('people/zhang-wei/index.md', '---\nname: [张伟\n---\n');
  await page.goto(`${studio.origin}/keystatic/collection/people`);
  await expect(results().getByRole('listitem').filter({ hasText: 'zhang-wei' })).toContainText('有错');
  await expect(titles()).toHaveCount(4);
  await page.goto(`${studio.origin}/`);
  await expect(page.getByRole('link', { name: /^\d+ 文件有错/ })).toBeVisible();
});

for (const width of [360, 1280]) {
  test(`the desk and the lists have no barrier, and no sideways scroll, at ${String(width)} pixels`, async () => {
    await page.setViewportSize({ width, height: 800 });
    for (const path of ['/keystatic', '/keystatic/collection/orders', '/office/entries/?q=%E4%BA%95%E7%9B%96']) {
      await page.goto(`${studio.origin}${path}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      expect(await violationsOf(page), path).toEqual([]);
      expect(await excessWidth(page), path).toBeLessThanOrEqual(0);
    }
  });
}
