/**
 * Calls a function whenever a minute begins by the device's clock.
 * @param whenVisible called when the page becomes visible again, since a hidden page's timers may be late
 */
export function everyMinute(update: () => void, whenVisible: () => void): void {
  const schedule = () => {
    setTimeout(
      () => {
        update();
        schedule();
      },
      60_000 - (Date.now() % 60_000),
    );
  };
  schedule();
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) whenVisible();
  });
}
