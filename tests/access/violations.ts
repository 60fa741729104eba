/** Asks axe about a page. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/**
 * What axe finds on the page, of any impact, each with its elements; of all its rules or of some. Fails when axe has looked
 * at nothing.
 */
export async function violationsOf(page: Page, rules?: string[]): Promise<string[]> {
  // No page of the site has frames. With them axe would have to be put together in a page of its own, which takes as long
  // as looking does.
  expect(page.frames()).toHaveLength(1);
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  // Elements are listed for violations alone: writing down what is right takes time too.
  axe.options({
    resultTypes: ['violations'],
    ...(rules !== undefined && { runOnly: { type: 'rule', values: rules } }),
  });
  const { violations, passes, incomplete, inapplicable } = await axe.analyze();
  if (rules === undefined) expect(passes.length).toBeGreaterThan(10);
  else {
    const asked = new Set([...violations, ...passes, ...incomplete, ...inapplicable].map(({ id }) => id));
    expect([...asked].sort()).toEqual(rules.toSorted());
  }
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`);
}

/** How much wider than the screen the page is, in px. */
export function excessWidth(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}

/** Doubles the size of the text, as a visitor's settings can. */
export async function enlargeText(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.documentElement.style.setProperty('font-size', '200%');
  });
}
