/** What becomes of the entries that name another one when it gets a new address or is deleted, and who is said to have done it. */
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { EntryForm } from './entry-form.ts';
import { project, startStudio, type RunningStudio } from './running-studio.ts';

test.describe.configure({ mode: 'serial' });

let workshop: string;
let content: string;
let studio: RunningStudio;

const checkContent = () =>
  promisify(execFile)(process.execPath, ['src/commands/check-content.ts'], {
    cwd: project,
    env: { ...process.env, CONTENT_DIR: content },
  });
const git = (...words: string[]) => execFileSync('git', words, { cwd: content, encoding: 'utf8' }).trim();
/** The entries other than teams whose files hold a text. */
const entriesWith = (text: string) =>
  spawnSync('git', ['grep', '-lF', text, '--', ':!teams'], { cwd: content, encoding: 'utf8' })
    .stdout.split('\n')
    .filter(Boolean);

test.beforeAll(async () => {
  test.setTimeout(120_000);
  workshop = await mkdtemp(join(tmpdir(), 'hongxin-rename-'));
  content = join(workshop, 'content');
  await cp(join(project, 'content'), content, { recursive: true });
  // Only what was public leaves an address, and a sample is nobody's page.
  const person = join(content, 'people/liu-ruqi/index.md');
  const agreed = '  consent: { scope: [name, portrait, story, clip, voice, roles], signedOn: 2026-01-01 }\n';
  await writeFile(person, (await readFile(person, 'utf8')).replace(/^ *sample: true\n/m, agreed));
  studio = await startStudio(content);
});

test.afterAll(async () => {
  await studio.stop();
  await rm(workshop, { recursive: true, force: true });
});

test('an editor says who writes, and the versions to come carry that name', async ({ page }) => {
  test.setTimeout(120_000);
  await page.goto(`${studio.origin}/keystatic/collection/teams/item/jianlu-xianfeng`);
  await page.getByRole('link', { name: '写上你的名字' }).click();
  await page.getByRole('textbox', { name: '名字' }).fill('王小梅 <x>');
  await page.getByRole('button', { name: '记下' }).click();
  await expect(page.getByText('名字里不能有尖括号')).toBeVisible();
  await page.getByRole('textbox', { name: '名字' }).fill('王小梅');
  await page.getByRole('button', { name: '记下' }).click();
  await expect(page.getByText('从现在起，版本里写“王小梅”')).toBeVisible();
  await page.goto(`${studio.origin}/keystatic/collection/teams/item/jianlu-xianfeng`);
  await expect(page.getByRole('link', { name: '王小梅', exact: true })).toBeVisible();
});

test('a new address is written wherever the old one stood, in one version that can be taken back', async ({ page }) => {
  test.setTimeout(120_000);
  const naming = entriesWith('jianlu-xianfeng');
  expect(naming.length).toBeGreaterThanOrEqual(12);
  await page.goto(`${studio.origin}/keystatic/collection/teams/item/jianlu-xianfeng`);
  await new EntryForm(page).write('网址名', 'jian-lu-xian-feng');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(page).toHaveURL(/\/item\/jian-lu-xian-feng$/);
  await expect(page.getByText('已保存 · 已记录')).toBeVisible();
  expect(git('log', '-1', '--format=%an|%s')).toBe('王小梅|改网址名：犍路先锋（jianlu-xianfeng → jian-lu-xian-feng）');
  expect(git('status', '--porcelain')).toBe('');
  expect(entriesWith('jian-lu-xian-feng')).toEqual(naming);
  const checked = await checkContent();
  expect(checked.stderr).toBe('');
  await page.getByRole('button', { name: '撤销上次保存' }).click();
  await expect.poll(() => git('status', '--porcelain') || git('log', '-1', '--format=%s')).toMatch(/^撤销：改网址名/);
  expect(entriesWith('jianlu-xianfeng')).toEqual(naming);
});

test('the old address of a page that was public leads on to the new one', async ({ page }) => {
  await page.goto(`${studio.origin}/keystatic/collection/people/item/liu-ruqi`);
  await new EntryForm(page).write('网址名', 'liu-ru-qi');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(page).toHaveURL(/\/item\/liu-ru-qi$/);
  await expect(page.getByText('已保存 · 已记录')).toBeVisible();
  const redirects = await readFile(join(content, 'site/redirects.yaml'), 'utf8');
  expect(redirects).toMatch(/^# 换过或撤掉的网址/);
  expect(redirects).toMatch(/- from: \/people\/liu-ruqi\/\n +to: \/people\/liu-ru-qi\/\n +since: \d{4}-\d\d-\d\d\n/);
  expect(git('status', '--porcelain')).toBe('');
  expect((await checkContent()).stderr).toBe('');
});

test('a deletion says where the entry is used, takes those names along, and can be taken back whole', async ({
  page,
}) => {
  test.setTimeout(120_000);
  const before = git('rev-parse', 'HEAD^{tree}');
  const naming = entriesWith('liu-ru-qi').filter(
    (file) => !file.startsWith('people/liu-ru-qi/') && file !== 'site/redirects.yaml',
  );
  await page.goto(`${studio.origin}/keystatic/collection/people/item/liu-ru-qi`);
  await page.getByRole('button', { name: '删除……' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: '删除' }).click();
  await expect(page.getByText(`没有删除：用在 ${String(naming.length)} 处`)).toBeVisible();
  await page.getByRole('link', { name: '去看看' }).click();
  await expect(page.getByRole('heading', { name: /^要不要删除人物/ })).toBeVisible();
  await expect(page.getByRole('heading', { name: `用在 ${String(naming.length)} 处，会一起去掉` })).toBeVisible();
  await expect(page.getByRole('listitem')).toHaveCount(naming.length);
  await page.getByRole('button', { name: '删除', exact: true }).click();
  await expect(page).toHaveURL(/\/collection\/people$/);
  await expect(page.getByText('删除人物：')).toBeVisible();
  expect(entriesWith('liu-ru-qi')).toEqual(['site/redirects.yaml']);
  expect(git('status', '--porcelain')).toBe('');
  expect((await checkContent()).stderr).toBe('');
  // Both addresses that the page had say that it was withdrawn.
  const redirects = await readFile(join(content, 'site/redirects.yaml'), 'utf8');
  expect(redirects.match(/- from: \/people\/liu-ru-?qi\/\n +since/g)).toHaveLength(2);
  await page.getByRole('button', { name: '撤销上次保存' }).click();
  await expect.poll(() => git('log', '-1', '--format=%s')).toMatch(/^撤销：删除人物/);
  await expect.poll(() => git('status', '--porcelain')).toBe('');
  expect(git('rev-parse', 'HEAD^{tree}')).toBe(before);
});

test('what was deleted is listed, and comes back with its pictures and wherever it was named', async ({ page }) => {
  test.setTimeout(120_000);
  const before = git('rev-parse', 'HEAD^{tree}');
  await page.goto(`${studio.origin}/keystatic/collection/people/item/liu-ru-qi`);
  await page.getByRole('button', { name: '删除……' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: '删除' }).click();
  await page.getByRole('link', { name: '去看看' }).click();
  await page.getByRole('button', { name: '删除', exact: true }).click();
  await page.getByRole('navigation', { name: '栏目' }).getByRole('link', { name: '删掉的' }).click();
  const listed = page.getByRole('listitem').filter({ hasText: '人物：柳如期' });
  await expect(listed).toContainText('王小梅 在 ');
  await listed.getByRole('button', { name: '恢复' }).click();
  await expect(page.getByText('已恢复，图片和提到它的地方也回来了')).toBeVisible();
  await expect(page.getByRole('listitem')).toHaveCount(0);
  expect(git('log', '-1', '--format=%s')).toBe('恢复人物：柳如期');
  expect(git('rev-parse', 'HEAD^{tree}')).toBe(before);
});
