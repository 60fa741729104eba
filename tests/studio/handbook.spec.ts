/**
 * The tasks of an editor, as the handbook tells them, in its words; and its pictures, which are taken on the way:
 *
 *     UPDATE_HANDBOOK=on npx playwright test --config=tests/playwright.config.ts --project=studio handbook
 */
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import sharp from 'sharp';
import { clip, picture, program } from '../media/made-clips.ts';
import { Editor } from './editor.ts';
import { EntryForm } from './entry-form.ts';
import { project } from './running-studio.ts';

test.describe.configure({ mode: 'serial' });

const handbook = join(project, 'docs/编辑手册.md');
const pictures = join(project, 'docs/handbook');

let editor: Editor;
let page: Page;
const taken: string[] = [];

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  editor = await Editor.begin(browser, 'content', (workshop) => ({
    MEDIA_DIR: join(workshop, 'media'),
    CACHE_DIR: join(workshop, 'cache'),
    FFMPEG_PATH: join(workshop, 'ffmpeg'),
  }));
  ({ page } = editor);
  await page.setViewportSize({ width: 1180, height: 760 });
  const gate = join(editor.workshop, 'gate');
  await writeFile(
    join(editor.workshop, 'ffmpeg'),
    `#!/bin/sh\ncase "$*" in *-progress*) while [ -e '${gate}' ]; do sleep 0.05; done ;; esac\nexec '${program.path}' "$@"\n`,
  );
  await chmod(join(editor.workshop, 'ffmpeg'), 0o755);
  await page.goto(`${editor.studio.origin}/office/editor/`);
  await page.getByRole('textbox', { name: '名字' }).fill('小陈');
  await page.getByRole('button', { name: '记下' }).click();
});

test.afterAll(() => editor.end());

/** Takes a picture for the handbook, with a place of it in view. */
async function take(name: string, place?: Locator): Promise<void> {
  await place?.evaluate((element) => {
    element.scrollIntoView({ block: 'center' });
  });
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.fonts.ready);
  const shot = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  taken.push(name);
  if (process.env['UPDATE_HANDBOOK'] !== 'on') return;
  await mkdir(pictures, { recursive: true });
  await sharp(shot)
    .jpeg({ quality: 80, mozjpeg: true })
    .toFile(join(pictures, `${name}.jpg`));
}

const photo = (colour: string) =>
  sharp({
    create: {
      width: 1200,
      height: 900,
      channels: 3,
      background: colour,
      noise: { type: 'gaussian', mean: 128, sigma: 20 },
    },
  })
    .jpeg()
    .toBuffer();

test('工作台：找东西，看有什么要处理', async () => {
  await expect(async () => {
    await page.goto(`${editor.studio.origin}/keystatic`);
    await expect(page.getByRole('heading', { name: '要处理的' })).toBeVisible();
    expect(await page.getByText('还在检查其余的内容').count()).toBe(0);
  }).toPass();
  await take('desk');
});

test('发一位人物，带一张照片', async () => {
  await page.getByRole('link', { name: '新建人物' }).click();
  const form = new EntryForm(page);
  await form.write('姓名', '周小满');
  await form.choose('职业', '外卖骑手');
  await form.write('所在乡镇', 'yujin');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('combobox', { name: '所在乡镇' })).toHaveValue('玉津镇');
  await take('form', page.getByRole('textbox', { name: '姓名' }));
  await form.attach('照片', { name: 'IMG_0001.JPG', mimeType: 'image/jpeg', buffer: await photo('#c97b4a') });
  await expect(page.locator('img[src^="blob:"]').first()).toBeVisible();
  await form.write('照片说明', '示意图：一块暖色的底色');
  await form.tell('下雨天，他把药送到了五楼。');
  await form.group('发布').choose('状态', '已发布');
  await page.getByRole('button', { name: '新建', exact: true }).click();
  await expect(page.getByRole('alert').filter({ hasText: '没有保存' })).toBeVisible();
  await take('refused');
  await page.getByRole('button', { name: /^一句话介绍/ }).click();
  await page.keyboard.type('雨天也准时的骑手');
  await form.group('发布').tick('这是示例');
  await form.create();
});

test('发一段短片，封面和字幕都在表单里选', async () => {
  test.setTimeout(120_000);
  await writeFile(join(editor.workshop, 'gate'), '');
  await page.goto(`${editor.studio.origin}/keystatic`);
  await page.getByRole('link', { name: '新建短片' }).click();
  const form = new EntryForm(page);
  await form.write('标题', '雨中送药');
  const field = page.getByRole('group', { name: '短片文件' });
  const file = await clip('VID_20260428.mp4', ...picture('360x640', 4, 30, 'sine=frequency=770'));
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    field.getByRole('button', { name: '选择短片文件' }).click(),
  ]);
  await chooser.setFiles(file);
  await expect(field.getByText(/正在处理/)).toBeVisible();
  await take('clip', field);
  await form.write('拍摄日期', '4月28日');
  await form.write('拍摄地所在乡镇', '玉津镇');
  await form.tell('老李把药送到了五楼。');
  await rm(join(editor.workshop, 'gate'));
  await expect(field.getByText('收好了，和条目一起保存')).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: /^用第 2 帧/ }).click();
  await take('frames', page.getByRole('group', { name: '从短片里选一帧' }));
  await form.choose('声音', '有人说话');
  await form.attach('字幕', {
    name: '剪映导出.srt',
    mimeType: 'text/plain',
    buffer: Buffer.from('1\n00:00:00,200 --> 00:00:02,500\n药送到了，您慢点开门\n'),
  });
  await expect(page.getByText('1 条字幕')).toBeVisible();
  await form.group('发布').choose('状态', '已发布');
  await form.group('发布').tick('这是示例');
  await form.create();
});

test('办结一件事，配上前后两张照片', async () => {
  await page.goto(`${editor.studio.origin}/keystatic/collection/orders`);
  await page.getByRole('searchbox').fill('老街口没有电动车充电处');
  await page.getByRole('region', { name: '结果' }).getByRole('link', { name: '老街口没有电动车充电处' }).click();
  const form = new EntryForm(page);
  await form.write('办结日期', '昨天');
  await form.attach('处理前的照片', { name: 'before.jpg', mimeType: 'image/jpeg', buffer: await photo('#556677') });
  await expect(page.getByRole('group', { name: '处理前的照片的重点' })).toBeVisible();
  await form.attach('处理后的照片', { name: 'after.jpg', mimeType: 'image/jpeg', buffer: await photo('#77aa88') });
  await expect(page.getByRole('group', { name: '处理后的照片的重点' })).toBeVisible();
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(page.getByText('已保存 · 已记录')).toBeVisible();
});

test('排一个专题，选三个人物', async () => {
  await page.goto(`${editor.studio.origin}/keystatic`);
  await page.getByRole('link', { name: '新建专题' }).click();
  const form = new EntryForm(page);
  await form.write('标题', '五一，致敬路上的人');
  await form.choose('节日', '五一国际劳动节');
  await form.write('哪一年', '２０２６');
  await form.write('从哪天起放在首页', '2026年4月28日');
  await form.write('到哪天止', '2026年5月5日');
  await form.attach('封面图', { name: 'cover.jpg', mimeType: 'image/jpeg', buffer: await photo('#b5523b') });
  await expect(page.locator('img[src^="blob:"]').first()).toBeVisible();
  await form.write('封面图说明', '示意图：一块红色的底色');
  await form.write('导语', '这一天，把掌声送给他们。');
  await form.pick('人物', '安途', 'at');
  await form.pick('人物', '简达', 'jianda');
  // Enter takes what is offered first.
  const box = page.getByRole('combobox', { name: '人物' });
  await box.click();
  await box.fill('zxm');
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('list', { name: '人物' }).getByRole('link', { name: '周小满' })).toBeVisible();
  await take('picker', page.getByRole('list', { name: '人物' }));
  await form.create();
});

test('填站点的位置：贴坐标，或者在图上点', async () => {
  await page.goto(`${editor.studio.origin}/keystatic/collection/stations/create`);
  const place = page.getByRole('group', { name: '位置' });
  await place.getByRole('textbox', { name: '粘贴坐标或地图网址' }).fill('103.949012, 29.208901');
  await expect(place.getByRole('status')).toContainText('离玉津镇');
  await take('location', place.getByRole('img', { name: '位置示意图' }));
});

test('打印同意书', async () => {
  await page.goto(`${editor.studio.origin}/office/consent/?file=people%2Fan-tu%2Findex.md`);
  await expect(page.getByRole('heading', { name: '公开展示同意书' })).toBeVisible();
  await take('consent');
});

test('the handbook has every picture that is taken, and no other', async () => {
  const text = await readFile(handbook, 'utf8');
  const shown = [...text.matchAll(/!\[([^\]]*)\]\(handbook\/([\w-]+)\.jpg\)/g)].map(([, alt = '', name = '']) => ({
    alt,
    name,
  }));
  expect(shown.map(({ name }) => name).sort()).toEqual(taken.toSorted());
  for (const { alt, name } of shown) {
    expect(alt.length, name).toBeGreaterThan(8);
    expect(existsSync(join(pictures, `${name}.jpg`)), name).toBe(true);
  }
});
