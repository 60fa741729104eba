/** Clips straight from a phone: made while the form is filled in, saved with their entry, gone on with after a kill. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { clip, picture, program } from '../media/made-clips.ts';
import { findMetadata } from '../../src/media/metadata/find-metadata.ts';
import { Editor } from './editor.ts';
import type { EntryForm } from './entry-form.ts';

test.describe.configure({ mode: 'serial' });

let editor: Editor;
let content: string;
let page: Page;

const gate = () => join(editor.workshop, 'gate');
/** No clip gets further than to be encoded, until the gate is opened. */
const closeGate = () => writeFile(gate(), '');
const openGate = () => rm(gate(), { force: true });

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  editor = await Editor.begin(browser, 'tests/fixtures/studio/content', (workshop) => ({
    MEDIA_DIR: join(workshop, 'media'),
    CACHE_DIR: join(workshop, 'cache'),
    FFMPEG_PATH: join(workshop, 'ffmpeg'),
  }));
  ({ content, page } = editor);
  const script = `#!/bin/sh
case "$*" in *-progress*) while [ -e '${gate()}' ]; do sleep 0.05; done ;; esac
exec '${program.path}' "$@"
`;
  await writeFile(join(editor.workshop, 'ffmpeg'), script);
  await chmod(join(editor.workshop, 'ffmpeg'), 0o755);
});

test.afterAll(() => editor.end());

/** A clip of its own, with the place where it was filmed in it. */
const phoneClip = (file: string, frequency: number) =>
  clip(
    file,
    ...picture('320x180', 3, 30, `sine=frequency=${String(frequency)}`),
    ...['-metadata', 'location=+29.2089+103.9490/', '-metadata', 'make=Phone'],
  );

const clipField = () => page.getByRole('group', { name: '短片文件' });

async function handIn(path: string): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    clipField()
      .getByRole('button', { name: /^(选择短片文件|换一个文件)$/ })
      .click(),
  ]);
  await chooser.setFiles(path);
}

async function openNew(title: string): Promise<EntryForm> {
  const form = await editor.open('/collection/videos/create');
  await form.write('标题', title);
  return form;
}

async function fillIn(form: EntryForm): Promise<void> {
  await form.write('拍摄日期', '2026-04-28');
  await form.write('拍摄地所在乡镇', '玉津镇');
  await form.tell('骑手老李冒雨把药送到了五楼。');
}

const isMade = () => expect(clipField().getByText('收好了，和条目一起保存')).toBeVisible({ timeout: 60_000 });

const git = (...words: string[]) => execFileSync('git', words, { cwd: content, maxBuffer: 1 << 28 }).toString();
const lastVersion = () => git('show', '--name-only', '--format=%s', 'HEAD').trim().split('\n').filter(Boolean);

test('a clip is made while the form is filled in, and saved with its entry, its poster and its captions in one version', async () => {
  test.setTimeout(120_000);
  const file = await phoneClip('VID_0001.mp4', 300);
  const form = await openNew('雨中送药');
  await handIn(file);
  await expect(clipField().getByText(basename(file))).toBeVisible();
  await fillIn(form);
  await isMade();
  await form.choose('声音', '有人说话');
  await page.getByRole('button', { name: /^用第 1 帧/ }).click();
  await expect(page.getByRole('button', { name: /^用第 1 帧/ })).toHaveAttribute('aria-pressed', 'true');
  await form.attach('字幕', {
    name: '导出.srt',
    mimeType: 'text/plain',
    buffer: Buffer.from('1\r\n00:00:00,200 --> 00:00:02,500\r\n药送到了\r\n'),
  });
  await expect(page.getByText('1 条字幕')).toBeVisible();
  await form.create();
  const [subject, ...files] = lastVersion();
  expect(subject).toBe('新建短片：雨中送药');
  const names = files.map((path) => path.replace(/^content\//, ''));
  const id = names.find((path) => path.endsWith('.json'))?.replace(/^media\/|\.json$/g, '') ?? '';
  expect(names.sort()).toEqual(
    [
      `media/${id}.jpg`,
      `media/${id}.json`,
      'videos/yu-zhong-song-yao/captions.vtt',
      'videos/yu-zhong-song-yao/index.md',
      'videos/yu-zhong-song-yao/poster.jpg',
    ].sort(),
  );
  expect(await readFile(join(content, 'videos/yu-zhong-song-yao/index.md'), 'utf8')).toContain(`clip: ${id}\n`);
  expect(await readFile(join(content, 'videos/yu-zhong-song-yao/captions.vtt'), 'utf8')).toBe(
    'WEBVTT\n\n00:00:00.200 --> 00:00:02.500\n药送到了\n',
  );
  const { renditions } = JSON.parse(readFileSync(join(content, `media/${id}.json`), 'utf8')) as {
    renditions: { file: string }[];
  };
  expect(renditions.length).toBeGreaterThan(0);
  for (const { file: name } of renditions)
    expect(findMetadata(await readFile(join(editor.workshop, 'media', name)))).toEqual([]);
  for (const name of names.filter((path) => path.endsWith('.jpg')))
    expect(findMetadata(await readFile(join(content, name)))).toEqual([]);
  await expect(clipField().getByText('收好了，和条目一起保存')).toHaveCount(0);
});

test('what is no clip is refused in a sentence, and what was chosen before stays', async () => {
  await openNew('不是短片');
  const photo = join(editor.workshop, 'photo.mp4');
  await writeFile(photo, Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'));
  await handIn(photo);
  await expect(clipField().getByRole('alert')).toHaveText(
    '“photo.mp4”没有收下。现在：一张照片（JPEG）。应为：手机拍的短片（MP4、MOV、3GP 等），1 秒到 3 分钟',
  );
  expect(
    await readdir(join(editor.workshop, 'cache/clip-jobs')).then(async ([folder = '']) =>
      (await readdir(join(editor.workshop, 'cache/clip-jobs', folder))).filter((name) => name.startsWith('.')),
    ),
  ).toEqual([]);
});

test('a draft is saved before its clip is made, a published entry is not, and the clip follows by itself', async () => {
  test.setTimeout(120_000);
  await closeGate();
  const form = await openNew('先存草稿');
  await handIn(await phoneClip('VID_0002.mp4', 400));
  await expect(clipField().getByText(/正在处理/)).toBeVisible();
  await fillIn(form);
  await form.choose('状态', '已发布');
  await page.getByRole('button', { name: '新建', exact: true }).click();
  await expect(page.getByRole('button', { name: /短片文件.*还在处理/ })).toBeVisible();
  await form.choose('状态', '草稿');
  await form.create();
  expect(lastVersion()).toHaveLength(2);
  await openGate();
  await expect
    .poll(() => lastVersion().map((line) => line.replace(/clip-\w+/, 'clip-*').replace(/^content\//, '')), {
      timeout: 60_000,
    })
    .toEqual(['收入短片：先存草稿', 'media/clip-*.jpg', 'media/clip-*.json']);
});

test('several clips wait for each other, one is given up, and a killed office goes on with the rest', async () => {
  test.setTimeout(180_000);
  await closeGate();
  await openNew('排队一');
  await handIn(await phoneClip('VID_0003.mp4', 500));
  await expect(clipField().getByText(/正在处理“VID_0003.mp4”/)).toBeVisible();
  await openNew('排队二');
  await handIn(await phoneClip('VID_0004.mp4', 600));
  await expect(clipField().getByText('“VID_0004.mp4”在排队，前面还有 1 段')).toBeVisible();
  await openNew('排队三');
  await handIn(await phoneClip('VID_0005.mp4', 700));
  await expect(clipField().getByText('“VID_0005.mp4”在排队，前面还有 2 段')).toBeVisible();
  await clipField().getByRole('button', { name: '不收了' }).click();
  await expect(clipField().getByRole('list', { name: '收好了还没用上的短片' })).toBeVisible();

  await editor.killAndReopen();
  await openGate();
  const form = await openNew('排队四');
  await clipField().getByRole('button', { name: '用这段：VID_0004.mp4' }).click();
  await isMade();
  await fillIn(form);
  await form.create();
  expect(lastVersion()[0]).toBe('新建短片：排队四');
  expect(lastVersion()).toHaveLength(4);
  await openNew('排队五');
  const unused = clipField().getByRole('list', { name: '收好了还没用上的短片' });
  await expect(unused.getByText('VID_0003.mp4')).toBeVisible();
  await expect(unused.getByText('VID_0005.mp4')).toHaveCount(0);
  expect(existsSync(gate())).toBe(false);
});
