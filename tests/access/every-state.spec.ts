/**
 * axe finds nothing in any state: on a phone and on a desk, in light, in dark, in high contrast, in large print and with
 * text at twice its size. Asked of every kind of page and of as many more as it takes to see every element of the site. That is enough:
 * colours and sizes come from tokens and templates, entries choose which elements a page has and never how they look, and
 * the longest of texts are tested on every page by width and in `extremes.spec.ts`. What may differ from page to page,
 * names, texts, the order of headings, is asked of every page in `every-page.spec.ts`.
 */
import { expect, test } from '@playwright/test';
import { pagesOf } from '../site/dist.ts';
import { pageKinds, rootSite } from '../sites.ts';
import { representativePages } from './representative-pages.ts';
import { enlargeText, excessWidth, violationsOf } from './violations.ts';

const addresses = representativePages(pagesOf(rootSite), Object.values(pageKinds));

// With reduced motion colours change at once: a rule asked in the middle of a change would judge neither.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

/** What colours alone can break: themes change nothing else. */
const rulesOnColours = ['color-contrast', 'link-in-text-block'];
/** What sizes can break. Contrast is one of them: less of it is enough for large text. */
const rulesOnSizes = ['target-size', 'scrollable-region-focusable', 'color-contrast'];

const screens = { phone: { width: 360, height: 740 }, desk: { width: 1280, height: 900 } };

for (const [screen, viewport] of Object.entries(screens)) {
  test.describe(`on a ${screen}`, () => {
    test.use({ viewport });

    for (const address of addresses) {
      test(`${address} has no violation in any colours or size of text`, async ({ page }) => {
        await page.goto(address);
        // On a phone, every page is asked all rules in light colours by `every-page.spec.ts`.
        if (screen === 'desk') expect.soft(await violationsOf(page), 'light').toEqual([]);
        await page.emulateMedia({ colorScheme: 'dark' });
        expect.soft(await violationsOf(page, rulesOnColours), 'dark').toEqual([]);
        await page.emulateMedia({ colorScheme: 'light', contrast: 'more' });
        expect.soft(await violationsOf(page, rulesOnColours), 'high contrast').toEqual([]);
        await enlargeText(page);
        expect.soft(await violationsOf(page, rulesOnSizes), 'large text').toEqual([]);
        expect.soft(await excessWidth(page), 'wider than the screen with large text').toBeLessThanOrEqual(0);

        // Sheets of paper have none.
        if ((await page.locator('[data-large-print-switch]').count()) === 0) return;
        await page.emulateMedia({ contrast: 'no-preference' });
        await page.addInitScript(() => {
          sessionStorage.setItem('large-print', 'on');
        });
        await page.reload();
        expect.soft(await violationsOf(page, rulesOnSizes), 'large print').toEqual([]);
        expect.soft(await excessWidth(page), 'wider than the screen in large print').toBeLessThanOrEqual(0);
      });
    }
  });
}
