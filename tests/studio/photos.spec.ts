/** Photos straight from a phone: chosen, dropped or pasted, they reach the content upright, small, and without where they were taken. */
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import sharp from 'sharp';
import { findMetadata } from '../../src/media/metadata/find-metadata.ts';
import { Editor } from './editor.ts';
import { type EntryForm } from './entry-form.ts';
import { project } from './running-studio.ts';

test.describe.configure({ mode: 'serial' });

let editor: Editor;
let content: string;
let page: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  editor = await Editor.begin(browser, 'tests/fixtures/studio/content');
  ({ content, page } = editor);
});

test.afterAll(() => editor.end());

async function openNew(name: string): Promise<EntryForm> {
  const form = await editor.open('/collection/people/create');
  await form.write('姓名', name);
  return form;
}

const secrets = {
  IFD0: { Make: 'Mobile', Model: 'Phone 1' },
  IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '29/1 12/1 32/1', GPSLongitudeRef: 'E', GPSLongitude: '103/1 56/1 44/1' },
};

/** A photo as a phone stores one that is held upright: lying, with a note which side is up. */
const phonePhoto = () =>
  sharp({
    create: {
      width: 4000,
      height: 3000,
      channels: 3,
      background: '#b33',
      noise: { type: 'gaussian', mean: 128, sigma: 30 },
    },
  })
    .withExif(secrets)
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();

const photoField = () => page.getByRole('group', { name: /^照片/ }).first();
const isShown = () =>
  expect(
    page
      .getByRole('group', { name: '照片的重点' })
      .getByRole('img', { includeHidden: true })
      .or(page.locator('img[src^="blob:"]'))
      .first(),
  ).toBeVisible();

async function expectSafe(file: string): Promise<void> {
  const bytes = await readFile(join(content, file));
  expect(findMetadata(bytes)).toEqual([]);
  const { width, height, orientation } = await sharp(bytes).metadata();
  expect(Math.max(width, height)).toBeLessThanOrEqual(2400);
  expect(orientation ?? 1).toBe(1);
}

/** Hands a file to the photo field as a browser does that a file is dropped on, or pasted into. */
async function hand(event: 'drop' | 'paste', name: string, bytes: Buffer): Promise<void> {
  await photoField().evaluate(
    (field, { type, fileName, data }) => {
      const transfer = new DataTransfer();
      const content = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
      transfer.items.add(new File([content], fileName));
      field.dispatchEvent(
        type === 'drop'
          ? new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: transfer })
          : new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: transfer }),
      );
    },
    { type: event, fileName: name, data: bytes.toString('base64') },
  );
}

test('a photo of a phone is kept upright, small, and without its place', async () => {
  const form = await openNew('照相一');
  await form.attach('照片', { name: 'IMG_0001.JPG', mimeType: 'image/jpeg', buffer: await phonePhoto() });
  await isShown();
  await form.create();
  const file = 'people/zhao-xiang-yi/portrait.jpg';
  await expectSafe(file);
  const { width, height } = await sharp(await readFile(join(content, file))).metadata();
  expect([width, height]).toEqual([1800, 2400]);
});

test('a HEIC that calls itself a JPEG becomes one', async () => {
  const form = await openNew('照相二');
  const buffer = await readFile(join(project, 'tests/fixtures/photos/corners-p3.heic'));
  await form.attach('照片', { name: 'IMG_0002.jpg', mimeType: 'image/jpeg', buffer });
  await isShown();
  await form.create();
  await expectSafe('people/zhao-xiang-er/portrait.jpg');
  expect((await sharp(await readFile(join(content, 'people/zhao-xiang-er/portrait.jpg'))).metadata()).format).toBe(
    'jpeg',
  );
});

test('a photo is dropped on its field, or pasted into it', async () => {
  for (const [event, name, slug] of [
    ['drop', '照相三', 'zhao-xiang-san'],
    ['paste', '照相四', 'zhao-xiang-si'],
  ] as const) {
    const form = await openNew(name);
    await hand(
      event,
      'photo.tif',
      await sharp(await phonePhoto())
        .resize(1200)
        .tiff()
        .toBuffer(),
    );
    await isShown();
    await form.create();
    await expectSafe(`people/${slug}/portrait.jpg`);
  }
});

test('what is no photo is refused at its field in a sentence, and what is small gets a remark', async () => {
  const form = await openNew('照相五');
  const whole = await sharp({ create: { width: 900, height: 700, channels: 3, background: '#3b3' } })
    .jpeg()
    .toBuffer();
  await form.attach('照片', { name: 'cut.jpg', mimeType: 'image/jpeg', buffer: whole.subarray(0, 900) });
  await expect(page.getByRole('alert').filter({ hasText: '照片不完整，只解得开一部分' })).toBeVisible();
  await expect(page.locator('img[src^="blob:"]')).toHaveCount(0);
  const small = await sharp(whole).resize(300, 300).jpeg().toBuffer();
  await form.attach('照片', { name: 'small.jpg', mimeType: 'image/jpeg', buffer: small });
  await expect(page.getByText('这张照片只有 300×300 像素')).toBeVisible();
  await isShown();
});

test('no version holds a byte of where, and with what, a photo was taken', () => {
  const git = (...words: string[]) => execFileSync('git', words, { cwd: content, maxBuffer: 1 << 28 });
  const objects = git('cat-file', '--batch-check', '--batch-all-objects').toString().trim().split('\n');
  const blobs = objects.filter((line) => line.includes(' blob ')).map((line) => line.slice(0, 40));
  expect(blobs.length).toBeGreaterThanOrEqual(10);
  for (const id of blobs) {
    const bytes = git('cat-file', 'blob', id);
    for (const word of ['Mobile', 'Phone 1', 'GPSLatitude']) expect(bytes.includes(word), `${id} ${word}`).toBe(false);
    if (bytes.subarray(0, 2).toString('hex') === 'ffd8') expect(findMetadata(bytes), id).toEqual([]);
  }
});
