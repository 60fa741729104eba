/** Nothing moves or is wrong while a page loads on a slow network, wherever its HTML is cut on the way. */
import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { pageKinds, rootSite } from '../sites.ts';
import { recordShifts, shiftsAtRest } from './layout-shift.ts';
import { openWithoutTrouble } from './open-page.ts';

/** Slow 4G as Lighthouse means it: 1.6 Mbit/s, 150 ms; on a processor four times slower. */
async function slowDown(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 150,
    downloadThroughput: (1.6 * 1024 * 1024) / 8,
    uploadThroughput: (750 * 1024) / 8,
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
}

for (const [kind, path] of Object.entries(pageKinds)) {
  test(`nothing moves while ${kind} loads without an error, and it asks nothing of any other host`, async ({
    page,
  }) => {
    await slowDown(page);
    await recordShifts(page);
    await openWithoutTrouble(page, `http://localhost:${rootSite.port}/`, path.slice(1));
    expect(await shiftsAtRest(page)).toEqual([]);
  });
}

/** An element's own tag, and what follows up to the next element. */
const ownTag = /^(<[a-z](?:"[^"]*"|'[^']*'|[^>"'])*>)([^]*)$/;

/** Where a page is cut: before every element, and between its tag and its text. */
function piecesOf(html: string): string[] {
  // What stands in <noscript> is no element, and no drawing would follow it.
  const elements = html.match(/<noscript[^]*?<\/noscript>|<(?=[a-z])(?:(?!<[a-z])[^])+/g) ?? [];
  return elements.flatMap((element, index) => {
    const [, tag = '', rest = ''] = ownTag.exec(element) ?? [];
    // A choice among several in a row goes to the next line when its word comes and there is no room: no size is known before.
    const isChoice = elements[index - 1]?.startsWith('<input') === true;
    const hasText = !isChoice && !/^<(?:noscript|script|style)/.test(tag) && rest.replace(/<[^>]*>/g, '').trim() !== '';
    return hasText ? [tag, rest] : [element];
  });
}

/** A browser may draw a page wherever its HTML is cut: here at every place of the first screen. */
async function loadInPieces(page: Page, path: string): Promise<void> {
  const html = await readFile(join(rootSite.directory, path, 'index.html'), 'utf8');
  const start = html.indexOf('<main');
  const pieces = piecesOf(html.slice(start));
  expect(html.slice(0, start) + pieces.join('')).toBe(html);

  const asked = Promise.withResolvers<ServerResponse>();
  const server = createServer((_, response) => {
    asked.resolve(response);
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  try {
    const { port } = server.address() as AddressInfo;
    await page.route(
      (address) => address.pathname === path,
      (route) => route.continue({ url: `http://localhost:${port}${path}` }),
    );
    const opened = page.goto(path);
    const response = await asked.promise;
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).write(html.slice(0, start));
    await page.waitForURL((address) => address.pathname === path, { waitUntil: 'commit' });
    await page.waitForFunction(() => document.querySelector('header') !== null);
    let sent = 0;
    let isOnScreen = true;
    while (sent < pieces.length && isOnScreen) {
      // How much of the page the browser has: elements and characters.
      const before = await page.evaluate(
        () => document.getElementsByTagName('*').length + document.body.textContent.length,
      );
      response.write(pieces[sent]);
      sent += 1;
      await page.waitForFunction(
        (count) => document.getElementsByTagName('*').length + document.body.textContent.length > count,
        before,
      );
      isOnScreen = await page.evaluate(async () => {
        const frame = () =>
          new Promise((resolve) => {
            requestAnimationFrame(resolve);
          });
        await frame();
        await frame();
        const last = [...document.querySelectorAll('main *')].at(-1);
        return last === undefined || last.getBoundingClientRect().top < innerHeight;
      });
    }
    expect(sent).toBeGreaterThan(25);
    response.end(pieces.slice(sent).join(''));
    await opened;
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

for (const kind of ['home', 'people', 'videos', 'feature'] as const) {
  test(`nothing moves while ${kind} loads in pieces`, async ({ page }) => {
    await recordShifts(page);
    await loadInPieces(page, pageKinds[kind]);
    expect(await shiftsAtRest(page)).toEqual([]);
  });
}
