/** What is on a screen of the office, as somebody sees and hears it: its words, and whether it is made for everybody. */
import { userInfo } from 'node:os';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { isLatin, wordsOnPage } from './words.ts';

/** The words on the screen in Latin letters that are no names. @param own words of the content itself */
export async function latinWords(page: Page, own: readonly string[] = []): Promise<string[]> {
  const texts = await page.evaluate(wordsOnPage);
  return [...new Set(texts.filter((text) => isLatin(text, [...own, userInfo().username])))];
}

/** Expects that nothing on the screen bars anybody, by the rules of axe. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' ')}`);
  expect(found, page.url()).toEqual([]);
}
