/**
 * Keeps the threads that Node hands file operations to from standing still. glibc before 2.41 now and then loses the
 * wake-up of a condition variable (https://sourceware.org/bugzilla/show_bug.cgi?id=25847): all threads of the pool sleep
 * while an operation waits, and the program stands still until one more operation is asked for. So one is, every second.
 *
 * Importing this file starts it. Every command imports it first, through `start.ts`; `astro.config.mjs` does for programs
 * that Astro starts by itself, and the test runner hands it to every process it starts.
 */
import { access } from 'node:fs';

/** Milliseconds between two operations: the longest that a lost wake-up can hold a program. */
export const heartbeatInterval = 1000;

/** An operation of the pool that costs next to nothing and whose answer nobody needs. */
function askPool(): void {
  access('.', () => undefined);
}

/** Asks the pool for something once a second. The timer does not keep the process alive. */
export function startHeartbeat(ask: () => void = askPool): NodeJS.Timeout {
  return setInterval(ask, heartbeatInterval).unref();
}

// Two copies of this module in one process (bundled and not) share one timer.
const started = Symbol.for('hongxin.heartbeat');
const registry = globalThis as { [started]?: NodeJS.Timeout };
registry[started] ??= startHeartbeat();
