/** Firefox by its own protocol, WebDriver BiDi, over a WebSocket. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { bringIntoView, clickAt, end, endWithTests, pressed, stackEndedBy, type Engine } from './engine.ts';

/** No question at the first start, no traffic of its own, and films play without a tap. */
const preferences = {
  'browser.shell.checkDefaultBrowser': false,
  'browser.aboutwelcome.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'media.autoplay.default': 0,
  // As on a phone: they take no room.
  'ui.useOverlayScrollbars': 1,
  'services.settings.server': 'data:,',
  'toolkit.telemetry.reportingpolicy.firstRun': false,
};

/** How long an answer may take, in milliseconds: the load of a page on a busy machine is the longest. */
const longestAnswer = 30_000;

interface Answer {
  id?: number;
  type: 'success' | 'error' | 'event';
  result?: unknown;
  error?: string;
  message?: string;
  params?: { level?: string; type?: string; text?: string };
}

/** The value of a script's result, which is sent as JSON. */
interface Evaluated {
  type: 'success' | 'exception';
  result?: { value?: string };
  exceptionDetails?: { text: string };
}

/**
 * Starts it without a window.
 * @param late tells that it took too long
 */
export async function launchFirefox(program: string, late: AbortSignal): Promise<Engine> {
  await using started = stackEndedBy(late);
  const profile = mkdtempSync(join(tmpdir(), 'hongxin-firefox-'));
  started.defer(() => {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  });
  const lines = Object.entries(preferences).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});\n`);
  writeFileSync(join(profile, 'user.js'), lines.join(''));
  const child = spawn(program, ['--headless', '--no-remote', '--remote-debugging-port', '0', '--profile', profile], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  endWithTests(child);
  started.defer(() => end(child));
  let address: string | undefined;
  for await (const line of createInterface(child.stderr)) {
    address = /WebDriver BiDi listening on (ws:\S+)/.exec(line)?.[1];
    if (address !== undefined) break;
  }
  if (address === undefined) throw new Error('Firefox ended before it could be driven.');
  child.stderr.resume();

  const socket = new WebSocket(`${address}/session`);
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let errors: string[] = [];
  socket.addEventListener('message', ({ data }: MessageEvent<string>) => {
    const { id, type, result, error, message, params } = JSON.parse(data) as Answer;
    if (type === 'event') {
      if (params?.level === 'error' && params.type === 'javascript') errors.push(params.text ?? '');
      return;
    }
    const asked = waiting.get(id ?? 0);
    waiting.delete(id ?? 0);
    if (type === 'success') asked?.resolve(result);
    else asked?.reject(new Error(`${error ?? ''}: ${message ?? ''}`));
  });
  await new Promise((resolve) => {
    socket.addEventListener('open', resolve);
  });
  let last = 0;
  const send = <Result>(method: string, params: object): Promise<Result> => {
    last += 1;
    const id = last;
    const answered = Promise.withResolvers<unknown>();
    waiting.set(id, answered);
    // A page that is left while it is asked never answers.
    const timer = setTimeout(() => {
      waiting.delete(id);
      answered.reject(new Error(`Firefox did not answer ${method}.`));
    }, longestAnswer);
    socket.send(JSON.stringify({ id, method, params }));
    return answered.promise.finally(() => {
      clearTimeout(timer);
    }) as Promise<Result>;
  };

  await send('session.new', { capabilities: {} });
  await send('session.subscribe', { events: ['log.entryAdded'] });
  // A tab of its own: in the first one the address bar has the focus, and no element of a page gets a focus event.
  const { context } = await send<{ context: string }>('browsingContext.create', { type: 'tab' });
  const evaluate = async <Result>(expression: string): Promise<Result> => {
    const { type, result, exceptionDetails } = await send<Evaluated>('script.evaluate', {
      expression: `(async () => JSON.stringify((await (${expression})) ?? null))()`,
      target: { context },
      awaitPromise: true,
    });
    if (type === 'exception') throw new Error(exceptionDetails?.text);
    return JSON.parse(result?.value ?? 'null') as Result;
  };
  const act = (actions: readonly object[]) => send('input.performActions', { context, actions });

  const running = started.move();
  return {
    async open(url, { width, height }) {
      await send('browsingContext.setViewport', { context, viewport: { width, height } });
      // A page that is left while its parts load reports them as errors, which are not those of the next page.
      await send('browsingContext.navigate', { context, url: 'about:blank', wait: 'complete' });
      errors = [];
      await send('browsingContext.navigate', { context, url, wait: 'complete' });
    },
    evaluate,
    async click(selector) {
      await act(clickAt(await evaluate(bringIntoView(selector))));
    },
    async press(selector, keys) {
      await evaluate(`document.querySelector(${JSON.stringify(selector)}).focus()`);
      await act(pressed(keys));
    },
    async allowPosition({ latitude, longitude }) {
      const origin = await evaluate<string>('location.origin');
      await send('permissions.setPermission', { descriptor: { name: 'geolocation' }, state: 'granted', origin });
      await send('emulation.setGeolocationOverride', { contexts: [context], coordinates: { latitude, longitude } });
    },
    async picture(file) {
      const { data } = await send<{ data: string }>('browsingContext.captureScreenshot', { context });
      writeFileSync(file, data, 'base64');
    },
    errors: () => Promise.resolve(errors),
    close: () => running.disposeAsync(),
  };
}
