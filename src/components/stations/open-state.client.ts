/** Whether a station is open now, as the pages show it. */
import type { Calendar } from '../../domain/time/calendar.ts';
import { openStateAt, formatOpenState, type Opening, type OpenState } from '../../domain/stations/opening-hours.ts';

/** The state of a station at this moment, and the text for it. */
export function openStateNow(opening: Opening, calendar: Calendar): { is: OpenState['is']; text: string } {
  const now = Date.now();
  const state = openStateAt(opening, calendar, now);
  const reason = state.is === 'closed' && state.reason !== undefined ? `（${state.reason}）` : '';
  return { is: state.is, text: formatOpenState(state, now) + reason };
}

/** Shows a state: its colour on an element, its text in a line. A line that says so already is not announced again. */
export function showOpenState(element: HTMLElement, line: Element | null, is: string, text: string): void {
  element.dataset['is'] = is;
  if (line && line.textContent !== text) line.textContent = text;
}
