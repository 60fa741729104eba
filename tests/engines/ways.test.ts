/**
 * The site in Firefox and in WebKitGTK: every kind of page is laid out as in Chromium, narrow and wide, and the main ways
 * work. The pictures of the pages are in `.cache/tests/engines`, to be looked at.
 */
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import test, { after, before, suite } from 'node:test';
import { expectSameLayout, launchReference, measure, serveSite, type Layout, type Reference } from '../layouts.ts';
import { reasonWithoutFont } from '../browser.ts';
import { testCache } from '../places.ts';
import { pageKinds } from '../sites.ts';
import { reasonNotToRun, RestartableBrowser } from '../restartable-browser.ts';
import { enter, waitFor, type Engine } from './engine.ts';
import { enginePrograms, reasonToSkip } from './programs.ts';

const phone = { width: 360, height: 640 };
const desk = { width: 1280, height: 800 };
/** A clip whose words are captions. */
const captionedClip = '/videos/suishou-jinggai/';

let site: Awaited<ReturnType<typeof serveSite>>;
let narrow: Reference;
let wide: Reference;
const references = [
  [phone, () => narrow],
  [desk, () => wide],
] as const;

before(
  async () => {
    [site, narrow, wide] = await Promise.all([
      serveSite('engines'),
      launchReference({ viewport: phone }),
      launchReference({ viewport: desk }),
    ]);
  },
  { timeout: 300_000 }, // a browser may have to be installed
);

after(
  async () => {
    await Promise.all([narrow.close(), wide.close(), site.stop()]);
  },
  { timeout: 30_000 },
);

const withoutFont = reasonWithoutFont();
const browsers = [];
for (const program of enginePrograms) {
  const browser = new RestartableBrowser(program);
  browsers.push({ program, browser, reason: reasonToSkip(program) ?? (await reasonNotToRun(browser)) });
}
// Nothing is waited for between the tests: when those of the first browser were skipped meanwhile, `after` would run.
for (const { program, browser, reason } of browsers) {
  test(`${program.name} runs here`, { skip: reason ?? false }, async () => {
    await browser.start();
  });
  suite(`in ${program.name}`, { skip: reason ?? false }, () => {
    let engine: Engine;
    const pictures = join(testCache, 'engines', program.name.toLowerCase());

    before(() => {
      mkdirSync(pictures, { recursive: true });
    });
    after(() => browser.close(), { timeout: 30_000 });

    /** A test of this engine. */
    const inEngine = (name: string, work: () => Promise<void>, skip: string | false = false) =>
      test(name, { skip }, (context) =>
        browser.use(context, (running) => {
          engine = running;
          return work();
        }),
      );

    const open = (path: string, screen = phone) => engine.open(site.origin + path, screen);
    const isTrue = (condition: string) => waitFor(engine, condition);
    const textOf = (selector: string) =>
      engine.evaluate<string>(`document.querySelector(${JSON.stringify(selector)}).textContent.trim()`);
    /** Where an element is: `[left, top, right, bottom]`. */
    const boxOf = (selector: string) =>
      engine.evaluate<[number, number, number, number]>(`(() => {
        const { left, top, right, bottom } = document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect();
        return [left, top, right, bottom];
      })()`);
    /** Opens a page in a frame of another one that lets no script run. `page` is its document. */
    const openWithoutScript = async (path: string) => {
      await open('/robots.txt');
      await engine.evaluate(`new Promise((resolve) => {
        const frame = document.createElement('iframe');
        frame.sandbox = 'allow-same-origin';
        frame.width = 360;
        frame.height = 600;
        frame.onload = () => {
          window.page = frame.contentDocument;
          resolve();
        };
        frame.src = ${JSON.stringify(path)};
        document.body.replaceChildren(frame);
      })`);
    };

    for (const [kind, path] of Object.entries(pageKinds)) {
      for (const [screen, reference] of references) {
        const compare = async () => {
          const address = site.origin + path;
          await Promise.all([reference().layoutOf(address), engine.open(address, screen)]);
          await engine.picture(join(pictures, `${kind.replaceAll(' ', '-')}-${screen.width}.png`));
          // Lists of lines that just fit into one browser's column have as many lines more in another.
          await expectSameLayout(() => engine.evaluate<Layout>(measure), reference(), address, 0.1);
          assert.deepEqual(await engine.errors(), []);
        };
        inEngine(`${kind} is laid out as in Chromium, ${screen.width} px wide`, compare, withoutFont ?? false);
      }
    }

    inEngine('one comes from the home page to a story, whose text can be made larger', async () => {
      await open(pageKinds.home);
      await engine.click('main a[href*="/people/"]:not([href$="/people/"])');
      // Until everything is there what is clicked may move away.
      await isTrue(`document.readyState === 'complete' && document.fonts.status === 'loaded'`);
      await isTrue(`document.querySelector('reading-aids input') !== null`);
      const before = await engine.evaluate<number>(`document.querySelector('.prose p').getBoundingClientRect().height`);
      await engine.click('reading-aids input[value=largest] + span');
      await isTrue(`document.querySelector('.prose p').getBoundingClientRect().height > ${before * 1.3}`);
    });

    inEngine('large print comes with one tap, stays on the next page, and goes with another', async () => {
      const size = `getComputedStyle(document.documentElement).fontSize`;
      await open(pageKinds.stations);
      await engine.click('[data-large-print-switch]');
      await isTrue(`${size} === '22px'`);
      await open(pageKinds.person);
      assert.equal(await engine.evaluate(size), '22px');
      await isTrue(`document.querySelector('[data-large-print-switch]').textContent.trim() === '标准版'`);
      assert.equal(await engine.evaluate(`document.documentElement.scrollWidth - innerWidth`), 0);
      await engine.click('[data-large-print-switch]');
      await isTrue(`${size} === '16px'`);
      assert.deepEqual(await engine.errors(), []);
    });

    inEngine('a clip plays, with its captions', async () => {
      await open(captionedClip);
      await engine.evaluate(`(() => {
        const film = document.querySelector('video');
        film.muted = true;
        return film.play();
      })()`);
      await isTrue(`document.querySelector('video').currentTime > 0.2`);
      await isTrue(`document.querySelector('video').textTracks[0].mode === 'showing'`);
      await isTrue(`document.querySelector('video').textTracks[0].activeCues?.length > 0`);
      assert.deepEqual(await engine.errors(), []);
    });

    inEngine('a line of the transcript seeks', async () => {
      await open(captionedClip);
      await engine.evaluate(`(document.querySelector('video').muted = true)`);
      const start = await engine.evaluate<number>(
        `Number([...document.querySelectorAll('a[data-start]')].at(-1).dataset.start)`,
      );
      await engine.evaluate(`[...document.querySelectorAll('a[data-start]')].at(-1).click()`);
      await isTrue(`document.querySelector('video').currentTime >= ${start}`);
    });

    inEngine('the feed plays, shows its captions and goes on to the next clip', async () => {
      await open('/videos/feed/#suishou-jinggai');
      // A caption stands for a second or two: on a busy machine it may have come and gone between two looks.
      await engine.evaluate(`(() => {
        const caption = document.querySelector('[data-caption]');
        const look = () => {
          window.hasSeenCaption ||= caption.textContent !== '';
        };
        look();
        new MutationObserver(look).observe(caption, { childList: true, characterData: true, subtree: true });
      })()`);
      await isTrue(`[...document.querySelectorAll('video')].some((film) => !film.paused && film.currentTime > 0.1)`);
      await isTrue('window.hasSeenCaption');
      const place = await textOf('[data-place]');
      await engine.press('[data-scroller]', 'j');
      await isTrue(`document.querySelector('[data-place]').textContent !== ${JSON.stringify(place)}`);
      assert.deepEqual(await engine.errors(), []);
    });

    inEngine('the finder lists the stations around a position, and tells whom nobody answers', async () => {
      await open(pageKinds.stations);
      // Whatever the hour is.
      await engine.click('input[name=open] + span');
      await engine.evaluate(`(() => {
        const wait = window.setTimeout;
        window.setTimeout = (what, time, ...more) => wait(what, time / 10, ...more);
      })()`);
      await engine.click('[data-locate]');
      await isTrue(`document.querySelector('[data-said]').textContent === '正在定位……'`);
      // Nobody answers the question of the browser.
      await isTrue(`document.querySelector('[data-said]').textContent.startsWith('还没有定到位')`);
      await engine.allowPosition({ latitude: 29.209, longitude: 103.945 });
      await engine.click('[data-locate]');
      await isTrue(`document.querySelector('[data-heading]').textContent.includes('离你最近')`);
      await isTrue(`document.querySelectorAll('[data-list] > li').length === 10`);
      assert.deepEqual(await engine.errors(), []);
    });

    inEngine('the finder lists the stations of a town, and those with a word in their texts', async () => {
      await open(pageKinds.stations);
      await engine.click('input[name=open] + span');
      const choose = (town: string) =>
        engine.evaluate(`(() => {
          const select = document.querySelector('select[name=town]');
          select.value = ${JSON.stringify(town)};
          select.dispatchEvent(new Event('input', { bubbles: true }));
          select.dispatchEvent(new Event('change', { bubbles: true }));
        })()`);
      await choose('清溪镇');
      await isTrue(`document.querySelector('[data-heading]').textContent.includes('清溪镇')`);
      assert.ok((await engine.evaluate<number>(`document.querySelectorAll('[data-list] > li').length`)) > 0);
      await choose('');
      await engine.press('input[name=q]', 'keyun');
      await isTrue(`document.querySelector('[data-list]').textContent.includes('客运站')`);
      assert.deepEqual(await engine.errors(), []);
    });

    inEngine('on the map a tap picks a station, and the Enter key on its dot opens its page', async () => {
      await open(pageKinds.stations);
      await engine.click('station-map a');
      await isTrue(`document.querySelector('station-map a[aria-current]') !== null`);
      assert.equal(await engine.evaluate('location.pathname'), pageKinds.stations);
      await engine.press('station-map a[aria-current]', enter);
      await isTrue(`/^.stations.[^/]+.$/.test(location.pathname)`);
    });

    inEngine('a filter hides what does not fit, counts what is left, and is kept in the address', async () => {
      await open(pageKinds.people);
      await engine.click('filter-bar input[value=courier] + span');
      await isTrue(`document.querySelector('[data-count]').textContent.startsWith('符合条件的')`);
      const shown = await engine.evaluate<string[]>(
        `[...document.querySelectorAll('[data-item]')].filter((item) => item.offsetHeight > 0).map((item) => item.dataset.trade)`,
      );
      assert.ok(shown.length > 0 && shown.every((trade) => trade === 'courier'), shown.join());
      assert.equal(await engine.evaluate('location.search'), '?trade=courier');
      assert.deepEqual(await engine.errors(), []);
    });

    inEngine('the orders are filtered by their town', async () => {
      await open(pageKinds.orders);
      await engine.evaluate(`(() => {
        const select = document.querySelector('order-list select');
        select.selectedIndex = 1;
        select.dispatchEvent(new Event('change', { bubbles: true }));
      })()`);
      await isTrue(`location.search.length > 1`);
      await isTrue(`/符合|共|找到/.test(document.querySelector('order-list [data-count]').textContent)`);
      assert.deepEqual(await engine.errors(), []);
    });

    for (const [kind, group, first] of [
      ['people', 'filter-bar fieldset', 'label'],
      ['person', 'reading-aids fieldset', 'label'],
    ] as const) {
      inEngine(`the legend of choices stands beside the first of them: ${kind}`, async () => {
        await open(pageKinds[kind]);
        const [, top, right, bottom] = await boxOf(`${group} legend`);
        const [left, chipTop, , chipBottom] = await boxOf(`${group} ${first}`);
        assert.ok(right <= left, `${right} is beyond ${left}`);
        const distance = (top + bottom - chipTop - chipBottom) / 2;
        assert.ok(Math.abs(distance) < 2, `${distance} px above or below`);
      });
    }

    inEngine('a list to choose from looks like the fields around it', async () => {
      for (const path of [pageKinds.stations, pageKinds.orders, pageKinds.video]) {
        await open(path);
        const looks = await engine.evaluate<string[]>(
          `[...document.querySelectorAll('main select')].map((select) => getComputedStyle(select).appearance)`,
        );
        assert.deepEqual([...new Set(looks)], ['none'], path);
      }
    });

    inEngine('the column of a chart that has the focus is framed', async () => {
      await open(pageKinds.achievements);
      await engine.press('.chart g[tabindex="0"]', '\uE012');
      const frame = await engine.evaluate<string>(
        `getComputedStyle(document.querySelector('.chart g:focus .reach')).stroke`,
      );
      assert.notEqual(frame, 'none');
    });

    inEngine('the search finds a word and its texts', async () => {
      await open(`/search/?q=${encodeURIComponent('玉津')}`);
      await isTrue(`document.querySelectorAll('site-search [data-results] > li').length > 0`);
      await isTrue(`document.querySelector('site-search [role=status]').textContent.startsWith('找到')`);
      assert.deepEqual(await engine.errors(), []);
    });

    inEngine('the search opens over a page, finds a person by pinyin, and going back closes it', async () => {
      await open(pageKinds.home);
      await engine.click('a[data-search-dialog]');
      await isTrue(`document.querySelector('dialog[open]') !== null`);
      await engine.press('dialog input', 'antu');
      await isTrue(`document.querySelector('dialog [role=listbox]').textContent.includes('安途')`);
      await engine.evaluate('history.back()');
      await isTrue(`document.querySelector('dialog[open]') === null`);
      assert.deepEqual(await engine.errors(), []);
    });

    inEngine('without script the list of stations is there whole, and what needs script is not', async () => {
      await openWithoutScript(pageKinds.stations);
      const count = await engine.evaluate<number>(`page.querySelectorAll('.overview .station').length`);
      assert.ok(count >= 39, String(count));
      assert.equal(await engine.evaluate(`page.querySelector('[data-locate]').offsetHeight`), 0);
    });

    inEngine('without script a filter narrows its list', async () => {
      await openWithoutScript(pageKinds.people);
      const count = `[...page.querySelectorAll('[data-item]')].filter((item) => item.offsetHeight > 0).length`;
      const all = await engine.evaluate<number>(count);
      await engine.evaluate(`page.querySelector('filter-bar input[value=courier]').click()`);
      const some = await engine.evaluate<number>(count);
      assert.ok(some > 0 && some < all, `${some} of ${all}`);
    });
  });
}
