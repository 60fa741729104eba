/** Large print: the switch on every page, what it does to type, controls and colours, and the tools that it brings. */
import { expect, test, type Page } from '@playwright/test';
import { pageKinds } from '../sites.ts';
import { recordShifts, shiftsAtRest } from './layout-shift.ts';
import { bringVoices, said, withVoices } from './voices.ts';

const switchOn = (page: Page) => page.getByRole('button', { name: '大字版' });
const switchOff = (page: Page) => page.getByRole('button', { name: '标准版' });
const tools = (page: Page) => page.getByRole('group', { name: '大字版的工具' });

/** The size of the root's type, from which all other sizes follow, in px. */
const rootSize = (page: Page) => page.evaluate(() => getComputedStyle(document.documentElement).fontSize);

/** Opens a page in large print, as in a visit in which it was chosen before. */
async function openInLargePrint(page: Page, path: string): Promise<void> {
  await page.addInitScript(() => {
    if (sessionStorage.getItem('large-print') === null) sessionStorage.setItem('large-print', 'on');
  });
  await page.goto(path);
  await expect(switchOff(page)).toBeVisible();
}

test('one tap makes every page of the visit large, another tap makes them as they were', async ({ page, context }) => {
  await page.goto(pageKinds.stations);
  expect(await rootSize(page)).toBe('16px');
  await switchOn(page).click();
  await expect.poll(() => rootSize(page)).toBe('22px');
  for (const path of [pageKinds.home, pageKinds.person, pageKinds.station]) {
    await page.goto(path);
    expect(await rootSize(page), path).toBe('22px');
  }
  // Another visit begins as every visit does.
  const other = await context.newPage();
  await other.goto(pageKinds.stations);
  expect(await rootSize(other)).toBe('16px');

  await switchOff(page).click();
  await expect.poll(() => rootSize(page)).toBe('16px');
  await expect(switchOn(page)).toBeVisible();
  await page.goto(pageKinds.home);
  expect(await rootSize(page)).toBe('16px');
});

test('where nothing can be stored the switch works for the page', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'sessionStorage', {
      get() {
        throw new DOMException('refused', 'SecurityError');
      },
    });
  });
  await page.goto(pageKinds.home);
  await switchOn(page).click();
  await expect.poll(() => rootSize(page)).toBe('22px');
  await switchOff(page).click();
  await expect.poll(() => rootSize(page)).toBe('16px');
});

test('no type is smaller than 18 px, no control lower than 60 px, no page wider than the screen', async ({ page }) => {
  for (const path of Object.values(pageKinds)) {
    // The door sign is a sheet of paper.
    if (path.endsWith('/poster/')) continue;
    await openInLargePrint(page, path);
    const found = await page.evaluate(() => {
      const isShown = (element: Element) =>
        element.getClientRects().length > 0 && element.closest('.visually-hidden, .skip, script, style') === null;
      const small = new Set<string>();
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const element = node.parentElement;
        if (element === null || node.textContent?.trim() === '' || !isShown(element)) continue;
        const size = Number.parseFloat(getComputedStyle(element).fontSize);
        if (size < 18) small.add(`${String(size)} px: ${node.textContent ?? ''}`);
      }
      const low = [...document.querySelectorAll('button, select, summary, nav a, .button, .choice, .chips span')]
        .filter((element) => isShown(element) && element.getBoundingClientRect().height < 60)
        .map((element) => element.outerHTML.slice(0, 120));
      const wider = document.documentElement.scrollWidth - innerWidth;
      return { small: [...small], low, wider };
    });
    expect.soft(found, path).toEqual({ small: [], low: [], wider: 0 });
  }
});

test('on a tablet every line of a text has room for ten characters', async ({ page }) => {
  await page.setViewportSize({ width: 768, height: 1024 });
  for (const path of Object.values(pageKinds)) {
    if (path.endsWith('/poster/')) continue;
    await openInLargePrint(page, path);
    const narrow = await page.evaluate(() =>
      [...document.querySelectorAll('main :is(p, li, dd)')]
        .filter((element) => element.checkVisibility() && element.querySelector('p, li, picture, svg') === null)
        .filter((element) => element.textContent.trim().length > 14)
        .map((element) => {
          const { fontSize, paddingLeft, paddingRight } = getComputedStyle(element);
          const [type = 0, left = 0, right = 0] = [fontSize, paddingLeft, paddingRight].map(Number.parseFloat);
          return { characters: (element.clientWidth - left - right) / type, text: element.textContent.trim() };
        })
        .filter(({ characters }) => characters < 10),
    );
    expect.soft(narrow, path).toEqual([]);
  }
});

test('paragraphs are further apart than 1.3 times the distance of their lines, and lines than 1.3 times their type', async ({
  page,
}) => {
  await openInLargePrint(page, pageKinds.person);
  const distances = await page
    .locator('main .prose p + p')
    .first()
    .evaluate((paragraph) => {
      const { fontSize, lineHeight, marginTop } = getComputedStyle(paragraph);
      const [type, line, margin] = [fontSize, lineHeight, marginTop].map((text) => Number.parseFloat(text));
      return { type: type ?? 0, line: line ?? 0, paragraph: (line ?? 0) + (margin ?? 0) };
    });
  expect(distances.line).toBeGreaterThanOrEqual(1.3 * distances.type);
  expect(distances.paragraph).toBeGreaterThanOrEqual(1.3 * distances.line);
});

test('nothing moves while a page loads in large print, and its tools come', async ({ page }) => {
  await withVoices(page, [{ lang: 'zh-CN', localService: true }], { atOnce: true });
  await recordShifts(page);
  await page.addInitScript(() => {
    sessionStorage.setItem('large-print', 'tools');
  });
  for (const path of [pageKinds.home, pageKinds.stations, pageKinds.person, pageKinds.achievements]) {
    await page.goto(path, { waitUntil: 'networkidle' });
    await expect(tools(page)).toBeVisible();
    expect(await shiftsAtRest(page), path).toEqual([]);
  }
});

test('the finder answers in large print', async ({ page }) => {
  await openInLargePrint(page, pageKinds.stations);
  await page.getByRole('combobox', { name: '乡镇' }).selectOption('清溪镇');
  await expect(page.getByRole('heading', { name: /清溪镇/ }).first()).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
});

test.describe('what is pointed at is read', () => {
  const mandarin = [{ lang: 'zh-CN', localService: true }];

  test('is offered only with a Mandarin voice of the device, also one that comes later', async ({ page }) => {
    await withVoices(page, mandarin);
    await openInLargePrint(page, pageKinds.people);
    await expect(page.getByRole('button', { name: '点读' })).toBeHidden();
    await bringVoices(page);
    await expect(page.getByRole('button', { name: '点读' })).toBeVisible();
    await switchOff(page).click();
    await expect(page.getByRole('button', { name: '点读' })).toBeHidden();
  });

  test('is not offered with voices of other languages or of a network', async ({ page }) => {
    await withVoices(
      page,
      [
        { lang: 'zh-CN', localService: false },
        { lang: 'en-US', localService: true },
      ],
      { atOnce: true },
    );
    await openInLargePrint(page, pageKinds.people);
    await expect(page.getByRole('button', { name: '点读' })).toBeHidden();
  });

  test('by the keyboard: what has the focus, until it is switched off; the choice holds for the visit', async ({
    page,
  }) => {
    await withVoices(page, mandarin, { atOnce: true });
    await openInLargePrint(page, pageKinds.teams);
    await page.getByRole('button', { name: '点读' }).click();
    await page.goto(pageKinds.people);
    const reading = page.getByRole('button', { name: '点读' });
    await expect(reading).toHaveAttribute('aria-pressed', 'true');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect((await said(page)).join('')).toContain('红新闪耀');
    await reading.click();
    const before = await said(page);
    await page.keyboard.press('Tab');
    expect(await said(page)).toEqual(before);
  });

  test('and a story that is being read aloud makes way for it', async ({ page }) => {
    await withVoices(page, mandarin, { atOnce: true });
    await openInLargePrint(page, pageKinds.person);
    await page.getByRole('button', { name: '点读' }).click();
    const aloud = page.getByRole('button', { name: '朗读' });
    await aloud.click();
    // A first tap only reads what the button says.
    if (await aloud.isVisible()) await aloud.click();
    await expect(page.getByRole('button', { name: '暂停' })).toBeVisible();
    await page.keyboard.press('Tab');
    await expect(page.getByRole('button', { name: '继续' })).toBeVisible();
    await expect(page.locator('[data-pointed-at]')).toHaveCount(1);
  });

  test.describe('by taps', () => {
    test.use({ hasTouch: true });

    test('a first tap reads a card as a whole, a second one opens it', async ({ page }) => {
      await withVoices(page, mandarin, { atOnce: true });
      await openInLargePrint(page, pageKinds.people);
      await page.getByRole('button', { name: '点读' }).tap();
      await expect(tools(page).getByRole('status')).toHaveText('点一下读出来，再点一下打开');
      const card = page.getByRole('link', { name: '安途' }).first();
      await card.tap();
      await expect(page).toHaveURL(pageKinds.people);
      const words = (await said(page)).at(-1) ?? '';
      expect(words).toContain('安途，网约车司机');
      await card.tap();
      await expect(page).toHaveURL(/\/people\/an-tu\//);
    });

    test('a tap on words that lead nowhere reads them, and fields work as always', async ({ page }) => {
      await withVoices(page, mandarin, { atOnce: true });
      await openInLargePrint(page, pageKinds.stations);
      await page.getByRole('button', { name: '点读' }).tap();
      await page.getByRole('heading', { level: 1 }).tap();
      expect((await said(page)).at(-1)).toBe('歇脚站点');
      await page.getByRole('combobox', { name: '乡镇' }).selectOption('清溪镇');
      await expect(page.getByRole('heading', { name: /清溪镇/ }).first()).toBeVisible();
    });

    test('there is no cross at a pointer that nobody sees', async ({ page }) => {
      await openInLargePrint(page, pageKinds.home);
      await expect(page.getByRole('button', { name: '十字线' })).toBeHidden();
    });
  });

  test.describe('by a mouse', () => {
    test.use({ hasTouch: false });

    test('what it rests on is read, and a click works at once', async ({ page }) => {
      await withVoices(page, mandarin, { atOnce: true });
      await openInLargePrint(page, pageKinds.people);
      await page.getByRole('button', { name: '点读' }).click();
      await page.getByRole('heading', { level: 1 }).hover();
      await expect.poll(() => said(page)).toContain('人物');
      await page.getByRole('link', { name: '安途' }).first().click();
      await expect(page).toHaveURL(/\/people\/an-tu\//);
    });

    test('two lines cross where it is', async ({ page }) => {
      await openInLargePrint(page, pageKinds.home);
      await page.getByRole('button', { name: '十字线' }).click();
      await page.mouse.move(300, 200);
      const lines = page.locator('.large-print-cross');
      await expect(lines).toHaveCount(2);
      const boxes = await lines.evaluateAll((all) =>
        all.map((line) => line.getBoundingClientRect().toJSON() as DOMRect),
      );
      expect(boxes.map(({ top, left }) => [left, top])).toEqual([
        [0, 200],
        [300, 0],
      ]);
      await page.getByRole('button', { name: '十字线' }).click();
      await expect(lines).toHaveCount(0);
    });
  });
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('the switch, which could do nothing, does not show', async ({ page }) => {
    await page.goto(pageKinds.home);
    await expect(page.getByText('大字版')).toBeHidden();
  });
});
