/**
 * axe finds nothing on any page of the site, at 360 px in light colours, and no page is wider than the screen with text at
 * twice its size. Other colours and rules on large text are asked of the pages in `every-state.spec.ts`.
 */
import { expect, test } from '@playwright/test';
import { pagesOf } from '../site/dist.ts';
import { rootSite } from '../sites.ts';
import { enlargeText, excessWidth, violationsOf } from './violations.ts';

const addresses = pagesOf(rootSite).map(({ address }) => address);
/** Pages per test: each keeps its browser page, which saves time. */
const perTest = 24;

// With reduced motion colours change at once: a rule asked in the middle of a change would judge neither.
test.use({ viewport: { width: 360, height: 740 }, contextOptions: { reducedMotion: 'reduce' } });
test.describe.configure({ timeout: 300_000 });

for (let first = 0; first < addresses.length; first += perTest) {
  const part = addresses.slice(first, first + perTest);
  test(`pages ${first + 1} to ${first + part.length} have no violation, and keep to the screen with large text`, async ({
    page,
  }) => {
    for (const address of part) {
      await page.goto(address);
      expect.soft(await violationsOf(page), address).toEqual([]);
      await enlargeText(page);
      expect
        .soft(await excessWidth(page), `${address} is wider than the screen with large text`)
        .toBeLessThanOrEqual(0);
    }
  });
}
