/**
 * The site in Chromium 88 and 92: every kind of page is laid out as in the newest, on a phone, and the main ways work.
 * The pictures of the pages are in `.cache/tests/old-browsers`, to be looked at.
 */
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import test, { after, before, suite, type TestContext } from 'node:test';
import type { Page } from 'puppeteer-core';
import { expectSameLayout, launchReference, measure, serveSite, type Layout, type Reference } from '../layouts.ts';
import { testCache } from '../places.ts';
import { inTime, reasonNotToRun, RestartableBrowser } from '../restartable-browser.ts';
import { pageKinds } from '../sites.ts';
import { chromiumOf, versions } from './chromium.ts';

const phone = { width: 360, height: 640 };
/** How long a condition may take to come true, in milliseconds. */
const patience = 20_000;

let site: Awaited<ReturnType<typeof serveSite>>;
let newest: Reference;

before(
  async () => {
    site = await serveSite('oldBrowsers');
    newest = await launchReference({ viewport: phone, isMobile: true, hasTouch: true });
  },
  { timeout: 300_000 }, // a browser may have to be installed
);

after(
  async () => {
    await newest.close();
    await site.stop();
  },
  { timeout: 30_000 },
);

const browsers = [];
for (const version of versions) {
  const browser = new RestartableBrowser(chromiumOf(version));
  browsers.push({ version, browser, reason: await reasonNotToRun(browser) });
}
// Nothing is waited for between the tests: when those of the first browser were skipped meanwhile, `after` would run.
for (const { version, browser, reason } of browsers) {
  test(`Chromium ${version} runs here`, { skip: reason ?? false }, async () => {
    assert.match(await (await browser.start()).version(), new RegExp(`/${version}\\.`));
  });
  suite(`in Chromium ${version}`, { skip: reason ?? false }, () => {
    const pictures = join(testCache, 'old-browsers', `pages-${version}`);

    before(() => {
      mkdirSync(pictures, { recursive: true });
    });
    after(() => browser.close(), { timeout: 30_000 });

    /** Opens a page, has it tried, and fails for an error in a script. */
    function visit(
      context: TestContext,
      path: string,
      attempt: (page: Page) => Promise<void>,
      hasScript = true,
    ): Promise<void> {
      return browser.use(context, async (running) => {
        const page = await running.newPage();
        const errors: string[] = [];
        page.on('pageerror', (error) => errors.push(error.message));
        try {
          await page.setJavaScriptEnabled(hasScript);
          await page.setViewport({ ...phone, isMobile: true, hasTouch: true });
          await page.goto(site.origin + path);
          await attempt(page);
          assert.deepEqual(errors, []);
        } finally {
          await inTime(page.close(), 'the page closes', patience);
        }
      });
    }

    const waitFor = (page: Page, condition: string) => page.waitForFunction(condition, { timeout: patience });
    const textOf = (page: Page, selector: string) =>
      page.evaluate<string>(`document.querySelector(${JSON.stringify(selector)}).textContent.trim()`);

    for (const [kind, path] of Object.entries(pageKinds)) {
      test(`${kind} is laid out as in the newest Chromium, and no wider than the screen`, async (context) => {
        await visit(context, path, async (page) => {
          await page.screenshot({ path: join(pictures, `${kind.replaceAll(' ', '-')}.png`) });
          await expectSameLayout(() => page.evaluate<Layout>(measure), newest, site.origin + path);
        });
      });
    }

    test('the finder lists the stations around a position', async (context) => {
      await visit(context, '/stations/', async (page) => {
        const session = await page.target().createCDPSession();
        await session.send('Browser.grantPermissions', { origin: site.origin, permissions: ['geolocation'] });
        await page.setGeolocation({ latitude: 29.209, longitude: 103.945 });
        // Whatever the hour is.
        await page.click('input[name=open] + span');
        await page.click('[data-locate]');
        await waitFor(page, `document.querySelector('[data-heading]').textContent.includes('离你最近')`);
        await waitFor(page, `document.querySelectorAll('[data-list] > li').length === 10`);
      });
    });

    test('the finder lists the stations of a town, and those with a word in their texts', async (context) => {
      await visit(context, '/stations/', async (page) => {
        await page.click('input[name=open] + span');
        await page.select('select[name=town]', '清溪镇');
        await waitFor(page, `document.querySelector('[data-heading]').textContent.includes('清溪镇')`);
        assert.ok((await page.evaluate<number>(`document.querySelectorAll('[data-list] > li').length`)) > 0);
        await page.select('select[name=town]', '');
        await page.type('input[name=q]', 'keyun');
        await waitFor(page, `document.querySelector('[data-list]').textContent.includes('客运站')`);
      });
    });

    test('large print comes with one tap, stays on the next page, and goes with another', async (context) => {
      const size = `getComputedStyle(document.documentElement).fontSize`;
      await visit(context, '/stations/', async (page) => {
        await page.click('[data-large-print-switch]');
        await waitFor(page, `${size} === '22px'`);
        await page.goto(`${site.origin}${pageKinds.person}`);
        assert.equal(await page.evaluate(size), '22px');
        await waitFor(page, `document.querySelector('[data-large-print-switch]').textContent.trim() === '标准版'`);
        assert.equal(await page.evaluate(`document.documentElement.scrollWidth - innerWidth`), 0);
        await page.click('[data-large-print-switch]');
        await waitFor(page, `${size} === '16px'`);
      });
    });

    test('the fields for the size of a truck can be reached', async (context) => {
      await visit(context, '/stations/', async (page) => {
        assert.ok(await page.evaluate<boolean>(`document.querySelector('input[name=length]').offsetWidth > 0`));
      });
    });

    test('a filter hides what does not fit, counts what is left, and is kept in the address', async (context) => {
      await visit(context, '/people/', async (page) => {
        await page.evaluate(
          `[...document.querySelectorAll('filter-bar input')].find((input) => input.value === 'courier').click()`,
        );
        await waitFor(page, `document.querySelector('[data-count]').textContent.startsWith('符合条件的')`);
        const shown = await page.evaluate<string[]>(
          `[...document.querySelectorAll('[data-item]')].filter((item) => item.offsetHeight > 0).map((item) => item.dataset.trade)`,
        );
        assert.ok(shown.length > 0 && shown.every((trade) => trade === 'courier'), shown.join());
        assert.equal(await page.evaluate('location.search'), '?trade=courier');
      });
    });

    test('the search finds by names and says why it does not search texts', async (context) => {
      await visit(context, `/search/?q=${encodeURIComponent('玉津')}`, async (page) => {
        await waitFor(page, `document.querySelectorAll('site-search [data-results] > li').length > 0`);
        assert.match(
          await textOf(page, 'site-search [role=status]'),
          /^这个浏览器版本太旧，只能按名称找：找到 \d+ 个$/,
        );
      });
    });

    test('the search opens over a page and finds a person by pinyin', async (context) => {
      await visit(context, '/', async (page) => {
        await page.click('a[data-search-dialog]');
        await waitFor(page, `document.querySelector('dialog[open]') !== null`);
        await page.type('dialog input', 'antu');
        await waitFor(page, `document.querySelector('dialog [role=listbox]').textContent.includes('安途')`);
      });
    });

    test('a clip’s page has a player, its poster and its transcript', async (context) => {
      await visit(context, pageKinds.video, async (page) => {
        assert.ok(await page.evaluate<boolean>(`document.querySelector('video').offsetHeight > 100`));
      });
    });

    test('without script the list of stations is there whole', async (context) => {
      const path = '/stations/';
      await visit(
        context,
        path,
        async (page) => {
          const count = await page.evaluate<number>(`document.querySelectorAll('.overview .station').length`);
          assert.ok(count >= 39, String(count));
        },
        false,
      );
    });
  });
}
