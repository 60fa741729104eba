/** What is on a screen of the office, as somebody sees and hears it: its words, and whether it is made for everybody. */
import { userInfo } from 'node:os';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Names that are written in Latin letters in Chinese too: formats, maps and standards, programs. */
const latinNames =
  /\b(?:JPEG|PNG|WebP|AVIF|GB|MB|KB|SHA-256|WGS-84|GCJ-02|BD-09|GPS|ICP|MEDIA_DIR|Git|HTTPS|SSH|GitHub|Gitee|GitLab|Token|YAML|Markdown|HEIC|UTF-8|GBK)\b/g;

/** The words on the screen in Latin letters that are no such names. @param own words of the content itself */
export async function latinWords(page: Page, own: readonly string[] = []): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const attributes = ['aria-label', 'placeholder', 'title', 'aria-roledescription', 'alt'];
    const found = [document.title];
    const visit = (root: Document | ShadowRoot) => {
      for (const element of root.querySelectorAll<HTMLElement>('*')) {
        if (element.shadowRoot !== null) {
          visit(element.shadowRoot);
          // What an element has in no slot is not shown.
          if (element.shadowRoot.querySelector('slot') === null) continue;
        }
        if (!element.checkVisibility()) continue;
        found.push(...attributes.map((name) => element.getAttribute(name) ?? ''));
        if (['STYLE', 'SCRIPT', 'PRE'].includes(element.tagName)) continue;
        for (const node of element.childNodes) if (node instanceof Text) found.push(node.data);
      }
    };
    visit(document);
    return found;
  });
  const remaining = texts
    .map((text) => own.reduce((left, word) => left.replaceAll(word, ''), text.replaceAll(userInfo().username, '')))
    .map((text) => text.replace(latinNames, ''))
    // Addresses, file names, slugs and figures with units in help texts.
    .map((text) => text.replace(/[\w./:@?=&,*-]*[\d./@-][\w./:@?=&,*-]*/g, ''))
    .filter((text) => /[A-Za-z]{2,}/.test(text));
  return [...new Set(remaining)];
}

/** Expects that nothing on the screen bars anybody, by the rules of axe. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' ')}`);
  expect(found, page.url()).toEqual([]);
}
