/**
 * The connection of a page to the office, which may be closed or killed while somebody writes. What is being saved waits until the
 * office answers again, and is sent then; meanwhile the bar says so.
 */

/** Milliseconds between two attempts. */
const interval = 1500;

const pause = () => new Promise((resolve) => setTimeout(resolve, interval));

let isGone = false;

function report(gone: boolean, isSaving: boolean): void {
  if (gone === isGone && !isSaving) return;
  isGone = gone;
  window.dispatchEvent(new CustomEvent('office:connection', { detail: { isGone: gone, isSaving } }));
}

/** Whether the office answers now. */
export async function answers(): Promise<boolean> {
  const response = await fetch('/api/office/state').catch(() => undefined);
  report(response === undefined, false);
  return response !== undefined;
}

/** As `fetch`, for what must not be lost: where the office does not answer, it is asked again until it does. */
async function fetchWhenOpen(address: string, request: RequestInit): Promise<Response> {
  for (;;) {
    try {
      return await fetch(address, request);
    } catch {
      // What was sent may have been saved all the same: the same files once more change nothing.
      report(true, true);
      do await pause();
      while (!(await answers()));
    }
  }
}

declare global {
  interface Window {
    /** Keystatic saves by it: `studio/keystatic-changes.ts`. */
    fetchWhenOpen: typeof fetchWhenOpen;
  }
}

window.fetchWhenOpen = fetchWhenOpen;
