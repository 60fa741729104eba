/**
 * A browser that is started again when a test in it fails. Browsers of all kinds stop answering now and then, on busy machines
 * more often, and a test must neither wait for ever nor fail for it: it is tried once more, and named as flaky.
 */
import type { TestContext } from 'node:test';
import { flakyMark } from './runner/outcome.ts';

/** Something that a browser or a program was asked for and did not do in time. */
export class NoAnswer extends Error {}

/**
 * The result of work, if it comes in time. Rejects with a `NoAnswer` otherwise; the work itself goes on.
 * @param what names the work in the error
 */
export async function inTime<Result>(work: Promise<Result>, what: string, milliseconds: number): Promise<Result> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    late.reject(new NoAnswer(`No answer within ${milliseconds / 1000} s: ${what}.`));
  }, milliseconds);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** How a browser is started, asked and ended. */
export interface BrowserProgram<Browser> {
  name: string;
  /** Ends what it has started, and rejects, when it is told that it took too long. */
  start: (late: AbortSignal) => Promise<Browser>;
  /** Resolves when the browser answers a question that needs no page of the site. */
  ping: (browser: Browser) => Promise<unknown>;
  /** Ends the program whatever state it is in. */
  kill: (browser: Browser) => Promise<void>;
}

/** Times in milliseconds: what a start, an answer to a ping, an end, and the work of one test may take. */
export interface TimeLimits {
  start: number;
  ping: number;
  kill: number;
  work: number;
}

const usualLimits: TimeLimits = { start: 60_000, ping: 10_000, kill: 10_000, work: 90_000 };

/** A browser that tests use one after the other. */
export class RestartableBrowser<Browser> {
  readonly #program: BrowserProgram<Browser>;
  readonly #limits: TimeLimits;
  #browser: Browser | undefined;

  constructor(program: BrowserProgram<Browser>, limits = usualLimits) {
    this.#program = program;
    this.#limits = limits;
  }

  /** Starts the browser unless it runs. Rejects when it does not start, or does not answer. */
  async start(): Promise<Browser> {
    if (this.#browser !== undefined) return this.#browser;
    const { name, start, ping } = this.#program;
    const late = new AbortController();
    const started = start(late.signal);
    // One that starts too late is not left behind.
    const kill = () => started.then((browser) => this.#kill(browser)).catch(() => undefined);
    try {
      const browser = await inTime(started, `${name} starts`, this.#limits.start);
      await inTime(ping(browser), `${name} has started and answers`, this.#limits.ping);
      this.#browser = browser;
      return browser;
    } catch (error) {
      late.abort();
      void kill();
      throw error;
    }
  }

  /**
   * Has a test use the browser. A test that fails is run once more in a new browser, as the tests of the newest Chromium are:
   * this one may have stopped answering, or a film stands still where a software decoder gets no time. One that passes only
   * then is reported as flaky.
   */
  async use(
    context: Pick<TestContext, 'diagnostic' | 'fullName'>,
    work: (browser: Browser) => Promise<void>,
  ): Promise<void> {
    try {
      await this.#attempt(work);
    } catch (error) {
      await this.close();
      await this.#attempt(work);
      context.diagnostic(`${flakyMark}${context.fullName}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** Ends the browser; it may be used again. */
  async close(): Promise<void> {
    const browser = this.#browser;
    this.#browser = undefined;
    if (browser !== undefined) await this.#kill(browser);
  }

  async #attempt(work: (browser: Browser) => Promise<void>): Promise<void> {
    const browser = await this.start();
    await inTime(work(browser), `what this test does in ${this.#program.name}`, this.#limits.work);
  }

  async #kill(browser: Browser): Promise<void> {
    const { name, kill } = this.#program;
    await inTime(kill(browser), `${name} ends`, this.#limits.kill);
  }
}

/**
 * Why a browser cannot be tested on this machine: it cannot be installed, or does not start, or does not answer, twice.
 * `undefined` when it can.
 */
export async function reasonNotToRun<Browser>(browser: RestartableBrowser<Browser>): Promise<string | undefined> {
  let reason: string | undefined;
  for (const attempt of [1, 2]) {
    try {
      await browser.start();
      await browser.close();
      return undefined;
    } catch (error) {
      reason = `attempt ${attempt}: ${error instanceof Error ? error.message : String(error)}`;
    }
  }
  return reason;
}
