/**
 * Every kind of page under a portal path. What is different there are addresses, on every screen the same: a phone stands
 * for all. At the root the pages are opened by `stability.spec.ts`, which asks the same of them.
 */
import { expect, test } from '@playwright/test';
import { pageKinds, portalSite, rootSite } from '../sites.ts';
import { openWithoutTrouble } from './open-page.ts';

for (const [kind, path] of Object.entries(pageKinds)) {
  test(`${kind} opens under a portal path without an error, and asks nothing of any other host`, async ({ page }) => {
    await openWithoutTrouble(page, `http://localhost:${portalSite.port}${portalSite.basePath}`, path.slice(1));
  });
}

test('an address that never was answers 404 in words, under the portal path too', async ({ page }) => {
  for (const site of [rootSite, portalSite]) {
    const response = await page.goto(`http://localhost:${site.port}${site.basePath}people/nobody/`);
    expect(response?.status()).toBe(404);
    await expect(page.getByRole('heading', { level: 1, name: '没有这个页面' })).toBeVisible();
  }
});
