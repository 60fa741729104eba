/**
 * WebKitGTK by its WebDriver, on a screen that nobody sees. Its window is at least 447 px wide, so that a page is in a frame
 * as large as a phone, of its own origin.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { createInterface } from 'node:readline';
import { freePort } from '../places.ts';
import { inTime } from '../restartable-browser.ts';
import { bringIntoView, clickAt, end, endWithTests, pressed, stackEndedBy, type Engine } from './engine.ts';

async function firstLine(stream: Readable): Promise<string> {
  const [line] = (await once(createInterface(stream), 'line')) as [string];
  return line;
}

/**
 * Starts it.
 * @param late tells that it took too long
 */
export async function launchWebKit(late: AbortSignal): Promise<Engine> {
  await using started = stackEndedBy(late);
  const port = await freePort();
  const screen = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1400x1200x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  endWithTests(screen);
  started.defer(() => end(screen));
  const display = `:${await firstLine(screen.stdout)}`;
  const driver = spawn('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1'], {
    env: { ...process.env, DISPLAY: display, LIBGL_ALWAYS_SOFTWARE: '1' },
    stdio: 'ignore',
  });
  endWithTests(driver);
  started.defer(() => end(driver));

  const send = async <Result>(method: 'GET' | 'POST' | 'DELETE', path: string, body: object = {}): Promise<Result> => {
    const response = await fetch(`http://127.0.0.1:${port}/session${path}`, {
      method,
      ...(method === 'POST' && { body: JSON.stringify(body) }),
    });
    const { value } = (await response.json()) as { value: Result & { error?: string; message?: string } };
    if (!response.ok) throw new Error(`${value.error ?? ''}: ${value.message ?? ''}`);
    return value;
  };
  const start = async (): Promise<{ sessionId: string }> => {
    for (let tries = 0; ; tries += 1) {
      try {
        return await send('POST', '', { capabilities: { alwaysMatch: {} } });
      } catch (error) {
        // It does not listen yet.
        if (tries === 100 || !(error instanceof TypeError)) throw error;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  };
  const { sessionId } = await start();
  const ask = <Result>(path: string, body: object): Promise<Result> => send('POST', `/${sessionId}${path}`, body);
  await ask('/window/rect', { x: 0, y: 0, width: 1360, height: 1150 });
  const evaluate = async <Result>(expression: string): Promise<Result> =>
    JSON.parse(
      await ask<string>('/execute/sync', {
        script: `return (async () => JSON.stringify((await (${expression})) ?? null))()`,
        args: [],
      }),
    ) as Result;

  const running = started.move();
  return {
    async open(url, { width, height }) {
      await ask('/frame', { id: null });
      await ask('/url', { url: new URL('/robots.txt', url).href });
      // The first document of a frame hands its window on to the next: what listens there hears the page from its start.
      // A page with a film has loaded seconds after its parts have.
      const frame = await ask<object>('/execute/async', {
        script: `
          const [url, width, height, done] = arguments;
          document.body.style.margin = 0;
          const frame = document.createElement('iframe');
          frame.style.cssText = 'display: block; border: 0; width: ' + width + 'px; height: ' + height + 'px';
          frame.src = url;
          frame.onload = () => done(frame);
          document.body.replaceChildren(frame);
          const page = frame.contentWindow;
          page.scriptErrors = [];
          page.addEventListener('error', ({ message }) => page.scriptErrors.push(message));
          page.addEventListener('DOMContentLoaded', () => {
            if (page.document.querySelector('video') !== null) done(frame);
          });`,
        args: [url, width, height],
      });
      await ask('/frame', { id: frame });
    },
    evaluate,
    async click(selector) {
      await ask('/actions', { actions: clickAt(await evaluate(bringIntoView(selector))) });
    },
    async press(selector, keys) {
      await evaluate(`document.querySelector(${JSON.stringify(selector)}).focus()`);
      await ask('/actions', { actions: pressed(keys) });
    },
    async allowPosition({ latitude, longitude }) {
      // Its driver cannot set a position.
      await evaluate(`navigator.geolocation.getCurrentPosition = (found) => {
        setTimeout(found, 50, { coords: { latitude: ${latitude}, longitude: ${longitude}, accuracy: 20 } });
      }, 0`);
    },
    async picture(file) {
      await evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
      // A picture of the frame alone lacks what has not been drawn.
      writeFileSync(file, await send<string>('GET', `/${sessionId}/screenshot`), 'base64');
    },
    errors: () => evaluate('window.scriptErrors ?? ["errors were not heard"]'),
    async close() {
      // It is asked to end its session, and ended where it no longer answers.
      await inTime(send('DELETE', `/${sessionId}`), 'the session ends', 5_000).catch(() => undefined);
      await running.disposeAsync();
    },
  };
}
