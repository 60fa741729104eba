/** Loaded before a command: ends it as soon as the heartbeat has started, and reports how it was started. */
const original = globalThis.setInterval;

function probe(...parameters: Parameters<typeof original>): NodeJS.Timeout {
  const timer = original(...parameters);
  if (new Error().stack?.includes('process/heartbeat.ts') === true) {
    const unref = timer.unref.bind(timer);
    timer.unref = () => {
      unref();
      process.stdout.write(`heartbeat ${String(parameters[1])} ${String(timer.hasRef())}\n`);
      process.exit(0);
    };
  }
  return timer;
}

Object.assign(globalThis, { setInterval: probe });
