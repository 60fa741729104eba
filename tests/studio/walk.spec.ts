/**
 * A walk over every screen of the office, by the mouse's width and by the phone's: every menu is opened, every form is sent as wrong as
 * it can be. Nothing on them is in another language, bars anybody, or reaches beyond the screen.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { kindNames, kindRow } from '../../src/kinds.ts';
import { Editor } from './editor.ts';
import { expectAccessible, latinWords } from './screen.ts';

let editor: Editor;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  editor = await Editor.begin(browser, 'content');
});

test.afterAll(() => editor.end());

/** Words of the content in Latin letters. */
const ownWords = ['QQ', 'WiFi', 'toilet'];

/** One entry of each kind, by its address in the office. */
const entries: readonly string[] = [
  '/keystatic/collection/people/item/an-tu',
  '/keystatic/collection/videos/item/binjiang-zaoban',
  '/keystatic/collection/features/item/wuyi-2026',
  '/keystatic/collection/media/item/binjiang-zaoban',
  '/keystatic/collection/holidays/item/2026',
  '/keystatic/collection/pages/item/about',
];

const pages: readonly string[] = [
  '/keystatic',
  '/office/entries/?q=an',
  '/office/deleted/',
  '/office/sharing/',
  '/office/editor/',
  '/office/versions/?file=people%2Fan-tu%2Findex.md',
  '/office/consent/?file=people%2Fan-tu%2Findex.md',
];

test('a form says what came of a copy of it, also where the browser lets nobody copy', async () => {
  const { page, studio, content } = editor;
  const [team] = await readdir(join(content, 'teams'));
  await page.goto(`${studio.origin}/keystatic/collection/teams/item/${team?.replace(/\.yaml$/, '') ?? ''}`);
  for (const [isAllowed, said] of [
    [false, '没有复制成功：浏览器不允许写剪贴板'],
    [true, '复制好了，可以粘贴到另一条的表单里'],
  ] as const) {
    await page.evaluate((allowed) => {
      const write = () => (allowed ? Promise.resolve() : Promise.reject(new DOMException('denied', 'NotAllowedError')));
      Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { write } });
    }, isAllowed);
    await page.getByRole('button', { name: '复制内容' }).click();
    await expect(page.getByText(said)).toBeVisible();
  }
  expect(await latinWords(page, ownWords)).toEqual([]);
});

test('every text of the content opens in its form', async () => {
  test.setTimeout(120_000);
  const { page, studio, content } = editor;
  for (const kind of ['people', 'videos', 'features', 'pages'] as const) {
    const names = (await readdir(join(content, kind))).map((file) => file.replace(/\.md$/, ''));
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) {
      await page.goto(`${studio.origin}/keystatic/collection/${kind}/item/${name}`);
      const opened = page.locator('[contenteditable=true]');
      await expect(opened.or(page.getByText('表单打不开')).first()).toBeVisible();
      expect(await page.getByText('表单打不开').count(), `${kind}/${name}`).toBe(0);
    }
  }
});

for (const { width, name } of [
  { width: 1440, name: 'the screen of an office' },
  { width: 390, name: 'a phone' },
]) {
  test.describe(`at the width of ${name}`, () => {
    let page: Page;

    test.beforeAll(async ({ browser }) => {
      const context = await browser.newContext({
        locale: 'zh-CN',
        viewport: { width, height: 900 },
        hasTouch: width < 700,
      });
      page = await context.newPage();
      page.setDefaultTimeout(20_000);
    });

    test.afterAll(() => page.context().close());

    async function goTo(address: string): Promise<void> {
      await page.goto(`${editor.studio.origin}${address}`);
      await page.waitForLoadState('networkidle');
    }

    async function expectGood(): Promise<void> {
      expect(await latinWords(page, ownWords), page.url()).toEqual([]);
      await expectAccessible(page);
      const reach = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(reach, page.url()).toBeLessThanOrEqual(width);
    }

    for (const address of pages) {
      test(`the page ${address}`, async () => {
        await goTo(address);
        await expectGood();
        const menu = page.locator('header details.menu > summary');
        if (await menu.isVisible()) {
          await menu.click();
          await expectGood();
        }
      });
    }

    for (const kind of kindNames) {
      const isSingle = kindRow(kind).studio.isSingle === true;
      test(`the ${isSingle ? 'form' : 'list and the empty form'} of ${kind}`, async () => {
        test.setTimeout(120_000);
        if (!isSingle) {
          await goTo(`/keystatic/collection/${kind}`);
          await expectGood();
        }
        await goTo(isSingle ? `/keystatic/singleton/${kind}` : `/keystatic/collection/${kind}/create`);
        const send = page.getByRole('button', { name: isSingle ? '保存' : '新建', exact: true });
        await expect(send).toBeVisible();
        const folded = page.getByRole('button', { expanded: false, name: /展开$/ });
        while ((await folded.count()) > 0) await folded.first().click();
        await expectGood();
        if (isSingle) return;
        await send.click();
        await expect(page.getByRole('alert').filter({ hasText: '还没有保存' })).toBeVisible();
        await expectGood();
      });
    }

    for (const address of entries) {
      test(`the form ${address}, and what its choices offer`, async () => {
        test.setTimeout(120_000);
        await goTo(address);
        await expect(page.getByRole('button', { name: '保存', exact: true })).toBeVisible();
        await expectGood();
        // Lists of choices and the menus of the head, one after the other.
        const menus = page.locator('main button[aria-haspopup]:visible');
        const count = await menus.count();
        for (let index = 0; index < count; index += 1) {
          const menu = menus.nth(index);
          if (await menu.isDisabled()) continue;
          await menu.click();
          await expect(
            page.getByRole('listbox').or(page.getByRole('menu')).or(page.getByRole('dialog')).first(),
          ).toBeVisible();
          expect(await latinWords(page, ownWords), `${address} ${String(index)}`).toEqual([]);
          await page.keyboard.press('Escape');
          await expect(page.getByRole('listbox').or(page.getByRole('menu')).or(page.getByRole('dialog'))).toHaveCount(
            0,
          );
        }
      });
    }
  });
}
