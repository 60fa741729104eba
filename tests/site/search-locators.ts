/** The parts of the search, on its page and in the dialog. */
import type { Locator, Page } from '@playwright/test';

export const field = (page: Page): Locator => page.getByRole('combobox', { name: '搜人名、站名、事情' });
export const results = (page: Page): Locator => page.locator('[data-results]').getByRole('listitem');
export const options = (page: Page): Locator => page.getByRole('listbox', { name: '名称' }).getByRole('option');
export const dialog = (page: Page): Locator => page.getByRole('dialog', { name: '搜索' });
export const opener = (page: Page): Locator => page.getByRole('banner').getByRole('link', { name: '搜索' });
