/** The editors' side in a browser: an entry of every kind is written, fits its schema, and reaches the public page. */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test, type Page } from '@playwright/test';
import { load } from 'cheerio';
import { checkContent } from '../../src/content-check/check.ts';
import { movieOfWords } from '../media/files-with-metadata.ts';
import { examplePicture, examples } from './entries.ts';
import { EntryForm } from './entry-form.ts';
import { project, startStudio, type RunningStudio } from './running-studio.ts';

test.describe.configure({ mode: 'serial' });

/** English that is right where it stands: keys of a tooltip, formats, standards, the slug of a page that is there already. */
const properEnglish = /\b(Ctrl|about|JPEG|PNG|WebP|WGS-84|GPS|GCJ-02|BD-09|ICP|SHA-256|vtt|mp4|http|https)\b/g;

let workshop: string;
let content: string;
let studio: RunningStudio;
let page: Page;
const strangers: string[] = [];
const failures: string[] = [];

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  workshop = await mkdtemp(join(tmpdir(), 'hongxin-studio-'));
  content = join(workshop, 'content');
  await cp(join(project, 'tests/fixtures/studio/content'), content, { recursive: true });
  // The picture that the media program lays beside its record.
  await mkdir(join(content, 'media'), { recursive: true });
  await writeFile(join(content, 'media/feng-da-qi-man.png'), examplePicture.buffer);
  studio = await startStudio(content);
  page = await browser.newPage({ locale: 'zh-CN', viewport: { width: 1280, height: 900 } });
  // What the editor has drawn again is gone: an action on it gives up, and the test looks for it again.
  page.setDefaultTimeout(20_000);
  page.setDefaultNavigationTimeout(60_000);
  page.on('request', (request) => {
    const address = new URL(request.url());
    if (!['data:', 'blob:'].includes(address.protocol) && address.origin !== studio.origin)
      strangers.push(address.href);
  });
  page.on('pageerror', (error) => failures.push(error.message));
});

test.afterAll(async () => {
  await page.close();
  await studio.stop();
  await rm(workshop, { recursive: true, force: true });
});

/** Opens a page of the studio; of a form waits until the list of files is there: before that, saving does nothing. */
async function open(path: string): Promise<void> {
  const isForm = /create|item|singleton/.test(path);
  const tree = isForm
    ? page.waitForResponse((response) => response.url().endsWith('/api/keystatic/tree'), { timeout: 60_000 })
    : undefined;
  await page.goto(`${studio.origin}/keystatic${path}`);
  await tree;
  await expect(page.getByRole('link', { name: '人物' }).first()).toBeVisible({ timeout: 60_000 });
}

/** English words that an editor would see or hear, apart from those that belong there. */
async function englishOnScreen(): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const said = [...document.querySelectorAll('[aria-label],[placeholder],[title],[aria-roledescription]')].flatMap(
      (element) =>
        ['aria-label', 'placeholder', 'title', 'aria-roledescription'].map((name) => element.getAttribute(name) ?? ''),
    );
    return [document.title, ...document.body.innerText.split('\n'), ...said];
  });
  const remaining = texts
    .map((text) => text.replace(properEnglish, '').replaceAll(userInfo().username, ''))
    // Slugs, file names, addresses and codecs in the help texts.
    .map((text) => text.replace(/[\w./:@,-]*[\d./@-][\w./:@,-]*/g, ''))
    .filter((text) => /[A-Za-z]{3,}/.test(text));
  return [...new Set(remaining)];
}

test('the first visit shows the sections in Chinese, without reloading itself', async () => {
  test.setTimeout(120_000);
  let visits = 0;
  page.on('domcontentloaded', () => {
    visits += 1;
  });
  await open('');
  for (const { label } of examples) await expect(page.getByRole('link', { name: label }).first()).toBeVisible();
  await expect(page).toHaveTitle('工作台 · 编辑台');
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  expect(await englishOnScreen()).toEqual([]);
  expect(visits).toBe(1);
});

test('an empty section invites to write the first entry', async () => {
  await open('/collection/people');
  await expect(page.getByText('这个栏目还是空的')).toBeVisible();
  expect(await englishOnScreen()).toEqual([]);
});

test('a form that is saved empty says in Chinese what is missing', async () => {
  await open('/collection/people/create');
  await page.getByRole('button', { name: '新建', exact: true }).click();
  await expect(page.getByRole('alert').filter({ hasText: '还没有保存' })).toContainText('先写这两项');
  expect(await englishOnScreen()).toEqual([]);
});

for (const { collection, label, file, listed, fill } of examples) {
  test(`an editor writes an entry of ${collection}`, async () => {
    await open(`/collection/${collection}/create`);
    expect(await englishOnScreen()).toEqual([]);
    const form = new EntryForm(page);
    await fill(form);
    await form.create();
    await expect.poll(() => readFile(join(content, file), 'utf8').catch(() => '')).not.toBe('');
    await open(`/collection/${collection}`);
    await expect(page.getByRole('heading', { name: label })).toBeVisible();
    await page.getByRole('searchbox').fill(listed);
    await expect(page.getByRole('region', { name: '结果' }).getByRole('status')).toContainText(/找到 1 条|共 1 条/);
    await expect(page.getByRole('region', { name: '结果' }).getByRole('listitem')).toHaveCount(1);
    await expect(page.getByRole('region', { name: '结果' }).getByText('有错')).toHaveCount(0);
    expect(await englishOnScreen()).toEqual([]);
  });
}

test('an editor changes the settings of the site', async () => {
  await open('/singleton/settings');
  const form = new EntryForm(page);
  await form.write('一句话介绍网站', '在编辑台里改过的介绍');
  await form.write('电话', '0833-4221234');
  await expect(page.getByText('未保存')).toBeVisible();
  expect(await englishOnScreen()).toEqual([]);
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect.poll(() => readFile(join(content, 'site/settings.yaml'), 'utf8')).toContain('在编辑台里改过的介绍');
  // Where the list of towns comes from is a comment, which no form shows.
  expect(await readFile(join(content, 'site/settings.yaml'), 'utf8')).toContain('# 乡镇名单取自');
});

test('an editor changes one line of an entry and everything else stays', async () => {
  const file = join(content, 'people/shan-xiao-yu/index.md');
  const before = await readFile(file, 'utf8');
  await open('/collection/people/item/shan-xiao-yu');
  await new EntryForm(page).write('一句话介绍', '八年跑遍玉津镇的每一条巷子');
  expect(await englishOnScreen()).toEqual([]);
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect.poll(() => readFile(file, 'utf8')).toBe(before.replace('七年', '八年'));
  const portrait = await readFile(join(content, 'people/shan-xiao-yu/portrait.png'));
  expect(portrait.length).toBeGreaterThan(0);
  await new EntryForm(page).write('一句话介绍', '七年跑遍玉津镇的每一条巷子');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect.poll(() => readFile(file, 'utf8')).toBe(before);
});

test('the text of an entry is plain Markdown', async () => {
  const text = await readFile(join(content, 'people/shan-xiao-yu/index.md'), 'utf8');
  expect(text.split('---\n').at(-1)?.trim().split('\n\n')).toEqual([
    String.raw`每天早上六点出门，2026 年也一样 \*不停\* \{真的} \<b>。`,
    '## 路上',
    // Markdown knows no bold that ends in 。” before a character: Keystatic writes that character by its number.
    '他说：**“有热饭。”**&#x540E;来',
    '* 热水\n* 微波炉',
  ]);
});

test('an editor puts a quote and a picture into a story', async () => {
  test.setTimeout(120_000);
  const file = join(content, 'people/shan-xiao-yu/index.md');
  await open('/collection/people/item/shan-xiao-yu');
  const editor = page.locator('[contenteditable="true"]');
  const insert = async (label: string, fill: (block: EntryForm) => Promise<void>) => {
    await editor.click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('/', { delay: 15 });
    const option = page.getByRole('option', { name: new RegExp(`^${label}`) });
    await option.scrollIntoViewIfNeeded();
    // A list takes no clicks while it scrolls, which it knows with the next frame and forgets a third of a second later.
    await option.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    await expect(option).toHaveCSS('pointer-events', 'auto');
    await option.click();
    expect(await englishOnScreen()).toEqual([]);
    const dialog = page.getByRole('dialog');
    await editor.getByText(label, { exact: true }).locator('..').getByRole('button', { name: '修改' }).click();
    await expect(dialog).toBeVisible();
    expect(await englishOnScreen()).toEqual([]);
    await fill(new EntryForm(page, dialog));
    await dialog.getByRole('button', { name: '完成' }).click();
    await expect(dialog).toBeHidden();
  };
  await insert('引语', async (block) => {
    await block.write('说的话', '他说“到了”，我才放心。');
    await block.write('谁说的', '李大姐，花农');
  });
  await insert('图片', async (block) => {
    await block.attach('图片', examplePicture);
    await expect(block.scope.locator('img[src^="blob:"]')).toBeVisible();
    await block.write('图片说明', '红色的方块');
  });
  await page.getByRole('button', { name: '保存', exact: true }).click();
  // Of several files one comes after the other; the save is done when it is recorded.
  await expect(page.getByText('已保存 · 已记录')).toBeVisible();
  await expect
    .poll(() => readFile(file, 'utf8'))
    .toContain('<Quote text="他说“到了”，我才放心。" by="李大姐，花农" />');
  const [, name] =
    /<Picture src="(story\/photo-[0-9a-f]{8}\.png)" alt="红色的方块"/.exec(await readFile(file, 'utf8')) ?? [];
  expect(name).toBeDefined();
  expect((await readFile(join(content, 'people/shan-xiao-yu', name ?? ''))).length).toBeGreaterThan(0);
});

test('what the studio saved fits the schemas', async () => {
  const { problems } = await checkContent(content);
  expect(problems).toEqual([]);
});

test('the studio sent no request to another host and threw no error', () => {
  expect(strangers).toEqual([]);
  expect(failures).toEqual([]);
});

test('the studio refuses requests that other sites make', async ({ request }) => {
  const tree = `${studio.origin}/api/keystatic/tree`;
  const own = await request.get(tree, { headers: { 'no-cors': '1' } });
  expect(own.status()).toBe(200);
  for (const headers of [
    { origin: 'https://example.com' },
    { host: 'example.com' },
    { 'sec-fetch-site': 'cross-site' },
  ]) {
    const answer = await request.get(tree, { headers: { 'no-cors': '1', ...headers } });
    expect(answer.status()).toBe(403);
    expect(answer.headers()['access-control-allow-origin']).toBeUndefined();
  }
});

test('the built site shows what the studio saved', async () => {
  test.setTimeout(300_000);
  const site = join(workshop, 'site');
  const media = join(workshop, 'media');
  await mkdir(media);
  await writeFile(join(media, 'feng-da-qi-man.mp4'), movieOfWords('in place of a clip'));
  await promisify(execFile)(process.execPath, ['src/commands/build.ts'], {
    cwd: project,
    env: {
      ...process.env,
      CONTENT_DIR: content,
      OUT_DIR: site,
      MEDIA_DIR: media,
      SITE_DATE: '2026-05-01',
      BASE_PATH: '',
    },
  });
  for (const { shown } of examples) {
    if (shown === undefined) continue;
    const html = load(await readFile(join(site, shown.page), 'utf8'));
    for (const text of shown.texts) expect(html('body').text(), shown.page).toContain(text);
  }
});
