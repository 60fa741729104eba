/** How pages are laid out, to compare one browser with another, and the server that both read the site from. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chromium } from '@playwright/test';
import { browserArguments, ensureBrowser } from './browser.ts';
import { projectDirectory, testPort } from './places.ts';
import { rootSite } from './sites.ts';

/** Where the parts of a page are: its frame, its title, and the parts of its content, as `[x, y, width, height]`. */
export interface Layout {
  /** How far the page is wider than the screen. */
  excess: number;
  height: number;
  boxes: Record<string, [number, number, number, number]>;
}

/** Runs in the page, as a text: drivers take functions apart, and an old one does not know the syntax of new ones. */
export const measure = `(() => {
  const boxes = {};
  const add = (name, element) => {
    if (element === null || getComputedStyle(element).display === 'none') return;
    const { x, y, width, height } = element.getBoundingClientRect();
    boxes[name] = [x, y, width, height].map(Math.round);
  };
  add('header', document.querySelector('body > header'));
  add('bar', document.querySelector('body nav'));
  add('title', document.querySelector('h1'));
  const main = document.querySelector('main');
  add('main', main);
  [...main.querySelectorAll(':scope > * > *')].forEach((element, index) => {
    add(index + ' ' + element.localName, element);
  });
  const root = document.documentElement;
  return { excess: root.scrollWidth - root.clientWidth, height: root.scrollHeight, boxes };
})()`;

/**
 * Fails where a page is wider than the screen, lacks a part, or has one elsewhere than expected.
 * @param share how much of the page's height a part may be elsewhere
 */
function assertSameLayout(found: Layout, expected: Layout, share = 0.04): void {
  assert.equal(found.excess, 0, 'wider than the screen');
  assert.deepEqual(Object.keys(found.boxes), Object.keys(expected.boxes));
  // The system's font has other widths in each browser: a paragraph may have a line more or less, and what stands below
  // moves with it.
  const tolerance = Math.max(16, expected.height * share);
  for (const [part, box] of Object.entries(expected.boxes)) {
    const differences = box.map((value, index) => Math.abs(value - (found.boxes[part]?.[index] ?? Infinity)));
    assert.ok(
      Math.max(...differences) <= tolerance,
      `${part}: ${JSON.stringify(found.boxes[part])} instead of ${JSON.stringify(box)}`,
    );
  }
}

/** Milliseconds that a page may take, once it has loaded, until it is laid out: on a busy machine pictures and scripts come late. */
const patience = 10_000;

/**
 * Fails when a page does not become laid out as in the newest Chromium within ten seconds.
 * @param measureNow measures the page as it is
 * @param share how much of the page's height a part may be elsewhere
 */
export async function expectSameLayout(
  measureNow: () => Promise<Layout>,
  reference: Reference,
  address: string,
  share?: number,
): Promise<void> {
  const end = performance.now() + patience;
  for (;;) {
    try {
      assertSameLayout(await measureNow(), await reference.layoutOf(address), share);
      return;
    } catch (error) {
      if (!(error instanceof assert.AssertionError) || performance.now() > end) throw error;
      // The one that was measured too early may have been the reference.
      reference.forget(address);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** The newest Chromium, which lays pages out as they are meant. */
export interface Reference {
  /** The layout of a page, measured once. */
  layoutOf: (address: string) => Promise<Layout>;
  /** Has a page measured again when it is asked for next. */
  forget: (address: string) => void;
  close: () => Promise<void>;
}

/** Starts it with a screen. */
export async function launchReference(screen: {
  viewport: { width: number; height: number };
  isMobile?: boolean;
  hasTouch?: boolean;
}): Promise<Reference> {
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: browserArguments });
  const page = await browser.newPage(screen);
  const known = new Map<string, Layout>();
  return {
    async layoutOf(address) {
      const layout = known.get(address) ?? (await page.goto(address), await page.evaluate<Layout>(measure));
      known.set(address, layout);
      return layout;
    },
    forget: (address) => known.delete(address),
    close: () => browser.close(),
  };
}

/** Serves the site at the root of a domain. Returns its origin, and what ends it. */
export async function serveSite(
  name: Parameters<typeof testPort>[0],
): Promise<{ origin: string; stop: () => Promise<void> }> {
  const server = spawn(process.execPath, ['src/commands/serve.ts'], {
    cwd: projectDirectory,
    env: { ...process.env, ...rootSite.environment, PORT: String(testPort(name)) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(server, 'exit');
  const [said] = await Promise.race([once(server.stdout.setEncoding('utf8'), 'data'), ended.then(() => [''])]);
  // Where the port is taken, by a server that was left behind, it listens at the next one.
  const origin = /http:\/\/localhost:\d+/.exec(String(said))?.[0];
  if (origin === undefined) throw new Error(`The server of the site did not start. It said: ${String(said)}`);
  return {
    origin,
    async stop() {
      server.kill();
      await ended;
    },
  };
}
