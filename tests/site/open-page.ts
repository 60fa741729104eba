/** Opens a page and looks whether anything is wrong with it. */
import { expect, type Page } from '@playwright/test';

/**
 * Opens a page of a site and waits until the network is idle. Fails for an error or a warning of a script, for a file that
 * is not there, for a request to another host, and for a page without its frame and title.
 * @param base the address of the site, with a slash at the end
 * @param path of the page below it, without a slash at the beginning
 */
export async function openWithoutTrouble(page: Page, base: string, path: string): Promise<void> {
  const foreign: string[] = [];
  const troubles: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(base) && !request.url().startsWith('data:')) foreign.push(request.url());
  });
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) troubles.push(message.text());
  });
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('response', (response) => {
    if (response.status() >= 400) troubles.push(`${response.status()} ${response.url()}`);
  });

  const response = await page.goto(`${base}${path}`);
  expect(response?.ok()).toBe(true);
  await page.waitForLoadState('networkidle');

  await expect(page.getByRole('main')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('navigation', { name: '主要栏目' })).toBeVisible();
  expect(foreign).toEqual([]);
  expect(troubles).toEqual([]);
}
