/** What the tests do with a browser of another engine, whatever protocol it speaks. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** The screen that a page is opened on. */
interface Screen {
  /** In CSS pixels. */
  width: number;
  height: number;
}

/** The place of a phone, as `Geolocation` gives it. */
interface Position {
  latitude: number;
  longitude: number;
}

/** A browser with one page in it. */
export interface Engine {
  /** Opens an address in place of the page before, and waits until it has loaded. */
  open: (address: string, screen: Screen) => Promise<void>;
  /** The value of an expression in the page; of a promise what it becomes. */
  evaluate: <Result>(expression: string) => Promise<Result>;
  click: (selector: string) => Promise<void>;
  /** Gives an element the focus and presses keys on it. */
  press: (selector: string, keys: string) => Promise<void>;
  /** Gives the page a position when it asks; without this nobody answers its question. */
  allowPosition: (position: Position) => Promise<void>;
  /** Stores a picture of what is on the screen. */
  picture: (file: string) => Promise<void>;
  /** The errors of the page's scripts since it was opened. */
  errors: () => Promise<string[]>;
  /** Ends the program, also when it no longer answers. */
  close: () => Promise<void>;
}

/** The Enter key, as WebDriver writes it. */
export const enter = '\uE007';

/** Waits until an expression is true in the page. Throws when that takes longer than 20 seconds. */
export async function waitFor(engine: Engine, condition: string): Promise<void> {
  const end = performance.now() + 20_000;
  while (!(await engine.evaluate<boolean>(`Boolean(${condition})`))) {
    if (performance.now() > end) throw new Error(`This did not come true: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Brings an element to the middle of the screen. Returns where it is then: `[x, y]`. */
export const bringIntoView = (selector: string): string => `(() => {
  const element = document.querySelector(${JSON.stringify(selector)});
  element.scrollIntoView({ block: 'center', behavior: 'instant' });
  const { left, top, width, height } = element.getBoundingClientRect();
  return [Math.round(left + width / 2), Math.round(top + height / 2)];
})()`;

/** A click at a place of the screen, as WebDriver's actions. */
export const clickAt = ([x, y]: readonly [number, number]): object[] => [
  {
    type: 'pointer',
    id: 'mouse',
    actions: [
      { type: 'pointerMove', x, y },
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ],
  },
];

/** Keys one after the other, as WebDriver's actions. */
export const pressed = (keys: string): object[] => [
  {
    type: 'key',
    id: 'keys',
    actions: Array.from(keys).flatMap((value) => [
      { type: 'keyDown', value },
      { type: 'keyUp', value },
    ]),
  },
];

/** Ends a program with the process of the tests, also when a test that failed has left it. */
export function endWithTests(program: ChildProcess): void {
  process.once('exit', () => {
    program.kill();
  });
}

/**
 * What a browser consists of, to be ended when a part of it does not start: a test file ends only when all its programs have.
 * @param late ends it, too, unless it has been moved
 */
export function stackEndedBy(late: AbortSignal): AsyncDisposableStack {
  const stack = new AsyncDisposableStack();
  late.addEventListener('abort', () => void stack.disposeAsync(), { once: true });
  return stack;
}

/** Ends a program that does not have to end by itself, and waits until it has. */
export async function end(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return;
  program.kill('SIGKILL');
  await once(program, 'exit');
}
