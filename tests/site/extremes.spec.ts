/** Names, stories and honours of every length: the page stays composed. */
import { expect, test } from '@playwright/test';
import { extremesSite } from '../sites.ts';

const origin = `http://localhost:${extremesSite.port}`;
const people = {
  'a name of two characters': 'two',
  'a name and a line of the greatest length': 'fifteen',
  'a Uyghur name with its dot': 'uyghur',
  'a story of 5,000 characters': 'long-story',
  'forty honours': 'forty-honours',
  'words that cannot be broken': 'latin',
};

for (const [what, slug] of Object.entries(people)) {
  test(`a page with ${what} keeps to the screen, and no text runs into another`, async ({ page }) => {
    await page.goto(`${origin}/people/${slug}/`);
    const report = await page.evaluate(() => {
      const wider = [...document.querySelectorAll('main *')]
        .filter(
          (element) =>
            element.getBoundingClientRect().right > innerWidth + 1 || element.scrollWidth > element.clientWidth + 1,
        )
        .filter((element) => getComputedStyle(element).overflowX === 'visible' && element.clientWidth > 0)
        .map((element) => element.outerHTML.slice(0, 80));
      const blocks = [...document.querySelectorAll('main article p, main article h1, main article h2, main article li')]
        .map((element) => element.getBoundingClientRect())
        .filter(({ height }) => height > 0);
      const overlapping = blocks.filter((one, index) =>
        blocks.slice(index + 1).some((other) => {
          const contains = other.top >= one.top - 1 && other.bottom <= one.bottom + 1;
          const x = Math.min(one.right, other.right) - Math.max(one.left, other.left);
          const y = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
          return !contains && x > 2 && y > 2;
        }),
      );
      return { page: document.documentElement.scrollWidth - innerWidth, wider, overlapping: overlapping.length };
    });
    expect(report).toEqual({ page: 0, wider: [], overlapping: 0 });
  });
}

test('pages of every length keep to the screen in large print', async ({ page }) => {
  await page.addInitScript(() => {
    sessionStorage.setItem('large-print', 'on');
  });
  for (const slug of Object.values(people)) {
    await page.goto(`${origin}/people/${slug}/`);
    await expect(page.getByRole('button', { name: '标准版' })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), slug).toBe(0);
  }
});

test('the roll of people keeps to the screen with all of them', async ({ page }) => {
  await page.goto(`${origin}/people/`);
  await expect(page.getByRole('article')).toHaveCount(6);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
});
