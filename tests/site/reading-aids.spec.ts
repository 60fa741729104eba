/** The size of the text, reading aloud, and copying the address. */
import { expect, test, type Page } from '@playwright/test';
import { bringVoices, finishPiece, said, withVoices } from './voices.ts';

const pages = { person: '/people/an-tu/', feature: '/features/shiyi-2026/', about: '/about/' };

const textSize = (page: Page) =>
  page
    .locator('main .prose p')
    .first()
    .evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));

for (const [kind, path] of Object.entries(pages)) {
  test(`${kind}: the text grows in two steps, and the choice is remembered on every page`, async ({ page }) => {
    await page.goto(path);
    const standard = await textSize(page);
    const sizes = page.getByRole('group', { name: '字号' });
    await expect(sizes.getByRole('radio', { name: '标准' })).toBeChecked();

    await sizes.getByRole('radio', { name: '大', exact: true }).check();
    const large = await textSize(page);
    expect(large).toBeGreaterThan(standard * 1.1);

    await sizes.getByRole('radio', { name: '特大' }).check();
    const largest = await textSize(page);
    expect(largest).toBeGreaterThan(large * 1.1);

    const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wider).toBeLessThanOrEqual(0);

    for (const other of Object.values(pages)) {
      await page.goto(other);
      expect(await textSize(page), other).toBe(largest);
      await expect(page.getByRole('radio', { name: '特大' })).toBeChecked();
    }
    await page.getByRole('radio', { name: '标准' }).check();
    await page.reload();
    expect(await textSize(page)).toBe(standard);
  });
}

test('the chosen size is there before anything is drawn: nothing moves', async ({ page }) => {
  await page.addInitScript(() => {
    localStorage.setItem('text-size', 'largest');
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const moved = Number(sessionStorage.getItem('moved') ?? '0');
        sessionStorage.setItem('moved', String(moved + (entry as unknown as { value: number }).value));
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  for (const path of Object.values(pages)) {
    await page.goto(path, { waitUntil: 'networkidle' });
    expect(await page.evaluate(() => sessionStorage.getItem('moved') ?? '0'), path).toBe('0');
  }
});

test('the control stays under the finger when the text above it grows', async ({ page }) => {
  await page.goto(pages.person);
  const choice = page.getByRole('radio', { name: '特大' });
  await choice.evaluate((input) => {
    input.scrollIntoView({ block: 'center' });
  });
  const before = await choice.boundingBox();
  await choice.check();
  const after = await choice.boundingBox();
  expect(Math.abs((after?.y ?? 0) - (before?.y ?? 0))).toBeLessThan(2);
});

test('the size can be chosen with the keyboard alone', async ({ page }) => {
  await page.goto(pages.about);
  const standard = await textSize(page);
  await page.getByRole('radio', { name: '标准' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('radio', { name: '大', exact: true })).toBeChecked();
  expect(await textSize(page)).toBeGreaterThan(standard);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: '复制链接' })).toBeFocused();
});

test('every control is as large as a thumb', async ({ page }) => {
  await page.goto(pages.person);
  for (const control of await page.locator('reading-aids :is(label, button:visible)').all()) {
    const box = await control.boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(44);
    expect(box?.width).toBeGreaterThanOrEqual(44);
  }
});

test.describe('with leave to copy', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

  test('the published address is copied, and said to be', async ({ page }) => {
    for (const path of [pages.person, '/videos/binjiang-zaoban/', '/stations/yujin-wuliuyuan/']) {
      await page.goto(`${path}?from=singlemessage`);
      await page.getByRole('button', { name: '复制链接' }).click();
      await expect(page.getByText('已复制')).toBeVisible();
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`https://www.example.gov.cn${path}`);
    }
  });
});

test('where the browser does not let a page copy, the address is shown and selected', async ({ page }) => {
  await page.addInitScript(() => {
    Reflect.deleteProperty(Navigator.prototype, 'clipboard');
  });
  await page.goto(pages.person);
  await page.getByRole('button', { name: '复制链接' }).click();
  const field = page.getByRole('textbox', { name: '本页网址' });
  await expect(field).toBeFocused();
  const selected = await field.evaluate((input: HTMLInputElement) =>
    input.value.slice(input.selectionStart ?? 0, input.selectionEnd ?? 0),
  );
  expect(selected).toBe(`https://www.example.gov.cn${pages.person}`);
});

test('reading aloud is not offered without a Mandarin voice of the device', async ({ page }) => {
  await withVoices(page, [
    { lang: 'en-US', localService: true },
    { lang: 'zh-HK', localService: true },
    { lang: 'zh-CN', localService: false },
  ]);
  await page.goto(pages.person);
  await expect(page.getByRole('button', { name: '复制链接' })).toBeVisible();
  await bringVoices(page);
  await expect(page.getByRole('button', { name: '朗读' })).toBeHidden();
});

test('a story is read piece by piece, can be held, goes on, and stops', async ({ page }) => {
  await withVoices(page, [{ lang: 'zh-CN', localService: true }]);
  await page.goto(pages.person);
  await expect(page.getByRole('button', { name: '朗读' })).toBeHidden();
  const edge = () => page.locator('article .prose').first().boundingBox();
  const before = await edge();
  await bringVoices(page);
  const read = page.getByRole('button', { name: '朗读' });
  await expect(read).toBeVisible();
  expect(await edge()).toEqual(before);

  await read.click();
  for (let piece = 0; piece < 6; piece += 1) await finishPiece(page);
  const first = await said(page);
  expect(first).toContain('安途');
  expect(first.join('')).toContain('方向盘握得稳');
  expect(first.join('')).not.toContain('复制链接');
  await expect(page.locator('[data-being-read]')).toHaveCount(1);

  await page.getByRole('button', { name: '暂停' }).click();
  await page.getByRole('button', { name: '继续' }).click();
  const afterwards = await said(page);
  expect(afterwards.at(-1)).toBe(first.at(-1));

  for (let piece = 0; piece < 100; piece += 1) await finishPiece(page);
  const all = await said(page);
  expect(all.join('')).toContain('准考证');
  expect(Math.max(...all.map((piece) => piece.length))).toBeLessThanOrEqual(130);
  await expect(page.getByRole('button', { name: '朗读' })).toBeVisible();
  await expect(page.getByRole('button', { name: '停止' })).toBeHidden();
  await expect(page.locator('[data-being-read]')).toHaveCount(0);

  await page.getByRole('button', { name: '朗读' }).click();
  await page.getByRole('button', { name: '停止' }).click();
  await expect(page.getByRole('button', { name: '朗读' })).toBeFocused();
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('no reading aid shows', async ({ page }) => {
    for (const path of [...Object.values(pages), '/stations/yujin-wuliuyuan/']) {
      await page.goto(path);
      await expect(page.getByText('字号')).toBeHidden();
      await expect(page.getByText('复制链接')).toBeHidden();
    }
  });
});
