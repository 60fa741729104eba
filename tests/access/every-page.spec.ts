/**
 * axe finds nothing on any page of the site, at 360 px and with text at twice its size; in dark and in high contrast the
 * rules on colour are asked again, the others do not depend on it.
 */
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { pagesOf } from '../site/dist.ts';
import { rootSite } from '../sites.ts';

const addresses = pagesOf(rootSite).map(({ address }) => address);
/** Pages per test: each keeps its browser page, which saves most of the time. */
const perTest = 24;

async function violations(page: Page, rules?: string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page });
  const { violations: found } = await (rules === undefined ? axe : axe.withRules(rules)).analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`);
}

// With reduced motion colours change at once: a rule asked in the middle of a change would judge neither.
test.use({ viewport: { width: 360, height: 740 }, contextOptions: { reducedMotion: 'reduce' } });
test.describe.configure({ timeout: 300_000 });

for (let first = 0; first < addresses.length; first += perTest) {
  const part = addresses.slice(first, first + perTest);
  test(`pages ${first + 1} to ${first + part.length} have no violation in any colours or size of text`, async ({
    page,
  }) => {
    for (const address of part) {
      await page.emulateMedia({ colorScheme: 'light', contrast: 'no-preference' });
      await page.goto(address);
      expect(await violations(page), `${address} light`).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await violations(page, ['color-contrast']), `${address} dark`).toEqual([]);
      await page.emulateMedia({ colorScheme: 'light', contrast: 'more' });
      expect(await violations(page, ['color-contrast']), `${address} high contrast`).toEqual([]);
      await page.evaluate(() => {
        document.documentElement.style.setProperty('font-size', '200%');
      });
      expect(
        await violations(page, ['target-size', 'scrollable-region-focusable', 'color-contrast']),
        `${address} large text`,
      ).toEqual([]);
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wider, `${address} is wider than the screen with large text`).toBeLessThanOrEqual(0);
    }
  });
}
