/**
 * Every kind of page looks as it did when somebody last looked at it and approved. References are kept at two fifths of their size, so
 * that a hair's difference in a letter passes and a block that moved does not. They belong to one browser and one set of
 * fonts: elsewhere the comparison would say nothing, and is skipped with that reason.
 * After a change that is meant: `npm run test:references`, then look at every picture that changed.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { extremesSite, pageKinds, rootSite } from '../sites.ts';

const madeWith = join(import.meta.dirname, 'references', 'made-with.txt');

/** The browser and the Chinese fonts of this machine, in one line. */
function machine(browserVersion: string): string {
  const font = (family: string) => {
    try {
      return execFileSync('fc-match', ['-f', '%{family[0]} %{fontversion}', `${family}:lang=zh-cn`], {
        encoding: 'utf8',
      });
    } catch {
      return 'no fontconfig';
    }
  };
  return `Chromium ${browserVersion.split('.')[0] ?? ''}, ${font('sans-serif')}, ${font('Noto Serif CJK SC')}`;
}

test.beforeEach(({ browser, page: _page }, info) => {
  const here = machine(browser.version());
  if (info.config.updateSnapshots === 'all' || info.config.updateSnapshots === 'changed') {
    writeFileSync(madeWith, `${here}\n`);
    return;
  }
  const there = existsSync(madeWith) ? readFileSync(madeWith, 'utf8').trim() : 'none';
  test.skip(here !== there, `references were made with ${there}; this machine has ${here}`);
});

const extremes = ['two', 'fifteen', 'uyghur', 'long-story', 'forty-honours'].map(
  (slug) => [`extreme ${slug}`, `http://localhost:${extremesSite.port}/people/${slug}/`] as const,
);

for (const width of [360, 768, 1280]) {
  test.describe(`at ${width} px`, () => {
    test.use({ viewport: { width, height: 900 }, deviceScaleFactor: 0.4 });
    for (const [kind, path] of [...Object.entries(pageKinds), ...extremes]) {
      test(`${kind} looks as approved, in light and in dark colours`, async ({ page }) => {
        // Pages that tell what is open now look alike at any hour: it is always ten in the morning of the day they were built for.
        await page.clock.setFixedTime(new Date(`${rootSite.environment['SITE_DATE'] ?? ''}T10:00:00+08:00`));
        await page.goto(path);
        // Pictures below the screen load only when it comes near.
        await page.evaluate(async () => {
          for (const image of document.images) image.loading = 'eager';
          await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
        });
        const height = await page.evaluate(() => Math.min(document.documentElement.scrollHeight, 1800));
        await page.setViewportSize({ width, height });
        for (const scheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme: scheme });
          await expect.soft(page).toHaveScreenshot([`${kind.replaceAll(' ', '-')}-${width}-${scheme}.png`], {
            scale: 'device',
            animations: 'disabled',
            maxDiffPixelRatio: 0.002,
          });
        }
      });
    }
  });
}
